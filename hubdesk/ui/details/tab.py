"""What the tabs of the details view share: they load when first seen, and show their states."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.types import RepoDetails
from hubdesk.ui.context import UiContext
from hubdesk.ui.widgets.state_page import StatePage

_HELPED_BY_THE_PAGE = frozenset({ErrorKind.GATED, ErrorKind.DISABLED, ErrorKind.FORBIDDEN, ErrorKind.PAYMENT_REQUIRED})


def page_helps(error: HubDeskError) -> bool:
    """Whether the repository's page on the Hub is the way on."""
    return error.kind in _HELPED_BY_THE_PAGE


class DetailsTab(QStackedWidget):
    """A state page, and the content once it is there.

    `lane` is the prefix of the task lanes: one for each kind of request, so that a new one replaces the old.
    """

    page_requested = Signal()

    def __init__(self, ctx: UiContext, lane: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._lane = lane
        self._details: RepoDetails | None = None
        self._loaded = False
        self.state = StatePage(ctx.theme, self)
        self.state.setContentsMargins(16, 8, 16, 8)
        self.addWidget(self.state)

    @property
    def details(self) -> RepoDetails | None:
        """What it is about."""
        return self._details

    def show_details(self, details: RepoDetails) -> None:
        """Be about this; load now if it can be seen, else when it is."""
        self._details = details
        self._loaded = False
        self.forget()
        if self.isVisible():
            self._load_once()

    def reload(self) -> None:
        """Try again."""
        self._loaded = True
        self.load()

    def load(self) -> None:
        """Ask for the content."""
        raise NotImplementedError

    def forget(self) -> None:
        """Stop what runs for the repository before."""
        self._ctx.tasks.cancel(self._lane)

    def showEvent(self, event: QShowEvent) -> None:
        """Load when first seen."""
        super().showEvent(event)
        self._load_once()

    def _load_once(self) -> None:
        if self._details is not None and not self._loaded:
            self.reload()

    def _start(self, coroutine: Coroutine[Any, Any, None], part: str = "") -> None:
        self._ctx.tasks.latest(f"{self._lane}{part}", coroutine)

    def _is_about(self, details: RepoDetails) -> bool:
        """After an await: whether the answer is still wanted, and anyone is left to show it."""
        return shiboken6.isValid(self) and self._details is details

    def _show_loading(self) -> None:
        self.setCurrentWidget(self.state)
        self.state.show_loading()

    def _show_content(self, content: QWidget) -> None:
        self.state.clear()
        self.setCurrentWidget(content)

    def _show_error(self, error: HubDeskError, retry: Callable[[], None]) -> None:
        self.setCurrentWidget(self.state)
        self.state.show_error(error, retry, action=self.page_requested.emit if page_helps(error) else None)
