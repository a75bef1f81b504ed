"""What one person may do in the discussions of one repository: talk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property

from hubdesk.localhub.discussions import pulls, thread
from hubdesk.localhub.discussions.book import Book
from hubdesk.localhub.discussions.thread import (
    Comment,
    Discussion,
    Status,
    StatusChange,
    TitleChange,
    Wording,
    new_id,
)
from hubdesk.localhub.facts import Facts
from hubdesk.localhub.git.repo import GitRepo, iso
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.people.permissions import Permission
from hubdesk.localhub.people.viewer import Viewer
from hubdesk.localhub.records import key_of
from hubdesk.localhub.refusal import Refusal, bad_request, forbidden

LONGEST_TITLE, _SHORTEST_TITLE, _LONGEST_TEXT = 200, 3, 65_536


class Community:
    """The discussions of one repository, as far as one person may take part."""

    def __init__(self, hub: Hub, facts: Facts, viewer: Viewer) -> None:
        self._hub = hub
        self.facts = facts
        self._viewer = viewer
        self._book = Book(hub.records)

    @cached_property
    def repo(self) -> GitRepo:
        """The files it is about; whoever changes a discussion holds their lock."""
        return self._hub.open(self.facts)

    def all(self) -> list[Discussion]:
        """Every discussion, newest first."""
        if self.facts.own:
            self._hub.open(self.facts)  # the made-up ones come with the files
        return self._book.all(self.facts)

    def find(self, num: int) -> Discussion:
        """The discussion of this number, with all that happened to its branch.

        Raises:
            Refusal: 404, there is none.
        """
        with self.repo.lock:
            known = self._book.find(self.facts, num)
            if known is None:
                raise Refusal(404, "Discussion not found")
            if known.pull is None:
                return known
            now = pulls.settled(self.repo, known, known.pull) if known.pull.merging_onto else known
            if now.status.ongoing and now.pull:
                now = pulls.with_new_commits(self.repo, now, now.pull)
            return known if now == known else self._book.put(self.facts, now)

    def start(self, title: str, text: str) -> Discussion:
        """Open a discussion."""
        return self._book.put(self.facts, self._opened(title, text))

    def comment(self, num: int, text: str) -> Comment:
        """Say something."""
        with self.repo.lock:
            said = thread.say(new_id(), self._viewer.name, iso(datetime.now(UTC)), _checked_text(text, needed=True))
            self._change(self.find(num).with_event(said))
            return said

    def edit(self, num: int, comment_id: str, text: str) -> Comment:
        """Give a comment another wording; its author and those who may write to the repository."""
        with self.repo.lock:
            discussion, comment = self._find_comment(num, comment_id)
            self._must_be(comment.author, "edit this comment")
            if comment.hidden_by:
                raise forbidden("A hidden comment cannot be edited")
            wording = Wording(_checked_text(text, needed=True), self._viewer.name, iso(datetime.now(UTC)))
            edited = replace(comment, wordings=(*comment.wordings, wording))
            self._change(discussion.with_comment(edited))
            return edited

    def hide(self, num: int, comment_id: str) -> Comment:
        """Forget for good what a comment said."""
        with self.repo.lock:
            discussion, comment = self._find_comment(num, comment_id)
            self._must_be(comment.author, "hide this comment")
            if comment.hidden_by:
                return comment
            nothing = Wording(thread.HIDDEN, comment.author, iso(datetime.now(UTC)))
            hidden = replace(comment, wordings=(nothing,), hidden_by=self._viewer.name)
            self._change(discussion.with_comment(hidden))
            return hidden

    def rename(self, num: int, title: str) -> TitleChange:
        """Give it another title."""
        with self.repo.lock:
            discussion = self.find(num)
            self._must_be(discussion.author, "rename this discussion")
            now = iso(datetime.now(UTC))
            change = TitleChange(new_id(), self._viewer.name, now, discussion.title, _checked_title(title))
            self._change(discussion.with_event(change))
            return change

    def set_status(self, num: int, status: str, text: str = "") -> StatusChange:
        """Close it, open it again, or publish a draft; perhaps with a comment."""
        if status not in (Status.OPEN, Status.CLOSED):
            raise bad_request("The status must be open or closed")
        with self.repo.lock:
            discussion = self.find(num)
            self._must_be(discussion.author, "change the status of this discussion")
            if discussion.status is Status.MERGED:
                raise bad_request("A merged pull request stays merged")
            if discussion.status == status:
                raise bad_request(f"This discussion is {status} already")
            discussion = self._with_text(discussion, text)
            change = StatusChange(new_id(), self._viewer.name, iso(datetime.now(UTC)), Status(status))
            self._change(discussion.with_event(change))
            return change

    def manages(self, permission: Permission = Permission.DISCUSS) -> bool:
        """Whether the person looks after the repository, with a token that allows it."""
        return self._viewer.may_write(self.facts.author, permission, key_of(self.facts))

    def _opened(self, title: str, text: str) -> Discussion:
        """A new discussion with a number of its own, not yet kept."""
        now = iso(datetime.now(UTC))
        first = thread.say(new_id(), self._viewer.name, now, _checked_text(text))
        opened = Discussion(0, _checked_title(title), self._viewer.name, now, Status.OPEN, (first,))
        return replace(opened, num=self._book.next_number(self.facts))

    def _find_comment(self, num: int, comment_id: str) -> tuple[Discussion, Comment]:
        discussion = self.find(num)
        comment = discussion.comment(comment_id)
        if comment is None:
            raise Refusal(404, "Comment not found")
        return discussion, comment

    def _must_be(self, author: str, what: str, permission: Permission = Permission.DISCUSS) -> None:
        if self._viewer.name != author and not self.manages(permission):
            raise forbidden(f"You don't have the rights to {what}")

    def _with_text(self, discussion: Discussion, text: str) -> Discussion:
        if not text.strip():
            return discussion
        said = thread.say(new_id(), self._viewer.name, iso(datetime.now(UTC)), _checked_text(text))
        return discussion.with_event(said)

    def _change(self, discussion: Discussion) -> None:
        self._book.put(self.facts, discussion)


def _checked_title(title: str) -> str:
    """A title as it is kept.

    Raises:
        Refusal: 400, too short or too long.
    """
    title = " ".join("".join(sign if sign >= " " else " " for sign in title).split())
    if not _SHORTEST_TITLE <= len(title) <= LONGEST_TITLE:
        raise bad_request(f"A title has {_SHORTEST_TITLE} to {LONGEST_TITLE} characters")
    return title


def _checked_text(text: str, *, needed: bool = False) -> str:
    if len(text) > _LONGEST_TEXT:
        raise bad_request(f"A comment has at most {_LONGEST_TEXT} characters")
    if needed and not text.strip():
        raise bad_request("A comment cannot be empty")
    return text
