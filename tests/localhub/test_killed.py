"""A server that is killed at any moment breaks no repository and forgets nothing that it said yes to."""

from __future__ import annotations

import hashlib
import http.client
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from dulwich.objects import Blob, Commit, Tag, Tree
from dulwich.repo import Repo

from helpers.hub_client import Answer, HubClient
from helpers.practice_hub import PracticeHub
from helpers.soak import WHOLE
from hubdesk.localhub.lfs import read_pointer

KILLS = 40 if WHOLE else 4
WRITERS = 4
OPTIONS = ("--catalogue", "none")


@dataclass
class Known:
    """A repository as the server confirmed it; `asked` is what it was doing when it was killed."""

    name: str
    commits: list[tuple[str, dict[str, bytes]]] = field(default_factory=list)
    branches: set[str] = field(default_factory=set)
    merged: set[int] = field(default_factory=set)
    asked: str = ""
    new_name: str = ""
    deleted: bool = False

    @property
    def files(self) -> dict[str, bytes]:
        """What is on main."""
        return self.commits[-1][1] if self.commits else {}


class Writer:
    """Changes repositories of its own, one request after the other, until the server is gone."""

    def __init__(self, hub: PracticeHub, number: int, dice: random.Random) -> None:
        self.repositories: list[Known] = []
        self._client = HubClient(hub.url, hub.token)
        self._prefix = f"minji/killed-{number}-{dice.randrange(10**9)}"
        self._dice = dice
        self._count = 0

    def run(self) -> None:
        """Write until it is gone."""
        try:
            while True:
                self.step()
        except (OSError, http.client.HTTPException):
            return

    def step(self) -> None:
        """One change."""
        alive = [each for each in self.repositories if not each.deleted]
        if len(alive) < 3 or self._dice.random() < 0.1:
            self._create()
            return
        known = self._dice.choice(alive)
        often = self._changes()
        change = self._dice.choices(tuple(often), tuple(often.values()))[0]
        change(known)

    def _changes(self) -> dict[Callable[[Known], None], int]:
        return {
            self._commit: 8, self._commit_many: 2, self._commit_large: 4, self._branch: 3, self._unbranch: 2,
            self._move: 3, self._delete: 1, self._contribute: 2, self._duplicate: 2, self._squash: 1,
        }  # fmt: skip

    def _ask(self, known: Known, what: str, answer_of: object, *args: object) -> Answer:
        known.asked = what
        answer: Answer = answer_of(*args)  # type: ignore[operator]
        assert answer.status == 200, (what, answer.status, answer.body)
        known.asked = ""
        return answer

    def _number(self) -> int:
        self._count += 1
        return self._count

    def _create(self) -> None:
        known = Known(f"{self._prefix}-{self._number()}")
        self.repositories.append(known)
        name = known.name.partition("/")[2]
        self._ask(known, "create", self._client.post, "/api/repos/create", {"name": name, "type": "model"})

    def _commit(self, known: Known) -> None:
        self._send(known, {f"notes-{self._dice.randrange(4)}.txt": f"{self._number()}".encode()})

    def _commit_many(self, known: Known) -> None:
        """Enough for a pack."""
        number = self._number()
        self._send(known, {f"folder/{each}/note.txt": f"{number} {each}".encode() for each in range(30)})

    def _commit_large(self, known: Known) -> None:
        content = self._dice.randbytes(400_000)
        oid = hashlib.sha256(content).hexdigest()
        body = {"operation": "upload", "objects": [{"oid": oid, "size": len(content)}]}
        answer = self._ask(known, "upload", self._client.post, f"/{known.name}.git/info/lfs/objects/batch", body)
        (shown,) = answer.json["objects"]
        self._ask(known, "upload", self._client.send, "PUT", shown["actions"]["upload"]["href"], content)
        value = {"path": "large.bin", "algo": "sha256", "oid": oid, "size": len(content)}
        self._send(known, {"large.bin": content}, {"key": "lfsFile", "value": value})

    def _send(self, known: Known, files: dict[str, bytes], *lines: dict[str, object]) -> None:
        given = lines or tuple(file_line(path, content) for path, content in files.items())
        header = {"key": "header", "value": {"summary": "Change"}}
        address = f"/api/models/{known.name}/commit/main"
        answer = self._ask(known, "commit", self._client.commit, address, header, *given)
        known.commits.append((answer.json["commitOid"], known.files | files))

    def _branch(self, known: Known) -> None:
        name = f"branch-{self._number()}"
        self._ask(known, f"branch {name}", self._client.post, f"/api/models/{known.name}/branch/{name}", {})
        known.branches.add(name)

    def _unbranch(self, known: Known) -> None:
        if not known.branches:
            return
        name = self._dice.choice(sorted(known.branches))
        known.branches.discard(name)
        address = f"/api/models/{known.name}/branch/{name}"
        self._ask(known, f"unbranch {name}", lambda: self._client.post(address, {}, method="DELETE"))

    def _move(self, known: Known) -> None:
        known.new_name = f"{self._prefix}-moved-{self._number()}"
        body = {"fromRepo": known.name, "toRepo": known.new_name, "type": "model"}
        self._ask(known, "move", self._client.post, "/api/repos/move", body)
        known.name = known.new_name

    def _delete(self, known: Known) -> None:
        body = {"name": known.name.partition("/")[2], "type": "model"}
        self._ask(known, "delete", lambda: self._client.post("/api/repos/delete", body, method="DELETE"))
        known.deleted = True

    def _contribute(self, known: Known) -> None:
        """A pull request, from its beginning to its merge."""
        path = f"/api/models/{known.name}"
        opened = {"title": "A change", "description": "", "pullRequest": True}
        num = self._ask(known, "open", self._client.post, f"{path}/discussions", opened).json["num"]
        name, content = f"contributed-{num}.txt", f"{self._number()}".encode()
        lines = ({"key": "header", "value": {"summary": "Offer"}}, file_line(name, content))
        self._ask(known, "offer", self._client.commit, f"{path}/commit/refs%2Fpr%2F{num}", *lines)
        self._ask(known, "publish", self._client.post, f"{path}/discussions/{num}/status", {"status": "open"})
        self._ask(known, "merge", self._client.post, f"{path}/discussions/{num}/merge", {})
        known.merged.add(num)
        known.commits.append((self._head(known), known.files | {name: content}))

    def _duplicate(self, known: Known) -> None:
        copy = Known(f"{self._prefix}-copy-{self._number()}", list(known.commits))
        self.repositories.append(copy)
        self._ask(copy, "create", self._client.post, f"/api/models/{known.name}/duplicate", {"repository": copy.name})

    def _squash(self, known: Known) -> None:
        files, known.commits = known.files, []  # from here on they may be gone
        self._ask(known, "squash", self._client.post, f"/api/models/{known.name}/super-squash/main", {})
        known.commits = [(self._head(known), files)]

    def _head(self, known: Known) -> str:
        refs = self._ask(known, "look", self._client.get, f"/api/models/{known.name}/refs").json
        return next(str(each["targetCommit"]) for each in refs["branches"] if each["name"] == "main")


def file_line(path: str, content: bytes) -> dict[str, object]:
    """A line of a commit."""
    return {"key": "file", "value": {"path": path, "content": content.decode(), "encoding": "utf-8"}}


def check(client: HubClient, known: Known) -> None:
    """Everything that was confirmed is there, and the repository takes new commits."""
    shown = client.get(f"/api/models/{known.name}")
    if known.deleted:
        assert shown.status == 404, known
        return
    if known.asked == "move" and shown.status != 200:
        known.name = known.new_name
        shown = client.get(f"/api/models/{known.name}")
    if known.asked in ("create", "delete") and shown.status == 404:
        return
    assert shown.status == 200, (known, shown.body)
    log = [each["id"] for each in client.get(f"/api/models/{known.name}/commits/main?limit=1000").json]
    assert [oid for oid, _ in known.commits if oid not in log] == [], known
    for oid, files in known.commits[-2:]:
        tree = client.get(f"/api/models/{known.name}/tree/{oid}?recursive=true").json
        assert {each["path"] for each in tree if each["type"] == "file"} >= set(files)
        for path, content in list(files.items())[:8]:
            assert client.get(f"/{known.name}/resolve/{oid}/{path}").body == content, (known.name, path)
    for num in known.merged:
        assert client.get(f"/api/models/{known.name}/discussions/{num}").json["status"] == "merged", known
    branches = {each["name"] for each in client.get(f"/api/models/{known.name}/refs").json["branches"]}
    assert branches - {known.asked.partition(" ")[2]} >= known.branches
    line = file_line("after.txt", b"after")
    made = client.commit(
        f"/api/models/{known.name}/commit/main", {"key": "header", "value": {"summary": "After"}}, line
    )
    assert made.status == 200, (known, made.body)
    known.commits.append((made.json["commitOid"], {"after.txt": b"after"}))  # one more may be before it
    again = client.post(f"/api/models/{known.name}/branch/again-{len(known.commits)}", {})
    assert again.status == 200, (known, again.body)
    known.asked = ""


def fsck(data: Path) -> int:
    """Walk through every object of every repository, as `git fsck` does; the answer is how many there are."""
    seen = 0
    for path in (data / "git").glob("*/*.git"):
        with Repo(str(path)) as repo:
            refs = [repo.refs[name] for name in repo.refs.allkeys() if name != b"HEAD"]
            assert refs, f"{path} has no ref"
            pending, known = list(refs), set()
            while pending:
                if (oid := pending.pop()) in known:
                    continue
                known.add(oid)
                found = repo[oid]
                found.check()
                if isinstance(found, Commit):
                    pending += [found.tree, *found.parents]
                elif isinstance(found, Tag):
                    pending.append(found.object[1])
                elif isinstance(found, Tree):
                    pending += [child for _, _, child in found.iteritems()]
                elif isinstance(found, Blob) and (large := read_pointer(found.data)):
                    _check_large(data / "lfs", *large)
            seen += len(known)
    return seen


def _check_large(root: Path, oid: str, size: int) -> None:
    stored = root / oid[:2] / oid
    if stored.with_suffix(".recipe").exists():
        return
    assert stored.stat().st_size == size
    assert hashlib.sha256(stored.read_bytes()).hexdigest() == oid


def leftovers(data: Path) -> list[str]:
    """What only a process that was killed leaves behind."""
    endings = (".lock", ".making", ".gone")
    names = [path.name for path in (data / "git").rglob("*")]
    unfinished = [name for name in names if name.endswith(endings) or name.startswith("tmp")]
    return unfinished + [path.name for path in (data / "lfs" / "incoming").iterdir()]


@pytest.mark.timeout(60 + 10 * KILLS)
def test_nothing_breaks_and_nothing_is_forgotten(tmp_path: Path) -> None:
    dice = random.Random(20)
    repositories: list[Known] = []
    for round_ in range(KILLS + 1):
        with PracticeHub(tmp_path, options=OPTIONS) as hub:
            client = HubClient(hub.url, hub.token)
            for known in repositories:
                check(client, known)
            assert fsck(tmp_path) > 0 or not repositories
            if round_ == KILLS:
                break
            writers = [Writer(hub, number, random.Random(dice.random())) for number in range(WRITERS)]
            threads = [threading.Thread(target=writer.run) for writer in writers]
            for thread in threads:
                thread.start()
            threads[0].join(dice.uniform(0.1, 1.2))
            psutil.Process(hub.pid).kill()
            for thread in threads:
                thread.join()
            repositories = [each for each in repositories[-5:] if not each.deleted]
            repositories += [each for writer in writers for each in writer.repositories]
    assert len(repositories) > WRITERS
    assert leftovers(tmp_path) == []
