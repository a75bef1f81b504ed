"""One line of a `.gitignore` as an expression over bytes, after git's dir.c and wildmatch.c.

Own code, because pathspec's expressions also match what is inside of a folder that a rule names: a rule that brings a
folder back would bring its ignored files back, too. The tests compare it with `git check-ignore`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SPECIAL = re.compile(rb"[*?\[\\]")
_TRAILING_SPACES = re.compile(rb"(?<!\\)((?:\\\\)*) +\Z")
_STAR, _MANY = b"*", b"**"
_CLASSES = {
    b"alnum": rb"0-9A-Za-z",
    b"alpha": rb"A-Za-z",
    b"blank": rb" \t",
    b"cntrl": rb"\x00-\x1f\x7f",
    b"digit": rb"0-9",
    b"graph": rb"!-~",
    b"lower": rb"a-z",
    b"print": rb" -~",
    b"punct": rb"!-/:-@\[-`{-~",
    b"space": rb" \t-\r",
    b"upper": rb"A-Z",
    b"xdigit": rb"0-9A-Fa-f",
}


class _NeverError(Exception):
    """git reads the line, but it matches nothing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a line says about paths that are relative to its file's folder."""

    regex: re.Pattern[bytes]
    ignores: bool
    only_folders: bool
    by_name: bool  # of the last part of the path alone

    def fits(self, path: bytes, *, is_folder: bool) -> bool:
        """Whether it is about this very path; what is below a folder is asked about on its own."""
        if self.only_folders and not is_folder:
            return False
        return self.regex.fullmatch(path.rpartition(b"/")[2] if self.by_name else path) is not None


def rule_of(line: bytes) -> Rule | None:
    """The rule in a line without its end; None where it says nothing."""
    if line.startswith(b"#"):
        return None
    line = _TRAILING_SPACES.sub(rb"\1", line)
    ignores = not line.startswith(b"!")
    pattern = line if ignores else line[1:]
    only_folders = pattern.endswith(b"/")
    pattern = pattern.removesuffix(b"/")
    by_name = b"/" not in pattern
    pattern = pattern.removeprefix(b"/")
    if not pattern:
        return None
    try:
        expression = _expression(list(_tokens(pattern)))
    except _NeverError:
        return None
    return Rule(re.compile(expression, re.DOTALL), ignores, only_folders, by_name)


def _expression(tokens: list[bytes]) -> bytes:
    """The tokens together; a star that another one follows in the same part never has to be tried again."""
    out, place = bytearray(), 0
    while place < len(tokens):
        token = tokens[place]
        place += 1
        if token != _STAR:
            out += token
            continue
        fixed = bytearray()
        while place < len(tokens) and tokens[place] not in {_STAR, b"/"} and not tokens[place].startswith(b"(?:.*"):
            fixed += tokens[place]
            place += 1
        again = place < len(tokens) and tokens[place] == _STAR
        out += b"(?>[^/]*?" + fixed + b")" if again else b"[^/]*" + fixed
    return bytes(out)


def _tokens(pattern: bytes) -> Iterator[bytes]:
    """Expressions for one sign each; `*` for a star, and a group for stars that cross folders."""
    first = _SPECIAL.search(pattern)
    prefix = first.start() if first else len(pattern)  # git compares it on its own: what follows is a beginning again
    place = 0
    while place < len(pattern):
        sign = pattern[place : place + 1]
        if sign == b"*":
            end = place
            while pattern[end : end + 1] == b"*":
                end += 1
            begins = place == prefix or pattern[place - 1 : place] == b"/"
            ends = end == len(pattern) or pattern.startswith((b"/", b"\\/"), end)
            if end - place > 1 and begins and ends:
                if pattern[end : end + 1] == b"/":
                    yield b"(?:.*/)?"
                    end += 1
                else:
                    yield b"(?:.*)"
            else:
                yield _STAR
            place = end
        elif sign == b"?":
            yield b"[^/]"
            place += 1
        elif sign == b"[":
            expression, place = _set(pattern, place + 1)
            yield expression
        else:
            if sign == b"\\":
                place += 1
                if place == len(pattern):
                    raise _NeverError
            yield re.escape(pattern[place : place + 1])
            place += 1


def _set(pattern: bytes, place: int) -> tuple[bytes, int]:
    """A set of signs, read from behind its `[`, and where it ends."""
    negated = pattern[place : place + 1] in {b"!", b"^"}
    place += negated
    parts: list[bytes] = []
    before = b""  # the sign that a range could begin with
    first = True
    while first or pattern[place : place + 1] != b"]":
        first = False
        sign = pattern[place : place + 1]
        following = pattern[place + 1 : place + 2]
        if sign == b"-" and before and following not in {b"", b"]"}:
            last, place = _one(pattern, place + 1)
            if before <= last:
                parts.append(re.escape(before) + b"-" + re.escape(last))
            before = b""
            continue
        if sign == b"[" and following == b":":
            end = pattern.find(b"]", place + 2)
            if end < 0:
                raise _NeverError
            if end > place + 2 and pattern[end - 1 : end] == b":":
                name = pattern[place + 2 : end - 1]
                if name not in _CLASSES:
                    raise _NeverError
                parts.append(_CLASSES[name])
                before, place = b"", end + 1
                continue
        before, place = _one(pattern, place)
        parts.append(re.escape(before))
    inside = b"".join(parts)
    if negated:
        return b"[^/" + inside + b"]", place + 1
    return (b"(?!/)[" + inside + b"]" if inside else b"(?!)"), place + 1


def _one(pattern: bytes, place: int) -> tuple[bytes, int]:
    """One sign of a set, perhaps behind a backslash, and where the next one is."""
    if pattern[place : place + 1] == b"\\":
        place += 1
    if place >= len(pattern):
        raise _NeverError
    return pattern[place : place + 1], place + 1
