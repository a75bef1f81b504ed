"""The window's language: our translation, Qt's own, and the locale of figures; switchable while it runs."""

from __future__ import annotations

import logging

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from hubdesk.core.resources import resource
from hubdesk.core.settings import Settings, SettingsStore

log = logging.getLogger("hubdesk.translate")

LANGUAGES = {"en": "English", "ko": "한국어"}
_LOCALES = {
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedStates),
    "ko": QLocale(QLocale.Language.Korean, QLocale.Country.SouthKorea),
}


def system_language() -> str:
    """The first of the system's languages that we speak; English if none."""
    for name in QLocale.system().uiLanguages():
        language = name.replace("_", "-").partition("-")[0].lower()
        if language in LANGUAGES:
            return language
    return "en"


class Translator(QObject):
    """Follows the language setting. Widgets hear of a switch by `QEvent.LanguageChange`."""

    def __init__(self, app: QApplication, settings: SettingsStore, *, language: str = "") -> None:
        """With `language` this run speaks it, whatever the settings say, until they are changed."""
        super().__init__(app)
        self._app = app
        self._installed: list[QTranslator] = []
        self._wanted = settings.current.language
        self.language = ""
        self._use(language or self._wanted)
        settings.subscribe(self._on_settings_changed)

    def _on_settings_changed(self, settings: Settings) -> None:
        if settings.language != self._wanted:
            self._wanted = settings.language
            self._use(settings.language)

    def _use(self, preference: str) -> None:
        language = preference if preference in LANGUAGES else system_language()
        if language == self.language:
            return
        self.language = language
        follows_system = QLocale.system().language() == _LOCALES[language].language()
        QLocale.setDefault(QLocale.system() if follows_system else _LOCALES[language])
        for old in self._installed:
            self._app.removeTranslator(old)
            old.deleteLater()
        self._installed = [] if language == "en" else self._load(language)
        for new in self._installed:
            self._app.installTranslator(new)

    def _load(self, language: str) -> list[QTranslator]:
        """Qt's texts first, ours last: the one installed last is asked first."""
        files = {
            "qtbase": QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath) + f"/qtbase_{language}.qm",
            "hubdesk": str(resource("i18n", f"hubdesk_{language}.qm")),
        }
        loaded = []
        for name, path in files.items():
            translator = QTranslator(self)
            if translator.load(path):
                loaded.append(translator)
            else:
                log.info("no %s translation for %s", name, language)
        return loaded
