"""What is left out of an upload: `.gitignore` files as git reads them, and patterns as `hf upload` has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from hubdesk.core.errors import ErrorKind, InputError

MAX_IGNORE_BYTES = 1_000_000

_ENDS_IN_STARS = re.compile(r"/\*\*+\Z")
_ALL_STARS = re.compile(r"/?\*+/?\Z")


@dataclass(frozen=True, slots=True)
class _Rule:
    regex: re.Pattern[str]
    ignores: bool


class GitIgnore:
    """The rules of one `.gitignore`, and of those above it; a deeper one has the last word.

    A folder that is ignored must not be entered: git does not look for exceptions in there either. Files above the
    folder that was chosen have no say, or a folder of results that its project ignores could not be uploaded.
    """

    def __init__(self, content: bytes, folder: str = "", above: GitIgnore | None = None) -> None:
        """Read a file that stands in `folder`; paths are relative to the topmost folder, with `/` between parts."""
        self._prefix = f"{folder}/" if folder else ""
        self._above = above
        self._rules = tuple(reversed(list(_rules(content))))  # the last that matches decides

    def ignores(self, path: str, *, is_folder: bool) -> bool:
        """Whether a file or folder below is left out; the folders above it are not asked about."""
        below = path.removeprefix(self._prefix) + ("/" if is_folder else "")
        for rule in self._rules:
            if rule.regex.fullmatch(below):
                return rule.ignores
        return self._above is not None and self._above.ignores(path, is_folder=is_folder)


def _rules(content: bytes) -> Iterable[_Rule]:
    """The rules of a file, in its order; lines that mean nothing to git mean nothing here."""
    from pathspec.patterns.gitignore.base import GitIgnorePatternError
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    for line in content.removeprefix(b"\xef\xbb\xbf")[:MAX_IGNORE_BYTES].split(b"\n"):
        text = line.removesuffix(b"\r").decode("utf-8", "surrogateescape")
        try:
            pattern = GitIgnoreSpecPattern(_spelt_out(text))
        except (GitIgnorePatternError, re.error):
            continue
        if pattern.include is not None and pattern.regex is not None:
            yield _Rule(pattern.regex, pattern.include)


def _spelt_out(line: str) -> str:
    """The same rule in a form whose expression matches whole paths.

    pathspec also matches what is inside a folder that a rule names. Here each part of a path is asked about on its
    own, so such a match would let a rule for a folder decide over its files.
    """
    sign = "!" if line.startswith("!") else ""
    rule = line.removeprefix("!").rstrip(" ") if not line.endswith("\\ ") else line.removeprefix("!")
    if _ALL_STARS.match(rule):
        return f"{sign}{'/' if rule.startswith('/') else ''}?*{'/' if len(rule) > 1 and rule.endswith('/') else ''}"
    if _ENDS_IN_STARS.search(rule):
        return f"{sign}{rule}/*"
    return line


class Patterns:
    """`include` and `exclude`: `*` crosses `/`, and a pattern that ends in `/` means everything below."""

    def __init__(self, include: Sequence[str], exclude: Sequence[str]) -> None:
        """Take the patterns.

        Raises:
            InputError: BAD_PATTERN, for an empty one.
        """
        self._include, self._exclude = prepared(include), prepared(exclude)

    def leave_out(self, path: str) -> bool:
        """Whether a path in the repository is not wanted."""
        return bool(self._include and not matches(path, self._include)) or matches(path, self._exclude)


def prepared(patterns: Iterable[str]) -> tuple[str, ...]:
    """The patterns with what the library adds to them.

    Raises:
        InputError: BAD_PATTERN, for an empty one.
    """
    found = tuple(pattern.replace("\\", "/") for pattern in patterns)
    if not all(found):
        raise InputError(ErrorKind.BAD_PATTERN, "an empty pattern")
    return tuple(f"{pattern}*" if pattern.endswith("/") else pattern for pattern in found)


def matches(path: str, patterns: Iterable[str]) -> bool:
    """Whether one of the prepared patterns fits."""
    return any(fnmatchcase(path, pattern) for pattern in patterns)
