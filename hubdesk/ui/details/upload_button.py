"""The button that uploads: files, a folder, a text, or what is on the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import IconPushButton
from hubdesk.ui.widgets.painting import paint_icon

_ARROW = 14


class UploadButton(IconPushButton):
    """Opens its menu; the commands of the palette are its methods, so that they are those of the visible document."""

    files_requested = Signal()
    folder_requested = Signal()
    text_requested = Signal()
    paste_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "plain", "upload", "text", parent)
        self._arrow_theme = theme
        self._is_short = False
        self.setObjectName("uploadButton")
        self.setStyleSheet(f"QPushButton {{ padding-right: {_ARROW + 16}px; }}")
        self._menu = QMenu(self)
        self._menu.setObjectName("uploadMenu")
        self._files = self._add("files", self.files_requested)
        self._folder = self._add("folder", self.folder_requested)
        self._menu.addSeparator()
        self._text = self._add("file-plus", self.text_requested)
        self._paste = self._add("clipboard-paste", self.paste_requested)
        self.setMenu(self._menu)
        theme.changed.connect(self._show_icons)
        self._show_icons()
        self.retranslate()

    def set_short(self, is_short: bool) -> None:
        """Show only the icon where there is little room."""
        if is_short != self._is_short:
            self._is_short = is_short
            self.retranslate()

    def choose_files(self) -> None:
        """As the menu does."""
        self.files_requested.emit()

    def choose_folder(self) -> None:
        """As the menu does."""
        self.folder_requested.emit()

    def write_text(self) -> None:
        """As the menu does."""
        self.text_requested.emit()

    def paste(self) -> None:
        """As the menu does."""
        self.paste_requested.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, and an arrow that says there is a menu."""
        super().paintEvent(event)
        at = QPointF(self.width() - _ARROW - 8, (self.height() - _ARROW) / 2)
        paint_icon(QPainter(self), at, "chevron-down", "muted", self._arrow_theme, _ARROW)

    def retranslate(self) -> None:
        """Texts in the language in force."""
        self.setText("" if self._is_short else self.tr("Upload"))
        self.setAccessibleName(self.tr("Upload"))
        self.setToolTip(self.tr("Upload files to this repository, or drop them here"))
        self._files.setText(self.tr("Files…"))
        self._folder.setText(self.tr("Folder…"))
        self._text.setText(self.tr("Text as a new file…"))
        self._paste.setText(self.tr("Paste from the clipboard"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _add(self, icon: str, signal: object) -> QAction:
        action = QAction(self)
        action.setProperty("iconName", icon)
        action.triggered.connect(signal)
        self._menu.addAction(action)
        return action

    def _show_icons(self) -> None:
        for action in self._menu.actions():
            name = action.property("iconName")
            if name:
                action.setIcon(self._arrow_theme.icon(str(name), "muted", 16))
