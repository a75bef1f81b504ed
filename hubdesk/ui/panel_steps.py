"""F6: the keyboard from panel to panel."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

_BY_TAB = Qt.FocusPolicy.TabFocus


def step_panel(panels: Sequence[QWidget], by: int) -> None:
    """Focus the first field of the next panel that has one, from the panel that holds the focus."""
    focus = QApplication.focusWidget()
    places = (place for place, panel in enumerate(panels) if focus is not None and panel.isAncestorOf(focus))
    current = next(places, -1 if by > 0 else 0)
    for step in range(1, len(panels) + 1):
        target = first_field(panels[(current + by * step) % len(panels)])
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            return


def step_field(window: QWidget, panel: QWidget, *, forward: bool) -> bool:
    """Focus the next field by Tab, with all fields of the panel together; False where that is left to Qt.

    In Qt's own order what is made late comes last, however far up in the window it stands.
    """
    fields = _fields(window)
    inside = [field for field in fields if panel.isAncestorOf(field)]
    focus = window.focusWidget()
    if focus not in fields or not inside:
        return False
    first = fields.index(inside[0])
    order = [*fields[:first], *inside, *(field for field in fields[first:] if field not in inside)]
    target = order[(order.index(focus) + (1 if forward else -1)) % len(order)]
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def _fields(window: QWidget) -> list[QWidget]:
    """Everything in the window that Tab reaches, in Qt's order."""
    if QGuiApplication.styleHints().tabFocusBehavior() != Qt.TabFocusBehavior.TabFocusAllControls:
        return []
    found = []
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & _BY_TAB and not widget.focusProxy():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def first_field(panel: QWidget) -> QWidget | None:
    """The first visible widget of a panel that takes the keyboard by Tab."""
    widget = panel.nextInFocusChain()
    while panel.isVisible() and widget is not None and widget is not panel:
        if panel.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & _BY_TAB:
            return widget
        widget = widget.nextInFocusChain()
    return None
