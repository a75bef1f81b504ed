"""What two commits have in common, and putting the changes of one on top of the other."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hubdesk.localhub.git.lines import Hunk, hunks, split_lines
from hubdesk.localhub.git.repo import GitRepo
from hubdesk.localhub.lfs import read_pointer

_BINARY_LOOK = 8000


@dataclass(frozen=True, slots=True)
class Merged:
    """The changes that bring one side to the merge (None takes a file away), and where the sides disagree."""

    changes: Mapping[str, bytes | None]
    conflicts: tuple[str, ...]


def ancestors(repo: GitRepo, commit: str) -> frozenset[str]:
    """The commit and all before it, along every parent."""
    seen, pending = {commit}, [commit]
    while pending:
        for parent in repo.parents(pending.pop()):
            if parent not in seen:
                seen.add(parent)
                pending.append(parent)
    return frozenset(seen)


def merge_base(repo: GitRepo, ours: str, theirs: str) -> str | None:
    """The newest commit both sides come from; None if they never met."""
    common = ancestors(repo, ours)
    pending = [(-repo.moment(theirs), theirs)]
    seen = {theirs}
    while pending:
        _, commit = heapq.heappop(pending)
        if commit in common:
            return commit
        for parent in repo.parents(commit):
            if parent not in seen:
                seen.add(parent)
                heapq.heappush(pending, (-repo.moment(parent), parent))
    return None


def commits_since(repo: GitRepo, base: str | None, head: str) -> list[str]:
    """The commits that lead from the base to the head, oldest first."""
    known = ancestors(repo, base) if base else frozenset()
    return [entry.oid for entry in reversed(repo.log(head)) if entry.oid not in known]


def merge_commits(repo: GitRepo, base: str | None, ours: str, theirs: str) -> Merged:
    """What changes in `ours` when everything from `base` to `theirs` is put on top."""
    before = _oids(repo, base) if base else {}
    here, there = _oids(repo, ours), _oids(repo, theirs)
    changes: dict[str, bytes | None] = {}
    conflicts: set[str] = set()
    for path in sorted(before.keys() | there.keys()):
        old, own, new = before.get(path), here.get(path), there.get(path)
        if new in (old, own):
            continue
        if own == old:
            changes[path] = repo.blob(new) if new else None
        elif own is None or new is None:
            conflicts.add(path)
        else:
            merged = merge_contents(repo.blob(old) if old else b"", repo.blob(own), repo.blob(new))
            if merged is None:
                conflicts.add(path)
            else:
                changes[path] = merged
    return Merged(changes, tuple(sorted(conflicts | _in_the_way(here, changes))))


def merge_contents(base: bytes, ours: bytes, theirs: bytes) -> bytes | None:
    """One file with the changes of both sides; None if they disagree, or if it is no text."""
    if ours == theirs:
        return ours
    if any(is_binary(each) or read_pointer(each) for each in (base, ours, theirs)):
        return None
    merged = _merge_lines(split_lines(base), split_lines(ours), split_lines(theirs))
    return None if merged is None else b"".join(merged)


def is_binary(content: bytes) -> bool:
    """Whether git would not show it as text."""
    return b"\0" in content[:_BINARY_LOOK]


def _merge_lines(base: Sequence[bytes], ours: Sequence[bytes], theirs: Sequence[bytes]) -> list[bytes] | None:
    left, right = hunks(base, ours), hunks(base, theirs)
    result: list[bytes] = []
    at = 0
    while left or right:
        mine, other, start, end = _next_region(left, right)
        result += base[at:start]
        own = _side(base, ours, mine, start, end)
        new = _side(base, theirs, other, start, end)
        if mine and other and own != new:
            return None
        result += new if other else own
        at = end
    return [*result, *base[at:]]


def _next_region(left: list[Hunk], right: list[Hunk]) -> tuple[list[Hunk], list[Hunk], int, int]:
    """Take the first hunks that touch one another off both lists; where they begin and end in the base."""
    mine: list[Hunk] = []
    other: list[Hunk] = []
    start = min(side[0].start for side in (left, right) if side)
    end = start
    while True:
        for side, taken in ((left, mine), (right, other)):
            if side and side[0].start <= end:
                taken.append(side.pop(0))
                end = max(end, taken[-1].end)
                break
        else:
            return mine, other, start, end


def _side(base: Sequence[bytes], new: Sequence[bytes], taken: list[Hunk], start: int, end: int) -> list[bytes]:
    """What one side has between two lines of the base."""
    result: list[bytes] = []
    at = start
    for hunk in taken:
        result += [*base[at : hunk.start], *new[hunk.new_start : hunk.new_end]]
        at = hunk.end
    return [*result, *base[at:end]]


def _oids(repo: GitRepo, commit: str) -> dict[str, str]:
    return {path: entry.oid for path, entry in repo.snapshot(commit).files.items()}


def _in_the_way(here: Mapping[str, str], changes: Mapping[str, bytes | None]) -> set[str]:
    """Files that would stand where others need a folder."""
    kept = {path for path in here if changes.get(path, b"") is not None}
    kept |= {path for path, content in changes.items() if content is not None}
    folders = {path.rsplit("/", depth)[0] for path in kept for depth in range(1, path.count("/") + 1)}
    return kept & folders
