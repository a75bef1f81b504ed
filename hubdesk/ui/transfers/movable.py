"""The transfers as rows that can be put into another order, by dragging them too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QMimeData, QModelIndex, QObject, Qt, QTimer, Signal

from hubdesk.transfers.model import Change, Transfer, TransferEvent
from hubdesk.ui.transfers.model import TRANSFER_ROLE, Group, Index, TransferModel, group_of, place_of

MIME = "application/x-hubdesk-transfers"
_MANY = 200
_ARRIVAL_MS = 250
_JOB_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled


class MovableTransferModel(TransferModel):
    """`move_requested` says which transfers are to go before which other one; None is the end."""

    move_requested = Signal(object, object)  # list[int], int | None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived: dict[int, Transfer] = {}
        self._arrival = QTimer(self)
        self._arrival.setSingleShot(True)
        self._arrival.setInterval(_ARRIVAL_MS)
        self._arrival.timeout.connect(self._take_in)

    def apply(self, event: TransferEvent) -> None:
        """Take up what happened to one; where there are many, new ones are taken in together."""
        transfer_id = event.transfer.transfer_id
        if transfer_id in self._arrived:
            if event.change is Change.REMOVED:
                del self._arrived[transfer_id]
            else:
                self._arrived[transfer_id] = event.transfer
        elif event.change is Change.ADDED and len(self) >= _MANY:
            self._arrived[transfer_id] = event.transfer
            if not self._arrival.isActive():
                self._arrival.start()
        else:
            super().apply(event)

    def _take_in(self) -> None:
        arrived, self._arrived = sorted(self._arrived.values(), key=place_of), {}
        wanted = [one.transfer_id for one in arrived if self._group in (Group.ALL, group_of(one.state))]
        if not arrived or (self._shown and place_of(arrived[0]) < self._place(self._shown[-1])):
            for transfer in arrived:
                self._put(transfer)
        elif wanted:
            self.beginInsertRows(QModelIndex(), len(self._shown), len(self._shown) + len(wanted) - 1)
            self._all.update((one.transfer_id, one) for one in arrived)
            self._shown += wanted
            self.endInsertRows()
        else:
            self._all.update((one.transfer_id, one) for one in arrived)
        self.counts_changed.emit()

    def supportedDropActions(self) -> Qt.DropAction:
        """Qt asks."""
        return Qt.DropAction.MoveAction

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt asks: jobs are dragged, and dropped between jobs."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) if index.internalId() else _JOB_FLAGS  # asked of every row, again and again

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
