"""What a headless command prints: JSON lines, one line that is rewritten on a terminal, or plain lines now and then."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from typing import Any

from hubdesk.cli.outcomes import kind_of, sentence
from hubdesk.cli.plan_text import size_text, upload_plan
from hubdesk.core.log import redact

LINE_EVERY_S = 10.0


class Output:
    """Tells how it goes: JSON lines, one line that is rewritten on a terminal, or plain lines now and then."""

    def __init__(self, *, as_json: bool, quiet: bool) -> None:
        self._as_json = as_json
        self._quiet = quiet
        self._is_live = sys.stderr.isatty() and not as_json and not quiet
        self._line_open = False
        self._told_at = time.monotonic()

    async def emit(self, event: Mapping[str, Any]) -> None:
        """Tell of an event."""
        self.event(event)

    def event(self, event: Mapping[str, Any]) -> None:
        """Tell of an event; `done` prints the path on stdout, whatever else is on."""
        if self._as_json:
            print(redact(json.dumps(event, ensure_ascii=False)), flush=True)
            return
        match event.get("event"):
            case "plan" if event.get("direction") == "upload":
                for line in upload_plan(event):
                    self.note(line)
            case "plan":
                files = "1 file" if event["files"] == 1 else f"{event['files']} files"
                fetch = size_text(event["fetch_bytes"]) if event["fetch_bytes"] else "nothing"
                about = f"{event['repo']} @ {str(event['commit'])[:12]}"
                self.note(f"{about}: {files}, {size_text(event['bytes'])}, {fetch} to fetch")
            case "progress":
                self._progress(event)
            case "waiting":
                self.note(f"Waiting ({str(event['reason']).replace('_', ' ')}): {event['detail']}")
            case "failed":
                self._failed(event)
            case "done":
                self._end_line()
                if event["path"]:
                    print(event["path"], flush=True)

    def note(self, text: str) -> None:
        """Say something on stderr."""
        if self._quiet or self._as_json:
            return
        self._end_line()
        print(redact(text), file=sys.stderr, flush=True)

    def _progress(self, event: Mapping[str, Any]) -> None:
        now = time.monotonic()
        if self._quiet or not (self._is_live or now - self._told_at >= LINE_EVERY_S):
            return
        self._told_at = now
        total = event["total_bytes"]
        percent = 100 * event["done_bytes"] // total if total else 100
        done = f"{size_text(event['done_bytes'])} of {size_text(total)}"
        text = f"{percent:3d} %  {done}  {event['done_files']}/{event['files']}"
        if event["speed_bps"]:
            left = event["seconds_left"]
            text += f"  {size_text(event['speed_bps'])}/s" + (f"  {_clock(left)} left" if left is not None else "")
        if self._is_live:
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
            self._line_open = True
        else:
            print(text, file=sys.stderr, flush=True)

    def _failed(self, event: Mapping[str, Any]) -> None:
        self._end_line()
        about = ": ".join(str(part) for part in (event["subject"], event["detail"]) if part)
        text = sentence(kind_of(event["kind"])) + (f" ({about})" if about else "")
        print(redact(f"hubdesk: {text}"), file=sys.stderr, flush=True)

    def _end_line(self) -> None:
        if self._line_open:
            print(file=sys.stderr, flush=True)
            self._line_open = False


def _clock(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"
