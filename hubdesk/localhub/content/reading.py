"""Who may read which files."""

from __future__ import annotations

from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.people.viewer import Viewer

# What everybody may read of a gated repository, through /resolve/ and by exactly these names.
_OPEN = frozenset({"README.md", "LICENSE", "LICENSE.md", "LICENSE.txt"})


def readable(hub: Hub, kind: Kind, repo_id: str, path: str, viewer: Viewer, *, raw: bool) -> Facts:
    """The repository, if this person may read this file of it.

    Raises:
        Refusal: as `Hub.find_files`.
    """
    find = hub.find if path in _OPEN and not raw else hub.find_files
    return find(kind, repo_id, viewer)
