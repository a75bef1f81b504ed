"""The difference between two commits in git's own words, as `git diff --full-index --no-renames` writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hubdesk.localhub.git.lines import Hunk, hunks, split_lines
from hubdesk.localhub.git.merge import is_binary
from hubdesk.localhub.git.repo import GitRepo

_CONTEXT = 3
_NOTHING = "0" * 40
_HEADING = re.compile(rb"[A-Za-z_$]")
_ESCAPES = {7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}


def diff_commits(repo: GitRepo, old: str | None, new: str) -> str:
    """Everything that changed from one commit (or from nothing) to another."""
    before = repo.snapshot(old).files if old else {}
    after = repo.snapshot(new).files
    parts = []
    for path in sorted(before.keys() | after.keys(), key=lambda path: path.encode("utf-8", "surrogateescape")):
        was, is_ = before.get(path), after.get(path)
        if (was.oid if was else None) != (is_.oid if is_ else None):
            parts.append(_diff_file(repo, path, was.oid if was else None, is_.oid if is_ else None))
    return b"".join(parts).decode("utf-8", "replace")


def _diff_file(repo: GitRepo, path: str, old: str | None, new: str | None) -> bytes:
    before, after = (repo.blob(oid) if oid else b"" for oid in (old, new))
    one, other = _quoted(f"a/{path}"), _quoted(f"b/{path}")
    head = [f"diff --git {one} {other}"]
    mode = ""
    if old is None:
        head.append("new file mode 100644")
        one = "/dev/null"
    elif new is None:
        head.append("deleted file mode 100644")
        other = "/dev/null"
    else:
        mode = " 100644"
    head.append(f"index {old or _NOTHING}..{new or _NOTHING}{mode}")
    if is_binary(before) or is_binary(after):
        return _lines([*head, f"Binary files {one} and {other} differ"])
    body = b"".join(_unified(split_lines(before), split_lines(after)))
    if body:
        # A name with a blank ends in a tab, so that patch knows where it ends.
        head += [f"{sign} {name}{chr(9) if ' ' in name else ''}" for sign, name in (("---", one), ("+++", other))]
    return _lines(head) + body


def _unified(old: Sequence[bytes], new: Sequence[bytes]) -> Iterator[bytes]:
    for group in _groups(hunks(old, new)):
        start, end = max(0, group[0].start - _CONTEXT), min(len(old), group[-1].end + _CONTEXT)
        new_start = group[0].new_start - (group[0].start - start)
        new_end = group[-1].new_end + (end - group[-1].end)
        heading = next((line for line in reversed(old[:start]) if _HEADING.match(line)), b"")[:80].rstrip()
        where = f"@@ -{_extent(start, end)} +{_extent(new_start, new_end)} @@".encode()
        yield where + (b" " + heading if heading else b"") + b"\n"
        at = start
        for hunk in group:
            yield from (_line(b" ", line) for line in old[at : hunk.start])
            yield from (_line(b"-", line) for line in old[hunk.start : hunk.end])
            yield from (_line(b"+", line) for line in new[hunk.new_start : hunk.new_end])
            at = hunk.end
        yield from (_line(b" ", line) for line in old[at:end])


def _groups(found: Sequence[Hunk]) -> Iterator[list[Hunk]]:
    """Hunks whose context touches are shown as one."""
    group: list[Hunk] = []
    for hunk in found:
        if group and hunk.start - group[-1].end > 2 * _CONTEXT:
            yield group
            group = []
        group.append(hunk)
    if group:
        yield group


def _extent(start: int, end: int) -> str:
    match end - start:
        case 0:
            return f"{start},0"
        case 1:
            return str(start + 1)
        case length:
            return f"{start + 1},{length}"


def _line(sign: bytes, line: bytes) -> bytes:
    return sign + line if line.endswith(b"\n") else sign + line + b"\n\\ No newline at end of file\n"


def _lines(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")


def _quoted(name: str) -> str:
    """The name as git writes it: in quotes and octal as soon as it has more than plain ASCII."""
    raw = name.encode("utf-8", "surrogateescape")
    if all(32 <= byte < 127 and byte not in (34, 92) for byte in raw):
        return name
    shown = (_ESCAPES.get(byte) or (chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}") for byte in raw)
    return f'"{"".join(shown)}"'
