"""The transfers as a tree: one row for each job, unfolding to its files."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from hubdesk.transfers.model import Change, Transfer, TransferEvent, TransferFile
from hubdesk.ui.transfers.row_data import FILE_ROLE, TRANSFER_ROLE, Group, file_data, group_of, job_data

_DISPLAY = Qt.ItemDataRole.DisplayRole
_ROLES = frozenset(
    {TRANSFER_ROLE, FILE_ROLE, _DISPLAY, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}
)
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_FILE_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_UPDATE_MS = 250  # four times a second, so that figures can be read
_NO_PARENT = 0  # the internal id of a job's row; that of a file's row is its job's id + 1

Index = QModelIndex | QPersistentModelIndex

__all__ = ["FILE_ROLE", "TRANSFER_ROLE", "Group", "Index", "TransferModel", "group_of", "place_of"]


def place_of(transfer: Transfer) -> tuple[float, int]:
    """What the rows are in order of."""
    return transfer.position, transfer.transfer_id


class TransferModel(QAbstractItemModel):
    """Follows the queue's events; figures change at most four times a second, states at once."""

    counts_changed = Signal()
    files_wanted = Signal(int)  # a job was unfolded whose files are not known, or may have changed

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: dict[int, Transfer] = {}
        self._shown: list[int] = []
        self._files: dict[int, Sequence[TransferFile]] = {}
        self._asked: set[int] = set()
        self._group = Group.ALL
        self._late: dict[int, Transfer] = {}
        self._update = QTimer(self)
        self._update.setSingleShot(True)
        self._update.setInterval(_UPDATE_MS)
        self._update.timeout.connect(self._on_update)

    # what it follows

    def reset(self, transfers: Iterable[Transfer]) -> None:
        """Begin with these, in this order."""
        self.beginResetModel()
        self._late.clear()
        self._all = {transfer.transfer_id: transfer for transfer in sorted(transfers, key=place_of)}
        self._files.clear()
        self._asked.clear()
        self._shown = [transfer_id for transfer_id in self._all if self._is_wanted(transfer_id)]
        self.endResetModel()
        self.counts_changed.emit()

    def apply(self, event: TransferEvent) -> None:
        """Take up what happened to one."""
        transfer = event.transfer
        known = self._all.get(transfer.transfer_id)
        if event.change is Change.REMOVED:
            self._remove(transfer.transfer_id)
        elif event.change is Change.MOVED and known is not None:
            self._move(transfer)
        elif known is None or known.state is not transfer.state:
            self._late.pop(transfer.transfer_id, None)
            self._put(transfer)
            self.counts_changed.emit()
        else:
            self._late[transfer.transfer_id] = transfer
            if not self._update.isActive():
                self._update.start()

    def set_files(self, transfer_id: int, files: Sequence[TransferFile]) -> None:
        """The files of a job that was unfolded."""
        if transfer_id not in self._all:
            return
        parent = self._job_index(transfer_id)
        before = self._files.get(transfer_id, ())
        if len(before) == len(files):
            self._files[transfer_id] = files
            if parent.isValid() and files:
                self.dataChanged.emit(self.index(0, 0, parent), self.index(len(files) - 1, 0, parent))
            return
        if before and parent.isValid():
            self.beginRemoveRows(parent, 0, len(before) - 1)
            self._files[transfer_id] = ()
            self.endRemoveRows()
        if files and parent.isValid():
            self.beginInsertRows(parent, 0, len(files) - 1)
            self._files[transfer_id] = files
            self.endInsertRows()

    def set_group(self, group: Group) -> None:
        """Show only these."""
        if group is self._group:
            return
        self.beginResetModel()
        self._group = group
        wanted = [one for one in self._all.values() if self._is_wanted(one.transfer_id)]
        self._shown = [one.transfer_id for one in sorted(wanted, key=place_of)]
        self.endResetModel()

    def retranslate(self) -> None:
        """All texts changed."""
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 0))

    # what it knows

    @property
    def group(self) -> Group:
        """What is shown."""
        return self._group

    def transfers(self) -> list[Transfer]:
        """Every transfer, shown or not, as new as it is known."""
        return [self._late.get(transfer_id, transfer) for transfer_id, transfer in self._all.items()]

    def __len__(self) -> int:
        """How many transfers there are, shown or not."""
        return len(self._all)

    def counts(self) -> dict[Group, int]:
        """How many there are for each chip."""
        counts = dict.fromkeys(Group, 0)
        counts[Group.ALL] = len(self._all)
        for transfer in self._all.values():
            counts[group_of(transfer.state)] += 1
        return counts

    def transfer_at(self, index: Index) -> Transfer | None:
        """The job of a row, or of the file in a row."""
        if not index.isValid():
            return None
        transfer_id = self._shown[index.row()] if index.internalId() == _NO_PARENT else index.internalId() - 1
        return self._all.get(transfer_id)

    def index_of(self, transfer_id: int) -> QModelIndex:
        """The row of a job; invalid where it is not shown."""
        return self._job_index(transfer_id)

    # Qt asks

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's own default
        """Qt asks."""
        if not parent.isValid():  # asked of every row, again and again
            known = column == 0 and 0 <= row < len(self._shown)
            return self.createIndex(row, column, _NO_PARENT) if known else QModelIndex()
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self._shown[parent.row()] + 1)

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008 - QObject.parent too
        """Qt asks."""
        if not index.isValid() or index.internalId() == _NO_PARENT:
            return QModelIndex()
        return self._job_index(index.internalId() - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt asks."""
        if not parent.isValid():
            return len(self._shown)
        if parent.internalId() != _NO_PARENT:
            return 0
        return len(self._files.get(self._shown[parent.row()], ()))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt asks."""
        return 1

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008 - Qt's own default
        """Qt asks; files are counted before they are known."""
        if not parent.isValid():
            return bool(self._shown)
        return parent.internalId() == _NO_PARENT and self._all[self._shown[parent.row()]].file_count > 0

    def canFetchMore(self, parent: Index) -> bool:
        """Qt asks."""
        return (
            parent.isValid()
            and parent.internalId() == _NO_PARENT
            and self._shown[parent.row()] not in self._asked
            and self.hasChildren(parent)
        )

    def fetchMore(self, parent: Index) -> None:
        """Qt asks; the files come later."""
        if self.canFetchMore(parent):
            self._asked.add(self._shown[parent.row()])
            self.files_wanted.emit(self._shown[parent.row()])

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt asks."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _FLAGS if index.internalId() == _NO_PARENT else _FILE_FLAGS

    def data(self, index: Index, role: int = _DISPLAY) -> Any:  # noqa: ANN401 - Qt's signature
        """Qt asks."""
        if role not in _ROLES or not index.isValid():
            return None
        if index.internalId() == _NO_PARENT:
            return job_data(self._all[self._shown[index.row()]], role)
        return file_data(self._files[index.internalId() - 1][index.row()], role)

    # inside

    def _is_wanted(self, transfer_id: int) -> bool:
        return self._group is Group.ALL or group_of(self._all[transfer_id].state) is self._group

    def _job_index(self, transfer_id: int) -> QModelIndex:
        transfer = self._all.get(transfer_id)
        if transfer is None:
            return QModelIndex()
        row = bisect_left(self._shown, place_of(transfer), key=self._place)
        if row < len(self._shown) and self._shown[row] == transfer_id:
            return self.createIndex(row, 0, _NO_PARENT)
        return QModelIndex()

    def _place(self, transfer_id: int) -> tuple[float, int]:
        return place_of(self._all[transfer_id])

    def _move(self, transfer: Transfer) -> None:
        """Put a row in its new place."""
        index = self._job_index(transfer.transfer_id)
        if not index.isValid():
            self._all[transfer.transfer_id] = transfer
            return
        before = index.row()
        others = self._shown[:before] + self._shown[before + 1 :]
        after = bisect_left(others, place_of(transfer), key=self._place)
        if after == before:
            self._all[transfer.transfer_id] = transfer
            return
        root = QModelIndex()
        self.beginMoveRows(root, before, before, root, after if after < before else after + 1)
        self._all[transfer.transfer_id] = transfer
        others.insert(after, transfer.transfer_id)
        self._shown = others
        self.endMoveRows()

    def _put(self, transfer: Transfer) -> None:
        transfer_id = transfer.transfer_id
        known = self._all.get(transfer_id)
        if known is not None and known.position != transfer.position:
            self._move(transfer)
        self._all[transfer_id] = transfer
        index = self._job_index(transfer_id)
        if self._is_wanted(transfer_id) and not index.isValid():
            row = bisect_left(self._shown, place_of(transfer), key=self._place)
            self.beginInsertRows(QModelIndex(), row, row)
            self._shown.insert(row, transfer_id)
            self.endInsertRows()
        elif index.isValid() and not self._is_wanted(transfer_id):
            self._hide(index.row())
        elif index.isValid():
            self.dataChanged.emit(index, index)
        if transfer_id in self._files:
            self.files_wanted.emit(transfer_id)

    def _remove(self, transfer_id: int) -> None:
        if transfer_id not in self._all:
            return
        self._late.pop(transfer_id, None)
        index = self._job_index(transfer_id)
        if index.isValid():
            self._hide(index.row())
        del self._all[transfer_id]
        self.counts_changed.emit()

    def _hide(self, row: int) -> None:
        transfer_id = self._shown[row]
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._shown[row]
        self._files.pop(transfer_id, None)
        self._asked.discard(transfer_id)
        self.endRemoveRows()

    def _on_update(self) -> None:
        late, self._late = self._late, {}
        for transfer in late.values():
            if transfer.transfer_id in self._all:
                self._put(transfer)
        self.counts_changed.emit()
