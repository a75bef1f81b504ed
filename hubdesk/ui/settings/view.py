"""The settings page: every setting, applied at once, with a field that finds them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from hubdesk.core.settings import Settings
from hubdesk.ui.context import UiContext
from hubdesk.ui.format import number_text, speed_text
from hubdesk.ui.settings.controls import Choice, FolderChoice
from hubdesk.ui.settings.rows import SettingRow, SettingSection
from hubdesk.ui.settings.transfers import TransferSettings
from hubdesk.ui.translate import LANGUAGES
from hubdesk.ui.widgets.buttons import plain_button
from hubdesk.ui.widgets.labels import make_label
from hubdesk.ui.widgets.search_field import SearchField
from hubdesk.ui.widgets.state_page import StatePage

_SPEEDS = (0, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000, 50_000_000, 100_000_000)
_AT_ONCE = (1, 2, 3, 4, 6, 8)
_WIDTH_PX = 720


class SettingsView(QWidget):
    """Shows the settings in force and changes them; it also follows changes made elsewhere."""

    def __init__(self, ctx: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.setObjectName("settingsView")
        self._title = make_label(ctx.theme, "title", parent=self)
        self._search = SearchField(ctx.theme, self)
        self._search.setObjectName("settingsSearch")
        self._nothing = StatePage(ctx.theme, self)
        self._build_controls()
        self._sections = self._build_sections()
        self._lay_out()
        self._search.textChanged.connect(self._on_search)
        self.destroyed.connect(ctx.settings.subscribe(self._show_values))
        self.retranslate()

    def _build_controls(self) -> None:
        theme = self._ctx.theme
        self._language = Choice("languageSelector", self)
        self._theme = Choice("themeSelector", self)
        self._images = Choice("remoteImages", self)
        self._place = Choice("downloadPlace", self)
        self._folder = FolderChoice(theme, "downloadFolder", self)
        self._speed = Choice("settingSpeedLimit", self)
        self._at_once = Choice("settingAtOnce", self)
        self._recent = plain_button(theme, "eraser", self)
        self._recent.setObjectName("forgetRecent")
        self._language.chosen.connect(self._on_language)
        self._theme.chosen.connect(self._on_theme)
        self._images.chosen.connect(self._on_images)
        self._place.chosen.connect(self._on_place)
        self._folder.chosen.connect(self._on_folder)
        self._speed.chosen.connect(self._on_speed)
        self._at_once.chosen.connect(self._on_at_once)
        self._recent.clicked.connect(self._on_forget_recent)

    def _build_sections(self) -> list[SettingSection]:
        theme = self._ctx.theme
        groups = (
            (self._language, self._theme),
            (self._images, self._recent),
            (self._place, self._folder, self._speed, self._at_once),
        )
        self._rows = [[SettingRow(theme, control, self) for control in group] for group in groups]
        sections = [SettingSection(theme, rows, self) for rows in self._rows]
        return [*sections, TransferSettings(theme, self._ctx.settings, self)]

    def _lay_out(self) -> None:
        body = QWidget(self)
        body.setProperty("kind", "content")
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(20)
        column.addWidget(self._title)
        column.addWidget(self._search)
        for section in self._sections:
            column.addWidget(section)
        column.addWidget(self._nothing, 1)
        column.addStretch(1)
        for widget in (self._title, self._search, *self._sections):
            widget.setMaximumWidth(_WIDTH_PX)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._nothing.hide()

    def retranslate(self) -> None:
        """All texts, and the choices in the language of now."""
        self._title.setText(self.tr("Settings"))
        self._search.setPlaceholderText(self.tr("Find a setting"))
        self._search.setAccessibleName(self.tr("Find a setting"))
        self._retranslate_window()
        self._retranslate_reading()
        self._retranslate_downloads()
        self._show_values(self._ctx.settings.current)
        self._on_search(self._search.text())

    def _retranslate_window(self) -> None:
        language, theme = self._rows[0]
        self._sections[0].set_heading(self.tr("Window"))
        language.set_texts(self.tr("Language"), self.tr("Of every text in the window, at once."))
        theme.set_texts(self.tr("Theme"), self.tr("Light or dark, or as the system has it."))
        self._language.set_choices([("system", self.tr("As the system")), *LANGUAGES.items()])
        self._theme.set_choices(
            [("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))]
        )

    def _retranslate_reading(self) -> None:
        images, recent = self._rows[1]
        self._sections[1].set_heading(self.tr("Reading and privacy"))
        images.set_texts(
            self.tr("Pictures in cards"),
            self.tr("A picture from elsewhere tells its server that you read the card."),
        )
        self._images.set_choices(
            [("hub", self.tr("From the Hub only")), ("all", self.tr("From everywhere")), ("never", self.tr("Never"))]
        )
        recent.set_texts(
            self.tr("Recent searches"), self.tr("They are kept on this computer, for the search field's suggestions.")
        )
        self._recent.setText(self.tr("Clear"))

    def _retranslate_downloads(self) -> None:
        place, folder, speed, at_once = self._rows[2]
        self._sections[2].set_heading(self.tr("Downloads"))
        place.set_texts(
            self.tr("Download to"),
            self.tr("In the cache, transformers and hf find the files by themselves."),
        )
        folder.set_texts(self.tr("Folder"), self.tr("Offered first when you download to a folder."))
        speed.set_texts(self.tr("Speed limit"), self.tr("For all transfers together."))
        at_once.set_texts(self.tr("Transfers at once"), self.tr("The others wait for their turn."))
        self._place.set_choices([("cache", self.tr("The Hugging Face cache")), ("folder", self.tr("A folder"))])

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _show_values(self, settings: Settings) -> None:
        speeds = sorted({*_SPEEDS, settings.speed_limit_bps})
        self._speed.set_choices([(str(speed), speed_text(speed) if speed else self.tr("No limit")) for speed in speeds])
        counts = sorted({*_AT_ONCE, settings.transfers_at_once})
        self._at_once.set_choices([(str(count), number_text(count)) for count in counts])
        self._language.set_value(settings.language)
        self._theme.set_value(settings.theme)
        self._images.set_value(settings.remote_images)
        self._place.set_value("cache" if settings.download_to_cache else "folder")
        self._folder.set_folder(settings.download_dir)
        self._speed.set_value(str(settings.speed_limit_bps))
        self._at_once.set_value(str(settings.transfers_at_once))
        self._recent.setEnabled(bool(settings.recent_searches))

    def _on_search(self, words: str) -> None:
        shown = sum(section.show_matching(words.strip()) for section in self._sections)
        self._nothing.setVisible(not shown)
        if not shown:
            self._nothing.show_empty(
                "search-x", self.tr("No setting says that"), self.tr("Try another word, or clear the field.")
            )

    def _on_language(self, value: str) -> None:
        self._ctx.settings.change(language=value)

    def _on_theme(self, value: str) -> None:
        self._ctx.settings.change(theme=value)

    def _on_images(self, value: str) -> None:
        self._ctx.settings.change(remote_images=value)

    def _on_place(self, value: str) -> None:
        self._ctx.settings.change(download_to_cache=value == "cache")

    def _on_folder(self, folder: str) -> None:
        self._ctx.settings.change(download_dir=folder, download_to_cache=False)

    def _on_speed(self, value: str) -> None:
        self._ctx.settings.change(speed_limit_bps=int(value))

    def _on_at_once(self, value: str) -> None:
        self._ctx.settings.change(transfers_at_once=int(value))

    def _on_forget_recent(self) -> None:
        self._ctx.settings.change(recent_searches=())
