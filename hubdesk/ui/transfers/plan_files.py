"""The files of a plan: what is wanted, what is here already, what would be replaced."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from hubdesk.transfers.model import PlannedFile, Presence
from hubdesk.ui.format import size_text
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.painting import PILL_HEIGHT, paint_pill, pill_font, pill_width

ROW_HEIGHT = 28
FILE_ROLE = Qt.ItemDataRole.UserRole + 1
_DISPLAY = Qt.ItemDataRole.DisplayRole
_CHECK = Qt.ItemDataRole.CheckStateRole
_ALIGN = Qt.ItemDataRole.TextAlignmentRole
_TOOL_TIP = Qt.ItemDataRole.ToolTipRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_CHECKED = Qt.CheckState.Checked
_UNCHECKED = Qt.CheckState.Unchecked
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_TONES = {Presence.ABSENT: "accent", Presence.PRESENT: "good", Presence.PARTIAL: "info", Presence.DIFFERENT: "warn"}
_ICONS = {
    Presence.ABSENT: "arrow-down",
    Presence.PRESENT: "check",
    Presence.PARTIAL: "circle-dashed",
    Presence.DIFFERENT: "triangle-alert",
}

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns."""

    NAME = 0
    PRESENCE = 1
    SIZE = 2


class PlanFilesModel(QAbstractTableModel):
    """Everything is chosen but files that would replace others: those only once a person checks them."""

    choice_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files: Sequence[PlannedFile] = ()
        self._left_out: set[str] = set()

    def set_files(self, files: Sequence[PlannedFile]) -> None:
        """Another plan; what a person has unchecked stays so."""
        known = {file.path for file in self._files}
        self.beginResetModel()
        fresh = {file.path for file in files if file.presence is Presence.DIFFERENT and file.path not in known}
        self._left_out = (self._left_out & {file.path for file in files}) | fresh
        self._files = files
        self.endResetModel()

    def forget(self) -> None:
        """Another target: what was agreed to for the old one holds no more."""
        self._files = ()
        self._left_out = set()

    def chosen(self) -> tuple[PlannedFile, ...]:
        """The checked files."""
        return tuple(file for file in self._files if file.path not in self._left_out)

    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return not self._left_out

    def set_all(self, checked: bool) -> None:
        """Check or uncheck every file; what would replace another is left alone."""
        different = {file.path for file in self._files if file.presence is Presence.DIFFERENT}
        self._left_out = (self._left_out & different) | (set() if checked else {f.path for f in self._files})
        self._tell(0, len(self._files) - 1)

    def toggle(self, rows: Sequence[int]) -> None:
        """Check these, or uncheck them where all are."""
        paths = {self._files[row].path for row in rows}
        if not paths:
            return
        if paths & self._left_out:
            self._left_out -= paths
        else:
            self._left_out |= paths
        self._tell(min(rows), max(rows))

    def retranslate(self) -> None:
        """Header and words."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        if self._files:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._files) - 1, len(Column) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt asks."""
        return 0 if parent.isValid() else len(self._files)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt asks."""
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt asks."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _FLAGS | Qt.ItemFlag.ItemIsUserCheckable if index.column() == Column.NAME else _FLAGS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:  # noqa: ANN401 - Qt's
        """Qt asks."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return (self.tr("File"), self.tr("On this computer"), self.tr("Size"))[section]
        if role == _ALIGN and section == Column.SIZE:
            return _RIGHT
        return None

    def data(self, index: Index, role: int = _DISPLAY) -> Any:  # noqa: ANN401 - Qt's signature
        """Qt asks."""
        if not index.isValid():
            return None
        file = self._files[index.row()]
        if role == FILE_ROLE:
            return file
        if role == _DISPLAY:
            return (file.path, self._presence_text(file), size_text(file.size))[index.column()]
        if role == _CHECK and index.column() == Column.NAME:
            return _UNCHECKED if file.path in self._left_out else _CHECKED
        if role == _ALIGN and index.column() == Column.SIZE:
            return _RIGHT
        if role == _TOOL_TIP:
            return file.path
        if role == _ACCESSIBLE and index.column() == Column.NAME:
            return ", ".join([file.path, self._presence_text(file), size_text(file.size)])
        return None

    def setData(self, index: Index, value: Any, role: int = _CHECK) -> bool:  # noqa: ANN401 - Qt's signature
        """A box was clicked."""
        if role != _CHECK or index.column() != Column.NAME:
            return False
        self.toggle([index.row()])
        return True

    def _presence_text(self, file: PlannedFile) -> str:
        """What stands at the file's place, in words."""
        return {
            Presence.ABSENT: self.tr("to download"),
            Presence.PRESENT: self.tr("already here"),
            Presence.PARTIAL: self.tr("{size} here").format(size=size_text(file.have_bytes)),
            Presence.DIFFERENT: self.tr("another file"),
        }[file.presence]

    def _tell(self, first: int, last: int) -> None:
        if self._files:
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))
        self.choice_changed.emit()


class PlanFilesDelegate(QStyledItemDelegate):
    """Pills for what is here; the rest is the style's."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Names elide in their middle: the end tells shards apart."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle
        if index.column() == Column.PRESENCE:
            option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt asks."""
        super().paint(painter, option, index)
        file = index.data(FILE_ROLE)
        if index.column() != Column.PRESENCE or not isinstance(file, PlannedFile):
            return
        font = pill_font(self._theme)
        text = str(index.data(_DISPLAY))
        width = min(pill_width(text, font, icon=True), option.rect.width() - 8)
        top = option.rect.y() + (option.rect.height() - PILL_HEIGHT) // 2
        area = QRect(option.rect.x() + 4, top, width, PILL_HEIGHT)
        paint_pill(painter, area, text, _TONES[file.presence], self._theme, icon=_ICONS[file.presence], font=font)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt asks."""
        return QSize(0, ROW_HEIGHT)


class PlanFilesView(QTableView):
    """Space checks the selected rows."""

    def __init__(self, theme: Theme, model: PlanFilesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = model
        self.setObjectName("planFiles")
        self.setModel(model)
        self.setItemDelegate(PlanFilesDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in ((Column.PRESENCE, 150), (Column.SIZE, 90)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space checks."""
        if event.key() == Qt.Key.Key_Space:
            self._plan.toggle(sorted({index.row() for index in self.selectionModel().selectedRows()}))
        else:
            super().keyPressEvent(event)
