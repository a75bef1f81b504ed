"""Takes the orders about uploads, and has each done on threads of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from hubdesk.transfers.protocol import Message, ProtocolError
from hubdesk.transfers.sending.committing import Committing
from hubdesk.transfers.sending.hashing import hash_parcel
from hubdesk.transfers.sending.messages import HashFiles, Item, Row, SendCommit, SendFiles, items_of
from hubdesk.transfers.sending.notes import sweep
from hubdesk.transfers.sending.parcel import Parcel
from hubdesk.transfers.sending.post import Post
from hubdesk.transfers.sending.put import Tools
from hubdesk.transfers.sending.shipment import Shipment
from hubdesk.transfers.sending.xet import XetDock
from hubdesk.transfers.throttle import Throttle

LINES = 16
STREAMS = 4
HASHERS = 2


class Desk:
    """Everything that an engine does about uploads. `folder` is for what must outlive it."""

    def __init__(
        self,
        endpoint: str,
        token: str,
        throttle: Throttle,
        folder: Path,
        say: Callable[[Message], None],
        transport: str = "automatic",
    ) -> None:
        self._post = Post(endpoint, token)
        self._tools = Tools(
            self._post,
            throttle,
            lines=ThreadPoolExecutor(LINES, thread_name_prefix="line"),
            streams=ThreadPoolExecutor(STREAMS, thread_name_prefix="stream"),
            hashers=ThreadPoolExecutor(HASHERS, thread_name_prefix="hash"),
            notes=folder,
            xet=XetDock(self._post, throttle, folder.parent / "xet", transport),
        )
        self._say = say
        self._lock = threading.Lock()
        self._parcels: dict[int, Parcel] = {}
        self._commits: dict[int, Committing] = {}

    def use_token(self, token: str) -> None:
        """The account changed."""
        self._post.token = token

    def take(self, order: HashFiles | SendFiles | SendCommit) -> None:
        """Begin with an order.

        Raises:
            ProtocolError: it makes no sense.
        """
        match order:
            case HashFiles():
                for parcel in self._accept(order.files):
                    self._tools.hashers.submit(self._hash, parcel)
            case SendFiles():
                parcels = self._accept(order.files)
                sweep(self._tools.notes)
                shipment = Shipment(order, parcels, self._tools, self._answer)
                threading.Thread(target=shipment.run, name="shipment", daemon=True).start()
            case SendCommit():
                committing = Committing(order, _items(order.files), self._tools)
                with self._lock:
                    self._commits[order.fetch_id] = committing
                    self._parcels[order.fetch_id] = committing.parcel
                threading.Thread(target=self._commit, args=(committing,), name="commit", daemon=True).start()

    def stop(self, fetch_id: int) -> None:
        """Stop one file, or a commit."""
        if (committing := self._commits.get(fetch_id)) is not None:
            committing.stop()
        elif (parcel := self._parcels.get(fetch_id)) is not None:
            parcel.stop.set()

    def rows(self) -> list[list[int]]:
        """What moved since this was last asked: ids, bytes done, bytes moved."""
        with self._lock:
            parcels = list(self._parcels.items())
        return [[fetch_id, parcel.have, moved] for fetch_id, parcel in parcels if (moved := parcel.take_moved())]

    def stop_all(self) -> None:
        """Stop everything."""
        with self._lock:
            known = list(self._parcels)
        for fetch_id in known:
            self.stop(fetch_id)

    @property
    def busy(self) -> bool:
        """Whether anything is not answered yet."""
        return bool(self._parcels)

    def _accept(self, rows: Iterable[Row]) -> list[Parcel]:
        parcels = [Parcel(item) for item in _items(rows)]
        with self._lock:
            self._parcels.update((parcel.item.fetch_id, parcel) for parcel in parcels)
        return parcels

    def _hash(self, parcel: Parcel) -> None:
        self._answer(hash_parcel(parcel))

    def _commit(self, committing: Committing) -> None:
        self._answer(committing.run())

    def _answer(self, message: Message) -> None:
        fetch_id: int = getattr(message, "fetch_id", 0)  # every answer has one
        with self._lock:
            self._parcels.pop(fetch_id, None)
            self._commits.pop(fetch_id, None)
        self._say(message)


def _items(rows: Iterable[Row]) -> list[Item]:
    try:
        return items_of(rows)
    except ValueError as error:
        raise ProtocolError(str(error)) from error
