"""Looks at what the Hub has: the head, and whether a commit whose answer was lost has been made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from hubdesk.core.errors import ErrorKind, HubDeskError, HubError
from hubdesk.core.types import RepoRef
from hubdesk.hub.trust import check_revision, is_commit
from hubdesk.transfers.sending.messages import Item
from hubdesk.transfers.sending.post import Post
from hubdesk.transfers.sending.stopping import Stop

PATHS_AT_ONCE = 500
NEWEST_PULLS = 30

_PULL = re.compile(r"refs/pr/(\d{1,9})\Z")


class History:
    """One repository as the Hub tells of it."""

    def __init__(self, post: Post, ref: RepoRef, stop: Stop) -> None:
        self._post = post
        self._api = f"/api/{ref.repo_type.api_name}/{ref.repo_id}"
        self._stop = stop

    def head(self, revision: str) -> str:
        """The commit that a branch is at.

        Raises:
            HubDeskError: it cannot be found out.
            httpx2.HTTPError: the way there and back failed.
        """
        commits = self._commits(revision)
        if not commits:
            raise HubError(ErrorKind.BAD_ANSWER, "a branch without commits")
        return commits[0][0]

    def find(self, revision: str, parent: str, title: str, items: Sequence[Item], gone: Sequence[str]) -> str:
        """The commit that was made on top of `parent` with this title and content; empty if there is none.

        Raises:
            HubDeskError: it cannot be found out.
            httpx2.HTTPError: the way there and back failed.
        """
        commits = self._commits(revision)
        ids = [commit for commit, _ in commits]
        at = ids.index(parent) - 1 if parent in ids else len(ids) - 1 if not parent else -1
        if at < 0:
            return ""
        found, said = commits[at]
        return found if said == first_line(title) and self.has(found, items, gone) else ""

    def find_pull(self, parent: str, title: str, items: Sequence[Item], gone: Sequence[str]) -> tuple[str, int]:
        """The commit that opened a pull request with this title and content, and its number; 0 if there is none.

        Raises:
            HubDeskError: it cannot be found out.
            httpx2.HTTPError: the way there and back failed.
        """
        refs = self._post.ask(f"{self._api}/refs?include_prs=1", self._stop).table()
        numbers = sorted(_pulls(refs.get("pullRequests")), reverse=True)
        for number in numbers[:NEWEST_PULLS]:
            if found := self.find(f"refs/pr/{number}", parent, title, items, gone):
                return found, number
        return "", 0

    def has(self, commit: str, items: Sequence[Item], gone: Sequence[str]) -> bool:
        """Whether a commit holds all of these files, and none of those that are to be gone.

        Raises:
            HubDeskError: it cannot be found out.
            httpx2.HTTPError: the way there and back failed.
        """
        oids = self.oids(commit, [*(item.path for item in items), *gone])
        return all(oids.get(item.path) == item.oid for item in items) and not any(path in oids for path in gone)

    def oids(self, commit: str, paths: Iterable[str]) -> dict[str, str]:
        """The sha256 of large files and the git sha1 of others, as far as they exist at a commit.

        Raises:
            HubDeskError: it cannot be found out.
            httpx2.HTTPError: the way there and back failed.
        """
        wanted = list(paths)
        found: dict[str, str] = {}
        for start in range(0, len(wanted), PATHS_AT_ONCE):
            form = [("expand", "false"), *(("paths", path) for path in wanted[start : start + PATHS_AT_ONCE])]
            body = urlencode(form).encode()
            answer = self._post.send(
                "POST",
                f"{self._api}/paths-info/{quote(commit, safe='')}",
                self._stop,
                body=body,
                size=len(body),
                headers={"content-type": "application/x-www-form-urlencoded"},
            ).json()
            if not isinstance(answer, list):
                raise HubError(ErrorKind.BAD_ANSWER, "no list of paths")
            for entry in answer:
                if isinstance(entry, dict) and isinstance(entry.get("path"), str):
                    found[entry["path"]] = _oid(entry)
        return found

    def _commits(self, revision: str) -> list[tuple[str, str]]:
        """The newest commits of a branch and their titles, newest first."""
        address = f"{self._api}/commits/{quote(check_revision(revision), safe='')}"
        try:
            answer = self._post.ask(address, self._stop).json()
        except HubDeskError as error:
            if error.kind is ErrorKind.REVISION_NOT_FOUND and revision.startswith("refs/pr/"):
                return []
            raise
        if not isinstance(answer, list):
            raise HubError(ErrorKind.BAD_ANSWER, "no list of commits")
        found = [(str(each.get("id")), str(each.get("title"))) for each in answer if isinstance(each, dict)]
        if not all(is_commit(commit) for commit, _ in found):
            raise HubError(ErrorKind.BAD_ANSWER, "no id of a commit")
        return [(commit, title.strip()) for commit, title in found]


def first_line(title: str) -> str:
    """What the Hub makes of a title."""
    return title.strip().partition("\n")[0].strip()


def _oid(entry: Mapping[str, Any]) -> str:
    large = entry.get("lfs")
    return str(large.get("oid", "")) if isinstance(large, dict) else str(entry.get("oid", ""))


def _pulls(entries: object) -> list[int]:
    if not isinstance(entries, list):
        return []
    names = [str(each.get("ref", "")) for each in entries if isinstance(each, dict)]
    return [int(found[1]) for name in names if (found := _PULL.match(name))]
