"""Why there is no plan of an upload, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.types import RepoRef
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import primary_button
from hubdesk.ui.widgets.state_page import StatePage

Slot = Callable[[], None]
_BY_FIELDS = frozenset({ErrorKind.BAD_PATTERN, ErrorKind.REVISION_NOT_FOUND})
_BY_THE_PAGE = frozenset({ErrorKind.GATED, ErrorKind.DISABLED, ErrorKind.PAYMENT_REQUIRED})


def show_trouble(
    state: StatePage,
    theme: Theme,
    ref: RepoRef,
    error: HubDeskError,
    *,
    again: Slot,
    correct: Slot,
    open_page: Slot,
    offer: Slot | None,
) -> None:
    """Say it on the page; `offer` makes it a pull request, None where it is one already."""
    if error.kind is ErrorKind.FORBIDDEN and offer is not None:
        button = primary_button(theme, "git-pull-request", state)
        button.setObjectName("offerPullRequest")
        button.setText(QCoreApplication.translate("UploadPlan", "As a pull request"))
        button.clicked.connect(offer)
        title = QCoreApplication.translate("UploadPlan", "You cannot commit here")
        text = QCoreApplication.translate(
            "UploadPlan", "This account may not write to {name}. You can offer your files to its owner instead."
        )
        state.show_empty("lock", title, text.format(name=ref.repo_id), button, tone="warn")
    elif error.kind is ErrorKind.UNAUTHORIZED:
        title = QCoreApplication.translate("UploadPlan", "You are not signed in")
        text = QCoreApplication.translate(
            "UploadPlan", "Uploading needs an account, and a token that may write. Nothing was sent."
        )
        state.show_empty("key-round", title, text, tone="warn")
    else:
        action = correct if error.kind in _BY_FIELDS else open_page if error.kind in _BY_THE_PAGE else None
        state.show_error(error, again, action=action)


def show_stopped(state: StatePage, theme: Theme, again: Slot) -> None:
    """The person stopped the planning."""
    button = primary_button(theme, "rotate-cw", state)
    button.setObjectName("uploadPlanResume")
    button.setText(QCoreApplication.translate("UploadPlan", "Plan again"))
    button.clicked.connect(again)
    title = QCoreApplication.translate("UploadPlan", "Planning was stopped")
    text = QCoreApplication.translate("UploadPlan", "Without a plan nothing is sent.")
    state.show_empty("circle-pause", title, text, button)


def show_nothing(state: StatePage) -> None:
    """There are no files in what was chosen."""
    title = QCoreApplication.translate("UploadPlan", "Nothing to upload")
    text = QCoreApplication.translate("UploadPlan", "There is no file in what you chose.")
    state.show_empty("folder-open", title, text)
