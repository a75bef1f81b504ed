"""One repository: what it is, its refs and its history."""

from __future__ import annotations

from urllib.parse import quote

from hubdesk.core.errors import ErrorKind, HubError
from hubdesk.core.types import CardFinding, Commit, Identity, Page, RepoDetails, RepoRef, RepoRefs, RepoType, TagInfo
from hubdesk.hub import convert
from hubdesk.hub.trust import check_revision
from hubdesk.hub.wire import Wire, api_path


def fetch_details(wire: Wire, ref: RepoRef, revision: str) -> RepoDetails:
    """Everything about a repository at a revision.

    Raises:
        HubDeskError: it failed.
    """
    params = [("securityStatus", "true")] if ref.repo_type is RepoType.MODEL else []
    answer = wire.get_json(api_path(ref, f"/revision/{quote(check_revision(revision), safe='')}"), params)
    return convert.details(answer.data, ref.repo_type, revision)


def fetch_refs(wire: Wire, ref: RepoRef) -> RepoRefs:
    """Branches, tags and pull-request refs.

    Raises:
        HubDeskError: it failed.
    """
    return convert.refs(wire.get_json(api_path(ref, "/refs"), [("include_prs", "1")]).data)


def fetch_commits(wire: Wire, ref: RepoRef, revision: str, cursor: str | None) -> Page[Commit]:
    """A page of history, newest first.

    Raises:
        HubDeskError: it failed.
    """
    answer = wire.get_json(cursor or api_path(ref, f"/commits/{quote(check_revision(revision), safe='')}"))
    total = answer.headers.get("x-total-count", "")
    return Page(
        items=convert.commits(answer.data),
        cursor=answer.next_url if answer.next_url != cursor else None,
        total=int(total) if total.isascii() and total.isdigit() else None,
    )


def fetch_identity(wire: Wire) -> Identity:
    """Who the token belongs to.

    Raises:
        HubDeskError: it failed; UNAUTHORIZED without a token.
    """
    if not wire.has_token():
        raise HubError(ErrorKind.UNAUTHORIZED, "no token")
    return convert.identity(wire.get_json("/api/whoami-v2").data)


def fetch_tags(wire: Wire, repo_type: RepoType) -> dict[str, tuple[TagInfo, ...]]:
    """What the Hub offers for filtering; nothing for Spaces.

    Raises:
        HubDeskError: it failed.
    """
    if repo_type is RepoType.SPACE:
        return {}
    return convert.tags_by_type(wire.get_json(f"/api/{repo_type.api_name}-tags-by-type").data)


def check_card(wire: Wire, content: str, repo_type: RepoType) -> tuple[CardFinding, ...]:
    """What the Hub finds wrong with a card's metadata.

    Raises:
        HubDeskError: it could not be asked.
    """
    body = {"content": content, "repoType": repo_type.value}
    answer = wire.post_json("/api/validate-yaml", body, accept=frozenset({400}))
    return convert.findings(answer.data)
