"""The only door to the Hub: async methods over blocking requests on the pool."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from hubdesk.core.errors import ErrorKind, InputError
from hubdesk.core.types import (
    CardFinding,
    Commit,
    Connection,
    Identity,
    Page,
    RepoDetails,
    RepoFile,
    RepoRef,
    RepoRefs,
    RepoSummary,
    RepoType,
    SearchQuery,
    TagInfo,
)
from hubdesk.hub import content, preupload, reach, repo, search
from hubdesk.hub.limits import Limits
from hubdesk.hub.pool import HubPool
from hubdesk.hub.preupload import UploadAdvice, UploadSample
from hubdesk.hub.translate import translate_errors
from hubdesk.hub.trust import is_repo_id, origin
from hubdesk.hub.wire import Wire

T = TypeVar("T")


class HubGateway:
    """Everything HubDesk asks of one Hub. Raises HubDeskError and nothing else; cancelling abandons a request."""

    def __init__(
        self,
        connection: Connection,
        pool: HubPool,
        token: Callable[[], str | None],
        *,
        limits: Limits | None = None,
    ) -> None:
        self.connection = connection
        self._pool = pool
        self._wire = Wire(connection.endpoint, token, limits)
        self._tags: dict[RepoType, Mapping[str, tuple[TagInfo, ...]]] = {}

    async def search(self, query: SearchQuery, cursor: str | None = None) -> Page[RepoSummary]:
        """A page of results; `cursor` is that of the page before.

        Raises:
            HubDeskError: it failed.
        """
        return await self._ask("search", "", search.fetch_page, query, cursor)

    async def details(self, ref: RepoRef, revision: str = "main") -> RepoDetails:
        """Everything about a repository at a branch, tag, PR ref or commit.

        Raises:
            HubDeskError: it failed.
        """
        return await self._ask_about(ref, repo.fetch_details, revision)

    async def files(self, ref: RepoRef, commit: str, folder: str = "") -> tuple[RepoFile, ...]:
        """One level of the tree, folders first.

        Raises:
            HubDeskError: it failed; UNTRUSTED where the server names an unsafe path.
        """
        return await self._ask_about(ref, content.list_folder, commit, folder)

    async def all_files(self, ref: RepoRef, commit: str) -> tuple[RepoFile, ...]:
        """Every file, without folders.

        Raises:
            HubDeskError: it failed; UNTRUSTED where the server names an unsafe path.
        """
        return await self._ask_about(ref, content.list_all, commit)

    async def refs(self, ref: RepoRef) -> RepoRefs:
        """Branches, tags and pull-request refs.

        Raises:
            HubDeskError: it failed.
        """
        return await self._ask_about(ref, repo.fetch_refs)

    async def commits(self, ref: RepoRef, revision: str, cursor: str | None = None) -> Page[Commit]:
        """A page of history, newest first.

        Raises:
            HubDeskError: it failed.
        """
        return await self._ask_about(ref, repo.fetch_commits, revision, cursor)

    async def read_text(self, ref: RepoRef, path: str, revision: str, *, max_bytes: int = 5_000_000) -> str:
        """A file as text, with what is no UTF-8 replaced.

        Raises:
            HubDeskError: it failed; FILE_NOT_FOUND, or TOO_LARGE above `max_bytes`.
        """
        return await self._ask_about(ref, content.read_text, path, revision, max_bytes)

    async def fetch(
        self, url: str, *, max_bytes: int, allowed: Callable[[str], bool] | None = None
    ) -> tuple[bytes, str]:
        """Any https address (or one of the connection's own origin), and its content type.

        `allowed` is asked about each foreign address, those of redirects included.

        Raises:
            HubDeskError: it failed; UNTRUSTED for a private address or one that is not allowed.
        """

        def call() -> tuple[bytes, str]:
            with translate_errors(origin(url)[1]):
                return self._wire.get_foreign(url, max_bytes=max_bytes, allowed=allowed)

        return await self._pool.run(call, lane="images")

    async def whoami(self) -> Identity:
        """Who the token belongs to. The Hub limits this strictly: keep the answer.

        Raises:
            HubDeskError: it failed; UNAUTHORIZED without a token.
        """
        return await self._ask("account", "", repo.fetch_identity)

    async def tags(self, repo_type: RepoType) -> Mapping[str, tuple[TagInfo, ...]]:
        """The values the Hub offers for filtering, by kind; asked once.

        Raises:
            HubDeskError: it failed.
        """
        if repo_type not in self._tags:
            self._tags[repo_type] = await self._ask("search", "", repo.fetch_tags, repo_type)
        return self._tags[repo_type]

    async def validate_card(self, text: str, repo_type: RepoType) -> tuple[CardFinding, ...]:
        """What the Hub finds wrong with a card's metadata; empty where it is content.

        Raises:
            HubDeskError: it could not be asked.
        """
        return await self._ask("card", "", repo.check_card, text, repo_type)

    async def check_read(self, ref: RepoRef) -> None:
        """Return, if the files of a repository may be read.

        Raises:
            HubDeskError: GATED, UNAUTHORIZED and the like, or it could not be asked.
        """
        await self._ask_about(ref, reach.check_read)

    async def check_there(self) -> None:
        """Return, if the Hub answers at all.

        Raises:
            HubDeskError: it is not reached, or is out of order.
        """
        await self._ask("probe", "", reach.check_there)

    async def check_write(self, ref: RepoRef) -> None:
        """Return, if the token may commit to a repository.

        Raises:
            HubDeskError: UNAUTHORIZED without a token, FORBIDDEN with one that may not, or it could not be asked.
        """
        await self._ask_about(ref, preupload.check_write)

    async def ask_how(
        self,
        ref: RepoRef,
        revision: str,
        samples: Sequence[UploadSample],
        *,
        git_ignore: str | None = None,
        create_pr: bool = False,
    ) -> tuple[UploadAdvice, ...]:
        """How the Hub wants these files, at most 256 of them, to be sent; `git_ignore` replaces the repository's rules.

        Raises:
            HubDeskError: it failed.
        """
        return await self._ask_about(ref, preupload.ask_how, revision, samples, git_ignore, create_pr)

    def close(self) -> None:
        """Close every connection to the Hub; requests under way fail."""
        self._wire.close()

    async def _ask_about(self, ref: RepoRef, function: Callable[..., T], *args: Any) -> T:  # noqa: ANN401 - as given
        if not is_repo_id(ref.repo_id):
            raise InputError(ErrorKind.BAD_REPO_ID, subject=ref.repo_id)
        return await self._ask("details", ref.repo_id, function, ref, *args)

    async def _ask(self, lane: str, subject: str, function: Callable[..., T], *args: Any) -> T:  # noqa: ANN401 - as given
        def call() -> T:
            with translate_errors(subject):
                return function(self._wire, *args)

        return await self._pool.run(call, lane=lane)
