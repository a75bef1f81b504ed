"""Folders and files of a repository: pages, what is known of each, and many of them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from helpers.hub_client import Answer, HubClient
from helpers.library import Library
from helpers.machine import slowness
from helpers.practice_hub import PracticeHub

REPO = "minji/tree-of-many"
MANY = "minji/twenty-thousand-files"


@pytest.fixture(scope="module")
def tree_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeHub]:
    """A Hub of its own: how long its first answers take is measured."""
    with PracticeHub(tmp_path_factory.mktemp("tree-hub"), options=("--catalogue", "none")) as hub:
        yield hub


@pytest.fixture(scope="module")
def api(tree_hub: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tree_hub, tmp_path_factory.mktemp("tree-home")) as library:
        yield library


@pytest.fixture(scope="module")
def here(tree_hub: PracticeHub) -> HubClient:
    return HubClient(tree_hub.url, tree_hub.token)


@pytest.fixture(scope="module")
def repo(here: HubClient) -> str:
    """Nested folders, in three commits."""
    assert here.post("/api/repos/create", {"name": REPO.partition("/")[2]}).status == 200
    _commit(here, "First", **{"file.md": "1", "1/file_1.md": "1", "1/2/file_1_2.md": "1", "1-2/x.md": "1"})
    _commit(here, "Second", **{"1/2/deep/below.md": "2"})
    _commit(here, "Third", **{"1/file_1.md": "3"})
    return REPO


def _commit(client: HubClient, title: str, **files: str) -> None:
    header: dict[str, Any] = {"key": "header", "value": {"summary": title}}
    lines = [{"key": "file", "value": {"path": path, "content": text}} for path, text in files.items()]
    assert client.commit(f"/api/models/{REPO}/commit/main", header, *lines).status == 200


def _all(client: HubClient, path: str, **query: object) -> list[Answer]:
    answers = [client.get(path, **query)]
    while "Link" in answers[-1].headers:
        answers.append(client.get(answers[-1].headers["Link"][1:].partition(">")[0]))
    return answers


def test_folders_and_what_is_in_them(here: HubClient, repo: str) -> None:
    paths = [entry["path"] for entry in here.get(f"/api/models/{repo}/tree/main").json]
    assert paths == ["1", "1-2", ".gitattributes", "file.md"]
    assert [entry["path"] for entry in here.get(f"/api/models/{repo}/tree/main/1").json] == ["1/2", "1/file_1.md"]
    deep = here.get(f"/api/models/{repo}/tree/main/{quote('1/2', safe='')}", recursive="true").json
    assert [entry["path"] for entry in deep] == ["1/2/deep", "1/2/deep/below.md", "1/2/file_1_2.md"]
    everything = here.get(f"/api/models/{repo}/tree/main", recursive=1).json
    assert {entry["path"] for entry in everything if entry["type"] == "directory"} == {"1", "1-2", "1/2", "1/2/deep"}
    assert len(everything) == 10
    assert all(entry["size"] == 0 and len(entry["oid"]) == 40 for entry in everything if entry["type"] == "directory")


@pytest.mark.parametrize("path", ["nope", "1/nope", "file.md", "1/2/file_1_2.md", "..", "1/..", "\ud800", "\0"])
def test_no_such_folder(here: HubClient, repo: str, path: str) -> None:
    quoted = quote(path.encode("utf-8", "surrogatepass"), safe="")
    answer = here.get(f"/api/models/{repo}/tree/main/{quoted}")
    assert (answer.status, answer.code) == (404, "EntryNotFound")
    assert len(answer.headers["X-Repo-Commit"]) == 40


def test_the_commit_that_changed_each_path_last(here: HubClient, repo: str) -> None:
    entries = here.get(f"/api/models/{repo}/tree/main", recursive="true", expand="true").json
    assert {entry["path"]: entry["lastCommit"]["title"] for entry in entries} == {
        ".gitattributes": "initial commit", "file.md": "First", "1-2": "First", "1-2/x.md": "First",
        "1": "Third", "1/file_1.md": "Third", "1/2": "Second", "1/2/deep": "Second", "1/2/deep/below.md": "Second",
        "1/2/file_1_2.md": "First",
    }  # fmt: skip
    first = here.get(f"/api/models/{repo}/commits/main").json[-2]["id"]
    past = here.get(f"/api/models/{repo}/tree/{first}/1", expand="true").json
    assert {entry["lastCommit"]["id"] for entry in past} == {first}


def test_what_is_said_of_files(api: Library, repo: str) -> None:
    (file,) = api(f"[vars(f) for f in api.get_paths_info('{repo}', ['1/file_1.md', 'nope'], expand=True)]")
    assert (file["path"], file["size"], file["last_commit"]["title"]) == ("1/file_1.md", 1, "Third")
    assert file["security"]["safe"] is True
    assert file["security"]["av_scan"] == {"virusFound": False, "virusNames": None}
    assert api(f"[p.path for p in api.get_paths_info('{repo}', ['1/', '1/2'])]") == ["1", "1/2"]
    assert api.failure(f"list(api.list_repo_tree('{repo}', 'unknown'))").classes[0] == "RemoteEntryNotFoundError"
    assert api(f"len(list(api.list_repo_tree('{repo}', '')))") == 4


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"paths": ["file.md"], "expand": true}', 200), (b'{"paths": "file.md"}', 200), (b'{"paths": []}', 200),
        (b'{"paths": [7]}', 400), (b'{"paths": {}}', 400), (b"{}", 400), (b"[]", 400), (b"null", 400), (b"{", 400),
        (b'{"paths": ["\\ud800", "\\u0000", "../..", "/etc/passwd"]}', 200),
    ],
)  # fmt: skip
def test_paths_as_json(here: HubClient, repo: str, body: bytes, status: int) -> None:
    path = f"/api/models/{repo}/paths-info/main"
    answer = here.send("POST", path, body, headers={"Content-Type": "application/json"})
    assert answer.status == status
    if status == 200:
        assert [entry["path"] for entry in answer.json] == (["file.md"] if b"file.md" in body else [])


def test_paths_as_a_form(here: HubClient, repo: str) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode([("paths", "file.md"), ("paths", "1"), ("expand", "true")]).encode()
    shown = here.send("POST", f"/api/models/{repo}/paths-info/main", body, headers=headers).json
    assert [(entry["type"], "lastCommit" in entry) for entry in shown] == [("file", True), ("directory", True)]
    wrong = here.send("POST", f"/api/models/{repo}/paths-info/main", b"paths=a&expand=maybe", headers=headers)
    assert wrong.status == 400


def test_queries_that_make_no_sense(here: HubClient, repo: str) -> None:
    for query in ({"cursor": "x"}, {"cursor": "-1"}, {"limit": "none"}, {"limit": 0}, {"recursive": "maybe"}):
        assert here.get(f"/api/models/{repo}/tree/main", **query).status == 400
    assert here.get(f"/api/models/{repo}/tree/nope").code == "RevisionNotFound"


def test_twenty_thousand_files_are_fast(here: HubClient) -> None:
    times: dict[str, float] = {}

    def get(name: str, path: str, **query: object) -> Answer:
        started = time.perf_counter()
        answer = here.get(f"/api/datasets/{MANY}{path}", **query)
        times[name] = time.perf_counter() - started
        assert answer.status == 200
        return answer

    assert len(get("first opening", "").json["siblings"]) == 20_002
    page = get("last commits", "/tree/main/records%2F042", expand="true")
    assert (len(page.json), page.headers["X-Total-Count"]) == (50, "200")
    assert {entry["lastCommit"]["title"] for entry in page.json} <= {
        "Add records of folder 042", *(f"Correct record {number:05}" for number in range(8400, 8600))
    }  # fmt: skip
    get("info", "", blobs="true")
    get("recursive", "/tree/main", recursive="true", cursor="19000")
    get("commits", "/commits/main")
    limits = {"first opening": 6.0, "last commits": 1.0, "info": 1.0, "recursive": 0.5, "commits": 0.5}
    slow = slowness()
    assert all(times[name] < limit * slow for name, limit in limits.items()), times  # thrice what an idle machine takes


def test_pages_hold_everything_once(here: HubClient) -> None:
    answers = _all(here, f"/api/datasets/{MANY}/tree/main", recursive="true")
    assert [len(answer.json) for answer in answers] == [1000] * 20 + [103]
    paths = [entry["path"] for answer in answers for entry in answer.json]
    assert len(set(paths)) == len(paths)
    assert paths == sorted(paths)
    expanded = _all(here, f"/api/datasets/{MANY}/tree/main/records%2F007", expand="true")
    assert [len(answer.json) for answer in expanded] == [50] * 4


def test_the_library_lists_all_of_them(api: Library) -> None:
    assert api(f"len(api.list_repo_files('{MANY}', repo_type='dataset'))") == 20_002
    assert api(f"len(api.list_repo_commits('{MANY}', repo_type='dataset'))") == 202


def test_a_commit_to_so_many_files_is_quick(here: HubClient) -> None:
    header = {"key": "header", "value": {"summary": "One more"}}
    file = {"key": "file", "value": {"path": "records/000/more.txt", "content": "more"}}
    started = time.perf_counter()
    assert here.commit(f"/api/datasets/{MANY}/commit/main", header, file).status == 200
    entries = here.get(f"/api/datasets/{MANY}/tree/main/records", expand="true").json
    assert time.perf_counter() - started < 2 * slowness()
    assert entries[0]["lastCommit"]["title"] == "One more"
