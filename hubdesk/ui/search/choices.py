"""A long list to choose from: groups, a second name, a code, and a search over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hubdesk.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

DISPLAY_ROLE = Qt.ItemDataRole.DisplayRole
CHECK_ROLE = Qt.ItemDataRole.CheckStateRole
ACCESSIBLE_ROLE = Qt.ItemDataRole.AccessibleTextRole
CHOICE_ROLE = Qt.ItemDataRole.UserRole + 1
_CHECKED = Qt.CheckState.Checked
_UNCHECKED = Qt.CheckState.Unchecked
_CHOICE_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_HEADING_FLAGS = Qt.ItemFlag.ItemNeverHasChildren
_NO_PARENT = QModelIndex()
_HOVERED = QStyle.StateFlag.State_MouseOver
_FOCUSED = QStyle.StateFlag.State_HasFocus
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_BOTTOM = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
ROW_PX = 32
_PAD = 10
_CHECK_PX = 16
_ICON_PX = 16


@dataclass(frozen=True, slots=True)
class Choice:
    """One value; `other_name` and `code` are shown beside it and searched, too. No value: the heading of a group."""

    value: str
    name: str
    other_name: str = ""
    code: str = ""
    icon: str = ""
    keywords: str = ""  # searched, not shown

    @property
    def is_heading(self) -> bool:
        """Whether it only names the group below it."""
        return not self.value

    def matches(self, words: Sequence[str]) -> bool:
        """Whether every word is somewhere in its names or its code."""
        text = f"{self.name} {self.other_name} {self.code} {self.value} {self.keywords}".casefold()
        return all(word in text for word in words)


class ChoiceModel(QAbstractTableModel):
    """The choices that match the search, with a check mark on the chosen ones."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Choice, ...] = ()
        self._shown: list[Choice] = []
        self._chosen: frozenset[str] = frozenset()
        self._words: list[str] = []

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Show other choices."""
        self._all = tuple(choices)
        self._show_matching()

    def set_chosen(self, values: Sequence[str]) -> None:
        """Mark these as chosen."""
        self._chosen = frozenset(values)
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 0))

    def search(self, text: str) -> None:
        """Show what matches these words; headings of empty groups go."""
        self._words = text.casefold().split()
        self._show_matching()

    def choice_at(self, index: Index) -> Choice | None:
        """The choice of this row; None for a heading."""
        if not index.isValid() or not 0 <= index.row() < len(self._shown):
            return None
        choice = self._shown[index.row()]
        return None if choice.is_heading else choice

    def row_of(self, value: str) -> int:
        """The row of a value, or -1."""
        return next((row for row, choice in enumerate(self._shown) if value and choice.value == value), -1)

    def first_row(self) -> int:
        """The first row that can be chosen, or -1."""
        return next((row for row, choice in enumerate(self._shown) if not choice.is_heading), -1)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Called by Qt."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Called by Qt."""
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _HEADING_FLAGS if self._shown[index.row()].is_heading else _CHOICE_FLAGS

    def data(self, index: Index, role: int = DISPLAY_ROLE) -> Any:  # noqa: ANN401 - Qt's own signature
        """Called by Qt."""
        if not index.isValid():
            return None
        choice = self._shown[index.row()]
        if role == CHOICE_ROLE:
            return choice
        if role == DISPLAY_ROLE:
            return choice.name
        if role == ACCESSIBLE_ROLE:
            return ", ".join(part for part in (choice.name, choice.other_name, choice.code) if part)
        if role == CHECK_ROLE and not choice.is_heading:
            return _CHECKED if choice.value in self._chosen else _UNCHECKED
        return None

    def _show_matching(self) -> None:
        self.beginResetModel()
        self._shown = []
        heading: Choice | None = None
        for choice in self._all:
            if choice.is_heading:
                heading = choice
            elif choice.matches(self._words):
                if heading is not None:
                    self._shown.append(heading)
                    heading = None
                self._shown.append(choice)
        self.endResetModel()


class ChoiceDelegate(QStyledItemDelegate):
    """Paints a choice in one line: icon, name, other name, code at the right, a tick on the chosen."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.shows_focus = False
        self._set_fonts()
        theme.changed.connect(self._set_fonts)

    def _set_fonts(self) -> None:
        self._font = self._theme.font("body")
        self._strong = self._theme.font("body")
        self._strong.setWeight(QFont.Weight.DemiBold)
        self._small = self._theme.font("secondary")
        self._heading = self._theme.font("caption")
        self._heading.setWeight(QFont.Weight.DemiBold)
        self._small_metrics = QFontMetrics(self._small)

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is equally high."""
        return QSize(option.rect.width(), ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        choice = index.data(CHOICE_ROLE)
        if not isinstance(choice, Choice):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if choice.is_heading:
            painter.setFont(self._heading)
            painter.setPen(self._theme.color("muted"))
            painter.drawText(rect.adjusted(_PAD, 0, -_PAD, -5), _BOTTOM, choice.name)
        else:
            self._paint_choice(painter, option, choice, is_chosen=index.data(CHECK_ROLE) == _CHECKED)
        painter.restore()

    def _paint_choice(
        self, painter: QPainter, option: QStyleOptionViewItem, choice: Choice, *, is_chosen: bool
    ) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.setPen(Qt.PenStyle.NoPen)
        on_fill = is_chosen or bool(state & _HOVERED)
        if on_fill:
            painter.setBrush(self._theme.color("accent_wash" if is_chosen else "hover"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        if state & _FOCUSED and self.shows_focus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(self._theme.color("accent"))
            pen.setWidthF(2.0)
            painter.setPen(pen)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 6, 6)
        self._paint_texts(painter, rect, choice, is_chosen=is_chosen, muted="muted_on_fill" if on_fill else "muted")

    def _paint_texts(self, painter: QPainter, rect: QRect, choice: Choice, *, is_chosen: bool, muted: str) -> None:
        dpr = painter.device().devicePixelRatio()
        left, right = rect.left() + _PAD, rect.right() - _PAD
        if is_chosen:
            tick = self._theme.pixmap("check", "accent", _CHECK_PX, dpr)
            painter.drawPixmap(right - _CHECK_PX, rect.center().y() - _CHECK_PX // 2 + 1, tick)
        right -= _CHECK_PX + 8
        if choice.icon:
            token = "accent" if is_chosen else muted
            pixmap = self._theme.pixmap(choice.icon, token, _ICON_PX, dpr)
            painter.drawPixmap(left, rect.center().y() - _ICON_PX // 2 + 1, pixmap)
            left += _ICON_PX + 8
        if choice.code:
            painter.setFont(self._small)
            painter.setPen(self._theme.color(muted))
            width = self._small_metrics.horizontalAdvance(choice.code)
            painter.drawText(QRect(right - width, rect.top(), width, rect.height()), _RIGHT, choice.code)
            right -= width + 10
        font = self._strong if is_chosen else self._font
        metrics = QFontMetrics(font)
        name = metrics.elidedText(choice.name, Qt.TextElideMode.ElideRight, max(right - left, 0))
        painter.setFont(font)
        painter.setPen(self._theme.color("accent" if is_chosen else "text"))
        painter.drawText(QRect(left, rect.top(), max(right - left, 0), rect.height()), _LEFT, name)
        left += metrics.horizontalAdvance(name) + 8
        if choice.other_name and right - left > 24:
            other = self._small_metrics.elidedText(choice.other_name, Qt.TextElideMode.ElideRight, right - left)
            painter.setFont(self._small)
            painter.setPen(self._theme.color(muted))
            painter.drawText(QRect(left, rect.top(), right - left, rect.height()), _LEFT, other)
