"""Opens the command palette, which is made when first wanted, and understands the addresses typed into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hubdesk.core.errors import InputError
from hubdesk.hub.address import parse_address
from hubdesk.ui.context import UiContext
from hubdesk.ui.late_parts import make_palette

if TYPE_CHECKING:
    from hubdesk.ui.palette import CommandPalette


class PaletteOpener(QObject):
    """One per window; tells what the palette was asked for besides commands."""

    search_requested = Signal(str)
    address_requested = Signal(object)  # Address
    refused = Signal(object)  # InputError

    def __init__(self, ctx: UiContext, window: QWidget) -> None:
        super().__init__(window)
        self._ctx = ctx
        self._window = window
        self._palette: CommandPalette | None = None

    def open_palette(self) -> None:
        """Show it with an empty field."""
        self.prepare().open_palette()

    def prepare(self) -> CommandPalette:
        """The palette; made when first wanted, or ahead of that."""
        if self._palette is None:
            self._palette = make_palette(self._ctx, self._is_address, self._window)
            self._palette.search_requested.connect(self.search_requested)
            self._palette.open_requested.connect(self._on_open_requested)
        return self._palette

    def _is_address(self, text: str) -> bool:
        try:
            return parse_address(text, endpoint=self._ctx.services.connection.endpoint) is not None
        except InputError:
            return True

    def _on_open_requested(self, text: str) -> None:
        try:
            address = parse_address(text, endpoint=self._ctx.services.connection.endpoint)
        except InputError as error:
            self.refused.emit(error)
            return
        if address is not None:
            self.address_requested.emit(address)
