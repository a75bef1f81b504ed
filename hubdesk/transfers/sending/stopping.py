"""Stopping what is on its way at once: an event to look at, and connections to cut."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Protocol

_OPENED = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete"})


class StoppedError(Exception):
    """It was told to stop."""


class Cuttable(Protocol):
    """What can be cut from another thread."""

    def begin(self) -> None:
        """Something new is done over it."""

    def cut(self) -> None:
        """Wake whoever waits for it with an error."""


class Sockets:
    """The sockets of one worker, which does one thing at a time; `note` is a trace function of its HTTP client."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._is_cut = False

    def note(self, event: str, info: Mapping[str, Any]) -> None:
        """Remember a connection that was just made."""
        if event not in _OPENED:
            return
        found = info["return_value"].get_extra_info("socket")
        if found is None:
            return
        with self._lock:
            self._open = {each for each in self._open if each.fileno() >= 0} | {found}
            if self._is_cut:
                _shut(found)

    def begin(self) -> None:
        """Something new is done over them."""
        with self._lock:
            self._is_cut = False

    def cut(self) -> None:
        """Wake whoever sends or reads with an error."""
        with self._lock:
            self._is_cut = True
            for each in self._open:
                _shut(each)


class Stop:
    """Stops one thing, however many workers do it."""

    def __init__(self) -> None:
        self.event = threading.Event()
        self._lock = threading.Lock()
        self._busy: list[Cuttable] = []

    def set(self) -> None:
        """Stop it."""
        with self._lock:
            self.event.set()
            for each in self._busy:
                each.cut()

    def check(self) -> None:
        """Go on, unless it was stopped.

        Raises:
            StoppedError: it was.
        """
        if self.event.is_set():
            raise StoppedError

    @contextmanager
    def cutting(self, line: Cuttable) -> Iterator[None]:
        """Have a line cut when it is stopped meanwhile; whatever breaks then is StoppedError.

        Raises:
            StoppedError: it was stopped.
        """
        with self._lock:
            self.check()
            line.begin()
            self._busy.append(line)
        try:
            yield
        except Exception as error:
            if self.event.is_set() and not isinstance(error, StoppedError):
                raise StoppedError from error
            raise
        finally:
            with self._lock:
                self._busy.remove(line)


def _shut(open_socket: socket.socket) -> None:
    with suppress(OSError):
        open_socket.shutdown(socket.SHUT_RDWR)
