"""The practice Hub without its wire: who may see what, and repositories that are made when first opened."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hubdesk.localhub import catalogue, refusal
from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.git.repo import GitRepo, iso
from hubdesk.localhub.git.store import GitStore
from hubdesk.localhub.lfs import LfsStore
from hubdesk.localhub.making import people as made
from hubdesk.localhub.making import talk
from hubdesk.localhub.making.likers import with_likers
from hubdesk.localhub.making.plan import write
from hubdesk.localhub.names import Moved, Names
from hubdesk.localhub.people.gate import Gate
from hubdesk.localhub.people.keyring import Keyring
from hubdesk.localhub.people.oauth import OAuth
from hubdesk.localhub.people.permissions import Permission
from hubdesk.localhub.people.viewer import Viewer
from hubdesk.localhub.records import Records, key_of, repo_key
from hubdesk.localhub.shelf import Shelf
from hubdesk.localhub.social.collections import Collections
from hubdesk.localhub.state import State
from hubdesk.localhub.xet.files import XetFiles

_RENAMING = "renaming"  # the collection of what is being renamed


class Hub:
    """Everything on one data dir. `models_file` replaces the shipped models; `empty` leaves the catalogue out."""

    def __init__(self, data: Path, *, models_file: Path | None = None, empty: bool = False) -> None:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.state = State(data / "state.json")
        self.records = Records(data / "records.db")
        self.git = GitStore(data / "git")
        self.lfs = LfsStore(data / "lfs")
        self.xet = XetFiles(data / "xet", self.records, self.lfs)
        self.shelves = {kind: self._shelf(kind, models_file, empty) for kind in Kind}
        old = {(Kind.MODEL, name): to for name, to in catalogue.aliases(self.shelves[Kind.MODEL].all()).items()}
        self.names = Names(self.records, {**old, **made.FORMER_NAMES})
        self.keyring = Keyring(self.state.tokens, self.state.created, self.records)
        self.oauth = OAuth(self.keyring, self.records)
        self.gate = Gate(self.records)
        self.collections = Collections(self.records)
        self._making: dict[tuple[Kind, str], threading.Lock] = {}
        self._making_guard = threading.Lock()
        for (kind, name), renaming in self.records.below(_RENAMING):
            self._rename(Kind(kind), name, renaming["to"])

    def _shelf(self, kind: Kind, models_file: Path | None, empty: bool) -> Shelf:
        rows = [] if empty else catalogue.load(kind, models_file)
        return Shelf(kind, self.state.apply(kind, map(with_likers, [*rows, *made.owned(kind)])))

    def viewer(self, secret: str | None) -> Viewer:
        """Whose token it is.

        Raises:
            Refusal: 401, nobody's, or it has expired.
        """
        if secret is None:
            return Viewer()
        if (token := self.keyring.find(secret)) is None:
            raise refusal.bad_token()
        if token.expires and token.expires <= iso(datetime.now(UTC)):
            raise refusal.expired_token(token.name)
        return Viewer(token)

    def find(self, kind: Kind, repo_id: str, viewer: Viewer) -> Facts:
        """A repository this person may see.

        Raises:
            Refusal: 404 (401 for anonymous): missing or private; 403: disabled.
            Moved: it has another name now.
        """
        facts = self.peek(kind, repo_id)
        if facts is None and (name := self.names.today(kind, repo_id)):
            facts = self.peek(kind, name)
            if facts is not None and viewer.may_see(facts):
                raise Moved(kind, repo_id, name)
        if facts is None or not viewer.may_see(facts):
            raise refusal.repo_not_found(anonymous=viewer.anonymous)
        if facts.disabled:
            raise refusal.disabled()
        return facts

    def peek(self, kind: Kind, repo_id: str) -> Facts | None:
        """A repository, whoever asks."""
        return self.shelves[kind].get(repo_id)

    def find_files(self, kind: Kind, repo_id: str, viewer: Viewer) -> Facts:
        """A repository whose files this person may read.

        Raises:
            Refusal: as `find`, or 403 (401 for anonymous): gated.
        """
        facts = self.find(kind, repo_id, viewer)
        self.gate.check(facts, viewer)
        return facts

    def may_read_files(self, facts: Facts, viewer: Viewer) -> bool:
        """Whether `find_files` would find it; to others the Hub hides also the sha256 of large files."""
        return self.gate.is_open(facts, viewer)

    def find_to_write(
        self, kind: Kind, repo_id: str, viewer: Viewer, permission: Permission = Permission.WRITE
    ) -> Facts:
        """A repository this person may change, with a token that allows it.

        Raises:
            Refusal: as `find`, or 401, 403.
        """
        facts = self.find(kind, repo_id, viewer)
        if viewer.anonymous:
            raise refusal.sign_in()
        if not viewer.may_write(facts.author, permission, key_of(facts)):
            raise refusal.read_only()
        return facts

    def find_to_discuss(self, kind: Kind, repo_id: str, viewer: Viewer) -> Facts:
        """A repository where this person may open discussions and pull requests, and comment.

        Raises:
            Refusal: as `find`, or 401, 403.
        """
        facts = self.find(kind, repo_id, viewer)
        if viewer.anonymous:
            raise refusal.sign_in()
        if not viewer.may_discuss(facts):
            raise refusal.read_only()
        return facts

    def find_to_upload(self, kind: Kind, repo_id: str, viewer: Viewer) -> Facts:
        """A repository this person may send large files to: to commit them, or to offer them in a pull request.

        Raises:
            Refusal: as `find_to_write`, or as `find_files`.
        """
        facts = self.find(kind, repo_id, viewer)
        writes = viewer.may_write(facts.author, Permission.WRITE, key_of(facts))
        if writes or not viewer.may_discuss(facts):
            return self.find_to_write(kind, repo_id, viewer)
        return self.find_files(kind, repo_id, viewer)

    def check_write(self, owner: str, viewer: Viewer, permission: Permission = Permission.WRITE) -> None:
        """Refuse who may not add to what the owner has: repositories, or what else the permission names.

        Raises:
            Refusal: 401 or 403.
        """
        if viewer.anonymous:
            raise refusal.sign_in()
        if not viewer.may_write(owner, permission):
            raise refusal.forbidden(f"You don't have the rights to write under the namespace {owner}")

    def open(self, facts: Facts) -> GitRepo:
        """The git repository; made now if nobody opened it before."""
        key = (facts.kind, facts.id)
        if self.git.exists(*key):
            return self.git.open(*key)
        with self._making_lock(key):
            if self.git.exists(*key):
                return self.git.open(*key)
            if self.peek(*key) is None:
                raise refusal.repo_not_found(anonymous=False)  # it was taken away meanwhile
            repo, place = self.git.create(*key)
            write(
                made.plan_for(facts), repo, self.lfs,
                author=facts.author or "huggingface", created=facts.created_at, updated=facts.updated_at,
            )  # fmt: skip
            talk.begin(facts, repo, self.lfs, self.records)
            return self.git.publish(*key, repo, place)

    def change(self, facts: Facts, change: Callable[[Facts], Facts]) -> Facts:
        """Change what is known about a repository, and remember it.

        `change` may take the lock of the repository's files, so nobody who calls this may hold that already.

        Raises:
            Refusal: 404, it was taken away or renamed meanwhile.
        """
        with self._making_lock((facts.kind, facts.id)):
            known = self.peek(facts.kind, facts.id)
            if known is None or known.id != facts.id:
                raise refusal.repo_not_found(anonymous=False)
            changed = change(known)
            self.shelves[facts.kind].put(changed)
            self.state.put(changed)
            return changed

    def add(self, facts: Facts) -> bool:
        """Add a repository; False if its name is taken."""
        with self._making_lock((facts.kind, facts.id)):
            return self._add(facts, lambda: None)

    def duplicate(self, source: Facts, facts: Facts) -> bool:
        """Add a repository that begins with all commits of another; False if its name is taken."""
        repo = self.open(source)
        with self._making_lock((facts.kind, facts.id)):
            return self._add(facts, lambda: self.git.copy(repo, facts.kind, facts.id))

    def _add(self, facts: Facts, fill: Callable[[], None]) -> bool:
        if self.peek(facts.kind, facts.id):
            return False
        self.git.delete(facts.kind, facts.id)  # what a process left behind that was killed while it deleted or copied
        self.records.forget(key_of(facts))
        fill()
        self.names.taken(facts.kind, facts.id)
        self.state.put(facts)
        self.shelves[facts.kind].put(facts)
        return True

    def remove(self, facts: Facts) -> None:
        """Take a repository away for good."""
        with self._making_lock((facts.kind, facts.id)):
            self.shelves[facts.kind].remove(facts.id)
            self.state.delete(facts.kind, facts.id)
            self.names.taken(facts.kind, facts.id)
            self.records.forget(key_of(facts))
            self.git.delete(facts.kind, facts.id)

    def rename(self, facts: Facts, repo_id: str) -> bool:
        """Give a repository another id, and lead from the old one there; False if the new one is taken."""
        self.open(facts)
        first, second = sorted(((facts.kind, facts.id), (facts.kind, repo_id)))
        with self._making_lock(first), self._making_lock(second):
            if (taken := self.peek(facts.kind, repo_id)) and taken.id != facts.id:
                return False
            self.records.put(_RENAMING, facts.kind.value, facts.id, content={"to": repo_id})
            self._rename(facts.kind, facts.id, repo_id)
            return True

    def _rename(self, kind: Kind, old: str, new: str) -> None:
        """Each step can be repeated: a process that is killed in between goes on when it starts again."""
        self.git.move(kind, old, new)
        if (facts := self.peek(kind, old)) is not None and facts.id == old:
            self.state.rename(facts, replace(facts, id=new))
            self.shelves[kind].remove(old)
            self.shelves[kind].put(replace(facts, id=new))
        with self.records.together():
            self.records.rename(repo_key(kind, old), repo_key(kind, new))
            self.names.moved(kind, old, new)
            self.records.delete(_RENAMING, kind.value, old)

    def _making_lock(self, key: tuple[Kind, str]) -> threading.Lock:
        with self._making_guard:
            return self._making.setdefault(key, threading.Lock())
