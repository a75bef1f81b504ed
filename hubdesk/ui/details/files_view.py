"""The tree of files: rows with one ground across all columns, ticked by Space, opened by Enter."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QStyle, QStyleOptionViewItem, QTreeView, QWidget

from hubdesk.core.types import RepoFile
from hubdesk.ui.details.files_columns import FILE_ROLE, Column
from hubdesk.ui.details.files_delegate import FilesDelegate
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.painting import paint_icon, paint_row

_WIDTHS = {Column.SIZE: 84, Column.STORE: 64, Column.COMMIT: 220, Column.UPDATED: 124}
_ROOM_FOR_UPDATED = 520
_ROOM_FOR_COMMIT = 720
_HOVERED = QStyle.StateFlag.State_MouseOver
_NAME_COLUMN = 0
_ARROW = 14

Index = QModelIndex | QPersistentModelIndex


class FilesView(QTreeView):
    """Columns that do not fit are left out, the name never."""

    toggle_requested = Signal(list)  # the files of the selected rows
    row_activated = Signal(QModelIndex)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filesView")
        self._theme = theme
        self._has_commits = False
        self.setItemDelegate(FilesDelegate(theme, self))
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(True)
        self.setMouseTracking(True)
        self.setIndentation(20)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        # the ground of a row is painted once below all its cells, not by the style left of them
        self.setStyleSheet(
            "QTreeView { selection-background-color: transparent; }"
            " QTreeView::item:selected, QTreeView::item:hover { background: transparent; }"
        )
        self.doubleClicked.connect(self.row_activated)
        theme.changed.connect(self.viewport().update)

    def show_model(self, model: QAbstractItemModel, *, as_tree: bool) -> None:
        """Show the tree, or the flat list that the filter made."""
        if self.model() is model:
            return
        before = self.selectionModel()
        self.setModel(model)
        if before is not None:
            before.deleteLater()
        self.setRootIsDecorated(as_tree)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(48)
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        self._fit_columns()

    def set_has_commits(self, known: bool) -> None:
        """Whether the Hub told each file's last commit: without, its columns stay away."""
        self._has_commits = known
        self._fit_columns()

    def selected_files(self) -> list[RepoFile]:
        """The files and folders of the selected rows."""
        rows = self.selectionModel().selectedRows(_NAME_COLUMN) if self.selectionModel() is not None else []
        found = [index.data(FILE_ROLE) for index in rows]
        return [file for file in found if isinstance(file, RepoFile)]

    def folder_at(self, at: QPoint) -> tuple[str, QRect] | None:
        """The folder whose row, or whose file's row, is at a point of the screen; the top where there is none."""
        port = self.viewport()
        point = port.mapFromGlobal(at)
        if not port.rect().contains(point):
            return None
        index = self.indexAt(point).siblingAtColumn(_NAME_COLUMN)
        file = index.data(FILE_ROLE) if index.isValid() else None
        folder = ""
        if isinstance(file, RepoFile):
            folder = file.path if file.is_folder else file.path.rpartition("/")[0]
            index = index if file.is_folder else index.parent()
        area = port.rect()
        if folder and index.isValid():
            row = self.visualRect(index)
            area = area.intersected(QRect(0, row.y(), port.width(), row.height()))
        area = port.rect() if area.isEmpty() else area
        return folder, QRect(port.mapToGlobal(area.topLeft()), area.size())

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One ground below all cells."""
        selected = self.selectionModel().isSelected(index)
        hovered = bool(option.state & _HOVERED)
        focused = (
            self.hasFocus()
            and index.row() == self.currentIndex().row()
            and index.parent() == self.currentIndex().parent()
        )
        paint_row(
            painter,
            option.rect.adjusted(0, 1, 0, -1),
            self._theme,
            selected=selected,
            hovered=hovered,
            focused=focused and not selected,
        )
        super().drawRow(painter, option, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """An arrow where there is something to open; the style would paint a ground of its own."""
        if self.model().hasChildren(index):
            name = "chevron-down" if self.isExpanded(index) else "chevron-right"
            left = rect.right() + 1 - (self.indentation() + _ARROW) / 2
            at = QPointF(left, rect.top() + (rect.height() - _ARROW) / 2)
            paint_icon(painter, at, name, "muted", self._theme, _ARROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks what is selected, Enter opens the current row."""
        if event.key() == Qt.Key.Key_Space and self.selected_files():
            self.toggle_requested.emit(self.selected_files())
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            index = self.currentIndex().siblingAtColumn(_NAME_COLUMN)
            if self.model().hasChildren(index):
                self.setExpanded(index, not self.isExpanded(index))
            else:
                self.row_activated.emit(index)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what does not fit."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        if self.model() is None:
            return
        room = self.viewport().width()
        self.setColumnHidden(Column.UPDATED, not self._has_commits or room < _ROOM_FOR_UPDATED)
        self.setColumnHidden(Column.COMMIT, not self._has_commits or room < _ROOM_FOR_COMMIT)
