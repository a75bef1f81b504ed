"""What is left out of an upload: `.gitignore` files as git reads them, and patterns as `hf upload` has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from hubdesk.core.errors import ErrorKind, InputError
from hubdesk.transfers.uploads.wildmatch import rule_of

MAX_IGNORE_BYTES = 1_000_000


class GitIgnore:
    """The rules of one `.gitignore`, and of those above it; a deeper one has the last word.

    A folder that is ignored must not be entered: git does not look for exceptions in there either. Files above the
    folder that was chosen have no say, or a folder of results that its project ignores could not be uploaded.
    """

    def __init__(self, content: bytes, folder: str = "", above: GitIgnore | None = None) -> None:
        """Read a file that stands in `folder`; paths are relative to the topmost folder, with `/` between parts."""
        self._prefix = f"{folder}/" if folder else ""
        self._above = above
        lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
        rules = [rule for line in lines if (rule := rule_of(line.removesuffix(b"\r"))) is not None]
        self._rules = tuple(reversed(rules))  # the last that fits decides

    def ignores(self, path: str, *, is_folder: bool) -> bool:
        """Whether a file or folder below is left out; the folders above it are not asked about."""
        below = path.removeprefix(self._prefix).encode("utf-8", "surrogateescape")
        for rule in self._rules:
            if rule.fits(below, is_folder=is_folder):
                return rule.ignores
        return self._above is not None and self._above.ignores(path, is_folder=is_folder)


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
