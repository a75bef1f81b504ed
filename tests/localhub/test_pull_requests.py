"""Pull requests: changes that are offered, added to, compared, merged, and refused where they do not fit."""

from __future__ import annotations

import base64
import itertools
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers.hub_client import Answer, HubClient
from helpers.library import Library
from helpers.practice_hub import PracticeHub

HF = Path(sys.executable).with_name("hf")
_numbers = itertools.count()
ADD = "__import__('huggingface_hub').CommitOperationAdd(%r, %r)"


@pytest.fixture(scope="module")
def offers(small_hub: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The unmodified library on the small Hub."""
    with Library(small_hub, tmp_path_factory.mktemp("hf-home")) as library:
        yield library


@pytest.fixture
def repo(owner: HubClient) -> str:
    """A new repository of the owner, with one file."""
    name = f"offer-{next(_numbers)}"
    assert owner.post("/api/repos/create", {"name": name}).status == 200
    assert _commit(owner, f"minji/{name}", {"notes.txt": "1\n2\n3\n4\n5\n6\n7\n8\n"}).status == 200
    return f"minji/{name}"


def _path(repo: str, *more: object) -> str:
    return "/".join(map(str, ("/api/models", repo, "discussions", *more)))


def _commit(
    client: HubClient, repo: str, files: dict[str, str], revision: str = "main", title: str = "Change"
) -> Answer:
    lines: list[dict[str, Any]] = [{"key": "header", "value": {"summary": title, "description": "Because"}}]
    for path, content in files.items():
        encoded = base64.b64encode(content.encode()).decode()
        lines.append({"key": "file", "value": {"path": path, "content": encoded, "encoding": "base64"}})
    return client.commit(f"/api/models/{repo}/commit/{revision}", *lines)


def _offer(owner: HubClient, repo: str, files: dict[str, str], title: str = "Change") -> int:
    answer = _commit(owner, repo, files, "main?create_pr=1", title)
    assert answer.status == 200, answer.body
    return int(answer.json["pullRequestUrl"].rpartition("/discussions/")[2])


def _details(owner: HubClient, repo: str, num: int) -> dict[str, Any]:
    shown: dict[str, Any] = owner.get(_path(repo, num), diff=1).json
    return shown


def _head(owner: HubClient, repo: str, revision: str = "main") -> str:
    return str(owner.get(f"/api/models/{repo}/revision/{revision}").json["sha"])


def test_from_draft_to_merged_with_the_library(offers: Library, repo: str) -> None:
    details = f"api.get_discussion_details('{repo}', 1)"
    about = "d.num, d.status, d.is_pull_request, d.target_branch, d.git_reference, d.diff, d.conflicting_files"
    opened = offers(f"(lambda d: [{about}, d.merge_commit_oid])(api.create_pull_request('{repo}', ' Add a file '))")
    assert opened == [1, "draft", True, "refs/heads/main", "refs/pr/1", "", [], None]
    add = f"api.create_commit('{repo}', [{ADD % ('a.txt', b'hello')}], commit_message='Add a', revision='refs/pr/1')"
    oid = offers(f"{add}.oid")
    assert offers(f"[(e.type, e.author) for e in {details}.events]") == [["comment", "minji"], ["commit", "minji"]]
    assert offers(f"[{details}.events[1].summary, {details}.events[1].oid]") == ["Add a", oid]
    assert "BadRequestError" in offers.failure(f"api.merge_pull_request('{repo}', 1)").classes
    assert offers(f"api.change_discussion_status('{repo}', 1, 'open').new_status") == "open"
    assert offers(f"api.merge_pull_request('{repo}', 1, comment='Thanks')") is None
    status, merge_commit = offers(f"[{details}.status, {details}.merge_commit_oid]")
    newest = f"api.list_repo_commits('{repo}')[0]"
    assert status == "merged"
    assert offers(f"[{newest}.commit_id, {newest}.title, {newest}.message]") == [
        merge_commit, "Add a file (#1)", f"- Add a ({oid})",
    ]  # fmt: skip
    assert offers(f"[e.type for e in {details}.events]") == [
        "comment", "commit", "status-change", "comment", "status-change",
    ]  # fmt: skip
    assert offers(f"Path(api.hf_hub_download('{repo}', 'a.txt')).read_text()") == "hello"
    assert offers(f"api.list_repo_refs('{repo}', include_pull_requests=True).pull_requests[0].target_commit") == oid
    for again in ("merge_pull_request(%r, 1)", "change_discussion_status(%r, 1, 'open')"):
        assert offers.failure(f"api.{again % repo}").status == 400
    assert offers.failure(add).status == 400


def test_a_folder_is_offered_at_once(offers: Library, repo: str, tmp_path: Path) -> None:
    for name in ("a.txt", "data/b.bin", "data/한글.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    upload = f"api.upload_folder(repo_id='{repo}', folder_path={str(tmp_path)!r}, create_pr=True, commit_message='All')"
    assert offers(f"{upload}.pr_revision") == "refs/pr/1"
    paths = f"[e.path for e in api.list_repo_tree('{repo}', recursive=True, revision='refs/pr/1')]"
    assert {"a.txt", "data/b.bin", "data/한글.txt"} <= set(offers(paths))
    assert offers(f"api.model_info('{repo}', revision='refs/pr/1').sha") == offers(
        f"api.list_repo_commits('{repo}', revision='refs/pr/1')[0].commit_id"
    )


def test_readers_offer_nothing_and_strangers_neither(offers: Library, repo: str) -> None:
    upload = f"upload_file(path_or_fileobj=b'x', path_in_repo='x', repo_id='{repo}', create_pr=True)"
    assert offers.failure(f"reader.{upload}").status == 403
    assert offers.failure(f"anonymous.{upload}").status == 401
    assert offers(f"list(api.get_repo_discussions('{repo}'))") == []


def test_their_branch_is_for_them_and_the_owners(offers: Library) -> None:
    """The second pull request there is somebody else's, and the repository too."""
    add = f"api.create_commit(%r, [{ADD % ('x.txt', b'x')}], commit_message='x', revision='refs/pr/%d')"
    assert offers.failure(add % ("open-models/tiny-gpt", 2)).status == 403
    assert offers(f"{add % ('minji/hangul-sentiment', 3)}.oid")
    about = "api.get_discussion_details('minji/hangul-sentiment', 3)"
    assert offers(f"[e.author for e in {about}.events if e.type == 'commit']") == ["joon", "minji"]
    assert "RevisionNotFoundError" in offers.failure(add % ("minji/hangul-sentiment", 1)).classes
    assert offers.failure(add % ("minji/hangul-sentiment", 99)).status == 404


def test_gated_files_stay_gated(offers: Library, owner: HubClient) -> None:
    """Nobody here is let in to a gated repository of an organisation by talking."""
    assert offers("[d.num for d in reader.get_repo_discussions('hangul-lab/ko-embedding')]") == []
    add = ADD % ("x.txt", b"secret")
    commit = f"api.create_commit('hangul-lab/ko-embedding', [{add}], commit_message='Add x', create_pr=True)"
    number = offers(f"{commit}.pr_num")
    assert "secret" in offers(f"api.get_discussion_details('hangul-lab/ko-embedding', {number}).diff")
    assert offers(f"reader.get_discussion_details('hangul-lab/ko-embedding', {number}).diff") is None
    assert owner.post(_path("hangul-lab/ko-embedding", number, "status"), {"status": "closed"}).status == 200


def test_the_difference_is_what_git_says(owner: HubClient, repo: str) -> None:
    number = _offer(owner, repo, {"notes.txt": "1\n2\n3\nfour\n5\n6\n7\n8\n", "바다.txt": "no end"})
    _commit(owner, repo, {"other.txt": "not part of it"})
    shown = _details(owner, repo, number)
    first, index, *rest = shown["diff"].splitlines()
    assert first == "diff --git a/notes.txt b/notes.txt"
    assert re.fullmatch("index [0-9a-f]{40}\\.\\.[0-9a-f]{40} 100644", index)
    assert rest[:7] == ["--- a/notes.txt", "+++ b/notes.txt", "@@ -1,7 +1,7 @@", " 1", " 2", " 3", "-4"]
    assert 'diff --git "a/\\353\\260\\224\\353\\213\\244.txt"' in shown["diff"]
    assert shown["diff"].endswith("+no end\n\\ No newline at end of file\n")
    assert "other.txt" not in shown["diff"]
    assert "diff" not in owner.get(_path(repo, number)).json


def test_both_sides_are_merged_where_they_do_not_touch(owner: HubClient, repo: str) -> None:
    number = _offer(owner, repo, {"notes.txt": "one\n2\n3\n4\n5\n6\n7\n8\n"})
    _commit(owner, repo, {"notes.txt": "1\n2\n3\n4\n5\n6\n7\neight\n"})
    assert _details(owner, repo, number)["filesWithConflicts"] == []
    assert owner.post(_path(repo, number, "merge"), None).status == 200
    assert owner.get(f"/{repo}/resolve/main/notes.txt").body == b"one\n2\n3\n4\n5\n6\n7\neight\n"


def test_conflicts_are_named_and_not_merged_until_they_are_gone(owner: HubClient, repo: str) -> None:
    number = _offer(owner, repo, {"notes.txt": "one\n2\n3\n4\n5\n6\n7\n8\n", "new.txt": "x"})
    _commit(owner, repo, {"notes.txt": "ONE\n2\n3\n4\n5\n6\n7\n8\n"})
    before = _head(owner, repo)
    assert _details(owner, repo, number)["filesWithConflicts"] == ["notes.txt"]
    answer = owner.post(_path(repo, number, "merge"), {})
    assert (answer.status, "notes.txt" in answer.headers["X-Error-Message"]) == (409, True)
    assert _head(owner, repo) == before
    assert _details(owner, repo, number)["status"] == "open"
    _commit(owner, repo, {"notes.txt": "ONE\n2\n3\n4\n5\n6\n7\n8\n"}, f"refs%2Fpr%2F{number}")
    assert owner.post(_path(repo, number, "merge"), {}).status == 200
    assert _details(owner, repo, number)["changes"]["mergeCommitId"] == _head(owner, repo)


def test_what_changes_nothing_is_not_merged(owner: HubClient, repo: str) -> None:
    number = owner.post(_path(repo), {"title": "Nothing", "pullRequest": True}).json["num"]
    assert owner.post(_path(repo, number, "status"), {"status": "open"}).status == 200
    assert owner.post(_path(repo, number, "merge"), {}).status == 400
    discussion = owner.post(_path(repo), {"title": "Talk"}).json["num"]
    assert owner.post(_path(repo, discussion, "merge"), {}).status == 400


def test_a_branch_other_than_main(owner: HubClient, repo: str) -> None:
    assert owner.post(f"/api/models/{repo}/branch/dev", {}).status == 200
    answer = _commit(owner, repo, {"dev.txt": "x"}, "dev?create_pr=1")
    number = int(answer.json["pullRequestUrl"].rpartition("/")[2])
    assert _details(owner, repo, number)["changes"] == {"base": "refs/heads/dev"}
    main = _head(owner, repo)
    assert owner.post(_path(repo, number, "merge"), {}).status == 200
    assert _head(owner, repo) == main
    assert owner.get(f"/{repo}/resolve/dev/dev.txt").status == 200
    assert _commit(owner, repo, {"x": "x"}, f"refs%2Fpr%2F{number}?create_pr=1").status == 404
    assert _commit(owner, repo, {"x": "x"}, "nothing?create_pr=1").code == "RevisionNotFound"


def test_facts_follow_a_merge(owner: HubClient, repo: str) -> None:
    number = _offer(owner, repo, {"README.md": "---\nlicense: mit\ntags: [offered]\n---\n# Card\n"})
    assert owner.get(f"/api/models/{repo}").json.get("cardData") in (None, {})
    assert owner.post(_path(repo, number, "merge"), {}).status == 200
    info = owner.get(f"/api/models/{repo}").json
    assert (info["cardData"]["license"], "offered" in info["tags"]) == ("mit", True)


def test_refs_are_understood_with_and_without_percent(owner: HubClient, repo: str) -> None:
    number = _offer(owner, repo, {"d/a.txt": "offered"})
    for ref in (f"refs%2Fpr%2F{number}", f"refs/pr/{number}"):
        assert owner.get(f"/{repo}/resolve/{ref}/d/a.txt").body == b"offered"
        assert [each["path"] for each in owner.get(f"/api/models/{repo}/tree/{ref}/d").json] == ["d/a.txt"]
        assert owner.get(f"/api/models/{repo}/commits/{ref}").json[0]["title"] == "Change"
        assert owner.get(f"/api/models/{repo}/revision/{ref}").status == 200
    refs = owner.get(f"/api/models/{repo}/refs", include_prs=1).json
    assert [each["ref"] for each in refs["pullRequests"]] == [f"refs/pr/{number}"]
    assert "pullRequests" not in owner.get(f"/api/models/{repo}/refs").json


def test_a_summary_that_is_no_title_or_no_text(owner: HubClient, repo: str) -> None:
    long = _offer(owner, repo, {"a": "1"}, "x" * 500)
    assert _details(owner, repo, long)["title"] == "x" * 200
    half = _offer(owner, repo, {"b": "1"}, "half \ud83d")
    assert _details(owner, repo, half)["title"] == "half ?"
    assert owner.post(_path(repo, half, "merge"), {}).status == 200


def test_hf_offers_and_merges(offers: Library, repo: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("from hf")
    _hf(offers, "upload", repo, str(tmp_path / "a.txt"), "--create-pr", "--commit-message", "From hf")
    assert "From hf" in _hf(offers, "discussions", "list", repo, "--kind", "pull_request")
    assert "+from hf" in _hf(offers, "discussions", "diff", repo, "1")
    _hf(offers, "discussions", "create", repo, "--title", "A draft", "--pr")
    drafts = json.loads(_hf(offers, "discussions", "list", repo, "--status", "draft", "--format", "json"))
    assert [each["num"] for each in drafts] == [2]
    _hf(offers, "discussions", "merge", repo, "1", "--yes")
    merged = json.loads(_hf(offers, "discussions", "list", repo, "--status", "merged", "--format", "json"))
    assert [each["num"] for each in merged] == [1]


def test_the_made_up_ones(offers: Library) -> None:
    listed = dict(offers("[(d.num, d.status) for d in api.get_repo_discussions('minji/hangul-sentiment')]"))
    assert listed == {6: "open", 5: "closed", 4: "open", 3: "open", 2: "merged", 1: "open"}
    details = "api.get_discussion_details('minji/hangul-sentiment', %d)"
    assert offers(f"{details % 4}.conflicting_files") == ["examples.md"]
    assert offers.failure("api.merge_pull_request('minji/hangul-sentiment', 4)").status == 409
    assert offers(f"{details % 3}.conflicting_files") == []
    commits = "[(c.commit_id, c.title, c.authors) for c in api.list_repo_commits('minji/hangul-sentiment')]"
    merged = [offers(f"{details % 2}.merge_commit_oid"), "Add examples (#2)", ["minji", "joon"]]
    assert merged in offers(commits)
    assert "버스가" in offers("Path(api.hf_hub_download('minji/hangul-sentiment', 'examples.md')).read_text('utf-8')")


def _hf(library: Library, *arguments: str) -> str:
    environment = {**library.environment, "HF_TOKEN": library.environment["OWNER_TOKEN"]}
    done = subprocess.run([HF, *arguments], env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
