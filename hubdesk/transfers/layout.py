"""Where files land: the HF cache exactly as the library lays it out, or a plain folder with the library's notes."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha1
from pathlib import Path

from hubdesk.core.errors import DiskError, ErrorKind
from hubdesk.core.types import RepoRef
from hubdesk.transfers.digest import file_matches
from hubdesk.transfers.housekeeping import Check, library_lock, sync_folder, tag_cache
from hubdesk.transfers.notes import kept_bytes
from hubdesk.transfers.safety import check_inside, check_there, move_to_free_place
from hubdesk.transfers.space import check_room

MAX_NAME_BYTES = 230


@dataclass(frozen=True)
class CachePlace:
    """A file in the HF cache: a blob named by its digest, and a snapshot's link to it.

    As with `FolderPlace`, every method may raise OSError, and `check`, which is called while it waits or reads, may
    raise to stop it.
    """

    cache_dir: Path
    ref: RepoRef
    commit: str
    revision: str
    path: str
    etag: str
    size: int

    @cached_property
    def folder(self) -> Path:
        """The repository's folder."""
        return self.cache_dir / self.ref.cache_folder

    @cached_property
    def blob(self) -> Path:
        """The content's place."""
        return self.folder / "blobs" / self.etag

    @cached_property
    def part(self) -> Path:
        """Where the bytes gather."""
        return self.folder / "blobs" / f"{self.etag}.hubdesk.part"

    @cached_property
    def library_lock(self) -> Path:
        """What the library locks while it downloads this content."""
        return self.cache_dir / ".locks" / self.ref.cache_folder / f"{self.etag}.lock"

    def orphans(self) -> list[Path]:
        """What the library began of this content and never finished."""
        return [*self.blob.parent.glob(f"{self.etag}.incomplete"), *self.blob.parent.glob(f"{self.etag}.*.incomplete")]

    @cached_property
    def final(self) -> Path:
        """The snapshot's file."""
        return self.folder.joinpath("snapshots", self.commit, *self.path.split("/"))

    def is_present(self) -> bool:
        """Whether the content is there, linked or not."""
        return _size(self.blob) == self.size or self.is_linked()

    def is_linked(self) -> bool:
        """Whether the snapshot has the file."""
        if _size(self.final) != self.size:
            return False
        # The link may be a copy where links do not work; a link to another blob is not ours.
        return not self.final.is_symlink() or self.final.resolve().name == self.blob.resolve().name

    def finished(self, check: Check) -> bool:
        """Whether the content is there; if so, the snapshot links to it and the branch points to the snapshot."""
        if not self.is_present():
            return False
        if not self.is_linked():
            with self._locked(check):
                self._link()
        self.point()
        return True

    def prepare(self) -> None:
        """Make the folders."""
        check_inside(self.final.parents[self.path.count("/")], self.path)
        check_there(self.cache_dir)
        self.blob.parent.mkdir(parents=True, exist_ok=True)
        tag_cache(self.cache_dir)
        check_room(self.blob.parent, self.size - kept_bytes(self.part, self.etag, self.size), self.path)

    def publish(self, check: Check) -> None:
        """Move the part to its blob under the library's own lock, then link to it."""
        with self._locked(check):
            os.replace(self.part, self.blob)
            sync_folder(self.blob.parent)
            self._link()
        self.point()

    def settle(self, check: Check) -> None:
        """As `publish`, but it is the caller who forces the folders to the disk and lets the branch point here."""
        with self._locked(check):
            os.replace(self.part, self.blob)
            self._link()

    def _link(self) -> None:
        way = f"{'../' * (self.path.count('/') + 2)}blobs/{self.etag}"
        with suppress(OSError, NotImplementedError):
            os.symlink(way, self.final)
            return
        self.final.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.final.with_name(f".{secrets.token_hex(16)}.link")  # replaces what stands there
        try:
            os.symlink(way, temporary)
        except (OSError, NotImplementedError):  # Windows without the right to, or a file system without links
            shutil.copyfile(self.blob, temporary)
        os.replace(temporary, self.final)

    def point(self) -> None:
        """Let the branch point to the snapshot."""
        if not self.revision or self.revision == self.commit:
            return
        pointer = self.folder.joinpath("refs", *self.revision.split("/"))
        try:
            if pointer.read_text(encoding="utf-8") == self.commit:
                return
        except OSError:
            pointer.parent.mkdir(parents=True, exist_ok=True)
        temporary = pointer.with_name(f"{pointer.name}.{secrets.token_hex(4)}.tmp")
        temporary.write_text(self.commit, encoding="utf-8")
        os.replace(temporary, pointer)

    @contextmanager
    def _locked(self, check: Check) -> Iterator[None]:
        with library_lock(self.library_lock, check):
            yield


@dataclass(frozen=True)
class FolderPlace:
    """A file in a folder of the user's."""

    target: Path
    commit: str
    path: str
    etag: str
    size: int
    replace: bool = False  # the person agreed that a different file of this name goes
    known: bool = False  # the plan has just found the right content here

    @cached_property
    def final(self) -> Path:
        """The file itself."""
        return self.target.joinpath(*self.path.split("/"))

    @cached_property
    def part(self) -> Path:
        """Beside the file, with a part of the digest, so that another version never goes on with it."""
        final = self.final
        name = f"{final.name}.{self.etag[:8]}.part"
        if len(os.fsencode(name)) > MAX_NAME_BYTES:
            name = f".{sha1(final.name.encode(), usedforsecurity=False).hexdigest()}.{self.etag[:8]}.part"
        return final.with_name(name)

    def is_present(self, check: Check) -> bool:
        """Whether the right content is there; reads it whole if the size is right and nobody has vouched for it."""
        if _size(self.final) != self.size:
            return False
        return self._is_vouched_for() or file_matches(self.final, self.etag, self.size, check=check)

    def finished(self, check: Check) -> bool:
        """Whether the right content is there; if so, the library is told."""
        known = self.known and _size(self.final) == self.size
        if not known and not self.is_present(check):
            return False
        self._tell_library(check)
        return True

    def prepare(self) -> None:
        """Make the folders; a different file that nobody agreed to replace stays."""
        final = check_inside(self.target, self.path)
        if final.is_dir() or (not self.replace and os.path.lexists(final)):
            raise self._taken()
        check_there(self.target)
        final.parent.mkdir(parents=True, exist_ok=True)
        check_room(final.parent, self.size - kept_bytes(self.part, self.etag, self.size), self.path)

    def publish(self, check: Check) -> None:
        """Move the part into place; what stood there is kept until this very moment."""
        check_inside(self.target, self.path)
        self._move()
        sync_folder(self.final.parent)
        self._tell_library(check)

    def settle(self, check: Check) -> None:
        """As `publish`, but it is the caller who has looked at the way and forces the folders to the disk."""
        self._move()
        self._tell_library(check)

    def _move(self) -> None:
        if self.replace:
            if self.final.is_dir():
                raise self._taken()
            os.replace(self.part, self.final)
        else:
            self._move_to_free_place()

    @cached_property
    def library_lock(self) -> Path:
        """What the library locks while it downloads this file."""
        return self.note.with_suffix(".lock")

    def orphans(self) -> list[Path]:
        """What the library began of this content and never finished."""
        name = urlsafe_b64encode(sha1(self.note.name.encode(), usedforsecurity=False).digest()).decode()
        return [
            *self.note.parent.glob(f"{name}.{self.etag}.incomplete"),
            *self.note.parent.glob(f"{name}.{self.etag}.*.incomplete"),
        ]

    @property
    def _root(self) -> Path:
        return self.target / ".cache" / "huggingface"

    @property
    def note(self) -> Path:
        """What the library knows of the file."""
        return self._root.joinpath("download", *self.path.split("/")).with_name(f"{self.final.name}.metadata")

    def _is_vouched_for(self) -> bool:
        """Whether the library's note names this content, and the file is as old as the note: the library's own rule."""
        try:
            _, etag, stamp = self.note.read_text(encoding="utf-8").split()
            return etag == self.etag and self.final.stat().st_mtime - 1 <= float(stamp)
        except (OSError, ValueError):
            return False

    def _move_to_free_place(self) -> None:
        try:
            move_to_free_place(self.part, self.final)
        except FileExistsError as error:
            raise self._taken() from error

    def _taken(self) -> DiskError:
        what = "a folder" if self.final.is_dir() else "another file"
        return DiskError(ErrorKind.TARGET_EXISTS, f"{what} stands there", subject=self.path)

    def _tell_library(self, check: Check) -> None:
        """Write what `hf` writes, so that it knows the file as current. Without it the file is as good."""
        root, note = self._root, self.note
        with suppress(OSError):
            ignore = root / ".gitignore"
            if not ignore.exists():
                tag_cache(root)
                ignore.write_text("*", encoding="utf-8")
            with library_lock(self.library_lock, check):
                note.write_text(f"{self.commit}\n{self.etag}\n{time.time()}\n", encoding="utf-8")


def _size(path: Path) -> int:
    """The size of a plain file behind a path, or -1."""
    try:
        return path.stat().st_size if path.is_file() else -1
    except OSError:
        return -1
