"""Which paths of a repository may become files on this computer. A server is not trusted."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from hubdesk.core.errors import DiskError, ErrorKind, HubError
from hubdesk.hub.trust import check_path

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\..*)?\Z", re.IGNORECASE)
_NOT_ON_WINDOWS = frozenset('<>:"|?*')


def check_names(paths: Iterable[str], *, windows: bool = sys.platform == "win32") -> None:
    """Refuse what leads out of the target, and what this system would take for something else.

    Raises:
        HubError: UNTRUSTED, with the path as its subject.
    """
    for path in paths:
        check_path(path)
        if windows and not all(_fits_windows(part) for part in path.split("/")):
            raise HubError(ErrorKind.UNTRUSTED, "a name that Windows does not allow", subject=path[:200])


def check_case(paths: Iterable[str]) -> None:
    """Refuse paths that a file system without upper and lower case would take for the same.

    Raises:
        DiskError: TARGET_EXISTS, with one of the two paths as its subject.
    """
    seen: dict[str, str] = {}
    for path in paths:
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            prefix = "/".join(parts[:depth])
            other = seen.setdefault(prefix.casefold(), prefix)
            if other != prefix:
                raise DiskError(ErrorKind.TARGET_EXISTS, f"differs only in case from {other[:200]}", subject=path[:200])


def check_inside(target: Path, path: str) -> Path:
    """Where a path lands below the target, unless a symbolic link on the way leads out of it.

    Raises:
        HubError: UNTRUSTED, with the path as its subject.
        OSError: the way cannot be followed.
    """
    final = target.joinpath(*path.split("/"))
    if not final.parent.resolve().is_relative_to(target.resolve()):
        raise HubError(ErrorKind.UNTRUSTED, "a symbolic link leads out of the folder", subject=path[:200])
    return final


def check_there(folder: Path) -> None:
    """Refuse to go on where the chosen folder is gone: to make it anew could fill another disk.

    Raises:
        DiskError: TARGET_GONE.
    """
    if not folder.is_dir():
        raise DiskError(ErrorKind.TARGET_GONE, "the folder is not there", subject=str(folder))


def make_target(folder: Path) -> None:
    """Make the folder that a person has chosen just now, and see that it can be written.

    Raises:
        DiskError: NO_PERMISSION, or TARGET_EXISTS where a file stands there.
        OSError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise DiskError(ErrorKind.TARGET_EXISTS, "a file stands there", subject=str(folder)) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise DiskError(ErrorKind.NO_PERMISSION, "the folder cannot be written", subject=str(folder))


def return_to_target(folder: Path) -> None:
    """Make the folder of an earlier transfer anew only where its parent is still there: its drive is, then.

    Raises:
        DiskError: NO_PERMISSION, TARGET_EXISTS or TARGET_GONE.
        OSError: it cannot be made.
    """
    check_there(folder.parent)
    make_target(folder)


def move_to_free_place(source: Path, target: Path) -> None:
    """Rename a file without ever replacing another.

    Raises:
        FileExistsError: something stands there.
        OSError: the disk refuses.
    """
    try:
        os.link(source, target)  # unlike rename, it never replaces
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # a file system without hard links
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "something stands there", str(target)) from None
        os.rename(source, target)
    else:
        source.unlink()


def existing_parent(path: Path) -> Path:
    """The path itself, or the nearest folder above it that exists."""
    path = path.absolute()
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


def ignores_case(folder: Path) -> bool:
    """Whether the file system at this existing folder takes `A` and `a` for the same name."""
    swapped = folder.with_name(folder.name.swapcase())
    if not folder.name or swapped.name == folder.name:
        return sys.platform in {"win32", "darwin"}
    try:
        return os.path.samefile(folder, swapped)
    except OSError:
        return False


def _fits_windows(part: str) -> bool:
    return not (
        _RESERVED.match(part.rstrip(" ."))
        or part[-1] in " ."
        or any(sign in _NOT_ON_WINDOWS or ord(sign) < 32 for sign in part)
    )
