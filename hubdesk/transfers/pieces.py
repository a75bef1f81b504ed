"""Fills the gaps of a part file from one or more connections, each taking the next piece."""

from __future__ import annotations

import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

from hubdesk.core.errors import ErrorKind, HubDeskError, NetworkError
from hubdesk.hub.translate import translate
from hubdesk.transfers.download import Source, Wanted
from hubdesk.transfers.lines import Lines, Watchdog
from hubdesk.transfers.part import PartFile
from hubdesk.transfers.throttle import Throttle
from hubdesk.transfers.wire import READ_SIZE
from hubdesk.transfers.xet import PIECE as XET_PIECE
from hubdesk.transfers.xet import XetDoor, XetError, XetWay

MAX_LINES = 4
RETRIES = 3  # without a byte in between; then the transfer waits, and says so
MAX_STALLS = 2
FIRST_DELAY_S = 0.4
JITTER = 0.5
LONGEST_RETRY_AFTER_S = 10.0
JOIN_S = 0.1  # for all connections together
BLOCK_SIZE = 1 << 18
HOLD_S = 0.1
PIECE_SIZES = ((2 << 30, 32 << 20), (16 << 30, 128 << 20))  # files below so many bytes: pieces of so many
LARGEST_PIECE = 256 << 20
RETRY_HERE = frozenset({ErrorKind.OFFLINE, ErrorKind.TIMEOUT, ErrorKind.SERVER, ErrorKind.BAD_ANSWER, ErrorKind.PROXY})


class Tools(Protocol):
    """What a feed needs of its engine."""

    @property
    def source(self) -> Source:
        """Where bytes come from."""

    @property
    def throttle(self) -> Throttle:
        """How fast they may."""

    @property
    def spare(self) -> threading.Semaphore:
        """How many more connections there may be."""

    @property
    def watchdog(self) -> Watchdog:
        """Who cuts silent ones."""

    @property
    def xet(self) -> XetDoor:
        """Whether and how Xet is used."""


class Feed:
    """The connections of one file. The first error that retrying does not help ends them all."""

    def __init__(
        self,
        part: PartFile,
        wanted: Wanted,
        tools: Tools,
        stop: threading.Event,
        received: Callable[[int], None],
        *,
        with_xet: bool = True,
    ) -> None:
        self._part = part
        self._wanted = wanted
        self._tools = tools
        self._stop = stop
        self._received = received
        self._lines = Lines(tools.watchdog)
        self._way: XetWay | None = tools.xet.way(tools.source, wanted, self._lines) if with_xet else None
        self._pieces = deque(cut(part.missing(), XET_PIECE if self._way else piece_size(part.size)))
        self._condition = threading.Condition()
        self._error: HubDeskError | None = None
        self._ended = False
        self._is_whole = False  # the server knows no ranges: one connection brings everything
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Open the first connection, and more for more pieces while there are any to spare."""
        count = min(MAX_LINES, len(self._pieces))
        for number in range(count):
            is_spare = number > 0
            if is_spare and not self._tools.spare.acquire(blocking=False):
                return
            thread = threading.Thread(target=self._work, args=(is_spare,), name="line", daemon=True)
            self._threads.append(thread)
            thread.start()

    def wait_beyond(self, offset: int, timeout: float) -> None:
        """Wait until the part is complete beyond `offset`, or something else happened."""
        with self._condition:
            if self._part.frontier() <= offset and not self._is_over():
                self._condition.wait(timeout)

    def check(self) -> None:
        """Say what ended the connections, if anything did.

        Raises:
            HubDeskError: they gave up.
        """
        is_alive = any(thread.is_alive() for thread in self._threads)
        if self._error is not None:
            raise self._error
        if not is_alive and not self._stop.is_set() and self._part.missing():
            raise HubDeskError(ErrorKind.INTERNAL, "bytes are missing, and nobody brings them")

    def cut(self) -> None:
        """Break the connections; who waits for them wakes."""
        self._lines.cut()
        with self._condition:
            self._condition.notify_all()

    def end(self) -> None:
        """Close the connections. One that still waits for a server's first word ends by itself, harmlessly."""
        self._ended = True
        deadline = time.monotonic() + JOIN_S
        if any(thread.is_alive() for thread in self._threads):
            self.cut()
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        if self._way is not None and not self._part.missing():
            self._way.worked()

    def _work(self, is_spare: bool) -> None:
        try:
            while not self._is_over() and (piece := self._next()) is not None:
                self._get(*piece)
        except Exception as error:  # told to the thread that has the file
            with self._condition:
                self._error = self._error or translate(error)
            self._lines.cut()
        finally:
            if is_spare:
                self._tools.spare.release()
            with self._condition:
                self._condition.notify_all()

    def _next(self) -> tuple[int, int] | None:
        with self._condition:
            return self._pieces.popleft() if self._pieces else None

    def _get(self, start: int, end: int) -> None:
        """Get one piece, however often its connection breaks."""
        failures = stalls = 0
        while not self._is_over() and (gap := self._part.first_gap(start, end)) is not None:
            try:
                self._read(0 if self._is_whole else gap[0], gap[1])
            except _NoRangesError:
                if not self._take_all():
                    return
                start, end = 0, self._part.size
            except XetError as error:
                self._leave_xet(error)
            except Exception as error:
                problem = translate(error)
                now = self._part.first_gap(start, end)
                if now != gap:
                    failures = stalls = 0
                stalls += problem.kind is ErrorKind.TIMEOUT
                is_enough = failures >= RETRIES or stalls >= MAX_STALLS
                if self._is_over() or problem.kind not in RETRY_HERE or is_enough:
                    raise problem from error
                delay = FIRST_DELAY_S * 2**failures * random.uniform(1 - JITTER, 1 + JITTER)
                self._stop.wait(max(delay, min(problem.retry_after or 0, LONGEST_RETRY_AFTER_S)))
                failures += 1

    def _leave_xet(self, error: XetError) -> None:
        """Let HTTP bring what is missing; for this file there is no way back."""
        with self._condition:
            way, self._way = self._way, None
        if way is not None and not self._is_over():
            way.failed(error)

    def _take_all(self) -> bool:
        """Let this connection bring the whole file; False where another one does already."""
        with self._condition:
            if self._is_whole:
                return False
            self._is_whole = True
            self._pieces.clear()
            return True

    def _read(self, start: int, end: int) -> None:
        with self._open(start, end) as (begin, chunks):
            if begin != start:
                raise _NoRangesError
            at = start
            for block in gather(chunks, self._tools.throttle):
                if at >= end or self._is_over():
                    return
                self._tools.throttle.take(len(block), self._stop)
                self._part.write(at, block[: end - at])
                at += len(block)
                self._received(len(block))
                with self._condition:
                    self._condition.notify_all()
        if at < end:
            raise NetworkError(ErrorKind.OFFLINE, "the connection ended early")

    def _open(self, start: int, end: int) -> AbstractContextManager[tuple[int, Iterator[bytes]]]:
        way = self._way
        if way is not None and not self._is_whole:
            return way.read(start, end)
        return self._tools.source.read(self._wanted, start, end, self._lines)

    def _is_over(self) -> bool:
        return self._ended or self._error is not None or self._stop.is_set()


class _NoRangesError(Exception):
    """The server sends the whole file where a range was asked for."""


def piece_size(size: int) -> int:
    """How large a piece one request asks for: few requests, yet an end that all connections reach together."""
    for limit, piece in PIECE_SIZES:
        if size < limit:
            return piece
    return LARGEST_PIECE


def cut(gaps: Iterable[tuple[int, int]], size: int) -> Iterator[tuple[int, int]]:
    """The gaps in pieces of at most `size`, in order."""
    for start, end in gaps:
        for at in range(start, end, size):
            yield at, min(at + size, end)


def gather(chunks: Iterator[bytes], throttle: Throttle) -> Iterator[bytes]:
    """The same bytes in fewer, larger blocks, as long as they come freely. None is ever lost to an error."""
    held: list[bytes] = []
    size = 0
    since = time.monotonic()
    error: Exception | None = None
    while error is None:
        try:
            chunk = next(chunks)
        except StopIteration:
            break
        except Exception as broken:  # raised again once what came before it is out
            error = broken
            break
        held.append(chunk)
        size += len(chunk)
        now = time.monotonic()
        is_slow = len(chunk) < READ_SIZE or throttle.limit_bps or now - since > HOLD_S  # a short read: no more yet
        if size >= BLOCK_SIZE or is_slow:
            yield b"".join(held)
            held, size, since = [], 0, now
    if held:
        yield b"".join(held)
    if error is not None:
        raise error
