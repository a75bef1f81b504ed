"""Images nobody vouches for: decoded, fitted, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from hubdesk.cards.options import CardImage
from hubdesk.ui.widgets.card_images import Fit, data_content, decode, tame_svg

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {0}>{1}</svg>'


def svg(inside: str = '<rect width="10" height="10" fill="#ff0000"/>', size: str = 'width="100" height="50"') -> bytes:
    return SVG.format(size, inside).encode()


def png(width: int, height: int, color: str = "#ff0000") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def fit(width: int | None = None, height: int | None = None, *, room: int = 400, ratio: float = 1.0) -> Fit:
    return Fit(CardImage("https://x/y.png", "", width, height, room), ratio)


@pytest.mark.parametrize(
    ("wanted", "size"),
    [
        (fit(), (400, 200)),
        (fit(100), (100, 50)),
        (fit(100, 100), (100, 100)),
        (fit(None, 40), (80, 40)),
        (fit(100, ratio=2.0), (200, 100)),
    ],
)
def test_the_size_is_that_of_the_page(qapp: QApplication, wanted: Fit, size: tuple[int, int]) -> None:
    for content in (png(800, 400), svg(size='width="800" height="400"')):
        image = decode(content, wanted)
        assert image is not None
        assert (image.width(), image.height()) == size
        assert image.devicePixelRatio() == wanted.pixel_ratio


@pytest.mark.parametrize(
    "content",
    [b"", b"no image", b"<html>", b"\x89PNG\r\n\x1a\nbroken", b"%PDF-1.4", svg("<rect")],
)
def test_what_is_no_image_is_refused(qapp: QApplication, content: bytes) -> None:
    assert decode(content, fit()) is None


def test_a_small_file_cannot_ask_for_much_memory(qapp: QApplication) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image = QImage(9000, 9000, QImage.Format.Format_Mono)
    image.fill(0)
    image.save(buffer, "PNG")
    assert len(buffer.data()) < 1_000_000
    assert decode(bytes(buffer.data().data()), fit()) is None


def test_a_huge_drawing_is_drawn_small(qapp: QApplication) -> None:
    image = decode(svg(size='width="1000000" height="1000000"'), fit())
    assert image is not None
    assert image.width() <= 400


def test_a_drawing_cannot_show_a_local_file(qapp: QApplication, tmp_path: Path) -> None:
    """QtSvg opens what an `<image>` names by an absolute path."""
    secret = tmp_path / "secret.png"
    secret.write_bytes(png(100, 50, "#00ff00"))
    for tag in ("image", "svg:image", "IMAGE"):
        for attribute in ("xlink:href", "href"):
            content = svg(f'<{tag} {attribute}="{secret}" width="100" height="50"/>')
            image = decode(content, fit())
            assert image is None or image.pixelColor(50, 25) != QColor("#00ff00")


@pytest.mark.parametrize(
    "inside",
    [
        '<use href="https://evil/x.svg#a"/>',
        "<use xlink:href='/etc/passwd#a'/>",
        '<rect fill="url(file:///etc/passwd)"/>',
        '<style>@import url("//evil");</style>',
        '<image href="/tmp/x.png"><title>a</title></image>',
        '<a href="https://evil"><rect/></a>',
        '<feImage href="/tmp/x.png"/>',
    ],
)
def test_no_reference_leads_outside(inside: str) -> None:
    tame = tame_svg(svg(inside))
    for word in (b"evil", b"/etc/passwd", b"/tmp/x.png"):
        assert tame is None or word not in tame


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg(),
        svg("<script>x</script>"),
        svg("<foreignObject/>"),
        svg("<image"),
        '<?xml version="1.0" encoding="utf-16"?><svg/>'.encode("utf-16"),
        svg("x" * 3_000_000),
        svg("".join(f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 20))),
    ],
)
def test_what_cannot_be_made_sure_is_refused(content: bytes) -> None:
    assert tame_svg(content) is None


def test_plots_with_many_letters_are_kept() -> None:
    letters = '<defs><path id="a" d="M0 0"/></defs>' + '<use xlink:href="#a"/>' * 300
    assert tame_svg(svg(letters)) is not None


def test_data_addresses() -> None:
    assert data_content("data:image/png;base64,QUI=") == b"AB"
    assert data_content("data:image/png;base64,QUI") == b"AB"
    assert data_content("data:image/svg+xml,%3Csvg%3E") == b"<svg>"
    assert data_content("data:image/png") is None
