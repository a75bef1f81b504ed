"""Icons: every name that the code uses exists, and rendering is sharp and coloured."""

from __future__ import annotations

import ast
from pathlib import Path

import lucide  # type: ignore[import-untyped]
import pytest
from PySide6.QtGui import QColor, QPixmap

import hubdesk.ui
from hubdesk.ui.icons import IconRenderer
from hubdesk.ui.messages import _SHAPES
from hubdesk.ui.theme import Theme

UI = Path(hubdesk.ui.__file__).parent
TAKES_NAME = {
    "icon": 0,
    "pixmap": 0,
    "set_icon": 0,
    "flat_button": 1,
    "plain_button": 1,
    "primary_button": 1,
    "link_button": 1,
    "rail_button": 1,
    "show_empty": 0,
    "paint_icon": 2,
    "paint_icon_text": 3,
}


def _used_names() -> set[str]:
    """Every literal icon name in a call that takes one."""
    names = {icon for icon, _ in _SHAPES.values()}
    for path in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = TAKES_NAME.get(called)
            given = [node.args[place]] if place is not None and len(node.args) > place else []
            given += [keyword.value for keyword in node.keywords if keyword.arg == "icon"]
            names |= {arg.value for arg in given if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}
    return names - {"", "hubdesk"}


def test_every_icon_used_exists_under_its_present_name() -> None:
    names = _used_names()
    assert len(names) > 40
    assert sorted(names - set(lucide.get_icon_list())) == []


def _colors(pixmap: QPixmap) -> set[str]:
    image = pixmap.toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_an_icon_takes_the_colour_of_its_token(theme: Theme) -> None:
    assert _colors(theme.pixmap("square", "bad_text", 24, 1.0)) == {theme.hex("bad_text")}


def test_our_mark_keeps_its_own_colours(theme: Theme) -> None:
    assert len(_colors(theme.pixmap("hubdesk", "bad_text", 64, 1.0))) > 3


@pytest.mark.parametrize("dpr", [1.0, 1.5, 2.0])
def test_icons_are_rendered_for_the_screens_ratio(theme: Theme, dpr: float) -> None:
    pixmap = theme.pixmap("search", "text", 20, dpr)
    assert pixmap.width() == round(20 * dpr)
    assert pixmap.devicePixelRatio() == dpr


def test_the_same_icon_is_rendered_once(theme: Theme) -> None:
    renderer = IconRenderer()
    first = renderer.pixmap("x", QColor("red"), 16, 1.0)
    assert renderer.pixmap("x", QColor("red"), 16, 1.0).cacheKey() == first.cacheKey()
    assert renderer.pixmap("x", QColor("blue"), 16, 1.0).cacheKey() != first.cacheKey()
