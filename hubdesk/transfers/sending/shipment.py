"""Brings the content of some large files to one repository's storage, each content once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import wait

from hubdesk.core.errors import ErrorKind, HubDeskError, HubError
from hubdesk.core.types import RepoRef, RepoType
from hubdesk.hub.trust import is_digest
from hubdesk.transfers.protocol import FileDone, Message
from hubdesk.transfers.sending.lfs import Action, negotiate
from hubdesk.transfers.sending.messages import SendFiles
from hubdesk.transfers.sending.notes import PartsNote
from hubdesk.transfers.sending.parcel import Parcel
from hubdesk.transfers.sending.put import EndedError, Tools, persist, send_in_parts, send_whole
from hubdesk.transfers.sending.xet import ChangedError, XetError

AT_ONCE = 256  # files of one LFS request
SMALL = 4 << 20


class Shipment:
    """One order to send. `run` is called once, on a thread of its own; every file is answered on its own."""

    def __init__(
        self, order: SendFiles, parcels: Sequence[Parcel], tools: Tools, say: Callable[[Message], None]
    ) -> None:
        self._ref = RepoRef(order.repo_id, RepoType(order.repo_type))
        self._revision = order.revision
        self._tools = tools
        self._say = say
        self._same: dict[str, list[Parcel]] = {}
        for parcel in parcels:
            self._same.setdefault(parcel.item.oid, []).append(parcel)

    def run(self) -> None:
        """Send everything."""
        first = [each[0] for each in self._same.values()]
        for start in range(0, len(first), AT_ONCE):
            self._send(first[start : start + AT_ONCE])

    def _send(self, parcels: list[Parcel]) -> None:
        """Send files over Xet where the Hub offers it and it goes well, else over LFS."""
        try:
            parcels = self._send_over_xet(parcels)
        except Exception as error:  # whatever it is, it is the answer about each of them
            for parcel in parcels:
                if not parcel.over:
                    self._end(parcel, error)
            return
        if parcels:
            self._send_over_lfs(parcels)

    def _send_over_xet(self, parcels: list[Parcel]) -> list[Parcel]:
        """Send files together; what is given back has to go over LFS."""
        xet = self._tools.xet
        offer = xet.offer(self._ref, self._revision, parcels[0].stop)
        while offer is not None and parcels:
            try:
                xet.send(offer, parcels)
            except ChangedError as error:
                self._end(error.parcel, error.error)
                parcels = [parcel for parcel in parcels if parcel is not error.parcel]
            except XetError as error:
                xet.failed(str(error))
                break
            else:
                for parcel in parcels:
                    self._end(parcel)
                return []
        return parcels

    def _send_over_lfs(self, parcels: list[Parcel]) -> None:
        try:
            actions = self._ask(parcels)
        except Exception as error:  # whatever it is, it is the answer about each of them
            for parcel in parcels:
                self._end(parcel, error)
            return
        small, large = [], []
        for parcel in parcels:
            action = actions[parcel.item.oid]
            if isinstance(action, HubDeskError):
                self._end(parcel, action)
            elif action.parts:
                large.append((parcel, action))
            elif action.href:
                small.append((parcel, action))
            else:
                parcel.skip(parcel.item.size)
                self._end(parcel)
        futures = [
            (self._tools.lines if parcel.item.size <= SMALL else self._tools.streams).submit(
                self._send_whole, parcel, action
            )
            for parcel, action in small
        ]
        for parcel, action in large:
            self._send_large(parcel, action)
        wait(futures)

    def _ask(self, parcels: list[Parcel]) -> dict[str, Action | HubDeskError]:
        items = [parcel.item for parcel in parcels]
        if not all(is_digest(item.oid) and len(item.oid) == 64 for item in items):
            raise HubError(ErrorKind.INTERNAL, "a file without a sha256")
        # They are asked about together: the first of them that is stopped lets the others be asked about again.
        lead = parcels[0]
        return persist(lead, lambda: negotiate(self._tools.post, self._ref, self._revision, items, lead.stop))

    def _send_whole(self, parcel: Parcel, action: Action) -> None:
        try:
            send_whole(self._tools, parcel, action)
        except Exception as error:  # whatever it is, it is the answer
            self._end(parcel, error)
        else:
            self._end(parcel)

    def _send_large(self, parcel: Parcel, action: Action) -> None:
        try:
            self._send_in_parts(parcel, action)
        except Exception as error:  # whatever it is, it is the answer
            self._end(parcel, error)
        else:
            self._end(parcel)

    def _send_in_parts(self, parcel: Parcel, action: Action) -> None:
        item = parcel.item
        note = PartsNote(self._tools.notes, self._tools.post.endpoint, self._ref.web_path, item.oid)
        if (begun := note.read(item.size)) is not None:
            try:
                send_in_parts(self._tools, parcel, begun[0], note, begun[1])
            except EndedError:
                note.forget()
            else:
                note.forget()
                return
        note.begin(action, item.size)
        try:
            send_in_parts(self._tools, parcel, action, note, {})
        except EndedError as error:
            note.forget()
            raise error.__cause__ or error from None
        note.forget()

    def _end(self, parcel: Parcel, error: BaseException | None = None) -> None:
        """Answer about a file, and about those with the same content."""
        for each in self._same[parcel.item.oid]:
            each.over = True
            if error is not None:
                self._say(each.failure(error))
                continue
            each.put(each.item.size) if each is parcel else each.skip(each.item.size)
            self._say(FileDone(each.item.fetch_id, each.take_moved()))
