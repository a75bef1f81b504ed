"""Talks to the person at the terminal and shows what long-running commands are doing."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

QUIET_S = 15
TAIL_LINES = 25

Command = Sequence[str | Path]

Pick = Callable[[str], str]
"""Makes what the person sees from a line of output; an empty string shows nothing."""


class SetupError(RuntimeError):
    """Preparing the machine failed; the text says what to do."""


def say(text: str) -> None:
    """One line for the person, at once."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


def step(subject: str, text: str) -> None:
    """One line of progress."""
    say(f"  {subject:<8} {text}")


def call(command: Command, env: Mapping[str, str], cwd: Path) -> int:
    """Run a command in this terminal; Ctrl+C goes to it and is waited for."""
    sys.stdout.flush()
    with subprocess.Popen([str(part) for part in command], env=dict(env), cwd=cwd) as process:
        while True:
            try:
                code = process.wait()
            except KeyboardInterrupt:
                continue
            return code if code >= 0 else 128 - code


def watch(subject: str, command: Command, env: Mapping[str, str], pick: Pick) -> None:
    """Run a command to its end, showing the picked lines and a sign of life when it is silent for long.

    Raises:
        SetupError: it could not start or failed; the text ends with its last lines.
    """
    parts = [str(part) for part in command]
    try:
        process = subprocess.Popen(
            parts,
            env=dict(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise SetupError(f"{parts[0]} cannot start: {error}") from error
    tail: deque[str] = deque(maxlen=TAIL_LINES)
    with process:
        try:
            _show(subject, process, pick, tail)
        except BaseException:
            process.send_signal(signal.SIGTERM)
            raise
    if process.returncode != 0:
        raise SetupError("\n".join([*tail, f"{' '.join(parts[:4])} … failed with code {process.returncode}"]))


def _show(subject: str, process: subprocess.Popen[str], pick: Pick, tail: deque[str]) -> None:
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(process, lines), daemon=True).start()
    started = time.monotonic()
    while True:
        try:
            line = lines.get(timeout=QUIET_S)
        except queue.Empty:
            step(subject, f"… still working ({time.monotonic() - started:.0f} s)")
            continue
        if line is None:
            return
        tail.append(line)
        if shown := pick(line):
            step(subject, shown)


def _read(process: subprocess.Popen[str], lines: queue.SimpleQueue[str | None]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        lines.put(line.rstrip())
    lines.put(None)
