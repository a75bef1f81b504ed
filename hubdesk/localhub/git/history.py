"""The commits of a git repository: their order, what each changed, and writing the past anew."""

from __future__ import annotations

import heapq
from collections import OrderedDict
from collections.abc import Collection, Iterator
from functools import lru_cache

from dulwich.objects import Commit

from hubdesk.localhub.git.objects import Objects, oid_of
from hubdesk.localhub.git.trees import differences, edited, walk, write

_FEW_MAPS = 3
Dates = dict[str, str]  # path -> the commit that last changed it


class History:
    """What the commits of one repository tell; whoever uses it holds the repository's lock."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._changed: OrderedDict[str, Dates] = OrderedDict()
        self.order = lru_cache(maxsize=8)(self._order)

    def _order(self, commit: str) -> tuple[str, ...]:
        """A commit and all before it, the newest first, as `git log` has them."""
        return tuple(self._newest_first(commit))

    def first_parents(self, commit: str) -> Iterator[Commit]:
        """A commit and those before it along first parents."""
        oid: str | None = commit
        while oid is not None:
            each = self._objects.get(oid, Commit)
            yield each
            oid = each.parents[0].decode() if each.parents else None

    def last_changes(self, commit: str) -> Dates:
        """The commit that last changed each path there is, folders too."""
        known = self._changed.get(commit)
        if known is not None:
            self._changed.move_to_end(commit)
            return known
        newer: list[Commit] = []
        dates: Dates = {}
        tree: str | None = None
        for each in self.first_parents(commit):
            if (older := self._changed.get(each.id.decode())) is not None:
                dates, tree = dict(older), each.tree.decode()
                break
            newer.append(each)
        for each in reversed(newer):
            oid = each.id.decode()
            for path, _, now in differences(self._objects, tree, each.tree.decode()):
                if now is None:
                    dates.pop(path, None)
                else:
                    dates[path] = oid
            tree = each.tree.decode()
        self._changed[commit] = dates
        while len(self._changed) > _FEW_MAPS:
            self._changed.popitem(last=False)
        return dates

    def without(self, heads: Collection[str], blobs: Collection[str]) -> dict[str, str]:
        """Write all commits of these heads again as if some blobs had never been; old ids and the new ones."""
        renewed: dict[str, str] = {}
        trees: dict[str, str] = {}
        for each in self._parents_first(heads):
            renewed[each.id.decode()] = self._again(each, renewed, trees, blobs)
        return renewed

    def reachable(self, heads: Collection[str]) -> set[str]:
        """Every commit that some of these heads lead to."""
        found: set[str] = set()
        waiting = list(heads)
        while waiting:
            if (oid := waiting.pop()) not in found:
                found.add(oid)
                waiting += [parent.decode() for parent in self._objects.get(oid, Commit).parents]
        return found

    def _again(self, commit: Commit, renewed: dict[str, str], trees: dict[str, str], blobs: Collection[str]) -> str:
        old_tree = commit.tree.decode()
        if old_tree not in trees:
            gone: dict[str, str | None] = {
                path: None for path, folder, oid in walk(self._objects, old_tree) if not folder and oid in blobs
            }
            trees[old_tree] = (edited(self._objects, old_tree, gone) or self.empty()) if gone else old_tree
        parents = [oid_of(renewed[parent.decode()]) for parent in commit.parents]
        if trees[old_tree] == old_tree and parents == commit.parents:
            return commit.id.decode()
        made = Commit.from_string(commit.as_raw_string())
        made.tree, made.parents = oid_of(trees[old_tree]), parents
        return self._objects.add(made)

    def empty(self) -> str:
        """A tree without anything."""
        return write(self._objects, {})

    def _parents_first(self, heads: Collection[str]) -> Iterator[Commit]:
        done: set[str] = set()
        waiting = list(heads)
        while waiting:
            each = self._objects.get(waiting[-1], Commit)
            missing = [parent.decode() for parent in each.parents if parent.decode() not in done]
            if missing:
                waiting += missing
                continue
            if waiting.pop() not in done:
                done.add(each.id.decode())
                yield each

    def _newest_first(self, commit: str) -> Iterator[str]:
        waiting = [(0, 0, commit)]
        seen = {commit}
        while waiting:
            oid = heapq.heappop(waiting)[2]
            yield oid
            for parent in self._objects.get(oid, Commit).parents:
                name = parent.decode()
                if name not in seen:
                    seen.add(name)
                    heapq.heappush(waiting, (-self._objects.get(name, Commit).commit_time, len(seen), name))
