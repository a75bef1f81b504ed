"""Which scripts this computer has a font for, so that no name is shown as empty boxes."""

from __future__ import annotations

import unicodedata
from functools import cache

from PySide6.QtGui import QFontDatabase

_System = QFontDatabase.WritingSystem
_SYSTEMS = {
    "LATIN": _System.Latin,
    "GREEK": _System.Greek,
    "CYRILLIC": _System.Cyrillic,
    "ARMENIAN": _System.Armenian,
    "HEBREW": _System.Hebrew,
    "ARABIC": _System.Arabic,
    "SYRIAC": _System.Syriac,
    "THAANA": _System.Thaana,
    "DEVANAGARI": _System.Devanagari,
    "BENGALI": _System.Bengali,
    "GURMUKHI": _System.Gurmukhi,
    "GUJARATI": _System.Gujarati,
    "ORIYA": _System.Oriya,
    "TAMIL": _System.Tamil,
    "TELUGU": _System.Telugu,
    "KANNADA": _System.Kannada,
    "MALAYALAM": _System.Malayalam,
    "SINHALA": _System.Sinhala,
    "THAI": _System.Thai,
    "LAO": _System.Lao,
    "TIBETAN": _System.Tibetan,
    "MYANMAR": _System.Myanmar,
    "GEORGIAN": _System.Georgian,
    "KHMER": _System.Khmer,
    "CJK": _System.SimplifiedChinese,
    "HIRAGANA": _System.Japanese,
    "KATAKANA": _System.Japanese,
    "HANGUL": _System.Korean,
    "NKO": _System.Nko,
}


@cache
def can_show(text: str) -> bool:
    """Whether there is a font for every letter; scripts that Qt does not tell apart count as missing."""
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha()}
    return all(_SYSTEMS.get(script) in _installed() for script in scripts)


@cache
def _installed() -> frozenset[QFontDatabase.WritingSystem]:
    return frozenset(QFontDatabase.writingSystems())
