"""What the header says about a repository: the line of facts, and the models it comes from."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hubdesk.core import catalog
from hubdesk.core.types import RepoDetails, RepoType
from hubdesk.ui.details.history_model import short_id
from hubdesk.ui.format import ago_text, count_text, parameters_text, size_text
from hubdesk.ui.search.row_facts import stage_text
from hubdesk.ui.search.task_names import task_name

SEPARATOR = " · "
_NO_BREAK = "\N{NO-BREAK SPACE}"


def license_name(license_id: str, own_name: str = "") -> str:
    """A licence's full name; one the Hub does not list goes by the name its owner gave it."""
    if license_id in ("other", "unknown", ""):
        return own_name or (QCoreApplication.translate("Facts", "Other licence") if license_id else "")
    return catalog.license_name(license_id)


def license_text(details: RepoDetails) -> str:
    """The licence of a repository by name; empty where it has none."""
    own = details.card_data.get("license_name")
    return license_name(details.summary.license, own if isinstance(own, str) else "")


def facts_line(details: RepoDetails) -> str:
    """Task, licence, size, parameters, revision, age, downloads, likes: as far as they are known."""
    return SEPARATOR.join(part for part in (*_nature(details), *_use(details)) if part)


def breaking_between(facts: str) -> str:
    """The same line for a label that wraps: it breaks between facts, never within one."""
    return SEPARATOR.join(fact.replace(" ", _NO_BREAK) for fact in facts.split(SEPARATOR))


def revision_text(details: RepoDetails) -> str:
    """The revision and the commit it stands for."""
    commit = short_id(details.commit)
    if details.revision and details.commit.startswith(details.revision):
        return QCoreApplication.translate("Facts", "commit {commit}").format(commit=commit)
    return f"{details.revision.removeprefix('refs/')} @ {commit}"


def base_model_text(details: RepoDetails) -> str:
    """How a model came from its base models, with `{models}` where they stand; empty without any."""
    if not details.base_models:
        return ""
    sentences = {
        "finetune": QCoreApplication.translate("Facts", "Fine-tuned from {models}"),
        "adapter": QCoreApplication.translate("Facts", "Adapter for {models}"),
        "quantized": QCoreApplication.translate("Facts", "Quantised from {models}"),
        "merge": QCoreApplication.translate("Facts", "Merged from {models}"),
    }
    return sentences.get(details.base_model_relation, QCoreApplication.translate("Facts", "Based on {models}"))


def _nature(details: RepoDetails) -> list[str]:
    summary = details.summary
    parts = [task_name(summary.task) if summary.task else catalog.library_name(summary.library)]
    if summary.ref.repo_type is RepoType.SPACE:
        parts = [summary.sdk, stage_text(summary.stage) if summary.stage else ""]
    parts.append(license_text(details))
    if details.used_storage:
        # what the repository takes up with its whole history, which can be far more than a download
        text = QCoreApplication.translate("Facts", "{size} on the Hub")
        parts.append(text.format(size=size_text(details.used_storage)))
    if summary.parameters:
        text = QCoreApplication.translate("Facts", "{count} parameters")
        parts.append(text.format(count=parameters_text(summary.parameters)))
    return parts


def _use(details: RepoDetails) -> list[str]:
    summary = details.summary
    parts = [revision_text(details)]
    if summary.updated is not None:
        parts.append(QCoreApplication.translate("Facts", "updated {ago}").format(ago=ago_text(summary.updated)))
    if summary.downloads is not None:
        text = QCoreApplication.translate("Facts", "{count} downloads")
        parts.append(text.format(count=count_text(summary.downloads)))
    parts.append(QCoreApplication.translate("Facts", "{count} likes").format(count=count_text(summary.likes)))
    return parts
