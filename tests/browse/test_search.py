"""Searching, and what was searched for."""

from __future__ import annotations

from hubdesk.browse.search import MAX_RECENT, SearchService
from hubdesk.core.settings import SettingsStore
from hubdesk.core.types import SearchQuery
from hubdesk.hub.gateway import HubGateway


async def test_pages_come_one_after_the_other(practice: HubGateway, settings: SettingsStore) -> None:
    service = SearchService(practice, settings)
    query = SearchQuery(page_size=10)
    first = await service.first_page(query)
    assert first.cursor
    second = await service.next_page(query, first.cursor)
    assert len(first.items) == len(second.items) == 10
    assert not {found.ref for found in first.items} & {found.ref for found in second.items}


def test_recent_searches_are_few_and_once_each(gateway: HubGateway, settings: SettingsStore) -> None:
    service = SearchService(gateway, settings)
    for text in ("qwen", "  llama   3 ", "", "   ", "QWEN"):
        service.remember(text)
    assert service.recent() == ("QWEN", "llama 3")
    for number in range(20):
        service.remember(str(number))
    assert len(service.recent()) == MAX_RECENT
    assert service.recent()[0] == "19"
    service.forget_recent()
    assert service.recent() == ()
