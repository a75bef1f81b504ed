"""Decides what is searched and when; the panel draws its state and hands it wishes."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from hubdesk.browse.local import LocalRepos
from hubdesk.browse.search import SearchService
from hubdesk.core.errors import ErrorKind, HubDeskError, InputError
from hubdesk.core.tasks import TaskRunner
from hubdesk.core.types import Page, RepoRef, RepoSummary, RepoType, SearchQuery, SortKey
from hubdesk.hub.address import parse_address
from hubdesk.ui.search.filters import ActiveFilter, active_filters, cleared, for_type, without
from hubdesk.ui.search.model import ResultModel, Tail
from hubdesk.ui.search.state import Phase, SearchState, Suggestion

DEBOUNCE_MS = 250
OFFLINE_RETRY_S = 20.0
RATE_LIMIT_RETRY_S = 30.0
_SUGGESTIONS = 3
_ADDRESS_STARTS = ("hf:", "http:", "https:", "huggingface.co/", "hf.co/", "www.huggingface.co/")
_UNREACHED = frozenset({ErrorKind.OFFLINE, ErrorKind.TIMEOUT, ErrorKind.PROXY})


class SearchController(QObject):
    """Debounces, asks, pages, retries and keeps the result model; never paints."""

    query_changed = Signal()
    state_changed = Signal()
    address_opened = Signal(object)  # Address
    address_refused = Signal(object)  # HubDeskError

    def __init__(
        self,
        search: SearchService,
        local: LocalRepos,
        endpoint: str,
        tasks: TaskRunner,
        model: ResultModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._search = search
        self._local = local
        self._endpoint = endpoint
        self._tasks = tasks
        self._model = model
        self._query = SearchQuery()
        self._state = SearchState()
        self._cursor: str | None = None
        self._is_paging = False
        self._may_ask = asyncio.Event()
        self._may_ask.set()
        self._seen: dict[RepoRef, RepoSummary] = {}  # what is on this computer, as the Hub described it last
        self._debounce = QTimer(self, singleShot=True, interval=DEBOUNCE_MS)
        self._debounce.timeout.connect(self.search_now)
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self.search_now)
        self._unsubscribe: Callable[[], None] = local.subscribe(self._on_local_changed)
        self.destroyed.connect(self._unsubscribe)
        self._on_local_changed()

    @property
    def query(self) -> SearchQuery:
        """What the person asks for; rows may still answer an older one."""
        return self._query

    @property
    def state(self) -> SearchState:
        """Where the search stands."""
        return self._state

    def hold(self) -> None:
        """Keep questions back until `release`: whoever answers them is not there yet."""
        self._may_ask.clear()

    def release(self) -> None:
        """Ask what was kept back."""
        self._may_ask.set()

    def start(self) -> None:
        """Ask for the first time and look what is on this computer; later calls do nothing."""
        if self._state.phase is Phase.IDLE and not self._debounce.isActive():
            self.search_now()
            self.refresh_local()

    def type_text(self, text: str) -> None:
        """Follow the words as they are typed; the search waits for a pause. An address waits for Enter."""
        if looks_like_address(text):
            self._debounce.stop()
            self._query = replace(self._query, text=self._state.query.text)  # its first letters were no words
            return
        if text.strip() != self._query.text:
            self._query = replace(self._query, text=text.strip())
            self._debounce.start()

    def submit(self, text: str) -> None:
        """Enter: open an address, or search for the words at once and remember them."""
        if self.open_address(text):
            return
        self._set(replace(self._query, text=text.strip()))
        self._search.remember(text.strip())
        if self._debounce.isActive() or self._state.query != self._query or self._state.phase is not Phase.READY:
            self.search_now()

    def open_address(self, text: str) -> bool:
        """Open what this Hub address names, or refuse it; False when it is no address."""
        try:
            address = parse_address(text.strip(), endpoint=self._endpoint)
        except InputError as error:
            self.address_refused.emit(error)
            return True
        if address is None:
            return False
        self.address_opened.emit(address)
        return True

    def apply(self, query: SearchQuery) -> None:
        """Ask for exactly this, at once."""
        if self._set(query) or self._state.query != query:
            self.search_now()

    def set_type(self, repo_type: RepoType) -> None:
        """Search another type with the same words."""
        self.apply(for_type(self._query, repo_type))

    def set_sort(self, sort: SortKey) -> None:
        """Order the results otherwise."""
        self.apply(replace(self._query, sort=sort))

    def remove_filter(self, taken: ActiveFilter) -> None:
        """Take one filter away."""
        self.apply(without(self._query, taken))

    def clear_filters(self) -> None:
        """Take all filters away and keep the words."""
        self.apply(cleared(self._query))

    def search_now(self) -> None:
        """Ask for the first page; whatever was under way is outdated."""
        self._settle()
        self._enter(replace(self._state, phase=Phase.SEARCHING, query=self._query, suggestions=()))
        self._tasks.latest("search", self._load_first(self._query))

    def load_more(self) -> None:
        """Ask for the next page, once, if there is one."""
        if self._is_paging or self._cursor is None or self._state.phase is not Phase.READY:
            return
        if self._model.tail is not Tail.FAILED:
            self._page_on(self._cursor)

    def retry_more(self) -> None:
        """Ask again for the page that failed."""
        if self._model.tail is Tail.FAILED and self._cursor is not None:
            self._page_on(self._cursor)

    def stop(self) -> None:
        """Stop asking or waiting; the rows stay."""
        if self._state.phase in (Phase.SEARCHING, Phase.WAITING):
            self._settle()
            self._enter(replace(self._state, phase=Phase.STOPPED, error=None, retry_at=None))

    def leave_retry_to_view(self) -> None:
        """The view counts down by itself and asks again; do not do it twice."""
        self._retry.stop()

    def remember(self) -> None:
        """A result was opened: the words were worth keeping."""
        if self._query.text:
            self._search.remember(self._query.text)

    def refresh_local(self) -> None:
        """Look again what is on this computer; the rows' marks follow."""
        self._tasks.latest("search-local", self._local.scan())

    def _set(self, query: SearchQuery) -> bool:
        if query == self._query:
            return False
        self._query = query
        self.query_changed.emit()
        return True

    def _settle(self) -> None:
        self._debounce.stop()
        self._retry.stop()
        self._is_paging = False
        for lane in ("search", "search-more", "search-suggest"):
            self._tasks.cancel(lane)
        self._model.set_tail(Tail.NONE)

    def _enter(self, state: SearchState) -> None:
        self._state = replace(state, rows=len(self._model.summaries))
        self.state_changed.emit()

    async def _load_first(self, query: SearchQuery) -> None:
        await self._may_ask.wait()
        try:
            page = await self._search.first_page(query)
        except HubDeskError as error:
            self._on_failed(query, error)
            return
        self._cursor = page.cursor
        self._keep_local_facts(page)
        self._model.replace(page.items)
        self._enter(SearchState(Phase.READY, query, total=_total(page), has_more=page.cursor is not None))
        if not page.items and active_filters(query):
            self._tasks.latest("search-suggest", self._find_suggestions(query))

    def _on_failed(self, query: SearchQuery, error: HubDeskError) -> None:
        self._cursor = None
        if error.kind is ErrorKind.RATE_LIMITED:
            self._fail_for_now(Phase.WAITING, query, error, error.retry_after or RATE_LIMIT_RETRY_S)
        elif error.kind in _UNREACHED:
            self._model.replace(self._rows_without_network(query), offline=True)
            self._fail_for_now(Phase.OFFLINE, query, error, OFFLINE_RETRY_S)
        else:
            self._enter(SearchState(Phase.FAILED, query, error=error))

    def _fail_for_now(self, phase: Phase, query: SearchQuery, error: HubDeskError, wait_s: float) -> None:
        self._retry.start(round(wait_s * 1000))
        self._enter(SearchState(phase, query, error=error, retry_at=time.monotonic() + wait_s))

    def _rows_without_network(self, query: SearchQuery) -> list[RepoSummary]:
        """What is on this computer first, then what was seen last, both narrowed to the type and the words."""
        seen = {summary.ref: summary for summary in self._model.summaries if _matches(summary.ref, query)}
        here = sorted((ref for ref in self._local.known() if _matches(ref, query)), key=lambda ref: ref.repo_id.lower())
        local = [seen.pop(ref, self._seen.get(ref, RepoSummary(ref))) for ref in here]
        return [*local, *seen.values()]

    def _keep_local_facts(self, page: Page[RepoSummary]) -> None:
        local = self._local.known()
        self._seen.update({summary.ref: summary for summary in page.items if summary.ref in local})

    def _page_on(self, cursor: str) -> None:
        self._is_paging = True
        self._model.set_tail(Tail.LOADING)
        self._tasks.latest("search-more", self._load_next(self._state.query, cursor))

    async def _load_next(self, query: SearchQuery, cursor: str) -> None:
        try:
            page = await self._search.next_page(query, cursor)
        except HubDeskError as error:
            self._is_paging = False
            self._model.set_tail(Tail.FAILED)
            self._enter(replace(self._state, error=error))
            return
        self._is_paging = False
        self._cursor = page.cursor
        self._model.set_tail(Tail.NONE)
        self._keep_local_facts(page)
        self._model.append(page.items)
        total = page.total if page.total is not None else self._state.total
        self._enter(replace(self._state, total=total, has_more=page.cursor is not None, error=None))

    async def _find_suggestions(self, query: SearchQuery) -> None:
        """Count what there would be without each filter, one question for each of a few."""
        found: list[Suggestion] = []
        for candidate in active_filters(query)[:_SUGGESTIONS]:
            try:
                page = await self._search.first_page(replace(without(query, candidate), page_size=1))
            except HubDeskError:
                return  # an extra; the empty state says what matters
            if page.total:
                found.append(Suggestion(candidate, page.total))
                self._enter(replace(self._state, suggestions=tuple(found)))

    def _on_local_changed(self) -> None:
        self._model.set_local(self._local.known())


def looks_like_address(text: str) -> bool:
    """Whether this is the start of an address rather than words to search for."""
    return text.strip().lower().startswith(_ADDRESS_STARTS)


def _total(page: Page[RepoSummary]) -> int | None:
    if page.total is None and page.cursor is None:
        return len(page.items)
    return page.total


def _matches(ref: RepoRef, query: SearchQuery) -> bool:
    words = query.text.lower().split()
    return ref.repo_type is query.repo_type and all(word in ref.repo_id.lower() for word in words)
