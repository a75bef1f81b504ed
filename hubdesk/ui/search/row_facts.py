"""What a row of results says: its figures, its pills, and the sentence a screen reader speaks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from hubdesk.core.types import RepoSummary, RepoType
from hubdesk.ui.format import ago_text, count_text, parameters_text
from hubdesk.ui.search.task_names import task_icon, task_name

SAFE_FORMATS = ("safetensors", "gguf")
PICKLE_FORMATS = frozenset({"pytorch", "pickle", "joblib"})
_GOOD_STAGES = frozenset({"RUNNING"})
_BAD_STAGES = frozenset({"BUILD_ERROR", "RUNTIME_ERROR", "CONFIG_ERROR", "NO_APP_FILE"})
_SDK_ICONS = {"gradio": "blocks", "streamlit": "chart-line", "docker": "container", "static": "panels-top-left"}


@dataclass(frozen=True, slots=True)
class Figure:
    """An icon and a short text of the second line."""

    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class Pill:
    """A pill of the third line; the tone is neutral, good, warn or bad."""

    text: str
    tone: str = "neutral"
    icon: str = ""


def figures(summary: RepoSummary) -> tuple[Figure, ...]:
    """The second line; the first may be elided, the others stay whole."""
    lead = {RepoType.MODEL: _model_lead, RepoType.DATASET: _dataset_lead, RepoType.SPACE: _space_lead}
    found = list(lead[summary.ref.repo_type](summary))
    if summary.downloads is not None and summary.ref.repo_type is not RepoType.SPACE:
        found.append(Figure("download", count_text(summary.downloads)))
    if summary.likes:
        found.append(Figure("heart", count_text(summary.likes)))
    return tuple(found)


def pills(summary: RepoSummary, *, is_local: bool = False, is_unreachable: bool = False) -> tuple[Pill, ...]:
    """The third line, the most important first; what does not fit is left out."""
    found: list[Pill] = []
    if is_local:
        found.append(Pill(QCoreApplication.translate("SearchRow", "on this computer"), "good", "hard-drive"))
    if is_unreachable:
        found.append(Pill(QCoreApplication.translate("SearchRow", "needs network"), "neutral", "cloud-off"))
    if summary.private:
        found.append(Pill(QCoreApplication.translate("SearchRow", "private"), "neutral", "lock"))
    if summary.gated:
        found.append(Pill(QCoreApplication.translate("SearchRow", "gated"), "warn", "lock"))
    found.extend(_format_pills(summary))
    if summary.ref.repo_type is RepoType.SPACE and summary.stage:
        found.append(_stage_pill(summary.stage))
    if summary.updated is not None:
        text = QCoreApplication.translate("SearchRow", "updated {ago}")
        found.append(Pill(text.format(ago=ago_text(summary.updated))))
    return tuple(found)


def sentence(summary: RepoSummary, is_local: bool, is_unreachable: bool) -> str:
    """The whole row in words, one short sentence for each fact."""
    kinds = {
        RepoType.MODEL: QCoreApplication.translate("SearchRow", "Model {name}."),
        RepoType.DATASET: QCoreApplication.translate("SearchRow", "Dataset {name}."),
        RepoType.SPACE: QCoreApplication.translate("SearchRow", "Space {name}."),
    }
    parts = [kinds[summary.ref.repo_type].format(name=summary.title or summary.ref.repo_id)]
    if summary.title:
        parts.append(QCoreApplication.translate("SearchRow", "Its id is {id}.").format(id=summary.ref.repo_id))
    if summary.task:
        parts.append(QCoreApplication.translate("SearchRow", "Task: {task}.").format(task=task_name(summary.task)))
    if summary.parameters is not None:
        text = QCoreApplication.translate("SearchRow", "{count} parameters.")
        parts.append(text.format(count=parameters_text(summary.parameters)))
    if summary.downloads is not None and summary.ref.repo_type is not RepoType.SPACE:
        text = QCoreApplication.translate("SearchRow", "{count} downloads in the last month.")
        parts.append(text.format(count=count_text(summary.downloads)))
    if category := dataset_size(summary):
        parts.append(QCoreApplication.translate("SearchRow", "Size: {size}.").format(size=size_category_text(category)))
    if summary.likes:
        text = QCoreApplication.translate("SearchRow", "{count} likes.")
        parts.append(text.format(count=count_text(summary.likes)))
    parts.extend(f"{pill.text}." for pill in pills(summary, is_local=is_local, is_unreachable=is_unreachable))
    return " ".join(parts)


def dataset_size(summary: RepoSummary) -> str:
    """The size category of a dataset, such as `10K<n<100K`; empty where it has none."""
    for tag in summary.tags:
        if tag.startswith("size_categories:"):
            return tag.removeprefix("size_categories:")
    return ""


def size_category_text(category: str) -> str:
    """A size category as a person reads it: `10K – 100K rows`."""
    if category.startswith("n<"):
        return QCoreApplication.translate("SearchRow", "fewer than {count} rows").format(count=category[2:])
    if category.startswith("n>"):
        return QCoreApplication.translate("SearchRow", "more than {count} rows").format(count=category[2:])
    low, middle, high = category.partition("<n<")
    if not middle:
        return category
    return QCoreApplication.translate("SearchRow", "{low} – {high} rows").format(low=low, high=high)


def size_category_figure(category: str) -> str:
    """A size category in short: `10K – 100K`, `< 1K`."""
    low, middle, high = category.partition("<n<")
    return f"{low} – {high}" if middle else category.replace("n", "").replace("<", "< ").replace(">", "> ")


def stage_text(stage: str) -> str:
    """The stage of a Space as a person reads it."""
    known = {
        "RUNNING": QCoreApplication.translate("SearchRow", "running"),
        "PAUSED": QCoreApplication.translate("SearchRow", "paused"),
        "SLEEPING": QCoreApplication.translate("SearchRow", "sleeping"),
        "STOPPED": QCoreApplication.translate("SearchRow", "stopped"),
        "BUILDING": QCoreApplication.translate("SearchRow", "building"),
        "BUILD_ERROR": QCoreApplication.translate("SearchRow", "build failed"),
        "RUNTIME_ERROR": QCoreApplication.translate("SearchRow", "crashed"),
        "CONFIG_ERROR": QCoreApplication.translate("SearchRow", "configuration error"),
        "NO_APP_FILE": QCoreApplication.translate("SearchRow", "no app file"),
    }
    return known.get(stage, stage.lower().replace("_", " "))


def _model_lead(summary: RepoSummary) -> list[Figure]:
    found = []
    if summary.task:
        found.append(Figure(task_icon(summary.task), task_name(summary.task)))
    elif summary.library:
        found.append(Figure("library", summary.library))
    if summary.parameters is not None:
        found.append(Figure("cpu", parameters_text(summary.parameters)))
    return found


def _dataset_lead(summary: RepoSummary) -> list[Figure]:
    found = []
    if summary.task:
        found.append(Figure(task_icon(summary.task), task_name(summary.task)))
    if category := dataset_size(summary):
        found.append(Figure("rows-3", size_category_figure(category)))
    return found


def _space_lead(summary: RepoSummary) -> list[Figure]:
    found = []
    if summary.title and summary.title.casefold() != summary.ref.name.casefold():
        found.append(Figure("app-window", summary.title))
    if summary.sdk:
        found.append(Figure(_SDK_ICONS.get(summary.sdk, "app-window"), summary.sdk))
    return found


def _format_pills(summary: RepoSummary) -> list[Pill]:
    if summary.ref.repo_type is RepoType.SPACE:
        return []
    if summary.ref.repo_type is RepoType.DATASET:
        return [Pill(name) for name in summary.formats[:2]]
    safe = [Pill(name, "good") for name in SAFE_FORMATS if name in summary.formats]
    if safe:
        return safe
    pickled = sorted(PICKLE_FORMATS.intersection(summary.formats))
    if pickled:
        text = QCoreApplication.translate("SearchRow", "{format} · pickle").format(format=pickled[0])
        return [Pill(text if pickled[0] != "pickle" else "pickle", "warn", "triangle-alert")]
    return [Pill(name) for name in summary.formats[:1]]


def _stage_pill(stage: str) -> Pill:
    if stage in _GOOD_STAGES:
        return Pill(stage_text(stage), "good", "circle-play")
    if stage in _BAD_STAGES:
        return Pill(stage_text(stage), "bad", "circle-alert")
    return Pill(stage_text(stage), "neutral", "circle-pause")
