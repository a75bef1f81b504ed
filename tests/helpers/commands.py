"""The program from outside: headless commands and the window as processes that can be killed, and what that cost."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import psutil

from helpers.hub_client import HubClient
from helpers.practice_hub import PracticeHub
from hubdesk.core.settings import SettingsStore

PROGRAM = [sys.executable, "-P", "-m", "hubdesk"]
PATIENCE_S = 60.0
POLL_S = 0.02

Event = dict[str, Any]


class Started:
    """A process of ours with the engine below it. Use it as a context manager: nothing of it is left behind."""

    def __init__(self, arguments: Iterable[str], *, environment: dict[str, str], stdin: str = "") -> None:
        self._process = subprocess.Popen(
            [*PROGRAM, *arguments],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(stdin)
            self._process.stdin.close()
        self.lines: list[str] = []
        self._more = threading.Condition()
        self._reader = threading.Thread(target=self._read, name="program's words", daemon=True)
        self._reader.start()
        self._known: set[psutil.Process] = set()

    @property
    def pid(self) -> int:
        """The process."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """How it ended, if it did."""
        return self._process.poll()

    def engine(self) -> psutil.Process | None:
        """Its engine, if one runs."""
        with contextlib.suppress(psutil.Error):
            for child in psutil.Process(self.pid).children():
                with contextlib.suppress(psutil.Error):
                    if "--engine" in child.cmdline():
                        self._known.add(child)
                        return child
        return None

    def kill_engine(self) -> bool:
        """SIGKILL the engine; False where none runs."""
        engine = self.engine()
        if engine is None:
            return False
        with contextlib.suppress(psutil.NoSuchProcess):
            engine.kill()
        return True

    def kill(self, *, with_engine: bool = False) -> None:
        """SIGKILL it; the engine notices by itself, or goes the same way at the same moment."""
        engine = self.engine()
        self._process.kill()
        if with_engine and engine is not None:
            with contextlib.suppress(psutil.NoSuchProcess):
                engine.kill()
        self.ends()

    def stops(self, timeout: float = PATIENCE_S) -> int:
        """Ask it politely to end, and wait for that."""
        self._process.terminate()
        return self.ends(timeout)

    def ends(self, timeout: float = PATIENCE_S) -> int:
        """Wait until it and its engine have ended; the exit code."""
        with contextlib.suppress(psutil.Error):
            self._known |= set(psutil.Process(self.pid).children(recursive=True))
        self._process.wait(timeout)
        self._reader.join(timeout)
        _gone, alive = psutil.wait_procs(self._known, timeout=PATIENCE_S)
        assert not alive, f"still there: {alive}"
        return self._process.returncode

    def lives(self, seconds: float) -> bool:
        """Let it run for so long; False where it ended before."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return True
        return False

    def until(self, condition: Callable[[], object], what: str, timeout: float = PATIENCE_S) -> None:
        """Wait until something is so while this process runs."""
        until(lambda: condition() or self.exit_code is not None, what, timeout)
        assert condition(), f"it ended before: {what}: {self.lines[-5:]}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.exit_code is None:
            self.kill(with_engine=True)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._more:
                self.lines.append(line.rstrip("\n"))
                self._more.notify_all()


class Command(Started):
    """A headless command with `--json`."""

    def events(self, kind: str = "") -> list[Event]:
        """What it told so far, or what it told of one kind."""
        told = [json.loads(line) for line in tuple(self.lines) if line.startswith("{")]
        return [event for event in told if kind in {"", event["event"]}]

    def moved(self) -> int:
        """How many bytes it says are there."""
        return max((int(event["done_bytes"]) for event in self.events("progress")), default=0)

    def succeeds(self, timeout: float = PATIENCE_S) -> Path:
        """Wait for its end, which must be a good one; where what it brought is."""
        code = self.ends(timeout)
        assert code == 0, f"exit code {code}: {self.lines[-5:]}"
        done = self.events("done")[-1]
        return Path(done.get("path") or done.get("url") or "")

    def fails(self, timeout: float = PATIENCE_S) -> Event:
        """Wait for its end, which must be a bad one; what it said of it."""
        code = self.ends(timeout)
        assert code != 0, self.lines[-5:]
        return self.events("failed")[-1]


@dataclass(frozen=True)
class Site:
    """A data dir on a computer of its own, and the Hub that its programs speak to."""

    hub: PracticeHub
    folder: Path

    @property
    def data(self) -> Path:
        """The data dir."""
        return self.folder / "data"

    def environment(self) -> dict[str, str]:
        """A home of its own; no proxy, no display."""
        home = self.folder / "home"
        home.mkdir(parents=True, exist_ok=True)
        kept = {key: value for key, value in os.environ.items() if "PROXY" not in key.upper()}
        return kept | {"HOME": str(home), "HF_HOME": str(home / "hf"), "QT_QPA_PLATFORM": "offscreen"}

    def slow_down(self, bps: int) -> None:
        """The speed limit of the settings; 0 is none."""
        self.data.mkdir(parents=True, exist_ok=True)
        SettingsStore(self.data / "settings.json").change(speed_limit_bps=bps)

    def command(self, name: str, *arguments: str, token: str = "", **more: str) -> Command:
        """Start `hubdesk download …` or `hubdesk upload …`; `more` goes into its environment."""
        options = ["--json", "--endpoint", self.hub.url, "--data-dir", str(self.data)]
        secret = ["--token-stdin"] if token else []
        return Command([name, *arguments, *options, *secret], environment=self.environment() | more, stdin=f"{token}\n")

    def window(self) -> Started:
        """Open the window, and wait until it takes requests."""
        started = Started(["--endpoint", self.hub.url, "--data-dir", str(self.data)], environment=self.environment())
        started.until(lambda: _serves(started.pid), "the window takes requests")
        return started

    def leftovers(self, *folders: Path) -> list[Path]:
        """Every part file, note and quarantined content below the data dir and these folders."""
        found = [path for folder in (self.data, *folders) for path in folder.rglob("*")]
        return [path for path in found if re.search(r"\.part\b|\.incomplete|\.corrupt", path.name)]


@dataclass(frozen=True)
class Bill:
    """What the Hub sent of some files since its log was emptied."""

    sent: int
    broken_lines: int  # answers that did not reach their end: connections that were cut
    requests: int

    def again(self, size: int) -> int:
        """How many bytes were sent more than once, for files of together `size` bytes."""
        return self.sent - size


def bill(hub: PracticeHub, path: str = "/resolve/") -> Bill:
    """Add up what the Hub sent of files whose paths match."""
    sent = broken = count = 0
    for request in hub.requests():
        if request["method"] != "GET" or not re.search(path, request["path"]) or request["status"] not in {200, 206}:
            continue
        match = re.match(r"bytes=(\d+)-(\d+)", request["range"] or "")
        sent += request["bytes"]
        count += 1
        broken += match is not None and request["bytes"] < int(match[2]) - int(match[1]) + 1
    return Bill(sent, broken, count)


def large_file(hub: PracticeHub, repo: str, path: str, kind: str = "models") -> tuple[str, int]:
    """The sha256 and the size of a large file, from the Hub itself."""
    tree = HubClient(hub.url, hub.token).get(f"/api/{kind}/{repo}/tree/main?recursive=true").json
    (found,) = [entry["lfs"] for entry in tree if entry["path"] == path]
    return found["oid"], found["size"]


def put_large_file(hub: PracticeHub, repo: str, path: str, size: int) -> None:
    """Make a repository with a file of random bytes, of which no way to send them can save any."""
    content = os.urandom(size)
    oid = hashlib.sha256(content).hexdigest()
    owner = HubClient(hub.url, hub.token)
    owner.post("/api/repos/create", {"name": repo.partition("/")[2], "type": "model"})
    wanted = {"operation": "upload", "transfers": ["basic"], "objects": [{"oid": oid, "size": size}]}
    (shown,) = owner.post(f"/{repo}.git/info/lfs/objects/batch", wanted).json["objects"]
    assert owner.send("PUT", shown["actions"]["upload"]["href"], content).status == 200
    header = {"key": "header", "value": {"summary": "A large file"}}
    line = {"key": "lfsFile", "value": {"path": path, "algo": "sha256", "oid": oid, "size": size}}
    assert owner.commit(f"/api/models/{repo}/commit/main", header, line).status == 200


def sha256(path: Path) -> str:
    """The digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest(path: Path, oid: str) -> str:
    """What the Hub would call the content of a file: it looks like `oid`."""
    if len(oid) == 64:
        return sha256(path)
    content = path.read_bytes()
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def until(condition: Callable[[], object], what: str, timeout: float = PATIENCE_S) -> None:
    """Wait until something outside of this process is so."""
    end = time.monotonic() + timeout
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < end, f"not within {timeout:.0f} s: {what}"
        pause.wait(POLL_S)


def _serves(pid: int) -> bool:
    with contextlib.suppress(psutil.Error):
        connections = psutil.Process(pid).net_connections("unix")
        return any(each.status == "NONE" and "hubdesk" in str(each.laddr) for each in connections)
    return False
