"""What a row of the transfers says in each of Qt's roles."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt

from hubdesk.transfers.model import RUNNING, State, Transfer, TransferFile
from hubdesk.ui.transfers.texts import about_text, spoken_file_text, spoken_text

TRANSFER_ROLE = Qt.ItemDataRole.UserRole + 1
FILE_ROLE = Qt.ItemDataRole.UserRole + 2
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_TOOL_TIP = Qt.ItemDataRole.ToolTipRole


class Group(StrEnum):
    """The states of the filter chips."""

    ALL = "all"
    ACTIVE = "active"
    WAITING = "waiting"
    FAILED = "failed"
    DONE = "done"


def group_of(state: State) -> Group:
    """The chip that counts this state."""
    if state in RUNNING:
        return Group.ACTIVE
    if state is State.FAILED:
        return Group.FAILED
    return Group.DONE if state in (State.DONE, State.CANCELLED) else Group.WAITING


def job_data(transfer: Transfer, role: int) -> object:
    """Of a job."""
    if role == TRANSFER_ROLE:
        return transfer
    if role == _DISPLAY:
        return transfer.ref.repo_id
    if role == _ACCESSIBLE:
        return spoken_text(transfer)
    return about_text(transfer) if role == _TOOL_TIP else None


def file_data(file: TransferFile, role: int) -> object:
    """Of a file."""
    if role == FILE_ROLE:
        return file
    if role in (_DISPLAY, _TOOL_TIP):
        return file.path
    return spoken_file_text(file) if role == _ACCESSIBLE else None
