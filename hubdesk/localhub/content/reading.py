"""Who may read which files."""

from __future__ import annotations

from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.people.viewer import Viewer

_OPEN = frozenset({"README.md", ".gitattributes"})  # what everybody may read of a gated repository


def readable(hub: Hub, kind: Kind, repo_id: str, path: str, viewer: Viewer) -> Facts:
    """The repository, if this person may read this file of it.

    Raises:
        Refusal: as `Hub.find_files`.
    """
    find = hub.find if path in _OPEN else hub.find_files
    return find(kind, repo_id, viewer)
