"""What one person may do with the pull requests of one repository: offer changes, add to them, merge them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hubdesk.localhub.discussions import pulls, thread
from hubdesk.localhub.discussions.community import LONGEST_TITLE, Community
from hubdesk.localhub.discussions.pulls import NewCommit
from hubdesk.localhub.discussions.thread import Discussion, Pull, Status, StatusChange, new_id
from hubdesk.localhub.git.repo import MAIN, iso
from hubdesk.localhub.learn import main_moved
from hubdesk.localhub.people.permissions import Permission
from hubdesk.localhub.refusal import Refusal, bad_request, forbidden


class Contributions(Community):
    """The discussions of one repository, pull requests and all."""

    def draft(self, title: str, text: str) -> Discussion:
        """Open a pull request; it is a draft, because its branch has no commits of its own yet."""
        with self.repo.lock:
            head = self.repo.ref(MAIN)
            if head is None:
                raise bad_request("The repository has no main branch")
            opened = replace(self._opened(title, text), status=Status.DRAFT, pull=Pull(MAIN, head))
            self.repo.set_ref(opened.ref, head)
            return self._book.put(self.facts, opened)

    def offer(self, commit: NewCommit) -> tuple[str, int]:
        """Open a pull request with a commit; what it says of itself is what the commit says."""
        now = iso(commit.date)
        first = thread.say(new_id(), self._viewer.name, now, commit.description)
        num = self._book.next_number(self.facts)
        title = commit.title[:LONGEST_TITLE]
        opened = Discussion(
            num, title, self._viewer.name, now, Status.OPEN, (first,), Pull(commit.branch, commit.head)
        )  # fmt: skip
        made = commit.write(self.repo, opened.ref, self._viewer.name)
        event = pulls.commit_event(self._viewer.name, commit.date, commit.title, made)
        self._book.put(self.facts, opened.with_event(event))
        return made, num

    def commit(self, commit: NewCommit) -> str:
        """Commit to a branch, which may be that of a pull request."""
        made = commit.write(self.repo, commit.branch, self._viewer.name)
        if num := pulls.pull_number(commit.branch):
            event = pulls.commit_event(self._viewer.name, commit.date, commit.title, made)
            discussion = self._book.find(self.facts, num)
            if discussion:
                self._change(discussion.with_event(event))
        return made

    def check_may_add(self, num: int) -> None:
        """Refuse who may not add commits to a pull request.

        Raises:
            Refusal: 404; 403, it is somebody else's; 400, it is merged or closed.
        """
        discussion = self.find(num)
        self._must_be(discussion.author, "add commits to this pull request", Permission.WRITE)
        if not discussion.status.ongoing:
            raise bad_request(f"This pull request is {discussion.status}: nothing can be added")

    def merge(self, num: int, text: str = "") -> StatusChange:
        """Put a pull request into the branch it is for, as one commit.

        Raises:
            Refusal: 403; 400, it is no open pull request, or changes nothing; 409, it has conflicts.
        """
        now = datetime.now(UTC)
        with self.repo.lock:
            discussion = self.find(num)
            pull = self._check_mergeable(discussion)
            merged = pulls.offer(self.repo, discussion, pull).merged(self.repo)
            if merged.conflicts:
                raise Refusal(409, f"This pull request has merge conflicts: {', '.join(merged.conflicts[:20])}")
            if not merged.changes:
                raise bad_request("This pull request changes nothing")
            discussion = self._with_text(discussion, text)
            self._change(replace(discussion, pull=replace(pull, merging_onto=self.repo.ref(pull.base) or "")))
            commit = pulls.squash(self.repo, discussion, pull, merged.changes, by=self._viewer.name, date=now)
            change = StatusChange(new_id(), self._viewer.name, iso(now), Status.MERGED)
            self._change(pulls.as_merged(discussion, pull, change, commit))
        if pull.base == MAIN:
            main_moved(self._hub, self.facts, self.repo, now)
        return change

    def _check_mergeable(self, discussion: Discussion) -> Pull:
        if discussion.pull is None:
            raise bad_request("This is no pull request")
        if not self.manages(Permission.WRITE):
            raise forbidden("Only those who may write to the repository can merge a pull request")
        if discussion.status is Status.DRAFT:
            raise bad_request("A draft cannot be merged: publish it first")
        if discussion.status is not Status.OPEN:
            raise bad_request(f"This pull request is {discussion.status} already")
        if self.repo.ref(discussion.pull.base) is None:
            raise bad_request("The branch this pull request is for is gone")
        return discussion.pull
