"""The ways to begin an upload: chosen, pasted, written or dropped; all end in the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import shiboken6
from PySide6.QtCore import QBuffer, QIODevice, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from hubdesk.core.types import RepoRef
from hubdesk.ui.context import UiContext
from hubdesk.ui.transfers.upload_access import Access, access_to, refusal_text
from hubdesk.ui.transfers.upload_dialog import UploadDialog, open_upload_dialog
from hubdesk.ui.transfers.upload_sources import local_paths, sources_of
from hubdesk.ui.transfers.upload_text import NewFileDialog

if TYPE_CHECKING:
    from hubdesk.transfers.uploads.model import UploadSource

_MOST_TEXT = 5_000_000  # characters; more is no snippet any more

Target = Callable[[], tuple[RepoRef, str, str] | None]


class UploadWays(QObject):
    """For one repository at a time: `target` says which, at what revision, and which folder is meant."""

    def __init__(self, ctx: UiContext, owner: QWidget, target: Target) -> None:
        super().__init__(owner)
        self._ctx = ctx
        self._target = target
        self._open: UploadDialog | None = None
        self._picked: tuple[Path, ...] = ()

    def choose_files(self) -> None:
        """Pick files."""
        self._pick(self.tr("Choose files to upload"), QFileDialog.FileMode.ExistingFiles)

    def choose_folder(self) -> None:
        """Pick a folder."""
        self._pick(self.tr("Choose a folder to upload"), QFileDialog.FileMode.Directory)

    def write_text(self) -> None:
        """Write a new file."""
        if self._may():
            self._name("notes.md", text="")

    def paste(self) -> None:
        """Files, a picture or a text of the clipboard."""
        mime = QGuiApplication.clipboard().mimeData()
        if mime is None or not self._may():
            return
        paths = local_paths(mime)
        if paths:
            self.take(sources_of(paths))
        elif mime.hasImage():
            image = QGuiApplication.clipboard().image()
            self._ctx.tasks.latest("upload-picture", self._encode(image))
        elif mime.hasText() and mime.text().strip():
            self._name("notes.md", text=mime.text()[:_MOST_TEXT])
        else:
            self._ctx.notices.info(self.tr("There are no files, no picture and no text on the clipboard to upload."))

    def take_paths(self, paths: Iterable[Path], folder: str | None = None) -> None:
        """Files and folders that were dropped."""
        self.take(sources_of(paths), folder)

    def take(self, sources: Sequence[UploadSource], folder: str | None = None) -> None:
        """Plan these; where a plan is open already, they join it."""
        target = self._target()
        if not sources or target is None or not self._may():
            return
        if self._open is not None and shiboken6.isValid(self._open) and self._open.isVisible():
            self._open.add_sources(sources)
            return
        ref, revision, below = target
        offer = access_to(ref, self._ctx.services.session) is Access.OFFER
        self._open = open_upload_dialog(
            self._ctx,
            ref,
            revision,
            sources,
            below if folder is None else folder,
            parent=self._window(),
            as_pull_request=offer,
        )

    def _window(self) -> QWidget:
        """Asked for each time: kept, the owner would outlive its widget in a circle."""
        return cast("QWidget", self.parent()).window()

    def _may(self) -> bool:
        """Whether it can be uploaded at all; says why not."""
        target = self._target()
        if target is None:
            return False
        refusal = refusal_text(access_to(target[0], self._ctx.services.session))
        if refusal:
            self._ctx.notices.warning(refusal)
        return not refusal

    def _pick(self, title: str, mode: QFileDialog.FileMode) -> None:
        if not self._may():
            return
        dialog = QFileDialog(self._window(), title)
        dialog.setObjectName("uploadPicker")
        dialog.setFileMode(mode)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, mode is QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(self._on_picked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_picked(self, names: list[str]) -> None:
        self._picked = tuple(Path(name) for name in names)
        QTimer.singleShot(0, self, self._plan_picked)  # when the picker has gone

    def _plan_picked(self) -> None:
        picked, self._picked = self._picked, ()
        self.take_paths(picked)

    async def _encode(self, image: QImage) -> None:
        """A large picture takes a moment to write."""
        content = await self._ctx.services.pool.run(lambda: _png(image), lane="upload-picture")
        if content and shiboken6.isValid(self):
            self._name("picture.png", picture=content)

    def _name(self, name: str, *, text: str = "", picture: bytes = b"") -> None:
        dialog = NewFileDialog(self._ctx.theme, name, text=text, picture=picture, parent=self._window())
        dialog.made.connect(self._on_made)
        dialog.open()

    def _on_made(self, source: UploadSource) -> None:
        self.take((source,))


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return bytes(buffer.data().data()) if image.save(buffer, b"PNG") else b""
