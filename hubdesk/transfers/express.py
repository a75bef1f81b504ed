"""Brings small files: some threads ask the Hub, and others put what came on the disk, many files at a time."""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable

from hubdesk.core.errors import HubDeskError
from hubdesk.transfers.batch import Batch, Parcel, is_plain
from hubdesk.transfers.digest import digest_of
from hubdesk.transfers.ending import bring, ended_by
from hubdesk.transfers.fetch import Fetch, StoppedError
from hubdesk.transfers.protocol import Message

ASKING = 16
WRITING = 2
BATCH = 64  # files
LINGER_S = 0.03  # for more of them, while more are on their way
MAX_HELD = 4 << 20  # bytes that wait for the disk
LOOK_EVERY_S = 0.1

Answer = Callable[[Iterable[tuple[Fetch, Message]]], None]


class Express:
    """`answer` is called once for each file, on any thread, when it is in place and safe or will not be."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._orders: queue.SimpleQueue[tuple[Fetch, bool]] = queue.SimpleQueue()
        self._condition = threading.Condition()
        self._waiting: deque[Parcel] = deque()
        self._held = 0
        self._asked = 0  # files that are not with a writer yet

    def start(self) -> None:
        """Start the threads; they end with the process."""
        for number in range(ASKING):
            threading.Thread(target=self._ask_for_ever, name=f"small-{number}", daemon=True).start()
        for number in range(WRITING):
            threading.Thread(target=self._write_for_ever, name=f"disk-{number}", daemon=True).start()

    def put(self, fetch: Fetch, *, is_plain: bool = True) -> None:
        """Bring this one; alone where it is known not to be plain."""
        with self._condition:
            self._asked += 1
        self._orders.put((fetch, is_plain))

    def _ask_for_ever(self) -> None:
        while True:
            fetch, is_plain = self._orders.get()
            parcel, message = self._ask(fetch) if is_plain else (None, bring(fetch))
            with self._condition:
                self._asked -= 1
                if parcel is not None:
                    self._waiting.append(parcel)
                self._condition.notify_all()
            if message is not None:
                self._answer([(fetch, message)])

    def _ask(self, fetch: Fetch) -> tuple[Parcel | None, Message | None]:
        """A file's content, or how the file ended."""
        try:
            parcel = fetch.guard(lambda: self._parcel(fetch))
            return parcel, None if parcel else bring(fetch)
        except (StoppedError, HubDeskError) as error:
            return None, ended_by(fetch, error)

    def _parcel(self, fetch: Fetch) -> Parcel | None:
        """A file's content if it is right; None where `Fetch.run` has to look after it."""
        place = fetch.place()
        fetch.check()
        if not is_plain(fetch, place):
            return None
        content = fetch.take_whole()
        fetch.keep(content)
        if digest_of(content, fetch.order.etag) != fetch.order.etag:
            return None
        self._wait_for_room(fetch, len(content))
        return Parcel(fetch, place, content)

    def _wait_for_room(self, fetch: Fetch, size: int) -> None:
        with self._condition:
            while self._held and self._held + size > MAX_HELD:
                self._condition.wait(LOOK_EVERY_S)
                fetch.check()
            self._held += size

    def _write_for_ever(self) -> None:
        while True:
            batch, count, until = Batch(), 0, 0.0
            while parcels := self._next(count, until):
                for parcel in parcels:
                    batch.stage(parcel)
                count += len(parcels)
                until = until or time.monotonic() + LINGER_S
            batch.end()
            for fetch in batch.left:
                self.put(fetch, is_plain=False)
            self._answer(batch.ended)

    def _next(self, count: int, until: float) -> list[Parcel]:
        """What came for a batch that has so many; nothing where it is time to end it."""
        with self._condition:
            if not count:
                self._condition.wait_for(lambda: self._waiting)
            while not self._waiting and self._asked and count < BATCH and (left := until - time.monotonic()) > 0:
                self._condition.wait(left)
            found = [self._waiting.popleft() for _ in range(min(BATCH - count, len(self._waiting)))]
            self._held -= sum(len(parcel.content) for parcel in found)
            self._condition.notify_all()
            return found
