"""Which repositories are open: few of many, each once, and none that is gone."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from helpers.hub_client import HubClient
from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.git import store as stores
from hubdesk.localhub.git.lock import RepoGoneError
from hubdesk.localhub.git.repo import MAIN, GitRepo
from hubdesk.localhub.git.store import GitStore
from hubdesk.localhub.shelf import Shelf

DAY = "2026-01-01T00:00:00.000Z"


def _made(store: GitStore, name: str) -> GitRepo:
    repo, place = store.create(Kind.MODEL, name)
    repo.commit(MAIN, None, {"a.txt": b"a"}, author="minji", title="first", date=datetime(2026, 1, 1, tzinfo=UTC))
    return store.publish(Kind.MODEL, name, repo, place)


def test_few_of_many_are_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "_MOST_OPEN", 2)
    store = GitStore(tmp_path)
    used = _made(store, "minji/used")
    for number in range(4):
        _made(store, f"minji/{number}")
    assert store.opened(Kind.MODEL, "minji/used") is used  # somebody has it, and its lock
    assert [store.opened(Kind.MODEL, f"minji/{number}") is not None for number in range(4)] == [
        False,
        False,
        True,
        True,
    ]
    assert store.open(Kind.MODEL, "minji/0").resolve("main") == used.resolve("main")


def test_who_waits_for_a_repository_learns_that_it_is_gone(tmp_path: Path) -> None:
    store = GitStore(tmp_path)
    repo = _made(store, "minji/gone")
    with repo.lock:
        ending = threading.Thread(target=store.delete, args=(Kind.MODEL, "minji/gone"))
        ending.start()
        assert repo.resolve("main")
        ending.join(0.1)
        assert ending.is_alive()
    ending.join(10)
    with pytest.raises(RepoGoneError):
        repo.resolve("main")
    with pytest.raises(RepoGoneError):
        store.open(Kind.MODEL, "minji/gone")
    assert not list(tmp_path.glob("models/*"))


def test_a_repository_that_changes_is_always_found() -> None:
    shelf = Shelf(Kind.MODEL, [Facts(Kind.MODEL, "minji/a", DAY, DAY, tags=tuple(map(str, range(500))))])
    done, missed = threading.Event(), []

    def look() -> None:
        while not done.is_set():
            if shelf.get("minji/a") is None:
                missed.append(1)

    looking = threading.Thread(target=look)
    looking.start()
    for number in range(300):
        shelf.put(Facts(Kind.MODEL, "minji/a", DAY, DAY, tags=tuple(map(str, range(number, number + 500)))))
    done.set()
    looking.join()
    assert not missed


def test_commits_to_what_is_deleted_meanwhile_are_refused(owner: HubClient) -> None:
    for number in range(8):
        name = f"brief-{number}"
        assert owner.post("/api/repos/create", {"name": name}).status == 200
        statuses: list[int] = []

        def commit(repo: str = f"minji/{name}", into: list[int] = statuses) -> None:
            header = {"key": "header", "value": {"summary": "s"}}
            for at in range(6):
                line = {"key": "file", "value": {"path": f"{at}.txt", "content": "x"}}
                into.append(owner.commit(f"/api/models/{repo}/commit/main", header, line).status)

        thread = threading.Thread(target=commit)
        thread.start()
        assert owner.post("/api/repos/delete", {"name": name}, method="DELETE").status == 200
        thread.join()
        assert set(statuses) <= {200, 404}
        assert owner.get(f"/api/models/minji/{name}").status == 404
