"""Runs blocking calls on daemon threads that nothing ever waits for."""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from hubdesk.core.errors import ErrorKind, HubDeskError

T = TypeVar("T")

MAX_ABANDONED = 16


class _Job:
    """One call and the future that waits for it."""

    def __init__(self, lane: str, function: Callable[[], Any], future: asyncio.Future[Any]) -> None:
        self.lane = lane
        self.function = function
        self.future = future
        self.loop = future.get_loop()
        self.running = False
        self.abandoned = False

    def run(self) -> None:
        """Call it and hand the outcome to its loop; nothing escapes from here."""
        result: Any = None
        error: BaseException | None = None
        try:
            result = self.function()
        except (StopIteration, RecursionError) as failure:
            error = _internal(failure)
        except Exception as failure:  # handed to the one who awaits
            error = failure
        except BaseException as failure:  # an aborted native call raises KeyboardInterrupt: it would end the event loop
            error = _internal(failure)
        try:
            self.loop.call_soon_threadsafe(self._resolve, result, error)
        except RuntimeError:  # the loop is closed: nobody waits any more
            return

    def _resolve(self, result: object, error: BaseException | None) -> None:
        if self.future.done():
            return
        if error is None:
            self.future.set_result(result)
        else:
            self.future.set_exception(error)


class HubPool:
    """A few worker threads shared by lanes.

    Jobs of one lane start in the order they came; lanes take turns, and no lane may hold every worker. A job whose
    awaiter was cancelled is dropped if it still waits; if it runs already, another worker takes its place, so a stalled
    server never holds up what comes next. The threads are daemons and end with the process.
    """

    def __init__(self, *, workers: int = 4) -> None:
        self._workers = workers
        self._lane_limit = max(1, workers - 1)
        self._condition = threading.Condition()
        self._lanes: OrderedDict[str, deque[_Job]] = OrderedDict()
        self._running: dict[str, int] = {}
        self._threads = 0
        self._idle = 0
        self._abandoned = 0
        self._closed = False

    async def run(self, function: Callable[..., T], /, *args: Any, lane: str = "default") -> T:  # noqa: ANN401 - as given
        """Call `function(*args)` on a worker; cancelling the awaiting task abandons the call.

        Raises:
            HubDeskError: INTERNAL, where the call ended in something that is no ordinary exception.
        """
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        job = _Job(lane, lambda: function(*args), future)
        self._enqueue(job)
        try:
            return await future
        except asyncio.CancelledError:
            self._give_up(job)
            raise

    def close(self) -> None:
        """Drop what waits and let the workers end when they can; nothing is joined."""
        with self._condition:
            self._closed = True
            dropped = [job for lane in self._lanes.values() for job in lane]
            self._lanes.clear()
            self._condition.notify_all()
        for job in dropped:
            with suppress(RuntimeError):  # its loop is closed already
                job.loop.call_soon_threadsafe(job.future.cancel)

    def _enqueue(self, job: _Job) -> None:
        with self._condition:
            if self._closed:
                raise HubDeskError(ErrorKind.INTERNAL, "the pool is closed")
            self._lanes.setdefault(job.lane, deque()).append(job)
            self._staff()
            self._condition.notify()

    def _staff(self) -> None:
        """Start a worker if one is allowed and the idle ones do not suffice."""
        waiting = sum(len(lane) for lane in self._lanes.values())
        if waiting > self._idle and self._threads - self._abandoned < self._workers:
            self._threads += 1
            threading.Thread(target=self._work, name=f"hub-{self._threads}", daemon=True).start()

    def _give_up(self, job: _Job) -> None:
        with self._condition:
            if job.running:
                if not job.abandoned and self._abandoned < MAX_ABANDONED:
                    job.abandoned = True
                    self._abandoned += 1
                    self._leave_lane(job)
                    if self._lanes:
                        self._staff()
                        self._condition.notify()
                return
            waiting = self._lanes.get(job.lane)
            if waiting is not None and job in waiting:
                waiting.remove(job)
                if not waiting:
                    del self._lanes[job.lane]

    def _leave_lane(self, job: _Job) -> None:
        left = self._running[job.lane] - 1
        if left:
            self._running[job.lane] = left
        else:
            del self._running[job.lane]

    def _take(self) -> _Job | None:
        """The next job whose lane is not full; its lane goes to the back of the turns."""
        for lane, waiting in self._lanes.items():
            if self._running.get(lane, 0) < self._lane_limit:
                job = waiting.popleft()
                if waiting:
                    self._lanes.move_to_end(lane)
                else:
                    del self._lanes[lane]
                job.running = True
                self._running[lane] = self._running.get(lane, 0) + 1
                return job
        return None

    def _work(self) -> None:
        while True:
            with self._condition:
                self._idle += 1
                while (job := self._take()) is None and not self._closed:
                    self._condition.wait()
                self._idle -= 1
                if job is None:
                    self._threads -= 1
                    return
            job.run()
            with self._condition:
                job.running = False
                if job.abandoned:  # another worker stands in for this one
                    self._abandoned -= 1
                    self._threads -= 1
                    return
                self._leave_lane(job)
                self._condition.notify()


def _internal(failure: BaseException) -> HubDeskError:
    error = HubDeskError(ErrorKind.INTERNAL, repr(failure))
    error.__cause__ = failure
    return error
