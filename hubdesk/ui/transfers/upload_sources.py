"""What was dropped, pasted or picked, as sources of an upload. Nothing of it is looked at here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from hubdesk.transfers.uploads.naming import joined, tidy

if TYPE_CHECKING:
    from hubdesk.transfers.uploads.model import UploadSource


def local_paths(mime: QMimeData) -> tuple[Path, ...]:
    """The files and folders of a drag or of the clipboard; what stands elsewhere than on this computer is left out."""
    found = (url.toLocalFile() for url in mime.urls() if url.isLocalFile())
    return tuple(dict.fromkeys(Path(path) for path in found if path))


def has_files(mime: QMimeData) -> bool:
    """Whether there is a file of this computer among it."""
    return mime.hasUrls() and any(url.isLocalFile() for url in mime.urls())


def sources_of(paths: Iterable[Path]) -> tuple[UploadSource, ...]:
    """One source for each path, under its own name; two of one name keep the first."""
    from hubdesk.transfers.uploads.model import UploadSource  # with the first drop

    return tuple(UploadSource(path.name, local=path) for path in paths if path.name)


def merged(before: Sequence[UploadSource], more: Iterable[UploadSource]) -> tuple[UploadSource, ...]:
    """Both together, each once."""
    return tuple(dict.fromkeys((*before, *more)))


def placed(sources: Sequence[UploadSource], folder: str, *, bare: bool = False) -> tuple[UploadSource, ...]:
    """The sources below a folder of the repository; `bare` puts a folder's content there without its name."""
    top = tidy(folder)
    if bare:
        return tuple(replace(source, path_in_repo=f"{top}/" if top else "") for source in sources)
    return tuple(replace(source, path_in_repo=joined(top, tidy(source.path_in_repo))) for source in sources)


def titled(sources: Sequence[UploadSource]) -> str:
    """The one name that stands for them, or nothing where there are several."""
    return tidy(sources[0].path_in_repo) if len(sources) == 1 else ""
