"""Remembers which parts of a large file the Hub has, so that a pause or a lost process sends none of them twice.

The addresses in a note are good for these parts of this content only and end by themselves, usually within a day; no
token is among them. The file is its user's alone and goes when the content is stored.
"""

from __future__ import annotations

import json
import os
import threading
import time
from contextlib import suppress
from pathlib import Path

from hubdesk.core.errors import HubDeskError
from hubdesk.hub.trust import is_digest
from hubdesk.transfers.sending.lfs import Action
from hubdesk.transfers.sending.place import note_path
from hubdesk.transfers.sending.post import check_address

MAX_AGE_S = 24 * 3600.0


class PartsNote:
    """The parts of one content for one repository. Threads share it."""

    def __init__(self, folder: Path, endpoint: str, repo: str, oid: str) -> None:
        self.path = note_path(folder, endpoint, repo, oid)
        self._endpoint = endpoint
        self._oid = oid
        self._lock = threading.Lock()

    def read(self, size: int) -> tuple[Action, dict[int, str]] | None:
        """How the content was begun to be sent, and the etags of the parts that arrived; None where nothing helps."""
        try:
            lines = self.path.read_text("utf-8").splitlines()
            head = json.loads(lines[0])
            if head["oid"] != self._oid or head["size"] != size or not 0 <= time.time() - head["begun"] < MAX_AGE_S:
                return None
            urls = tuple(check_address(str(url), self._endpoint) for url in head["parts"])
            verify = str(head["verify"])
            action = Action(
                check_address(str(head["href"]), self._endpoint),
                {},
                verify and check_address(verify, self._endpoint),
                int(head["part_size"]),
                urls,
            )
            if action.part_size < 1 or len(urls) != -(-size // action.part_size):
                return None
        except (OSError, ValueError, LookupError, TypeError, HubDeskError):
            return None
        etags: dict[int, str] = {}
        for line in lines[1:]:
            with suppress(ValueError, LookupError, TypeError):  # the last line may be torn
                number, etag = json.loads(line)
                if 1 <= int(number) <= len(urls):
                    etags[int(number)] = str(etag)
        return action, etags

    def begin(self, action: Action, size: int) -> None:
        """Note how the content is sent; a disk that refuses costs the memory, not the upload."""
        assert is_digest(self._oid)
        head = {
            "oid": self._oid,
            "size": size,
            "begun": time.time(),
            "href": action.href,
            "verify": action.verify,
            "part_size": action.part_size,
            "parts": action.parts,
        }
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.path.unlink(missing_ok=True)
            self._append(head, os.O_CREAT | os.O_EXCL)

    def add(self, number: int, etag: str) -> None:
        """A part arrived."""
        with suppress(OSError), self._lock:
            self._append([number, etag], 0)

    def forget(self) -> None:
        """The content is stored, or its addresses have ended."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)

    def _append(self, content: object, flags: int) -> None:
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | flags, 0o600)
        with os.fdopen(descriptor, "ab") as file:
            # A line before it may have been torn: it must not swallow this one.
            file.write((b"" if flags else b"\n") + json.dumps(content).encode() + b"\n")


def sweep(folder: Path) -> None:
    """Remove the notes that are too old to help."""
    with suppress(OSError):
        for path in folder.glob("*.parts"):
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > MAX_AGE_S:
                    path.unlink()
