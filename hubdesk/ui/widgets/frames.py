"""Frames: the panel with its border, boxes, and thin rules."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget


def panel_frame(parent: QWidget | None = None) -> QFrame:
    """A panel: its own ground, a border, round corners."""
    return _frame("panel", parent)


def box_frame(parent: QWidget | None = None) -> QFrame:
    """A bordered box inside a panel."""
    return _frame("box", parent)


def rule(parent: QWidget | None = None) -> QFrame:
    """A line across."""
    line = _frame("rule", parent)
    line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return line


def _frame(kind: str, parent: QWidget | None) -> QFrame:
    frame = QFrame(parent)
    frame.setProperty("kind", kind)
    return frame
