"""The commands of the details view: the palette lists them, the visible view carries them out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from hubdesk.ui.commands import Commands
from hubdesk.ui.details.upload_button import UploadButton

Slot = Callable[[], None]


def add_commands(
    commands: Commands,
    *,
    download: Slot,
    show_code: Slot,
    choose_revision: Slot,
    copy_id: Slot,
    copy_link: Slot,
    open_page: Slot,
    reload: Slot,
) -> None:
    """Offer what a details view can do. The slots are its bound methods, which are held weakly."""
    commands.add("details.download", _download_text, download, shortcut="Ctrl+D", icon="download")
    commands.add("details.code", _code_text, show_code, icon="code-xml")
    commands.add("details.revision", _revision_text, choose_revision, icon="git-branch")
    commands.add("details.copyId", _copy_id_text, copy_id, shortcut="Ctrl+Shift+C", icon="copy")
    commands.add("details.copyLink", _copy_link_text, copy_link, icon="link")
    commands.add("details.page", _page_text, open_page, icon="external-link")
    commands.add("details.reload", _reload_text, reload, shortcut="F5", icon="rotate-cw")


def add_upload_commands(commands: Commands, button: UploadButton) -> None:
    """Offer what the upload button can do."""
    commands.add("upload.files", _upload_files_text, button.choose_files, shortcut="Ctrl+U", icon="upload")
    commands.add("upload.folder", _upload_folder_text, button.choose_folder, shortcut="Ctrl+Shift+U", icon="folder-up")
    commands.add("upload.text", _upload_text_text, button.write_text, icon="file-plus")
    commands.add("upload.paste", _upload_paste_text, button.paste, shortcut="Ctrl+V", icon="clipboard-paste")


def _upload_files_text() -> str:
    return QCoreApplication.translate("DetailsCommands", "Upload files to this repository…")


def _upload_folder_text() -> str:
    return QCoreApplication.translate("DetailsCommands", "Upload a folder to this repository…")


def _upload_text_text() -> str:
    return QCoreApplication.translate("DetailsCommands", "Upload a text as a new file…")


def _upload_paste_text() -> str:
    return QCoreApplication.translate("DetailsCommands", "Upload what is on the clipboard…")


def _download_text() -> str:
    return QCoreApplication.translate("DetailsCommands", "Download this repository…")


def _code_text() -> str:
    return QCoreApplication.translate("DetailsCommands", "Use this repository: show code")


def _revision_text() -> str:
    return QCoreApplication.translate("DetailsCommands", "Show another revision…")


def _copy_id_text() -> str:
    return QCoreApplication.translate("DetailsCommands", "Copy the repository's id")


def _copy_link_text() -> str:
    return QCoreApplication.translate("DetailsCommands", "Copy the repository's link")


def _page_text() -> str:
    return QCoreApplication.translate("DetailsCommands", "Open the repository on the Hub")


def _reload_text() -> str:
    return QCoreApplication.translate("DetailsCommands", "Load the repository again")
