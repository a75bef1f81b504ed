"""The lock of one repository, which also tells those who waited for it that the repository is gone."""

from __future__ import annotations

import threading
from types import TracebackType


class RepoGoneError(Exception):
    """The repository was taken away or renamed while somebody was about to use it."""


class RepoLock:
    """A context manager; who holds it may take it again."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._gone = False

    def end(self) -> None:
        """Let nobody in any more; whoever ends it holds it."""
        self._gone = True

    def __enter__(self) -> None:
        self._lock.acquire()
        if self._gone:
            self._lock.release()
            raise RepoGoneError

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lock.release()
