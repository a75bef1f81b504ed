"""The window's own commands, and the menus that hold them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QMenu, QMenuBar

from hubdesk.ui.context import UiContext
from hubdesk.ui.help import GUIDES
from hubdesk.ui.late_parts import make_about, make_shortcuts

if TYPE_CHECKING:
    from hubdesk.ui.main_window import MainWindow


class WindowCommands(QObject):
    """Adds the commands and builds File, View, Go and Help from them: for the menu bar and for the rail's button."""

    def __init__(self, ctx: UiContext, window: MainWindow) -> None:
        super().__init__(window)
        self._ctx = ctx
        self._window = window
        self.menu = QMenu(window)
        self._menus = {name: QMenu(self.menu) for name in ("file", "view", "go", "help")}
        self._add_all()
        for menu in self._menus.values():
            self.menu.addMenu(menu)
            menu.aboutToShow.connect(ctx.commands.show_icons)
        self.retranslate()

    def fill_menu_bar(self, bar: QMenuBar) -> None:
        """The same menus in a bar."""
        for menu in self._menus.values():
            bar.addMenu(menu)

    def retranslate(self) -> None:
        """The menus' titles; the commands do theirs."""
        self._menus["file"].setTitle(self.tr("&File"))
        self._menus["view"].setTitle(self.tr("&View"))
        self._menus["go"].setTitle(self.tr("&Go"))
        self._menus["help"].setTitle(self.tr("&Help"))
        self._ctx.commands.retranslate()

    def _add_all(self) -> None:
        self._add_file()
        self._add_view()
        self._add_go()
        self._add_help()

    def _add_file(self) -> None:
        window, add, menu = self._window, self._ctx.commands.add, self._menus["file"]
        documents = window.documents
        menu.addAction(add("file.open", self._open_text, window.open_palette, shortcut="Ctrl+O", icon="link"))
        menu.addAction(
            add("file.settings", self._settings_text, documents.open_settings, shortcut="Ctrl+,", icon="settings")
        )
        menu.addSeparator()
        menu.addAction(add("tab.keep", self._keep_text, documents.keep_current, shortcut="Ctrl+Shift+P", icon="pin"))
        menu.addAction(add("tab.close", self._close_text, documents.close_current, shortcut="Ctrl+W", icon="x"))
        menu.addSeparator()
        quit_action = add("file.quit", self._quit_text, self._quit, shortcut="Ctrl+Q", icon="log-out")
        quit_action.setMenuRole(QAction.MenuRole.QuitRole)
        menu.addAction(quit_action)

    def _add_view(self) -> None:
        window, add, menu = self._window, self._ctx.commands.add, self._menus["view"]
        arrangement = window.arrangement
        menu.addAction(
            add(
                "view.transfers",
                self._transfers_text,
                arrangement.toggle_transfers,
                shortcut="Ctrl+J",
                icon="arrow-down-up",
            )
        )
        menu.addAction(add("view.bottom", self._bottom_text, arrangement.dock_bottom, icon="panel-bottom"))
        menu.addAction(add("view.right", self._right_text, arrangement.dock_right, icon="panel-right"))
        menu.addSeparator()
        for theme, text, icon in (
            ("light", self._light_text, "sun"),
            ("dark", self._dark_text, "moon"),
            ("system", self._system_text, "monitor"),
        ):
            menu.addAction(add(f"view.{theme}", text, partial(self._ctx.settings.change, theme=theme), icon=icon))
        menu.addSeparator()
        menu.addAction(
            add("view.full_screen", self._full_text, self._toggle_full_screen, shortcut="F11", icon="maximize")
        )

    def _add_go(self) -> None:
        window, add, menu = self._window, self._ctx.commands.add, self._menus["go"]
        documents = window.documents
        menu.addAction(add("go.discover", self._discover_text, window.show_discover, shortcut="Ctrl+1", icon="compass"))
        menu.addAction(add("go.palette", self._palette_text, window.open_palette, shortcut="Ctrl+K", icon="command"))
        menu.addSeparator()
        menu.addAction(add("go.next_panel", self._next_panel_text, window.next_panel, shortcut="F6"))
        menu.addAction(add("go.previous_panel", self._previous_panel_text, window.previous_panel, shortcut="Shift+F6"))
        menu.addAction(add("go.next_tab", self._next_tab_text, documents.step_forward, shortcut="Ctrl+Tab|Ctrl+PgDown"))
        menu.addAction(
            add("go.previous_tab", self._previous_tab_text, documents.step_back, shortcut="Ctrl+Shift+Tab|Ctrl+PgUp")
        )

    def _add_help(self) -> None:
        add, menu = self._ctx.commands.add, self._menus["help"]
        for guide in GUIDES:
            menu.addAction(add(f"help.{guide.guide_id}", guide.title, guide.open, icon="book-open"))
        menu.addSeparator()
        menu.addAction(
            add("help.shortcuts", self._shortcuts_text, self._show_shortcuts, shortcut="F1", icon="keyboard")
        )
        menu.addAction(add("help.logs", self._logs_text, self._open_logs, icon="folder-open"))
        about = add("help.about", self._about_text, self._show_about, icon="info")
        about.setMenuRole(QAction.MenuRole.AboutRole)
        menu.addAction(about)

    def _quit(self) -> None:
        self._window.close()

    def _toggle_full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def _show_shortcuts(self) -> None:
        make_shortcuts(self._ctx, self._window).open()

    def _show_about(self) -> None:
        make_about(self._ctx, self._window).open()

    def _open_logs(self) -> None:
        folder: Path = self._ctx.services.paths.logs
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _open_text(self) -> str:
        return self.tr("Open an address…")

    def _settings_text(self) -> str:
        return self.tr("Settings")

    def _keep_text(self) -> str:
        return self.tr("Keep this tab")

    def _close_text(self) -> str:
        return self.tr("Close this tab")

    def _quit_text(self) -> str:
        return self.tr("Quit")

    def _transfers_text(self) -> str:
        return self.tr("Fold or unfold transfers")

    def _bottom_text(self) -> str:
        return self.tr("Transfers at the bottom")

    def _right_text(self) -> str:
        return self.tr("Transfers at the right")

    def _light_text(self) -> str:
        return self.tr("Light theme")

    def _dark_text(self) -> str:
        return self.tr("Dark theme")

    def _system_text(self) -> str:
        return self.tr("Theme of the system")

    def _full_text(self) -> str:
        return self.tr("Full screen")

    def _discover_text(self) -> str:
        return self.tr("Discover")

    def _palette_text(self) -> str:
        return self.tr("All commands")

    def _next_panel_text(self) -> str:
        return self.tr("Next panel")

    def _previous_panel_text(self) -> str:
        return self.tr("Previous panel")

    def _next_tab_text(self) -> str:
        return self.tr("Next tab")

    def _previous_tab_text(self) -> str:
        return self.tr("Previous tab")

    def _shortcuts_text(self) -> str:
        return self.tr("Keyboard shortcuts")

    def _logs_text(self) -> str:
        return self.tr("Open the folder of logs")

    def _about_text(self) -> str:
        return self.tr("About HubDesk")
