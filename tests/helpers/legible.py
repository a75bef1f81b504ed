"""Finds text that does not fit, controls without a name, and texts of another language."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from hubdesk.ui.widgets.labels import ElidedLabel

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView, QTabBar, QTextEdit, QAbstractSlider)
TRANSLATION = Path(__file__).resolve().parents[2] / "resources" / "i18n" / "hubdesk_ko.ts"
_SLACK_PX = 1


def controls(root: QWidget) -> Iterator[QWidget]:
    """The visible, enabled controls that a person can use, without the parts that Qt builds inside others."""
    for widget in root.findChildren(QWidget):
        if isinstance(widget, CONTROLS) and widget.isVisible() and widget.isEnabled() and not _is_part(widget):
            yield widget


def unnamed(root: QWidget) -> list[str]:
    """Controls that a screen reader cannot announce, or that scripts cannot find."""
    return [
        describe(control)
        for control in controls(root)
        if not control.objectName() or not (control.accessibleName() or _text_of(control))
    ]


def describe(widget: QObject) -> str:
    """Kind and name of a widget, and those of what it is in."""
    parent = widget.parent()
    inside = f" in {type(parent).__name__}#{parent.objectName()}" if parent is not None else ""
    return f"{type(widget).__name__}#{widget.objectName()}{inside}"


def cut(root: QWidget) -> list[str]:
    """Visible texts that their widget is too small for, except where eliding is meant."""
    return [
        f"{describe(widget)} {widget.width()}x{widget.height()}: {_text_of(widget)!r}"
        for widget in root.findChildren(QWidget)
        if widget.isVisible() and not isinstance(widget, ElidedLabel) and _text_of(widget) and not _fits(widget)
    ]


def overlapping(root: QWidget) -> list[str]:
    """Pairs of visible texts and controls of one parent that lie over each other."""
    found = []
    for parent in [root, *root.findChildren(QWidget)]:
        shown = [
            child
            for child in parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if child.isVisible() and isinstance(child, QLabel | QAbstractButton) and not child.size().isEmpty()
        ]
        for number, one in enumerate(shown):
            for other in shown[number + 1 :]:
                shared = one.geometry() & other.geometry()
                if shared.width() > _SLACK_PX and shared.height() > _SLACK_PX:
                    found.append(f"{describe(one)} over {describe(other)}: {shared.width()}x{shared.height()}")
    return found


def english_left(root: QWidget) -> list[str]:
    """English sentences of ours in a window that speaks Korean."""
    english = _translated_sources()
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        said = [_text_of(widget), widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        if isinstance(widget, QTabBar):
            said += [widget.tabText(index) for index in range(widget.count())]
        if isinstance(widget, QLineEdit):
            said.append(widget.placeholderText())
        if isinstance(widget, QComboBox):
            said += [widget.itemText(index) for index in range(widget.count())]
        found += [f"{describe(widget)}: {text!r}" for text in said if text in english]
    return found


def reached_by_tab(window: QWidget) -> set[QWidget]:
    """What Tab stops at in this window, and what the arrow keys reach from there: the others of an exclusive group."""
    reached: set[QWidget] = set()
    at = window
    while (at := at.nextInFocusChain()) is not window:
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus:
            reached.add(at)
            group = at.group() if isinstance(at, QAbstractButton) else None
            if group is not None and group.exclusive():
                reached.update(group.buttons())
    return reached


@cache
def _translated_sources() -> frozenset[str]:
    messages = ET.parse(TRANSLATION).getroot().iter("message")
    return frozenset(
        source
        for message in messages
        if (source := message.findtext("source", "")) != message.findtext("translation", "") and len(source) > 1
    )


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text().replace("&", "")
    return ""


def _fits(widget: QWidget) -> bool:
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) <= widget.height() + _SLACK_PX
        if widget.textFormat() == Qt.TextFormat.RichText or "<" in widget.text():
            return True
        needed = max(widget.fontMetrics().horizontalAdvance(line) for line in widget.text().splitlines())
        return needed <= widget.contentsRect().width() + _SLACK_PX
    needed_size = widget.sizeHint()
    return needed_size.width() <= widget.width() + _SLACK_PX and needed_size.height() <= widget.height() + _SLACK_PX


def _is_part(widget: QWidget) -> bool:
    """Scroll bars, headers, a combo's list, a tab bar's arrows and close buttons, pictures shaped like buttons."""
    if isinstance(widget, QHeaderView) or widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents):
        return True
    parent = widget.parent()
    if isinstance(widget, QAbstractSlider) and isinstance(parent, QAbstractScrollArea | QWidget):
        return "scrollbar" in type(widget).__name__.lower()
    return isinstance(parent, QComboBox | QTabBar | QLineEdit) or "QComboBox" in type(parent).__name__
