"""Addresses of a repository's pages, and what a link in a card leads to."""

from __future__ import annotations

from urllib.parse import quote

from hubdesk.core.errors import HubDeskError
from hubdesk.core.types import RepoDetails, RepoFile, RepoRef
from hubdesk.hub.address import Address, parse_address

_OPENED_OUTSIDE = frozenset({"http", "https", "mailto"})


def page_url(endpoint: str, ref: RepoRef, revision: str = "") -> str:
    """The repository's page; of a revision, its files."""
    page = f"{endpoint}/{quote(ref.web_path)}"
    return page if revision in ("", "main") else f"{page}/tree/{quote(revision, safe='')}"


def file_url(endpoint: str, details: RepoDetails, file: RepoFile) -> str:
    """The page of a file or folder."""
    kind = "tree" if file.is_folder else "blob"
    revision = quote(details.revision, safe="")
    return f"{endpoint}/{quote(details.ref.web_path)}/{kind}/{revision}/{quote(file.path)}"


def inside_address(url: str, endpoint: str) -> Address | None:
    """The repository of this Hub that the link names; None where it leads elsewhere.

    One part alone is nearly always a person's or organisation's page, seldom a model without an owner.
    """
    if not url.startswith(("http://", "https://", "hf://")):
        return None
    try:
        address = parse_address(url, endpoint=endpoint)
    except HubDeskError:
        return None
    return address if address is not None and address.ref.owner else None


def may_open_outside(url: str) -> bool:
    """Whether the browser may get it: pages and mail, nothing that runs or reads this computer."""
    return url.partition(":")[0].lower() in _OPENED_OUTSIDE
