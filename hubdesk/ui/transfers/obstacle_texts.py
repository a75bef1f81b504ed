"""What stands in a transfer's way, in words and figures."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.transfers.model import State, Transfer, WaitReason
from hubdesk.transfers.space import read_shortage
from hubdesk.ui.format import size_text
from hubdesk.ui.messages import message_for


def obstacle_text(transfer: Transfer) -> str:
    """One line for a transfer that waits or failed; nothing for the others."""
    if transfer.error is None or transfer.state not in (State.FAILED, State.WAITING):
        return ""
    if transfer.wait_reason is WaitReason.SPACE and (shortage := read_shortage(transfer.error_detail)):
        text = QCoreApplication.translate("Transfers", "{needed} to come, {free} free on that disk")
        return text.format(needed=size_text(shortage.needed), free=size_text(shortage.free))
    if transfer.state is State.FAILED and transfer.error is ErrorKind.GATED:
        return QCoreApplication.translate("Transfers", "The owner has refused access")
    return message_for(HubDeskError(transfer.error, transfer.error_detail)).title
