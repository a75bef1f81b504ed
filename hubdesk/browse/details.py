"""What the details view shows of one repository, remembered for as long as it cannot change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.types import Commit, Page, RepoDetails, RepoFile, RepoRef, RepoRefs
from hubdesk.hub.gateway import HubGateway

Value = TypeVar("Value")

CARD = "README.md"


class Remembered(Generic[Value]):
    """The most recently used answers, up to a number of them."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._values: OrderedDict[Hashable, Value] = OrderedDict()

    async def get(self, key: Hashable, ask: Callable[[], Awaitable[Value]]) -> Value:
        """The answer under this key, asked for if it is not known."""
        if key in self._values:
            self._values.move_to_end(key)
            return self._values[key]
        value = await ask()
        self._values[key] = value
        while len(self._values) > self._size:
            self._values.popitem(last=False)
        return value


class DetailsService:
    """What a commit holds never changes, so cards and listings are kept by commit; branches are asked every time."""

    def __init__(self, gateway: HubGateway) -> None:
        self._gateway = gateway
        self._cards: Remembered[str] = Remembered(64)
        self._folders: Remembered[tuple[RepoFile, ...]] = Remembered(256)
        self._trees: Remembered[tuple[RepoFile, ...]] = Remembered(8)

    async def load(self, ref: RepoRef, revision: str = "main") -> RepoDetails:
        """Everything about a repository at a branch, tag, PR ref or commit.

        Raises:
            HubDeskError: it failed.
        """
        return await self._gateway.details(ref, revision)

    async def card(self, details: RepoDetails) -> str:
        """The text of its card; empty where it has none.

        Raises:
            HubDeskError: it failed.
        """
        return await self._cards.get((details.ref, details.commit), lambda: self._read_card(details))

    async def files(self, details: RepoDetails, folder: str = "") -> tuple[RepoFile, ...]:
        """One level of its tree, folders first.

        Raises:
            HubDeskError: it failed.
        """
        ref, commit = details.ref, details.commit
        return await self._folders.get((ref, commit, folder), lambda: self._gateway.files(ref, commit, folder))

    async def all_files(self, details: RepoDetails) -> tuple[RepoFile, ...]:
        """Every file of it, without folders.

        Raises:
            HubDeskError: it failed.
        """
        ref, commit = details.ref, details.commit
        return await self._trees.get((ref, commit), lambda: self._gateway.all_files(ref, commit))

    async def refs(self, ref: RepoRef) -> RepoRefs:
        """Branches, tags and pull requests.

        Raises:
            HubDeskError: it failed.
        """
        return await self._gateway.refs(ref)

    async def commits(self, ref: RepoRef, revision: str, cursor: str | None = None) -> Page[Commit]:
        """A page of history, newest first.

        Raises:
            HubDeskError: it failed.
        """
        return await self._gateway.commits(ref, revision, cursor)

    async def _read_card(self, details: RepoDetails) -> str:
        try:
            return await self._gateway.read_text(details.ref, CARD, details.commit)
        except HubDeskError as error:
            if error.kind is ErrorKind.FILE_NOT_FOUND:
                return ""
            raise
