"""The title of a repository: its owner, to press, and its name; elided where room is short."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from hubdesk.core.types import RepoRef
from hubdesk.ui.theme import Theme

_SEPARATOR = " / "
_ELIDE = Qt.TextElideMode.ElideMiddle
_ENTER = frozenset({int(Qt.Key.Key_Return), int(Qt.Key.Key_Enter), int(Qt.Key.Key_Space)})
_BY_KEYBOARD = frozenset({Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason})
_MIN_WIDTH = 120


class TitleLabel(QLabel):
    """A label whose text is `owner / name`; `owner_clicked` by mouse or Enter."""

    owner_clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detailsTitle")
        self._theme = theme
        self._owner = ""
        self._name = ""
        self._hovered = False
        self._focused = False
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_ref(self, ref: RepoRef) -> None:
        """Name this repository."""
        self._owner, self._name = ref.owner, ref.name
        self.setText(f"{ref.owner}{_SEPARATOR}{ref.name}" if ref.owner else ref.name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if ref.owner else Qt.FocusPolicy.NoFocus)
        self.setToolTip(ref.repo_id)
        self.retranslate()
        self.updateGeometry()

    def retranslate(self) -> None:
        """Texts in the language in force."""
        if self._owner:
            text = self.tr("{name} by {owner}. Press Enter for everything by {owner}.")
            self.setAccessibleName(text.format(name=self._name, owner=self._owner))
        else:
            self.setAccessibleName(self._name)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """Wide enough for all of it."""
        owner, name = self._metrics()
        width = owner.horizontalAdvance(self._lead) + name.horizontalAdvance(self._name) + 4
        return QSize(width, max(owner.height(), name.height()) + 4)

    def minimumSizeHint(self) -> QSize:
        """It elides below its hint."""
        return self.sizeHint().boundedTo(QSize(_MIN_WIDTH, 1000))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Owner muted and regular, name semi-bold."""
        painter = QPainter(self)
        owner_metrics, name_metrics = self._metrics()
        baseline = (self.height() + name_metrics.ascent() - name_metrics.descent()) / 2
        left = 0
        if self._owner:
            font = self._theme.font("title")
            font.setWeight(font.Weight.Normal)
            font.setUnderline(self._hovered or self._focused)
            painter.setFont(font)
            painter.setPen(self._theme.color("accent" if self._hovered else "muted"))
            shown = self._shown_owner(owner_metrics, name_metrics)
            painter.drawText(QPointF(left, baseline), shown)
            left += owner_metrics.horizontalAdvance(shown)
            font.setUnderline(False)
            painter.setFont(font)
            painter.setPen(self._theme.color("muted"))
            painter.drawText(QPointF(left, baseline), _SEPARATOR)
            left += owner_metrics.horizontalAdvance(_SEPARATOR)
        painter.setFont(self._theme.font("title"))
        painter.setPen(self._theme.color("text"))
        name = name_metrics.elidedText(self._name, _ELIDE, max(0, self.width() - left))
        painter.drawText(QPointF(left, baseline), name)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Only the owner is to press."""
        self._set_hovered(self._over_owner(event.position()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Qt tells."""
        self._set_hovered(False)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press the owner."""
        if event.button() == Qt.MouseButton.LeftButton and self._over_owner(event.position()):
            self.owner_clicked.emit()
        super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus where the keyboard brought it."""
        self._focused = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Qt tells."""
        self._focused = False
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the owner by keyboard."""
        if event.key() in _ENTER and self._owner:
            self.owner_clicked.emit()
            return
        super().keyPressEvent(event)

    @property
    def _lead(self) -> str:
        return self._owner + _SEPARATOR if self._owner else ""

    def _metrics(self) -> tuple[QFontMetrics, QFontMetrics]:
        regular = self._theme.font("title")
        regular.setWeight(regular.Weight.Normal)
        return QFontMetrics(regular), QFontMetrics(self._theme.font("title"))

    def _shown_owner(self, owner: QFontMetrics, name: QFontMetrics) -> str:
        room = self.width() - owner.horizontalAdvance(_SEPARATOR) - name.horizontalAdvance(self._name)
        return owner.elidedText(self._owner, Qt.TextElideMode.ElideRight, max(room, self.width() // 4))

    def _over_owner(self, position: QPointF) -> bool:
        owner, name = self._metrics()
        return bool(self._owner) and position.x() <= owner.horizontalAdvance(self._shown_owner(owner, name))

    def _set_hovered(self, hovered: bool) -> None:
        if hovered != self._hovered:
            self._hovered = hovered
            self.setCursor(Qt.CursorShape.PointingHandCursor if hovered else Qt.CursorShape.ArrowCursor)
            self.update()
