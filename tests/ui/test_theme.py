"""The look: contrast of every text on every ground it stands on, and switching."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from hubdesk.ui.theme import FONT_SIZES, Theme, blend, load_tokens

SURFACES = ("window", "panel", "hover", "accent_wash", "code_bg", "chip")
TEXTS_ON = {
    "text": SURFACES,
    "muted": ("window", "panel", "hover", "code_bg", "good_wash", "warn_wash", "bad_wash"),
    "muted_on_fill": SURFACES,
    "accent": ("window", "panel", "hover", "accent_wash", "chip", "good_wash", "warn_wash", "bad_wash"),
    "good_text": ("window", "panel", "hover", "good_wash"),
    "warn_text": ("window", "panel", "hover", "warn_wash"),
    "bad_text": ("window", "panel", "hover", "bad_wash"),
    "info": ("window", "panel", "hover"),
}
PILLS = {"good_text": "good_text", "warn_text": "warn_text", "bad_text": "bad_text"}
PILLS |= {"accent": "accent_on_fill", "info": "info_on_fill", "muted": "muted_on_fill"}


def luminance(color: QColor) -> float:
    """WCAG's relative luminance."""
    parts = []
    for part in (color.redF(), color.greenF(), color.blueF()):
        parts.append(part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_text_can_be_read_on_every_ground(mode: str) -> None:
    colors = {name: QColor(value) for name, value in load_tokens(mode).items()}
    poor = [
        f"{text} on {surface}: {contrast(colors[text], colors[surface]):.2f}"
        for text, surfaces in TEXTS_ON.items()
        for surface in surfaces
        if contrast(colors[text], colors[surface]) < 4.5
    ]
    if contrast(colors["on_accent"], colors["accent"]) < 4.5:
        poor.append("on_accent on accent")
    assert poor == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_pill_can_be_read(mode: str) -> None:
    colors = {name: QColor(value) for name, value in load_tokens(mode).items()}
    poor = []
    for fill, text in PILLS.items():
        for ground in ("panel", "hover"):
            mixed = blend(colors[fill], colors[ground], 0.12)
            if contrast(colors[text], mixed) < 4.5:
                poor.append(f"{text} on a {fill} pill on {ground}: {contrast(colors[text], mixed):.2f}")
    assert poor == []


def test_both_themes_have_the_same_tokens() -> None:
    assert load_tokens("light").keys() == load_tokens("dark").keys()


@pytest.mark.parametrize("preference", ["light", "dark"])
def test_the_style_sheet_has_no_token_left_over(qapp: QApplication, preference: str) -> None:
    theme = Theme(qapp, preference)
    assert re.findall(r"@\w+", re.sub(r"/\*.*?\*/", "", qapp.styleSheet(), flags=re.DOTALL)) == []
    theme.deleteLater()


def test_switching_tells_and_changes_palette_and_colours(qapp: QApplication, theme: Theme) -> None:
    theme.set_preference("light")
    spy = QSignalSpy(theme.changed)
    light = theme.hex("panel")
    theme.set_preference("dark")
    assert spy.count() == 1
    assert theme.dark
    assert theme.hex("panel") != light
    assert qapp.palette().window().color() == theme.color("window")
    theme.set_preference("dark")
    assert spy.count() == 1
    theme.set_preference("light")


def test_an_unknown_system_scheme_is_light(theme: Theme) -> None:
    theme.set_preference("system")
    assert not theme.dark


def test_every_role_has_its_size(theme: Theme) -> None:
    for role, size in FONT_SIZES.items():
        assert theme.font(role).pixelSize() == size


def test_a_font_is_a_copy(theme: Theme) -> None:
    theme.font("body").setPixelSize(99)
    assert theme.font("body").pixelSize() == 13
