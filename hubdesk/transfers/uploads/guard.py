"""What speaks against an upload. Made from the plan alone, so that it can be made again when files are taken out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from hubdesk.core.types import RepoType
from hubdesk.transfers.uploads.codes import Code
from hubdesk.transfers.uploads.limits import count_findings, size_findings
from hubdesk.transfers.uploads.model import Evidence, Finding, PlannedUpload, Severity, Verdict
from hubdesk.transfers.uploads.naming import above
from hubdesk.transfers.uploads.secrets import is_secret_file

CARD = "README.md"
ATTRIBUTES = ".gitattributes"

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)


def judge(files: Sequence[PlannedUpload], evidence: Evidence, repo_type: RepoType) -> tuple[Finding, ...]:
    """Every finding about a plan, the worst first."""
    sent = [file for file in files if file.verdict in {Verdict.ADDED, Verdict.CHANGED}]
    paths = {file.path for file in sent}
    here = paths | {file.path for file in files if file.verdict is Verdict.UNCHANGED}
    deleted = {file.path for file in files if file.verdict is Verdict.DELETED}
    after = paths | (evidence.remote.keys() - deleted)
    added = [file.path for file in sent if file.verdict is Verdict.ADDED]
    found = [
        *evidence.always,
        *(finding for finding in evidence.if_sent if finding.path in here),
        *size_findings(sent),
        *count_findings(sorted(after), added),
        *_clashes(paths, after),
        *_case(added, after),
        *_card(paths, after, evidence, repo_type),
        *(Finding(Severity.WARNING, Code.SECRET_FILE, path) for path in paths if is_secret_file(path)),
        *(Finding(Severity.HINT, Code.EMPTY_FILE, file.path) for file in sent if file.size == 0),
    ]
    if ATTRIBUTES in paths or ATTRIBUTES in deleted:
        found.append(Finding(Severity.HINT, Code.GIT_ATTRIBUTES, ATTRIBUTES))
    return tuple(sorted(found, key=lambda each: (_ORDER.index(each.severity), each.path, each.line, each.code)))


def _clashes(sent: set[str], after: set[str]) -> Iterable[Finding]:
    """Names that would be a file and a folder at once."""
    folders: dict[str, str] = {}
    for path in (*sorted(sent), *sorted(after - sent)):
        for folder in above(path):
            if folder in folders:
                break
            folders[folder] = path
    for folder in sorted(folders.keys() & after):
        path, other = (folder, folders[folder]) if folder in sent else (folders[folder], folder)
        yield Finding(Severity.ERROR, Code.IN_THE_WAY, path, values=(other,))


def _case(added: Sequence[str], after: set[str]) -> Iterable[Finding]:
    """New names that some file systems take for another one: by case, or by how an accent is written."""
    groups: dict[str, list[str]] = {}
    for path in after:
        groups.setdefault(unicodedata.normalize("NFC", path).casefold(), []).append(path)
    for path in added:
        group = groups[unicodedata.normalize("NFC", path).casefold()]
        if len(group) > 1:
            other = min(each for each in group if each != path)
            yield Finding(Severity.WARNING, Code.CASE, path, values=(other,))


def _card(sent: set[str], after: set[str], evidence: Evidence, repo_type: RepoType) -> Iterable[Finding]:
    if CARD not in after:
        yield Finding(Severity.WARNING, Code.NO_CARD, CARD)
    elif repo_type is not RepoType.SPACE:
        licensed = evidence.sent_card_has_licence if CARD in sent else evidence.has_licence
        if not licensed:
            yield Finding(Severity.WARNING, Code.NO_LICENCE, CARD)
