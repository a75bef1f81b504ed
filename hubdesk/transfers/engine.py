"""The child process that moves the bytes: JSON lines in, JSON lines out, everything on threads of its own.

Memory: below 300 MB with any number of files. hf_xet may hold xet.BUFFER bytes, each HTTP connection pieces.BLOCK_SIZE.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from hubdesk.hub.environment import prepare_environment
from hubdesk.transfers.download import Source
from hubdesk.transfers.ending import bring
from hubdesk.transfers.express import Express
from hubdesk.transfers.fetch import Fetch, Tools
from hubdesk.transfers.memory import share_arenas
from hubdesk.transfers.protocol import (
    SMALL,
    FetchFile,
    HashFiles,
    Hello,
    Limit,
    Message,
    Progress,
    ProtocolError,
    Ready,
    Restarted,
    SendCommit,
    SendFiles,
    StopFile,
    UseToken,
    Verifying,
    decode,
    encode,
)
from hubdesk.transfers.sending.desk import Desk
from hubdesk.transfers.throttle import Throttle
from hubdesk.transfers.xet import XetDoor

FILES_AT_ONCE = 6
SPARE_LINES = 8
REPORT_EVERY_S = 0.25
MAX_ROWS = 5_000  # of one report: the host reads lines of bounded length
FAREWELL_S = 1.5


class Engine:
    """Does what the host says until the host is gone."""

    def __init__(self, hello: Hello, out: BinaryIO) -> None:
        self._out = out
        self._out_lock = threading.Lock()
        self._throttle = Throttle(hello.limit_bps)
        self._source = Source(hello.endpoint, hello.token)
        self._tools = Tools(
            self._source, self._throttle, threading.Semaphore(SPARE_LINES), xet=XetDoor(hello.transport)
        )
        self._desk = Desk(hello.endpoint, hello.token, self._throttle, Path("uploads"), self.say, hello.transport)
        self._orders: queue.SimpleQueue[Fetch] = queue.SimpleQueue()
        self._express = Express(self._answer)
        self._fetches: dict[int, Fetch] = {}
        self._lock = threading.Lock()

    def run(self, lines: BinaryIO) -> None:
        """Serve until the host closes its end, then let every file note what it has."""
        for number in range(FILES_AT_ONCE):
            threading.Thread(target=self._work, name=f"file-{number}", daemon=True).start()
        self._express.start()
        threading.Thread(target=self._report_for_ever, name="report", daemon=True).start()
        self.say(Ready(os.getpid()))
        for line in lines:
            self._obey(decode(line))
        self._farewell()

    def say(self, *messages: Message) -> None:
        """Tell the host; if it is gone, that is seen where its words are read."""
        lines = b"".join(map(encode, messages))
        with self._out_lock, suppress(OSError):
            self._out.write(lines)
            self._out.flush()

    def _obey(self, message: Message) -> None:
        match message:
            case FetchFile():
                fetch = Fetch(message, self._tools, _Teller(self, message.fetch_id))
                with self._lock:
                    self._fetches[message.fetch_id] = fetch
                (self._express if message.size <= SMALL else self._orders).put(fetch)
            case StopFile(fetch_id=fetch_id):
                if known := self._fetches.get(fetch_id):
                    known.stop()
                self._desk.stop(fetch_id)
            case HashFiles() | SendFiles() | SendCommit():
                self._desk.take(message)
            case Limit(limit_bps=limit_bps):
                self._throttle.set_limit(limit_bps)
            case UseToken(token=token):
                self._source.token = token
                self._desk.use_token(token)
            case _:
                raise ProtocolError(f"{message.TYPE} is not for an engine")

    def _work(self) -> None:
        while True:
            fetch = self._orders.get()
            self._answer([(fetch, bring(fetch))])

    def _answer(self, ended: Iterable[tuple[Fetch, Message]]) -> None:
        ended = tuple(ended)
        with self._lock:
            for fetch, _ in ended:
                self._fetches.pop(fetch.order.fetch_id, None)
        self.say(*(message for _, message in ended))

    def _report_for_ever(self) -> None:
        while True:
            time.sleep(REPORT_EVERY_S)
            self._report()

    def _report(self) -> None:
        with self._lock:
            rows = [
                [fetch_id, fetch.have(), received]
                for fetch_id, fetch in self._fetches.items()
                if (received := fetch.take_received())
            ]
        rows += self._desk.rows()
        for start in range(0, len(rows), MAX_ROWS):
            self.say(Progress(rows[start : start + MAX_ROWS]))

    def _farewell(self) -> None:
        with self._lock:
            fetches = list(self._fetches.values())
        for fetch in fetches:
            fetch.stop()
        self._desk.stop_all()
        deadline = time.monotonic() + FAREWELL_S
        while (self._fetches or self._desk.busy) and time.monotonic() < deadline:
            time.sleep(0.01)


class _Teller:
    """Tells the host how one file gets on."""

    def __init__(self, engine: Engine, fetch_id: int) -> None:
        self._engine = engine
        self._fetch_id = fetch_id

    def verifying(self) -> None:
        """Every byte is there."""
        self._engine.say(Verifying(self._fetch_id))

    def restarted(self) -> None:
        """The content was wrong; it comes again."""
        self._engine.say(Restarted(self._fetch_id))


def engine_main() -> int:
    """Run an engine on this process's standard streams and return its exit code."""
    # Ctrl+C in a terminal reaches the whole group: what it means is the host's to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    share_arenas()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not look like a message
    lines = sys.stdin.buffer
    try:
        hello = decode(lines.readline())
        if not isinstance(hello, Hello):
            raise ProtocolError(f"{hello.TYPE} instead of hello")
        prepare_environment(hello.endpoint)
        Engine(hello, out).run(lines)
    except ProtocolError as error:
        print(f"engine: {error}", file=sys.stderr, flush=True)
        os._exit(2)
    os._exit(0)  # threads that wait for a server must not keep the process
