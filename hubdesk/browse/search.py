"""Searching, and what was searched for."""

from __future__ import annotations

from hubdesk.core.settings import SettingsStore
from hubdesk.core.types import Page, RepoSummary, SearchQuery
from hubdesk.hub.gateway import HubGateway

MAX_RECENT = 12


class SearchService:
    """What the search panel asks for."""

    def __init__(self, gateway: HubGateway, settings: SettingsStore) -> None:
        self._gateway = gateway
        self._settings = settings

    async def first_page(self, query: SearchQuery) -> Page[RepoSummary]:
        """The first results.

        Raises:
            HubDeskError: the search failed.
        """
        return await self._gateway.search(query)

    async def next_page(self, query: SearchQuery, cursor: str) -> Page[RepoSummary]:
        """The results after a page that had this cursor.

        Raises:
            HubDeskError: the search failed.
        """
        return await self._gateway.search(query, cursor)

    def recent(self) -> tuple[str, ...]:
        """What was searched for lately, the latest first."""
        return self._settings.current.recent_searches

    def remember(self, text: str) -> None:
        """Put a text in front of the recent ones."""
        text = " ".join(text.split())
        if text:
            others = (old for old in self.recent() if old.casefold() != text.casefold())
            self._settings.change(recent_searches=(text, *others)[:MAX_RECENT])

    def forget_recent(self) -> None:
        """Remember nothing."""
        self._settings.change(recent_searches=())
