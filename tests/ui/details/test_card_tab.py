"""The Card tab: what the settings change about a card that is open."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtTest import QSignalSpy

from hubdesk.browse.images import ALL, NEVER
from hubdesk.core.types import RepoRef
from hubdesk.ui.context import UiContext
from hubdesk.ui.details.view import DetailsView
from hubdesk.ui.widgets.card_browser import CardBrowser

MakeView = Callable[[], DetailsView]
WaitUntil = Callable[..., Awaitable[None]]


async def test_the_setting_for_pictures_holds_for_the_open_card(
    make_view: MakeView, wait_until: WaitUntil, ctx: UiContext
) -> None:
    view = make_view()
    browser = view.findChild(CardBrowser, "cardView")
    assert browser is not None
    drawn = QSignalSpy(browser.rendered)
    view.show_repo(RepoRef("Qwen/Qwen3-8B"))
    await wait_until(drawn.count)
    for count, policy in enumerate((NEVER, ALL), start=2):
        ctx.settings.change(remote_images=policy)
        await wait_until(lambda wanted=count: drawn.count() == wanted)
    ctx.settings.change(speed_limit_bps=1_000_000)
    view.deleteLater()
    ctx.settings.change(remote_images=NEVER)
