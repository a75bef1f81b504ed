"""A push by git: what the Hub lets in, and what it learns from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from dulwich.errors import FileFormatException
from dulwich.objects import Blob, Commit, ShaFile, Tag, Tree

from hubdesk.localhub.cardcheck import check_card
from hubdesk.localhub.changes import check_path
from hubdesk.localhub.discussions.contributions import Contributions
from hubdesk.localhub.discussions.pulls import pull_number
from hubdesk.localhub.facts import Facts
from hubdesk.localhub.git.objects import FOLDER_MODE, MODULE_MODE
from hubdesk.localhub.git.push import NOTHING, Command, Quarantine, Wish
from hubdesk.localhub.git.repo import MAIN, GitRepo
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.learn import main_moved
from hubdesk.localhub.lfs import read_pointer
from hubdesk.localhub.people.viewer import Viewer
from hubdesk.localhub.possession import Possession
from hubdesk.localhub.refusal import Refusal
from hubdesk.localhub.repositories.naming import check_branch, check_tag

LARGEST_FILE = 10 * 1024 * 1024
_LAST_MOMENT = 2**32


class Push:
    """One push of one person to one repository."""

    def __init__(self, hub: Hub, facts: Facts, viewer: Viewer, quarantine: Quarantine) -> None:
        self._hub = hub
        self._facts = facts
        self._viewer = viewer
        self._quarantine = quarantine
        self._commits = quarantine.commits
        self._possession = Possession(hub, facts, viewer)
        self._checked: set[str] = set()  # the new objects that may come in
        self._checking: set[str] = set()  # and those of the ref that is judged just now

    def carry_out(self, repo: GitRepo, wish: Wish) -> dict[str, str]:
        """Move the refs that may be moved; for each the reason why not, or nothing."""
        with repo.lock:
            results = {command.ref: self._judged(repo, command) for command in wish.commands}
            if b"atomic" in wish.capabilities and any(results.values()):
                return {ref: reason or "another ref of this atomic push was refused" for ref, reason in results.items()}
            bringing = [each.ref for each in wish.commands if not each.deletes and not results[each.ref]]
            if bringing and self._quarantine.new() <= self._checked:
                self._quarantine.release()
            elif bringing:  # once here, what nobody looked at would pass for checked
                reason = "the push brings objects that no accepted ref leads to: push one ref at a time"
                results |= dict.fromkeys(bringing, reason)
            for command in (each for each in wish.commands if not results[each.ref]):
                try:
                    repo.set_ref(command.ref, None if command.deletes else command.new)
                except OSError:
                    results[command.ref] = "another ref is in the way of this name"
        if results.get(MAIN) == "":
            main_moved(self._hub, self._facts, repo, datetime.now(UTC))
        return results

    def _judged(self, repo: GitRepo, command: Command) -> str:
        self._checking = set()
        try:
            self._judge(repo, command)
        except Refusal as refusal:
            return " ".join(refusal.message.split())[:300]
        except (FileFormatException, ValueError):
            return "one of the objects is malformed"
        self._checked |= self._checking
        return ""

    def _is_unchecked(self, oid: str) -> bool:
        """Whether an object is new and was not looked at yet; from now on it was."""
        if oid in self._checked or oid in self._checking or not self._quarantine.is_new(oid):
            return False
        self._checking.add(oid)
        return True

    def _judge(self, repo: GitRepo, command: Command) -> None:
        self._check_permission(command)
        if self._commits.refs.get(command.ref, NOTHING) != command.old:
            raise Refusal(409, "the ref has moved meanwhile: fetch first")
        if command.deletes:
            if command.ref == MAIN or pull_number(command.ref):
                raise Refusal(403, "this branch cannot be deleted")
            return
        self._check_objects(command)
        if command.ref == MAIN and command.old not in self._commits.reachable([command.new]):
            raise Refusal(403, "non-fast-forward: the history of main cannot be rewritten by a push")

    def _check_permission(self, command: Command) -> None:
        group, _, name = command.ref.removeprefix("refs/").partition("/")
        facts = self._facts
        if number := pull_number(command.ref):
            if command.old == NOTHING:
                raise Refusal(404, "there is no such pull request: open it on the Hub, then push to it")
            Contributions(self._hub, facts, self._viewer).check_may_add(number)
            return
        if group not in ("heads", "tags") or not command.ref.startswith("refs/"):
            raise Refusal(400, "only branches, tags and pull requests can be pushed")
        self._hub.find_to_write(facts.kind, facts.id, self._viewer)
        check = check_branch if group == "heads" else check_tag
        check(name)

    def _check_objects(self, command: Command) -> None:
        found = self._commits.get(command.new)
        while isinstance(found, Tag):
            if not command.ref.startswith("refs/tags/"):
                break
            found.check()
            self._checking.add(found.id.decode())
            found = self._commits.get(found.object[1].decode())
        if not isinstance(found, Commit):
            raise Refusal(400, "missing necessary objects" if found is None else "this is no commit")
        old = self._commits.get(command.old) if command.old != NOTHING else None
        for commit in self._new_commits(found):
            self._check_commit(commit)
        if not command.ref.startswith("refs/tags/"):
            self._check_card(found, old)

    def _new_commits(self, head: Commit) -> Iterator[Commit]:
        pending = [head.id.decode()]
        while pending:
            oid = pending.pop()
            if not self._is_unchecked(oid):
                continue
            commit = self._needed(oid)
            if not isinstance(commit, Commit):
                raise Refusal(400, "a parent is no commit")
            yield commit
            pending += [parent.decode() for parent in commit.parents]

    def _check_commit(self, commit: Commit) -> None:
        commit.check()
        if not 0 <= commit.commit_time < _LAST_MOMENT:
            raise Refusal(400, "a commit has an impossible date")
        pending = [("", commit.tree.decode())]
        while pending:
            prefix, oid = pending.pop()
            if not self._is_unchecked(oid):
                continue
            tree = self._needed(oid)
            if not isinstance(tree, Tree):
                raise Refusal(400, "a folder is no tree")
            tree.check()
            for name, mode, child in tree.iteritems():
                try:
                    path = check_path(f"{prefix}{name.decode()}")
                except UnicodeDecodeError:
                    raise Refusal(400, "names of files are UTF-8") from None
                if mode == FOLDER_MODE:
                    pending.append((f"{path}/", child.decode()))
                elif mode != MODULE_MODE:
                    self._check_file(path, child.decode())

    def _check_file(self, path: str, oid: str) -> None:
        if not self._is_unchecked(oid):
            return
        blob = self._needed(oid)
        if not isinstance(blob, Blob):
            raise Refusal(400, f"{path} is no file")
        if blob.raw_length() > LARGEST_FILE:
            raise Refusal(400, f"{path} is larger than 10 MiB: large files go through Git LFS")
        if large := read_pointer(blob.data):
            stored = self._possession.arrived(large[0])
            if stored is None or stored.size != large[1]:
                raise Refusal(400, f"LFS pointer pointed to a file that does not exist: {path}")

    def _check_card(self, commit: Commit, old: ShaFile | None) -> None:
        now, before = self._card(commit), self._card(old)
        if now is None or now == before:
            return
        content = self._commits.get(now)
        errors = check_card(content.data.decode("utf-8", "replace"), self._facts.kind).errors if content else ()  # type: ignore[attr-defined]
        if errors:
            raise Refusal(400, f"invalid metadata in README.md: line {errors[0]['line']}: {errors[0]['message']}")

    def _card(self, commit: ShaFile | None) -> str | None:
        tree = self._commits.get(commit.tree.decode()) if isinstance(commit, Commit) else None
        if not isinstance(tree, Tree) or b"README.md" not in tree:
            return None
        oid = tree[b"README.md"][1].decode()
        return oid if isinstance(self._commits.get(oid), Blob) else None

    def _needed(self, oid: str) -> ShaFile:
        found = self._commits.get(oid)
        if found is None:
            raise Refusal(400, "missing necessary objects")
        return found
