"""The card browser: renders, loads, folds, copies, follows the theme, and fetches nothing by itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QTextDocument
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from hubdesk.core.errors import ErrorKind, NetworkError
from hubdesk.core.tasks import TaskRunner
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.card_browser import CardBrowser
from ui.test_card_images import png

BASE = "https://huggingface.co/me/model/resolve/main/"
WaitUntil = Callable[..., Awaitable[None]]


class Images:
    """Gives a picture for every address but those that hold `missing`."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def load(self, url: str) -> bytes:
        self.asked.append(url)
        await asyncio.sleep(0)
        if "missing" in url:
            raise NetworkError(ErrorKind.OFFLINE)
        return png(600, 300)


@pytest.fixture
def images() -> Images:
    return Images()


@pytest.fixture
async def browser(qtbot: QtBot, theme: Theme, images: Images) -> AsyncIterator[CardBrowser]:
    failures: list[str] = []
    tasks = TaskRunner(lambda name, error: failures.append(f"{name}: {error!r}"))
    browser = CardBrowser(theme, images.load, tasks)
    qtbot.addWidget(browser)
    browser.resize(700, 400)
    browser.show()
    yield browser
    await tasks.close()
    assert [failure for failure in failures if "no running event loop" not in failure] == []


async def show(browser: CardBrowser, markdown: str, wait_until: WaitUntil) -> None:
    spy = QSignalSpy(browser.rendered)
    browser.show_card(markdown, base_url=BASE)
    await wait_until(spy.count)


def picture(browser: CardBrowser, index: int) -> QImage:
    image = browser.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl(f"hd:image/{index}"))
    assert isinstance(image, QImage)
    return image


def click(browser: CardBrowser, text: str) -> None:
    cursor = browser.document().find(text)
    assert not cursor.isNull(), text
    cursor.setPosition(cursor.selectionStart() + 1)
    at = browser.cursorRect(cursor).center() + QPoint(1, 0)
    QTest.mouseClick(browser.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


async def test_shows_the_text_without_its_front_matter(browser: CardBrowser, wait_until: WaitUntil) -> None:
    await show(browser, "---\nlicense: mit\n---\n# Title\n\ntext **bold** 한국어", wait_until)
    assert browser.toPlainText().split() == ["Title", "text", "bold", "한국어"]
    assert browser.accessibleName()


async def test_images_come_by_the_given_loader_only(
    browser: CardBrowser, images: Images, wait_until: WaitUntil
) -> None:
    await show(browser, '![a](a.png) ![b](missing.png) <img src="https://x.org/c.png" width="100">', wait_until)
    await wait_until(lambda: picture(browser, 0).width() == 600 and picture(browser, 2).width() == 100)
    await wait_until(lambda: picture(browser, 1).height() == 24)
    assert sorted(images.asked) == [BASE + "a.png", BASE + "missing.png", "https://x.org/c.png"]


async def test_pictures_are_asked_for_again_when_told(
    browser: CardBrowser, images: Images, wait_until: WaitUntil
) -> None:
    await show(browser, "![a](a.png) ![b](missing.png)", wait_until)
    await wait_until(lambda: picture(browser, 0).width() == 600 and picture(browser, 1).height() == 24)
    spy = QSignalSpy(browser.rendered)
    browser.reload_pictures()
    await wait_until(spy.count)
    await wait_until(lambda: picture(browser, 0).width() == 600)
    assert sorted(images.asked) == [BASE + "a.png"] * 2 + [BASE + "missing.png"] * 2


@pytest.mark.parametrize("address", ["file:///etc/hostname", "/etc/hostname", "http://127.0.0.1:9/x", "qrc:/x"])
async def test_the_widget_itself_loads_nothing(browser: CardBrowser, address: str) -> None:
    for kind in QTextDocument.ResourceType:
        assert (
            not browser.loadResource(kind.value, QUrl(address))
            or browser.loadResource(kind.value, QUrl(address)) == QImage()
        )


async def test_a_new_look_keeps_place_and_images(
    browser: CardBrowser, images: Images, theme: Theme, wait_until: WaitUntil
) -> None:
    await show(browser, "![a](a.png)\n\n" + "paragraph\n\n" * 100, wait_until)
    await wait_until(lambda: picture(browser, 0).width() == 600)
    await wait_until(lambda: browser.verticalScrollBar().maximum() > 900)
    browser.verticalScrollBar().setValue(700)
    spy = QSignalSpy(browser.rendered)
    theme.set_preference("dark")
    try:
        await wait_until(spy.count)
        assert abs(browser.verticalScrollBar().value() - 700) < 320  # the image above may still be on its way
        await wait_until(lambda: picture(browser, 0).width() == 600)
        assert len(images.asked) == 1
    finally:
        theme.set_preference("light")


async def test_details_unfold_and_fold(browser: CardBrowser, wait_until: WaitUntil) -> None:
    await show(browser, "<details><summary>More</summary>\n\nhidden\n\n</details>", wait_until)
    assert "hidden" not in browser.toPlainText()
    click(browser, "More")
    await wait_until(lambda: "hidden" in browser.toPlainText())
    click(browser, "More")
    await wait_until(lambda: "hidden" not in browser.toPlainText())


async def test_code_is_copied(browser: CardBrowser, wait_until: WaitUntil) -> None:
    await show(browser, "```python\nx = 1\n```", wait_until)
    click(browser, "Copy")
    assert QGuiApplication.clipboard().text() == "x = 1"


async def test_links_are_told_not_followed(browser: CardBrowser, wait_until: WaitUntil) -> None:
    await show(browser, "[outside](https://example.org/a?b=c) and [file](docs/x.md)", wait_until)
    spy = QSignalSpy(browser.link_activated)
    click(browser, "outside")
    click(browser, "file")
    assert [spy.at(0)[0], spy.at(1)[0]] == [
        "https://example.org/a?b=c",
        "https://huggingface.co/me/model/blob/main/docs/x.md",
    ]
    assert "outside" in browser.toPlainText()


async def test_anchors_scroll(browser: CardBrowser, wait_until: WaitUntil) -> None:
    body = "[there](#Far-away)\n\n" + "paragraph\n\n" * 100 + "## Far away\n\n" + "paragraph\n\n" * 40
    await show(browser, body, wait_until)
    click(browser, "there")
    assert browser.verticalScrollBar().value() > 500


async def test_zoom_by_keys(browser: CardBrowser, wait_until: WaitUntil) -> None:
    await show(browser, "text", wait_until)
    before = browser.document().defaultFont().pixelSize()
    for key, wanted in ((Qt.Key.Key_Plus, 1), (Qt.Key.Key_Minus, 0), (Qt.Key.Key_Minus, -1), (Qt.Key.Key_0, 0)):
        spy = QSignalSpy(browser.rendered)
        QTest.keyClick(browser, key, Qt.KeyboardModifier.ControlModifier)
        await wait_until(spy.count)
        size = browser.document().defaultFont().pixelSize()
        assert (size > before) - (size < before) == wanted


async def test_another_card_starts_at_its_top(browser: CardBrowser, wait_until: WaitUntil) -> None:
    await show(browser, "paragraph\n\n" * 100, wait_until)
    browser.document().size()
    browser.verticalScrollBar().setValue(500)
    spy = QSignalSpy(browser.rendered)
    browser.show_card("other\n\n" * 100, base_url=BASE.replace("model", "other"))
    await wait_until(spy.count)
    assert browser.verticalScrollBar().value() == 0
    browser.clear_card()
    assert browser.toPlainText() == ""


async def test_real_cards_are_shown_quickly(browser: CardBrowser, wait_until: WaitUntil) -> None:
    corpus = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "cards"
    cards = sorted(corpus.glob("*/*.md"), key=lambda card: card.stat().st_size)[-5:]
    if not cards:
        pytest.skip("the corpus of real cards is not here")
    for card in cards:
        await show(browser, card.read_text(encoding="utf-8", errors="replace"), wait_until)
        assert browser.toPlainText().strip()
