"""A picture, a title, a sentence and buttons in the middle of a panel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.code_box import CodeBox
from hubdesk.ui.widgets.flow import FlowLayout
from hubdesk.ui.widgets.labels import make_label
from hubdesk.ui.widgets.painting import paint_ring

_BADGE_PX = 64
_DISC_PX = 56
_ICON_PX = 24
_RING_PX = 3.0
_TEXT_WIDTH_PX = 360
_ROOM_FOR_BADGE_PX = 200
_TEXT_TOKENS = {"accent": "accent", "good": "good_text", "warn": "warn_text", "bad": "bad_text", "muted": "muted"}


class Badge(QWidget):
    """An icon on a disc in its tone, with a ring around it while something counts down."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = "info"
        self._tone = "accent"
        self._fraction: float | None = None
        self.setFixedSize(_BADGE_PX, _BADGE_PX)
        theme.changed.connect(self.update)

    def show_icon(self, icon: str, tone: str) -> None:
        """This icon, no ring."""
        self._icon, self._tone, self._fraction = icon, tone, None
        self.update()

    def set_fraction(self, fraction: float | None) -> None:
        """How far the ring is filled; None takes it away."""
        self._fraction = fraction
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Disc, ring, icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        token = _TEXT_TOKENS.get(self._tone, "accent")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.pill_fill(token))
        inset = (_BADGE_PX - _DISC_PX) / 2
        painter.drawEllipse(QRectF(inset, inset, _DISC_PX, _DISC_PX))
        if self._fraction is not None:
            shape = self._tone if self._tone in {"accent", "good", "warn", "bad"} else "accent"
            paint_ring(painter, QRectF(self.rect()), self._fraction, self._theme, token=shape, stroke=_RING_PX)
        at = (_BADGE_PX - _ICON_PX) // 2
        painter.drawPixmap(at, at, self._theme.pixmap(self._icon, token, _ICON_PX, self.devicePixelRatioF()))


class StateMessage(QScrollArea):
    """The page itself; `details` is shown in the code face where it is given, `footnote` below the buttons.

    A low panel leaves the picture out, and scrolls what still does not fit.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body = QWidget(self)
        self._body.setProperty("kind", "content")
        self._badge = Badge(theme, self._body)
        self._title = make_label(theme, "section", parent=self._body)
        self._text = make_label(theme, "secondary", "muted", self._body)
        self._footnote = make_label(theme, "secondary", "muted", self._body)
        self._details = CodeBox(theme, "", self._body, copyable=False)
        self._buttons = QWidget(self._body)
        self._flow = FlowLayout(self._buttons, spacing=8, centered=True)
        for label in (self._title, self._text, self._footnote):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._column = QWidget(self._body)
        self._column.setMaximumWidth(_TEXT_WIDTH_PX)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)  # a layout leaves it out beside what is hidden
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(self._title)
        texts.addWidget(self._text)
        column.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(texts)
        for widget in (self._details, self._buttons, self._footnote):
            column.addWidget(widget)
        self._column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        outer = QVBoxLayout(self._body)
        outer.setContentsMargins(16, 8, 16, 8)
        outer.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._column, 100)  # up to its maximum; the stretches share the rest
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)
        self.setWidget(self._body)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def minimumSizeHint(self) -> QSize:
        """A title and a line."""
        return QSize(160, 48)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the picture where there is room for it."""
        self._badge.setVisible(event.size().height() >= _ROOM_FOR_BADGE_PX)
        super().resizeEvent(event)

    def show_message(
        self,
        icon: str,
        tone: str,
        title: str,
        text: str,
        buttons: Sequence[QAbstractButton] = (),
        *,
        details: str = "",
        footnote: str = "",
    ) -> None:
        """Show this and nothing else. The buttons of before are deleted unless they come again."""
        self._badge.show_icon(icon, tone)
        self._title.setText(title)
        self.set_text(text)
        self._details.set_text(details)
        self._details.setVisible(bool(details))
        self.set_footnote(footnote)
        self._replace_buttons(buttons)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def set_text(self, text: str) -> None:
        """Another sentence."""
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def set_footnote(self, text: str) -> None:
        """The line below the buttons."""
        self._footnote.setText(text)
        self._footnote.setVisible(bool(text))

    def set_fraction(self, fraction: float | None) -> None:
        """The countdown's ring."""
        self._badge.set_fraction(fraction)

    def title(self) -> str:
        """The title shown."""
        return self._title.text()

    def text(self) -> str:
        """The sentence shown."""
        return self._text.text()

    def _replace_buttons(self, buttons: Sequence[QAbstractButton]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget not in buttons:
                widget.hide()
                widget.deleteLater()
        for button in buttons:
            self._flow.addWidget(button)
            button.show()
        self._buttons.setVisible(bool(buttons))
