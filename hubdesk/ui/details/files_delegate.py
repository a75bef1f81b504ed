"""Paints the cells of the file tree: box, icon and name by the style, the rest by its own hand."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hubdesk.core.types import RepoFile
from hubdesk.ui.details.files_columns import FILE_ROLE, Column, icon_name, store_mark
from hubdesk.ui.details.files_model import FAILED_ROLE
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.painting import PILL_HEIGHT, paint_pill, pill_font, pill_width

ROW_HEIGHT = 32
_ICON = QSize(16, 16)
_PAD = 8
_SELECTED = QStyle.StateFlag.State_Selected
_STATES_OF_ROW = _SELECTED | QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus
_HAS_ICON = QStyleOptionViewItem.ViewItemFeature.HasDecoration
_MIDDLE = Qt.TextElideMode.ElideMiddle
_RIGHT = Qt.TextElideMode.ElideRight
_TEXT_ROLES = (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText)

Index = QModelIndex | QPersistentModelIndex


class FilesDelegate(QStyledItemDelegate):
    """The ground of the row is the view's; here only what stands on it."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt asks."""
        return QSize(0, ROW_HEIGHT)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Add the icon and the colour of the text."""
        super().initStyleOption(option, index)
        file = index.data(FILE_ROLE)
        is_name = index.column() == Column.NAME
        selected = bool(option.state & _SELECTED)
        token = "text" if is_name and isinstance(file, RepoFile) else "muted_on_fill" if selected else "muted"
        if index.data(FAILED_ROLE) is True:
            token = "warn_text"
        for role in _TEXT_ROLES:
            option.palette.setColor(role, self._theme.color(token))
        option.textElideMode = _MIDDLE if is_name else _RIGHT
        option.font = self._theme.font("body" if is_name else "secondary")
        if is_name and isinstance(file, RepoFile):
            option.features |= _HAS_ICON
            option.icon = self._theme.icon(icon_name(file), "accent" if file.is_folder else "muted", _ICON.width())
            option.decorationSize = _ICON

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt asks."""
        if index.column() == Column.STORE:
            self._paint_mark(painter, option, index)
            return
        bare = QStyleOptionViewItem(option)
        bare.state &= ~_STATES_OF_ROW
        super().paint(painter, bare, index)

    def _paint_mark(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        file = index.data(FILE_ROLE)
        mark = store_mark(file) if isinstance(file, RepoFile) else ""
        if mark:
            font = pill_font(self._theme)
            rect = QRect(option.rect.left() + _PAD, 0, pill_width(mark, font), PILL_HEIGHT)
            rect.moveTop(option.rect.top() + (option.rect.height() - PILL_HEIGHT) // 2)
            paint_pill(painter, rect, mark, "muted", self._theme, font=font)
