"""Which large files a commit may name: to know a sha256 is not to have the file."""

from __future__ import annotations

from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.git.repo import git_oid
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.lfs import Recipe, StoredFile, pointer
from hubdesk.localhub.people.viewer import Viewer
from hubdesk.localhub.records import Records, key_of

_SENT = "large-files-sent"


def note_sent(records: Records, repo: str, sha256: str) -> None:
    """All bytes of a large file arrived for a repository (its `repo_key`), or were handed on to it."""
    records.put(_SENT, repo, sha256, content={})


class Possession:
    """The large files that one person may commit to one repository."""

    def __init__(self, hub: Hub, facts: Facts, viewer: Viewer) -> None:
        self._hub, self._facts, self._viewer = hub, facts, viewer

    def find(self, sha256: str) -> StoredFile | Recipe | None:
        """A file that the repository has, that was sent for it, or that the person may read elsewhere."""
        stored = self._found(sha256)
        if stored is not None and (self._arrived(sha256, stored.size) or self._may_read(sha256, stored.size)):
            return stored
        return None

    def arrived(self, sha256: str) -> StoredFile | Recipe | None:
        """A file that the repository has, or that was sent for it: nobody needs to send it again."""
        stored = self._found(sha256)
        return stored if stored is not None and self._arrived(sha256, stored.size) else None

    def _found(self, sha256: str) -> StoredFile | Recipe | None:
        self._hub.xet.collect(key_of(self._facts), (sha256,))
        return self._hub.lfs.find(sha256)

    def _arrived(self, sha256: str, size: int) -> bool:
        repo = key_of(self._facts)
        return (
            self._hub.open(self._facts).has_large(sha256, size)
            or self._hub.records.get(_SENT, repo, sha256) is not None
            or self._hub.xet.was_sent(repo, sha256)
        )

    def _may_read(self, sha256: str, size: int) -> bool:
        for path in self._hub.git.holders(git_oid(pointer(sha256, size))):
            shelf = self._hub.shelves[Kind(path.parent.name)]
            facts = next((each for each in shelf.all() if self._hub.git.path(each.kind, each.id) == path), None)
            if facts is None or facts.disabled or not self._viewer.may_see(facts):
                continue
            if self._hub.may_read_files(facts, self._viewer) and self._hub.open(facts).has_large(sha256, size):
                return True
        return False
