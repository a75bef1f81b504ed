"""Who wants to know what happens in the queue."""

from __future__ import annotations

from collections.abc import Callable

from hubdesk.transfers.job import Job
from hubdesk.transfers.model import Change, TransferEvent

Listener = Callable[[TransferEvent], None]


class Listeners:
    """Tells everyone who subscribed."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, callback: Listener) -> Callable[[], None]:
        """Be told of each change, after it happened; the answer ends it."""
        self._listeners.append(callback)

        def end() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return end

    def tell(self, change: Change, job: Job) -> None:
        """Tell of a change."""
        event = TransferEvent(change, job.snapshot())
        for listener in tuple(self._listeners):
            listener(event)
