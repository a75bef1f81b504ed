"""Reads blocks on a thread of its own, so that whoever waits for them can leave at once.

hf_xet cannot be interrupted in every one of its waits: aborting a group wakes a reader that has got its first bytes,
but not one that still waits for them. Such a thread is left behind; it ends when hf_xet's own patience does.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator

MAX_WAITING = 2  # blocks that were read and not yet fetched


class CutError(Exception):
    """Whoever waited was told to leave."""


class Pump:
    """The blocks of an iterator, fetched ahead by a thread."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._condition = threading.Condition()
        self._waiting: deque[bytes] = deque()
        self._error: BaseException | None = None
        self._is_over = False
        self._is_cut = False
        threading.Thread(target=self._run, args=(blocks,), name="pump", daemon=True).start()

    def cut(self) -> None:
        """Let whoever waits leave, and the thread end."""
        with self._condition:
            self._is_cut = True
            self._condition.notify_all()

    def blocks(self) -> Iterator[bytes]:
        """The blocks.

        Raises:
            CutError: it was cut.
            BaseException: what reading them raised.
        """
        try:
            while True:
                with self._condition:
                    self._condition.wait_for(lambda: self._waiting or self._is_over or self._is_cut)
                    if self._is_cut:
                        raise CutError
                    if not self._waiting:
                        if self._error is not None:
                            raise self._error
                        return
                    block = self._waiting.popleft()
                    self._condition.notify_all()
                yield block
        finally:
            self.cut()

    def _run(self, blocks: Iterator[bytes]) -> None:
        try:
            for block in blocks:
                with self._condition:
                    self._condition.wait_for(lambda: len(self._waiting) < MAX_WAITING or self._is_cut)
                    if self._is_cut:
                        return
                    self._waiting.append(block)
                    self._condition.notify_all()
        except BaseException as error:  # KeyboardInterrupt when aborted; panics are no Exception either
            self._error = error
        finally:
            with self._condition:
                self._is_over = True
                self._condition.notify_all()
