"""What an upload is: the request, the plan that a person confirms, and what the journal keeps beyond files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from hubdesk.core.types import RepoRef


class FileMode(StrEnum):
    """How a file goes to the Hub: inside the commit itself, or beforehand as a large file (Xet or LFS)."""

    REGULAR = "regular"
    LFS = "lfs"


class Verdict(StrEnum):
    """What a commit would do with a file."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    IGNORED = "ignored"
    DELETED = "deleted"


class Reason(StrEnum):
    """Why a file is left out."""

    GIT_FOLDER = "git_folder"  # .git, .cache/huggingface: never sent
    GIT_IGNORE = "git_ignore"
    PATTERN = "pattern"  # the request's include and exclude
    HUB = "hub"  # the Hub said so
    NOT_A_FILE = "not_a_file"  # a socket, a device, a broken link, a link out of the folder
    UNREADABLE = "unreadable"
    BAD_NAME = "bad_name"  # no path in a repository can be called this
    UNCHECKED = "unchecked"  # the person took it out of the plan


class Severity(StrEnum):
    """How bad a finding is: an ERROR stops the upload, a WARNING wants a second look."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to know before the first byte goes; `code` names it for translation, `values` fill its sentence."""

    severity: Severity
    code: str
    path: str = ""
    line: int = 0
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UploadSource:
    """One thing that was dropped, picked, pasted or typed: a file, a folder, or content with no file yet."""

    path_in_repo: str  # of a folder: where its content goes; empty is the root
    local: Path | None = None
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class UploadRequest:
    """What a person wants in a repository.

    `include` and `exclude` are fnmatch patterns as `hf upload` has them and see the path in the repository; `delete`
    are patterns of remote files that go in the same commit.
    """

    ref: RepoRef
    sources: tuple[UploadSource, ...]
    revision: str = "main"
    message: str = ""
    description: str = ""
    create_pr: bool = False
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    delete: tuple[str, ...] = ()
    git_ignore: bool = True


@dataclass(frozen=True, slots=True)
class PlannedUpload:
    """One file of a plan. `size` is bytes, `mtime_ns` tells whether it changed since; `oid` is the sha256 if known.

    An ignored folder is one entry whose path ends in `/`. A file that the person took out has what it was before as
    `taken_from`.
    """

    path: str
    size: int
    verdict: Verdict
    local: Path | None = None
    mode: FileMode = FileMode.REGULAR
    mtime_ns: int = 0
    oid: str = ""
    reason: Reason | None = None
    taken_from: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the findings of a plan are made from, so that they can be made again without asking the Hub."""

    remote: Mapping[str, int] = field(default_factory=dict)  # every file at the plan's parent, and its size
    always: tuple[Finding, ...] = ()  # whatever is sent
    if_sent: tuple[Finding, ...] = ()  # about single files: they count as long as their file is sent
    has_licence: bool = False  # the card that the repository has names one
    sent_card_has_licence: bool = False


@dataclass(frozen=True, slots=True)
class UploadPlan:
    """What an upload would do, before anything moves. Sizes are bytes; `parent` is the head it is made against."""

    request: UploadRequest
    parent: str
    files: tuple[PlannedUpload, ...]
    findings: tuple[Finding, ...] = ()
    commits: int = 1
    evidence: Evidence = field(default_factory=Evidence, repr=False, compare=False)

    def of(self, *verdicts: Verdict) -> tuple[PlannedUpload, ...]:
        """The files with one of these verdicts."""
        return tuple(file for file in self.files if file.verdict in verdicts)

    @property
    def to_send(self) -> tuple[PlannedUpload, ...]:
        """The files whose content goes to the Hub."""
        return self.of(Verdict.ADDED, Verdict.CHANGED)

    @property
    def send_bytes(self) -> int:
        """What goes over the network at most; the Hub may have some of it already."""
        return sum(file.size for file in self.to_send)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to commit."""
        return not self.of(Verdict.ADDED, Verdict.CHANGED, Verdict.DELETED)

    @property
    def blocked(self) -> bool:
        """Whether something must be mended first."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


class Decision(StrEnum):
    """What a person wants when somebody else's commit came in between."""

    REBASE = "rebase"  # put mine on top of theirs
    PULL_REQUEST = "pull_request"


@dataclass(slots=True)
class UploadTask:
    """What the journal keeps of an upload beyond its files; `commits` are the ids made so far, oldest first.

    `deletions` are those that are still to be made. With `sending` a commit may have been made whose answer was lost.
    """

    message: str
    description: str = ""
    create_pr: bool = False
    deletions: tuple[str, ...] = ()
    commits: tuple[str, ...] = ()
    url: str = ""  # the page of the last commit, or of the pull request
    parent: str = ""  # what the next commit is made on top of
    rival: str = ""  # somebody else's commit that came in between: a person decides
    pull_request: int = 0  # its number, once it is open
    sending: bool = False
    left_bytes: int = 0  # of a cancelled upload: what the Hub has stored although no commit names it
