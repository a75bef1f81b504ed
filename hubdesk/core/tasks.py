"""One way to run things in the background: named coroutines whose errors all go to one place."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any

ErrorHandler = Callable[[str, Exception], None]


class TaskRunner:
    """Starts coroutines, keeps them from being collected, and cancels what is outdated.

    `on_error(name, error)` gets every exception that a task did not handle itself.
    """

    def __init__(self, on_error: ErrorHandler) -> None:
        self._on_error = on_error
        self._tasks: set[asyncio.Task[None]] = set()
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._last: list[Callable[[], Awaitable[None]]] = []
        self._closed = False

    def at_close(self, work: Callable[[], Awaitable[None]]) -> None:
        """Have this done at the end, when everything else was cancelled; it must not take long."""
        self._last.append(work)

    def spawn(self, coroutine: Coroutine[Any, Any, Any], *, name: str) -> asyncio.Task[None] | None:
        """Run it to its end; None when the runner is closed already or the loop has stopped."""
        try:
            loop = None if self._closed else asyncio.get_running_loop()
        except RuntimeError:  # Qt hands out a last event after the loop has ended
            loop = None
        if loop is None:
            coroutine.close()
            return None
        task = loop.create_task(self._guard(coroutine, name), name=name)
        self._tasks.add(task)
        task.add_done_callback(partial(self._forget, coroutine))
        return task

    def latest(self, lane: str, coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[None] | None:
        """Run it and cancel what ran in this lane before."""
        self.cancel(lane)
        task = self.spawn(coroutine, name=lane)
        if task is not None:
            self._lanes[lane] = task
        return task

    def cancel(self, lane: str) -> None:
        """Cancel what runs in this lane, if anything does."""
        task = self._lanes.pop(lane, None)
        if task is not None and not task.done():
            task.cancel()

    def running(self) -> list[str]:
        """The names of what runs now."""
        return sorted(task.get_name() for task in self._tasks if not task.done())

    async def close(self, timeout: float = 3.0) -> None:
        """Cancel everything and wait at most `timeout` seconds for it to end."""
        self._closed = True
        current = asyncio.current_task()
        tasks = [task for task in self._tasks if task is not current]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=timeout)
        last, self._last = self._last, []
        for work in last:
            await self._guard_last(work, timeout)

    async def _guard_last(self, work: Callable[[], Awaitable[None]], timeout: float) -> None:
        try:
            await asyncio.wait_for(work(), timeout)
        except Exception as error:
            self._on_error("close", error)

    def _forget(self, coroutine: Coroutine[Any, Any, Any], task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        coroutine.close()  # cancelled before its first step, it would complain of never being awaited

    async def _guard(self, coroutine: Coroutine[Any, Any, Any], name: str) -> None:
        try:
            await coroutine
        except asyncio.CancelledError:
            raise
        except Exception as error:  # the one place where everything ends up
            self._on_error(name, error)
