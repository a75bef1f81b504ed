"""The git side of pull requests: their branch, what they change, and how they get into the branch they are for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from hubdesk.localhub.discussions.thread import Commit, Discussion, Pull, Status, StatusChange, new_id
from hubdesk.localhub.git.diff import diff_commits
from hubdesk.localhub.git.merge import Merged, commits_since, merge_base, merge_commits
from hubdesk.localhub.git.repo import GitRepo, LogEntry, iso
from hubdesk.localhub.people.cast import person_named

_DOMAIN = "users.noreply.practice.invalid"
_WITH = re.compile(rf"^Co-authored-by: .{{1,200}} <([^<>@\s]{{1,100}})@{re.escape(_DOMAIN)}>$", re.MULTILINE)
_REF = re.compile(r"refs/pr/([1-9][0-9]{0,8})")


@dataclass(frozen=True, slots=True)
class NewCommit:
    """What somebody wants to commit on top of a branch; None takes a file away."""

    branch: str
    head: str
    files: Mapping[str, bytes | None]
    title: str
    description: str
    date: datetime

    def write(self, repo: GitRepo, branch: str, author: str) -> str:
        """Commit it, to this branch or another that begins at the same place."""
        return repo.commit(
            branch, self.head, self.files,
            author=author, title=self.title, description=self.description, date=self.date,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """What a pull request would change now."""

    start: str  # where its branch left the one it is for
    onto: str  # where that one is
    head: str

    def merged(self, repo: GitRepo) -> Merged:
        """Its changes on top of the branch it is for."""
        return merge_commits(repo, self.start, self.onto, self.head)

    def diff(self, repo: GitRepo) -> str:
        """Its changes alone, as git writes them."""
        return diff_commits(repo, self.start, self.head)


def pull_number(revision: str) -> int:
    """The number of the pull request whose branch this is; 0 if it is none."""
    matched = _REF.fullmatch(revision)
    return int(matched[1]) if matched else 0


def offer(repo: GitRepo, discussion: Discussion, pull: Pull) -> Offer:
    """What a pull request would change now; a branch that is gone counts as unchanged."""
    head = repo.ref(discussion.ref) or pull.start
    onto = repo.ref(pull.base) or pull.start
    return Offer(merge_base(repo, onto, head) or pull.start, onto, head)


def with_new_commits(repo: GitRepo, discussion: Discussion, pull: Pull) -> Discussion:
    """With an event for each commit that got into its branch by other ways than ours, such as git itself."""
    known = {event.oid for event in discussion.commits}
    found = offer(repo, discussion, pull)
    missing = [oid for oid in commits_since(repo, found.start, found.head) if oid not in known]
    for oid in missing:
        entry = repo.log(oid, limit=1)[0]
        discussion = discussion.with_event(Commit(new_id(), entry.author, entry.date, entry.title, oid))
    return discussion


def squash(
    repo: GitRepo, discussion: Discussion, pull: Pull, changes: Mapping[str, bytes | None],
    *, by: str, date: datetime,
) -> str:  # fmt: skip
    """Put the changes of a pull request on the branch it is for, as one commit."""
    return repo.commit(
        pull.base, repo.ref(pull.base), changes,
        author=by, title=_title(discussion), description=_description(discussion, by), date=date,
    )  # fmt: skip


def as_merged(discussion: Discussion, pull: Pull, change: StatusChange, commit: str) -> Discussion:
    """After its commit got into the branch it is for."""
    done = replace(pull, merge_commit=commit, merging_onto="")
    return replace(discussion.with_event(change), pull=done)


def settled(repo: GitRepo, discussion: Discussion, pull: Pull) -> Discussion:
    """What became of a merge that was cut off between the commit and the records."""
    for entry in repo.log(repo.ref(pull.base) or pull.start):
        if entry.oid == pull.merging_onto:
            break
        if entry.title == _title(discussion):
            change = StatusChange(new_id(), entry.author, entry.date, Status.MERGED)
            return as_merged(discussion, pull, change, entry.oid)
    return replace(discussion, pull=replace(pull, merging_onto=""))


def commit_event(author: str, date: datetime, subject: str, oid: str) -> Commit:
    """A commit that somebody added just now."""
    return Commit(new_id(), author, iso(date), subject, oid)


def authors_of(entry: LogEntry) -> list[str]:
    """Who made a commit, and with whom."""
    return list(dict.fromkeys([entry.author, *_WITH.findall(entry.message)]))


def _title(discussion: Discussion) -> str:
    return f"{discussion.title} (#{discussion.num})"


def _description(discussion: Discussion, by: str) -> str:
    """The commits that became one, and who else made them."""
    listed = "\n".join(f"- {event.subject} ({event.oid})" for event in discussion.commits)
    names = dict.fromkeys([discussion.author, *(event.author for event in discussion.commits)])
    thanks = "\n".join(f"Co-authored-by: {_signature(name)}" for name in names if name != by)
    return f"\n\n{listed}\n\n\n{thanks}"


def _signature(name: str) -> str:
    person = person_named(name)
    return f"{person.fullname if person else name} <{name}@{_DOMAIN}>"
