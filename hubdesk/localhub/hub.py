"""The practice Hub without its wire: who may see what, and repositories that are made when first opened."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hubdesk.localhub import catalogue, refusal
from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.git.repo import GitRepo
from hubdesk.localhub.git.store import GitStore
from hubdesk.localhub.lfs import LfsStore
from hubdesk.localhub.making import people as made
from hubdesk.localhub.making.plan import write
from hubdesk.localhub.people.cast import PEOPLE
from hubdesk.localhub.people.viewer import Viewer
from hubdesk.localhub.records import Records, key_of, repo_key
from hubdesk.localhub.shelf import Shelf
from hubdesk.localhub.state import State


class Hub:
    """Everything on one data dir. `models_file` replaces the shipped models; `empty` leaves the catalogue out."""

    def __init__(self, data: Path, *, models_file: Path | None = None, empty: bool = False) -> None:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.state = State(data / "state.json")
        self.records = Records(data / "records.db")
        self.git = GitStore(data / "git")
        self.lfs = LfsStore(data / "lfs")
        self.shelves = {kind: self._shelf(kind, models_file, empty) for kind in Kind}
        self._aliases = catalogue.aliases(self.shelves[Kind.MODEL].all())
        self._people = {self.state.tokens[person.name]: person for person in PEOPLE}
        self._making: dict[tuple[Kind, str], threading.Lock] = {}
        self._making_guard = threading.Lock()

    def _shelf(self, kind: Kind, models_file: Path | None, empty: bool) -> Shelf:
        rows = [] if empty else catalogue.load(kind, models_file)
        granted = [replace(row, granted=("minji",)) if row.id in made.GRANTED else row for row in rows]
        return Shelf(kind, self.state.apply(kind, [*granted, *made.owned(kind)]))

    def viewer(self, token: str | None) -> Viewer:
        """Whose token it is.

        Raises:
            Refusal: 401, nobody's.
        """
        if token is None:
            return Viewer()
        if (person := self._people.get(token)) is None:
            raise refusal.bad_token()
        return Viewer(person)

    def find(self, kind: Kind, repo_id: str, viewer: Viewer) -> Facts:
        """A repository this person may see.

        Raises:
            Refusal: 404 (401 for anonymous): missing or private; 403: disabled.
        """
        facts = self.peek(kind, repo_id)
        if facts is None or not viewer.may_see(facts):
            raise refusal.repo_not_found(anonymous=viewer.anonymous)
        if facts.disabled:
            raise refusal.disabled()
        return facts

    def peek(self, kind: Kind, repo_id: str) -> Facts | None:
        """A repository, whoever asks."""
        facts = self.shelves[kind].get(repo_id)
        if facts is None and kind is Kind.MODEL and repo_id in self._aliases:
            facts = self.shelves[kind].get(self._aliases[repo_id])
        return facts

    def find_files(self, kind: Kind, repo_id: str, viewer: Viewer) -> Facts:
        """A repository whose files this person may read.

        Raises:
            Refusal: as `find`, or 403 (401 for anonymous): gated.
        """
        facts = self.find(kind, repo_id, viewer)
        if not viewer.may_read_files(facts):
            raise refusal.gated(facts.id, kind, anonymous=viewer.anonymous)
        return facts

    def find_to_write(self, kind: Kind, repo_id: str, viewer: Viewer) -> Facts:
        """A repository this person may change.

        Raises:
            Refusal: as `find`, or 403.
        """
        facts = self.find(kind, repo_id, viewer)
        self.check_write(facts.author, viewer)
        return facts

    def find_to_discuss(self, kind: Kind, repo_id: str, viewer: Viewer) -> Facts:
        """A repository where this person may open discussions and pull requests, and comment.

        Raises:
            Refusal: as `find`, or 401, 403.
        """
        facts = self.find(kind, repo_id, viewer)
        if viewer.person is None:
            raise refusal.sign_in()
        if viewer.person.role != "write":
            raise refusal.forbidden(f"The token {viewer.person.token_name} may only read; this needs a write token")
        return facts

    def check_write(self, owner: str, viewer: Viewer) -> None:
        """Refuse who may not change what the owner has.

        Raises:
            Refusal: 401 or 403.
        """
        if viewer.person is None:
            raise refusal.sign_in()
        if viewer.person.role != "write":
            raise refusal.forbidden(f"The token {viewer.person.token_name} may only read; this needs a write token")
        if not viewer.may_write(owner):
            raise refusal.forbidden(f"You don't have the rights to write under the namespace {owner}")

    def open(self, facts: Facts) -> GitRepo:
        """The git repository; made now if nobody opened it before."""
        key = (facts.kind, facts.id)
        if self.git.exists(*key):
            return self.git.open(*key)
        with self._making_lock(key):
            if self.git.exists(*key):
                return self.git.open(*key)
            repo, place = self.git.create(*key)
            write(
                made.plan_for(facts), repo, self.lfs,
                author=facts.author or "huggingface", created=facts.created_at, updated=facts.updated_at,
            )  # fmt: skip
            return self.git.publish(*key, repo, place)

    def change(self, facts: Facts, change: Callable[[Facts], Facts]) -> Facts:
        """Change what is known about a repository, and remember it."""
        with self._making_lock((facts.kind, facts.id)):
            changed = change(self.shelves[facts.kind].get(facts.id) or facts)
            self.shelves[facts.kind].put(changed)
            self.state.put(changed)
            return changed

    def add(self, facts: Facts) -> bool:
        """Add a repository; False if its name is taken."""
        with self._making_lock((facts.kind, facts.id)):
            if self.peek(facts.kind, facts.id):
                return False
            self.shelves[facts.kind].put(facts)
            self.state.put(facts)
            return True

    def remove(self, facts: Facts) -> None:
        """Take a repository away for good."""
        with self._making_lock((facts.kind, facts.id)):
            self.shelves[facts.kind].remove(facts.id)
            self.state.delete(facts.kind, facts.id)
            self.records.forget(key_of(facts))
            self.git.delete(facts.kind, facts.id)

    def rename(self, facts: Facts, repo_id: str) -> None:
        """Give a repository another id."""
        self.open(facts)
        with self._making_lock((facts.kind, facts.id)):
            self.git.move(facts.kind, facts.id, repo_id)
            self.records.rename(key_of(facts), repo_key(facts.kind, repo_id))
            self.shelves[facts.kind].remove(facts.id)
            self.state.delete(facts.kind, facts.id)
            renamed = replace(facts, id=repo_id)
            self.shelves[facts.kind].put(renamed)
            self.state.put(renamed)

    def _making_lock(self, key: tuple[Kind, str]) -> threading.Lock:
        with self._making_guard:
            return self._making.setdefault(key, threading.Lock())
