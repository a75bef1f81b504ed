"""Parts of the window that are imported after the first paint, or when first asked for.

Importing them costs as much as everything else at the start: the classes of Qt that they touch are made at first use,
and each dataclass compiles its methods. This module is where the window's own imports stand inside functions.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from hubdesk.ui.context import UiContext

if TYPE_CHECKING:
    from pathlib import Path

    from hubdesk.core.types import RepoRef
    from hubdesk.transfers.model import DownloadRequest, Transfer
    from hubdesk.transfers.uploads.model import UploadSource
    from hubdesk.ui.crash_dialog import CrashDialog
    from hubdesk.ui.details.view import DetailsView
    from hubdesk.ui.help_about import AboutDialog
    from hubdesk.ui.help_shortcuts import ShortcutsDialog
    from hubdesk.ui.palette import CommandPalette
    from hubdesk.ui.search.filter_page import FilterPage
    from hubdesk.ui.settings.view import SettingsView
    from hubdesk.ui.theme import Theme
    from hubdesk.ui.transfers.history_dialog import HistoryDialog
    from hubdesk.ui.transfers.movable import MovableTransferModel
    from hubdesk.ui.transfers.plan_dialog import DownloadPlanDialog
    from hubdesk.ui.transfers.unfolded import UnfoldedTransfers
    from hubdesk.ui.transfers.upload_decision import DecisionDialog
    from hubdesk.ui.transfers.upload_dialog import UploadDialog
    from hubdesk.ui.transfers.upload_target import UploadTargetDialog

_MODULES = (  # in pieces of at most 20 ms: what a module further down needs, too, is there already
    "hubdesk.cards.frontmatter",
    "hubdesk.cards.render",
    "hubdesk.ui.widgets.card_browser",
    "hubdesk.ui.details.card_tab",
    "hubdesk.hub.snippets",
    "hubdesk.ui.details.files_tab",
    "hubdesk.ui.details.history_tab",
    "hubdesk.ui.details.tab_row",
    "hubdesk.ui.transfers.plan_dialog",
    "hubdesk.ui.transfers.upload_list",
    "hubdesk.ui.transfers.upload_dialog",
    "hubdesk.ui.details.uploading",
    "hubdesk.ui.details.view",
    "hubdesk.ui.search.filter_page",
    "hubdesk.ui.palette",
    "hubdesk.ui.transfers.unfolded",
    "hubdesk.ui.settings.view",
    "hubdesk.ui.transfers.history_dialog",
    "hubdesk.ui.crash_dialog",
    "hubdesk.ui.help_shortcuts",
    "hubdesk.ui.help_about",
)


def late_imports() -> list[Callable[[], object]]:
    """What to call ahead of the first click, piece by piece."""
    return [partial(importlib.import_module, name) for name in _MODULES]


def make_crash_dialog(text: str, path: Path | None, theme: Theme, parent: QWidget) -> CrashDialog:
    """What is shown of a crash."""
    from hubdesk.ui.crash_dialog import CrashDialog

    return CrashDialog(text, path, theme, parent)


def make_details(ctx: UiContext, parent: QWidget) -> DetailsView:
    """A view of one repository."""
    from hubdesk.ui.details.view import DetailsView

    return DetailsView(ctx, parent)


def make_settings(ctx: UiContext, parent: QWidget) -> SettingsView:
    """The settings page."""
    from hubdesk.ui.settings.view import SettingsView

    return SettingsView(ctx, parent)


def make_filters(ctx: UiContext, parent: QWidget) -> FilterPage:
    """The page of filters."""
    from hubdesk.ui.search.filter_page import FilterPage
    from hubdesk.ui.search.suggestions import Suggestions

    return FilterPage(ctx.theme, Suggestions(ctx.services.search, ctx.tasks), parent)


def make_unfolded(ctx: UiContext, model: MovableTransferModel, parent: QWidget) -> UnfoldedTransfers:
    """What the transfers show when they are unfolded."""
    from hubdesk.ui.transfers.unfolded import UnfoldedTransfers

    return UnfoldedTransfers(ctx, model, parent)


def make_plan_dialog(ctx: UiContext, request: DownloadRequest, window: QWidget) -> DownloadPlanDialog:
    """The plan of a download."""
    from hubdesk.ui.transfers.plan_dialog import DownloadPlanDialog

    return DownloadPlanDialog(ctx, request, window)


def make_upload_dialog(
    ctx: UiContext,
    ref: RepoRef,
    revision: str,
    sources: Sequence[UploadSource],
    *,
    window: QWidget,
    as_pull_request: bool = False,
) -> UploadDialog:
    """The plan of an upload; it opens itself."""
    from hubdesk.ui.transfers.upload_dialog import open_upload_dialog

    return open_upload_dialog(ctx, ref, revision, sources, parent=window, as_pull_request=as_pull_request)


def make_upload_target(ctx: UiContext, what: str, window: QWidget) -> UploadTargetDialog:
    """Which repository is meant."""
    from hubdesk.ui.transfers.upload_target import UploadTargetDialog

    return UploadTargetDialog(ctx, what, window)


def make_decision(ctx: UiContext, transfer: Transfer, window: QWidget) -> DecisionDialog:
    """What to do about somebody else's commit."""
    from hubdesk.ui.transfers.upload_decision import DecisionDialog

    return DecisionDialog(ctx.theme, transfer, window)


def make_history(ctx: UiContext, window: QWidget) -> HistoryDialog:
    """What was transferred before."""
    from hubdesk.ui.transfers.history_dialog import HistoryDialog

    return HistoryDialog(ctx, window)


def make_palette(ctx: UiContext, is_address: Callable[[str], bool], window: QWidget) -> CommandPalette:
    """The command palette."""
    from hubdesk.ui.palette import CommandPalette

    return CommandPalette(ctx.theme, ctx.commands, is_address, window)


def make_shortcuts(ctx: UiContext, window: QWidget) -> ShortcutsDialog:
    """The list of shortcuts."""
    from hubdesk.ui.help_shortcuts import ShortcutsDialog

    return ShortcutsDialog(ctx.theme, ctx.commands, window)


def make_about(ctx: UiContext, window: QWidget) -> AboutDialog:
    """About HubDesk."""
    from hubdesk.ui.help_about import AboutDialog

    return AboutDialog(ctx.theme, window)
