"""Whether the system asks for less motion."""

from __future__ import annotations

from PySide6.QtWidgets import QStyle, QWidget


def may_animate(widget: QWidget) -> bool:
    """False where animations are turned off in the system."""
    return bool(widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animate, None, widget))
