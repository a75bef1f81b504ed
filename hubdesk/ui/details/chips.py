"""Chips that flow over lines; what does not fit into the first lines waits behind "+N more"."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

_GAP = 6
_LINE_GAP = 6
_GROUP_GAP = 14
_MIN_WIDTH = 120

Piece = tuple[QWidget, ...]


def make_chip(text: str, parent: QWidget, tool_tip: str = "", spoken: str = "") -> QPushButton:
    """A chip to press."""
    chip = QPushButton(text.replace("&", "&&"), parent)
    chip.setObjectName(f"chip_{text}")
    chip.setProperty("kind", "chip")
    chip.setToolTip(tool_tip)
    chip.setAccessibleName(spoken or tool_tip or text)
    chip.setCursor(Qt.CursorShape.PointingHandCursor)
    return chip


class ChipFlow(QWidget):
    """Lays pieces out in lines; a piece is one or more widgets that stay side by side."""

    def __init__(self, parent: QWidget | None = None, *, lines: int = 1) -> None:
        super().__init__(parent)
        self._lines = lines
        self._expanded = False
        self._pieces: list[Piece] = []
        self._heights: dict[int, int] = {}  # by width: Qt asks for them again and again
        self._more: QPushButton | None = None
        self._tab_anchor: QWidget | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def expanded(self) -> bool:
        """Whether every line shows."""
        return self._expanded

    def set_tab_anchor(self, widget: QWidget) -> None:
        """The control after which Tab reaches the chips: made later, they would otherwise come last of all."""
        self._tab_anchor = widget

    def set_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show these instead; their widgets are children of this one already."""
        for piece in self._pieces:
            for widget in piece:
                widget.hide()
                widget.deleteLater()
        if self._more is not None:
            self._more.hide()
            self._more.deleteLater()
        self._pieces = list(pieces)
        self._expanded = False
        self._heights.clear()
        self._more = make_chip("", self)
        self._more.setObjectName("moreChips")
        self._more.clicked.connect(self._on_more_clicked)
        self.setVisible(bool(pieces))
        self._chain_tabs()
        self._arrange()

    def retranslate(self) -> None:
        """Texts in the language in force."""
        self._heights.clear()
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """A new language or a new font needs other widths."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._heights.clear()
            self._arrange()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt asks."""
        found = self._heights.get(width)
        if found is None:
            found = self._heights[width] = self._place(width, apply=False)
        return found

    def sizeHint(self) -> QSize:
        """Qt asks."""
        width = self.width() if self.width() > _MIN_WIDTH else 4 * _MIN_WIDTH
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As narrow as it gets; the height follows the width."""
        return QSize(_MIN_WIDTH, self.heightForWidth(max(self.width(), _MIN_WIDTH)))

    def _chain_tabs(self) -> None:
        before = self._tab_anchor
        if before is None or self._more is None:
            return
        for widget in (*(widget for piece in self._pieces for widget in piece), self._more):
            if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
                QWidget.setTabOrder(before, widget)
                before = widget

    def _arrange(self) -> None:
        self._place(max(self.width(), _MIN_WIDTH), apply=True)
        self.updateGeometry()

    def _place(self, width: int, *, apply: bool) -> int:
        """Place the pieces (or only measure) and answer the height."""
        if not self._pieces:
            return 0
        places = self._flow(width)
        last_line = max(line for line, _ in places)
        hidden = 0 if self._expanded or last_line < self._lines else self._count_hidden(width, places)
        shown = len(places) - hidden
        line_height = max(widget.sizeHint().height() for piece in self._pieces for widget in piece)
        if apply:
            self._apply(width, places, shown, line_height, foldable=last_line >= self._lines)
        lines = 1 + max(line for line, _ in places[:shown]) if shown else 1
        if self._expanded and last_line >= self._lines:
            lines = max(lines, self._more_place(width, places, shown)[0] + 1)
        return lines * (line_height + _LINE_GAP) - _LINE_GAP

    def _flow(self, width: int) -> list[tuple[int, int]]:
        """Line and left edge of every piece."""
        places: list[tuple[int, int]] = []
        line, left = 0, 0
        for number, piece in enumerate(self._pieces):
            piece_width = self._width(piece)
            gap = _GROUP_GAP if number and len(piece) > 1 else _GAP
            if left and left + gap + piece_width > width:
                line, left = line + 1, 0
            left += gap if left else 0
            places.append((line, left))
            left += piece_width
        return places

    def _count_hidden(self, width: int, places: list[tuple[int, int]]) -> int:
        shown = sum(1 for line, _ in places if line < self._lines)
        while shown > 1:
            line, left = self._more_place(width, places, shown)
            if line < self._lines and left >= 0:
                break
            shown -= 1
        return len(places) - shown

    def _more_place(self, width: int, places: list[tuple[int, int]], shown: int) -> tuple[int, int]:
        line, left = places[shown - 1]
        right = left + self._width(self._pieces[shown - 1]) + _GAP
        return (line, right) if right + self._more_width(len(places) - shown) <= width else (line + 1, 0)

    def _apply(
        self, width: int, places: list[tuple[int, int]], shown: int, line_height: int, *, foldable: bool
    ) -> None:
        for number, ((line, left), piece) in enumerate(zip(places, self._pieces, strict=True)):
            edge = left
            for widget in piece:
                widget.setVisible(number < shown)
                hint = widget.sizeHint()
                top = line * (line_height + _LINE_GAP) + (line_height - hint.height()) // 2
                widget.setGeometry(QRect(edge, top, min(hint.width(), max(width - edge, 0)), hint.height()))
                edge += hint.width() + _GAP
        if self._more is None:
            return
        self._more.setVisible(foldable)
        if foldable:
            self._more_width(len(places) - shown)
            line, left = self._more_place(width, places, shown)
            self._more.setGeometry(
                QRect(left, line * (line_height + _LINE_GAP), self._more.sizeHint().width(), line_height)
            )

    def _more_width(self, hidden: int) -> int:
        if self._more is None:
            return 0
        text = self.tr("Show fewer") if self._expanded else self.tr("+{count} more").format(count=hidden)
        if text != self._more.text():
            self._more.setText(text)
            self._more.setAccessibleName(text)
        return self._more.sizeHint().width()

    def _width(self, piece: Piece) -> int:
        return sum(widget.sizeHint().width() for widget in piece) + _GAP * (len(piece) - 1)

    def _on_more_clicked(self) -> None:
        self._expanded = not self._expanded
        self._heights.clear()
        self._arrange()
