"""Completions for the free-text filters: the Hub's own names that match what is typed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from hubdesk.browse.search import SearchService
from hubdesk.core.tasks import TaskRunner
from hubdesk.core.types import RepoSummary, RepoType, SearchQuery, SortKey
from hubdesk.ui.search.suggest_field import Suggest

_PAGE = 20
_TYPES = {"datasets": RepoType.DATASET, "models": RepoType.MODEL}


class Suggestions:
    """Asks the search service; each field has its lane, so only the latest question counts."""

    def __init__(self, search: SearchService, tasks: TaskRunner) -> None:
        self._search = search
        self._tasks = tasks

    def source(self, field: str, repo_type: RepoType) -> Suggest:
        """The suggestions of a field on the filter page of a type."""
        ask = partial(self._owners, repo_type) if field == "author" else partial(self._ids, _TYPES[field])
        return Suggest(self._tasks, f"search-suggest-{field}", ask)

    async def _ids(self, repo_type: RepoType, text: str) -> tuple[str, ...]:
        return tuple(summary.ref.repo_id for summary in await self._find(repo_type, text))

    async def _owners(self, repo_type: RepoType, text: str) -> tuple[str, ...]:
        owners = dict.fromkeys(summary.ref.owner for summary in await self._find(repo_type, text))
        return tuple(owner for owner in owners if text.casefold() in owner.casefold())

    async def _find(self, repo_type: RepoType, text: str) -> Iterable[RepoSummary]:
        sort = SortKey.LIKES if repo_type is RepoType.SPACE else SortKey.DOWNLOADS
        page = await self._search.first_page(SearchQuery(repo_type, text, sort, page_size=_PAGE))
        return page.items
