"""What a transfer is: its rows, its states, and the table of allowed transitions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from hubdesk.core.errors import ErrorKind
from hubdesk.core.types import RepoRef


class Direction(StrEnum):
    """Which way the bytes move."""

    DOWNLOAD = "download"
    UPLOAD = "upload"


class State(StrEnum):
    """Where a transfer or one of its files stands."""

    QUEUED = "queued"
    HASHING = "hashing"
    ACTIVE = "active"
    VERIFYING = "verifying"
    COMMITTING = "committing"
    PAUSING = "pausing"
    PAUSED = "paused"
    WAITING = "waiting"
    FAILED = "failed"
    CANCELLED = "cancelled"
    DONE = "done"


class WaitReason(StrEnum):
    """What a WAITING transfer waits for."""

    ACCESS = "access"
    SIGN_IN = "sign_in"
    NETWORK = "network"
    SPACE = "space"
    RATE_LIMIT = "rate_limit"
    DECISION = "decision"


FINISHED = frozenset({State.DONE, State.CANCELLED})
RUNNING = frozenset({State.HASHING, State.ACTIVE, State.VERIFYING, State.COMMITTING, State.PAUSING})
UNFINISHED = frozenset(State) - FINISHED
IN_HAND = frozenset({State.ACTIVE, State.VERIFYING, State.PAUSING})  # of a download: it holds a place in the queue

ALLOWED: dict[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.ACTIVE, State.HASHING, State.PAUSED, State.WAITING, State.FAILED, State.CANCELLED}),
    State.HASHING: frozenset({State.ACTIVE, State.PAUSING, State.QUEUED, State.WAITING, State.FAILED, State.CANCELLED}),
    State.ACTIVE: frozenset(
        {
            State.VERIFYING,
            State.COMMITTING,
            State.PAUSING,
            State.QUEUED,
            State.WAITING,
            State.FAILED,
            State.CANCELLED,
            State.DONE,
        }
    ),
    State.VERIFYING: frozenset({State.DONE, State.QUEUED, State.FAILED, State.CANCELLED}),
    State.COMMITTING: frozenset({State.DONE, State.QUEUED, State.WAITING, State.FAILED}),
    State.PAUSING: frozenset({State.PAUSED, State.QUEUED, State.DONE, State.FAILED, State.CANCELLED}),
    State.PAUSED: frozenset({State.QUEUED, State.CANCELLED}),
    State.WAITING: frozenset({State.QUEUED, State.PAUSED, State.FAILED, State.CANCELLED}),
    State.FAILED: frozenset({State.QUEUED, State.PAUSED, State.CANCELLED}),
    State.CANCELLED: frozenset(),
    State.DONE: frozenset({State.QUEUED, State.VERIFYING}),
}


class IllegalTransitionError(RuntimeError):
    """A step that the table does not allow: a bug in HubDesk, never a person's doing."""


def check_step(before: State, after: State) -> None:
    """Raise unless the table allows this step.

    Raises:
        IllegalTransitionError: it does not.
    """
    if after not in ALLOWED[before]:
        raise IllegalTransitionError(f"{before} -> {after}")


@dataclass(frozen=True, slots=True)
class DownloadRequest:
    """What a person wants downloaded.

    `files` names exact paths (empty: the snapshot); `include` and `exclude` are fnmatch patterns as `hf download` has
    them; `local_dir` is the target folder, or None for the connection's HF cache.
    """

    ref: RepoRef
    revision: str = "main"
    files: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    local_dir: Path | None = None


class Presence(StrEnum):
    """What stands at a planned file's place already."""

    ABSENT = "absent"
    PRESENT = "present"  # complete and the same: nothing to fetch
    PARTIAL = "partial"  # a part file of ours to go on from
    DIFFERENT = "different"  # a file with this name and other content stands in the target folder


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file of a plan; sizes are bytes."""

    path: str
    size: int
    etag: str  # sha256 (64 hex) or git sha1 (40 hex); empty where the Hub hides it until access is granted
    presence: Presence = Presence.ABSENT
    have_bytes: int = 0
    xet_hash: str = ""  # what the cache's shared store calls the content


@dataclass(frozen=True, slots=True)
class Orphan:
    """An unfinished file of another program; `in_use` while somebody may still be writing it."""

    path: Path
    size: int
    lock: Path  # what that program locks while it writes
    in_use: bool = False


@dataclass(frozen=True, slots=True)
class DownloadPlan:
    """What a download would do, before anything moves. Sizes are bytes."""

    request: DownloadRequest
    commit: str
    files: tuple[PlannedFile, ...]
    target: Path  # the snapshot folder in the cache, or the chosen folder
    free_bytes: int
    left_out: int = 0  # files of the repository that the request leaves out
    needs_access: bool = False  # gated, and this account is not let in yet
    orphans: tuple[Orphan, ...] = ()  # what other programs began of these files and left

    @property
    def hides_digests(self) -> bool:
        """Whether the Hub does not say what some files are, for this account may not have them yet."""
        return not all(file.etag for file in self.files)

    @property
    def total_bytes(self) -> int:
        """Everything asked for."""
        return sum(file.size for file in self.files)

    @property
    def fetch_bytes(self) -> int:
        """What still has to come over the network."""
        return sum(file.size - file.have_bytes for file in self.files if file.presence is not Presence.PRESENT)

    @property
    def conflicts(self) -> tuple[PlannedFile, ...]:
        """Files of the same name with other content in the target folder: never replaced without asking."""
        return tuple(file for file in self.files if file.presence is Presence.DIFFERENT)

    @property
    def fits(self) -> bool:
        """Whether the target volume has the space."""
        return self.fetch_bytes <= self.free_bytes


@dataclass(frozen=True, slots=True)
class TransferFile:
    """One file of a transfer."""

    path: str
    size: int
    done_bytes: int = 0
    state: State = State.QUEUED
    etag: str = ""
    held: bool = False  # paused by itself, whatever its transfer does
    source: str = ""  # of an upload: the local file
    error: ErrorKind | None = None
    error_detail: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """One job of the queue as a row shows it. Sizes are bytes, speeds bytes per second."""

    transfer_id: int
    ref: RepoRef
    direction: Direction
    state: State
    revision: str
    commit: str
    target: Path
    in_cache: bool
    total_bytes: int
    done_bytes: int
    file_count: int
    done_files: int
    created: datetime
    position: float = 0.0  # its place in the queue: lower runs first
    current_file: str = ""
    speed_bps: float = 0.0
    seconds_left: float | None = None
    finished: datetime | None = None
    error: ErrorKind | None = None
    error_detail: str = ""
    wait_reason: WaitReason | None = None
    wait_until: datetime | None = None
    url: str = ""  # of an upload: the commit or the pull request
    commits: tuple[str, ...] = ()  # of an upload: those made so far; a cancelled one leaves them behind
    left_bytes: int = 0  # of a cancelled upload: what the Hub has stored although no commit names it

    @property
    def fraction(self) -> float:
        """How much is done, from 0 to 1."""
        if self.state is State.DONE:
            return 1.0
        return min(1.0, self.done_bytes / self.total_bytes) if self.total_bytes else 0.0


class Change(StrEnum):
    """What happened to a row of the queue."""

    ADDED = "added"
    UPDATED = "updated"
    MOVED = "moved"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class TransferEvent:
    """Tells a listener of the queue what happened, after it happened."""

    change: Change
    transfer: Transfer
