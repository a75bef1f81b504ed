"""Where help is found: the Hub's and its library's guides."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

_DOCS = "https://huggingface.co/docs"
_LIBRARY = f"{_DOCS}/huggingface_hub"


@dataclass(frozen=True, slots=True)
class Guide:
    """A page of the official documentation."""

    guide_id: str
    source_title: object
    url: str

    def title(self) -> str:
        """In the language of now."""
        return QCoreApplication.translate("Help", str(self.source_title))

    def open(self) -> None:
        """In the browser."""
        QDesktopServices.openUrl(QUrl(self.url))


GUIDES = (
    Guide("hub", QT_TRANSLATE_NOOP("Help", "Guide to the Hub"), f"{_DOCS}/hub"),
    Guide("start", QT_TRANSLATE_NOOP("Help", "Library: quick start"), f"{_LIBRARY}/quick-start"),
    Guide("search", QT_TRANSLATE_NOOP("Help", "Library: search"), f"{_LIBRARY}/guides/search"),
    Guide("download", QT_TRANSLATE_NOOP("Help", "Library: download"), f"{_LIBRARY}/guides/download"),
    Guide("upload", QT_TRANSLATE_NOOP("Help", "Library: upload"), f"{_LIBRARY}/guides/upload"),
    Guide("cards", QT_TRANSLATE_NOOP("Help", "Model and dataset cards"), f"{_LIBRARY}/guides/model-cards"),
    Guide("cli", QT_TRANSLATE_NOOP("Help", "Command line: hf"), f"{_LIBRARY}/guides/cli"),
    Guide("api", QT_TRANSLATE_NOOP("Help", "Library: reference"), f"{_LIBRARY}/package_reference/hf_api"),
)
