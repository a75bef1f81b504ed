"""Parts of the window that are imported after the first paint, or when first asked for.

Importing them costs as much as everything else at the start: the classes of Qt that they touch are made at first use.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from hubdesk.ui.context import UiContext

if TYPE_CHECKING:
    from hubdesk.ui.details.view import DetailsView
    from hubdesk.ui.settings.view import SettingsView

_MODULES = ("hubdesk.ui.details.view", "hubdesk.ui.settings.view")


def import_late_parts() -> None:
    """Import them now; meant for a thread, so that the first click does not wait for it."""
    for name in _MODULES:
        importlib.import_module(name)


def make_details(ctx: UiContext, parent: QWidget) -> DetailsView:
    """A view of one repository."""
    from hubdesk.ui.details.view import DetailsView

    return DetailsView(ctx, parent)


def make_settings(ctx: UiContext, parent: QWidget) -> SettingsView:
    """The settings page."""
    from hubdesk.ui.settings.view import SettingsView

    return SettingsView(ctx, parent)
