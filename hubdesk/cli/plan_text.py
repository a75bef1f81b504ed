"""The plan of an upload as lines of English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hubdesk.transfers.uploads.codes import Code

_SENTENCES = {
    Code.TWO_SOURCES: "two different files are for this path",
    Code.IN_THE_WAY: "a file and a folder cannot have the same name",
    Code.SOURCE_GONE: "this is not there",
    Code.FILE_TOO_LARGE: "the file is larger than the Hub takes",
    Code.FOLDER_TOO_FULL: "the folder would have more entries than the Hub takes",
    Code.CARD_ERROR: "the card is refused",
    Code.SECRET: "this looks like a secret",
    Code.SECRET_FILE: "a file of this name holds keys or passwords",
    Code.PICKLE: "a pickle: it can run code when it is loaded",
    Code.FILE_LARGE: "the file is larger than the Hub recommends",
    Code.REPO_TOO_FULL: "the repository would have more files than the Hub recommends",
    Code.NO_CARD: "the repository has no card (README.md)",
    Code.NO_LICENCE: "the card names no licence",
    Code.CARD_WARNING: "about the card",
    Code.CASE: "differs only in upper and lower case from another path",
    Code.CHANGED_MEANWHILE: "the file was written to just now",
    Code.UNREADABLE: "left out: it cannot be read",
    Code.BAD_NAME: "left out: no path in a repository can be called this",
    Code.EMPTY_FILE: "the file is empty",
    Code.GIT_ATTRIBUTES: "decides for later uploads which files are large",
}


def upload_plan(event: Mapping[str, Any]) -> Iterator[str]:
    """What an upload would do, and what speaks against it."""
    for file in event.get("files", ()):
        why = f"  ({file['reason'].replace('_', ' ')})" if file["reason"] else ""
        yield f"  {file['verdict']:<9}  {file['path']}  {size_text(file['size'])}{why}"
    for finding in event["findings"]:
        if finding["severity"] == "hint":
            continue
        where = finding["path"] + (f":{finding['line']}" if finding["line"] else "")
        text = _SENTENCES.get(finding["code"], finding["code"])
        more = f" ({', '.join(finding['values'])})" if finding["values"] else ""
        yield f"{finding['severity']}: {where + ': ' if where else ''}{text}{more}"
    counts = [
        f"{event[name]} {name}" for name in ("added", "changed", "deleted", "unchanged", "ignored") if event[name]
    ]
    commits = "1 commit" if event["commits"] == 1 else f"{event['commits']} commits"
    about = ", ".join(counts) or "nothing"
    yield f"{event['repo']} @ {event['revision']}: {about}; {size_text(event['send_bytes'])} to send, {commits}"


def size_text(count: float) -> str:
    """A size in bytes as a person reads it."""
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"
