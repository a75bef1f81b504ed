"""The transfers as rows that can be put into another order, by dragging them too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QMimeData, QModelIndex, Qt, Signal

from hubdesk.ui.transfers.model import TRANSFER_ROLE, Index, TransferModel, place_of

MIME = "application/x-hubdesk-transfers"


class MovableTransferModel(TransferModel):
    """`move_requested` says which transfers are to go before which other one; None is the end."""

    move_requested = Signal(object, object)  # list[int], int | None

    def supportedDropActions(self) -> Qt.DropAction:
        """Qt asks."""
        return Qt.DropAction.MoveAction

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt asks: jobs are dragged, and dropped between jobs."""
        flags = super().flags(index)
        if not index.isValid():
            return flags | Qt.ItemFlag.ItemIsDropEnabled
        return flags if index.parent().isValid() else flags | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Qt asks."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Qt asks: the ids of what is dragged."""
        ids = [index.data(TRANSFER_ROLE).transfer_id for index in indexes if not index.parent().isValid()]
        data = QMimeData()
        data.setData(MIME, QByteArray(",".join(map(str, ids)).encode()))
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Qt asks: only rows of our own, and only between jobs."""
        return data.hasFormat(MIME) and not parent.isValid()

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Have it moved; False, because Qt would else remove the rows that were dragged."""
        if self.canDropMimeData(data, action, row, column, parent):
            ids = [int(part) for part in bytes(data.data(MIME).data()).decode().split(",") if part.isdigit()]
            self.move_requested.emit(ids, self._id_at(row))
        return False

    def step(self, ids: Sequence[int], by: int) -> None:
        """Have these moved one row up or down."""
        rows = sorted(index.row() for one in ids if (index := self.index_of(one)).isValid())
        if not rows or (by < 0 and rows[0] == 0) or (by > 0 and rows[-1] == self.rowCount() - 1):
            return
        self.move_requested.emit(list(ids), self._id_at(rows[0] - 1 if by < 0 else rows[-1] + 2))

    def to_top(self, ids: Sequence[int]) -> None:
        """Have these moved before all others."""
        self.move_requested.emit(list(ids), self._first_of_all())

    def to_bottom(self, ids: Sequence[int]) -> None:
        """Have these moved behind all others."""
        self.move_requested.emit(list(ids), None)

    def _id_at(self, row: int) -> int | None:
        transfer = self.transfer_at(self.index(row, 0, QModelIndex())) if 0 <= row < self.rowCount() else None
        return transfer.transfer_id if transfer is not None else None

    def _first_of_all(self) -> int | None:
        first = min(self.transfers(), key=place_of, default=None)
        return first.transfer_id if first is not None else None
