"""Branches, tags, refs, and the history of a branch made one commit."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from helpers.hub_client import HubClient
from helpers.library import Library
from helpers.practice_hub import PracticeHub

REPO = "minji/refs-of-many-kinds"


@pytest.fixture(scope="module")
def api(small_hub: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(small_hub, tmp_path_factory.mktemp("refs-home")) as library:
        yield library


@pytest.fixture
def repo(api: Library) -> Iterator[str]:
    """A repository with three commits."""
    api(f"api.create_repo('{REPO}')")
    for number in (1, 2):
        upload(api, f"{number}.txt")
    yield REPO
    api(f"api.delete_repo('{REPO}', missing_ok=True)")


def upload(api: Library, path: str, text: str = "text", revision: str = "main") -> str:
    where = f"path_in_repo='{path}', repo_id='{REPO}', revision='{revision}'"
    return str(api(f"api.upload_file(path_or_fileobj={text.encode()!r}, {where}).oid"))


def titles(api: Library, revision: str = "main") -> list[str]:
    return list(api(f"[c.title for c in api.list_repo_commits('{REPO}', revision='{revision}')]"))


def test_branches_begin_anywhere(api: Library, repo: str) -> None:
    first, second, head = reversed(api(f"[c.commit_id for c in api.list_repo_commits('{repo}')]"))
    api(f"api.create_branch('{repo}', branch='from-head')")
    api(f"api.create_branch('{repo}', branch='from/first', revision='{first}')")
    api(f"api.create_branch('{repo}', branch='from-short', revision='{second[:7]}')")
    api(f"api.create_branch('{repo}', branch='from-branch', revision='from/first')")
    branches = api(f"[(b.name, b.target_commit) for b in api.list_repo_refs('{repo}').branches]")
    api(f"api.create_branch('{repo}', branch='실험/하나')")
    assert api(f"api.model_info('{repo}', revision='실험/하나').sha") == head
    api(f"api.delete_branch('{repo}', branch='실험/하나')")
    assert branches[0] == ["main", head]
    assert dict(branches[1:]) == {
        "from-head": head, "from/first": first, "from-short": second, "from-branch": first,
    }  # fmt: skip
    api(f"api.delete_branch('{repo}', branch='from/first')")
    assert api.failure(f"api.model_info('{repo}', revision='from/first')").classes[0] == "RevisionNotFoundError"


def test_branches_that_are_refused(api: Library, repo: str) -> None:
    api(f"api.create_branch('{repo}', branch='there')")
    api(f"api.create_tag('{repo}', tag='a-tag')")
    api(f"api.create_branch('{repo}', branch='a-tag')")
    exists = api.failure(f"api.create_branch('{repo}', branch='there')")
    assert (exists.status, "Reference refs/heads/there already exists" in exists.message) == (409, True)
    assert api(f"api.create_branch('{repo}', branch='there', exist_ok=True)") is None
    assert api.failure(f"api.create_branch('{repo}', branch='there/below')").status == 409
    for name in ("refs/pr/5", "refs/something", "a b", "a..b", "a.lock", "-a", "a/", "a//b", "x" * 101):
        failure = api.failure(f"api.create_branch('{repo}', branch='{name}')")
        assert (failure.classes[0], "Invalid reference for a branch" in failure.message) == ("BadRequestError", True)
    missing = api.failure(f"api.create_branch('{repo}', branch='x', revision='nope')")
    assert missing.classes[0] == "RevisionNotFoundError"
    main = api.failure(f"api.delete_branch('{repo}', branch='main')")
    assert (main.status, "Cannot delete refs/heads/main" in main.message) == (403, True)
    assert "Invalid rev id" in api.failure(f"api.delete_branch('{repo}', branch='nope')").message
    assert api.failure(f"reader.create_branch('{repo}', branch='x')").status == 403


def test_tags(api: Library, repo: str, hub: PracticeHub, tmp_path: Path) -> None:
    head = api(f"api.model_info('{repo}').sha")
    api(f"api.create_tag('{repo}', tag='v1.0', tag_message='The first\\n\\nof many 🎉')")
    api(f"api.create_tag('{repo}', tag='light', revision='{head[:7]}')")
    upload(api, "later.txt")
    refs = api(f"[(t.name, t.ref, t.target_commit) for t in api.list_repo_refs('{repo}').tags]")
    assert refs == [["light", "refs/tags/light", head], ["v1.0", "refs/tags/v1.0", head]]
    assert api(f"api.model_info('{repo}', revision='v1.0').sha") == head
    assert "later.txt" not in api(f"api.list_repo_files('{repo}', revision='refs/tags/v1.0')")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", f"{hub.url}/{repo}", str(clone)], check=True, timeout=30)
    shown = subprocess.run(
        ["git", "-C", str(clone), "for-each-ref", "--format=%(refname:short) %(objecttype) %(subject)", "refs/tags"],
        check=True, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert shown.stdout.splitlines() == ["light commit 2.txt", "v1.0 tag The first"] or (
        shown.stdout.splitlines()[1] == "v1.0 tag The first"
    )
    assert api.failure(f"api.create_tag('{repo}', tag='v1.0')").status == 409
    assert api(f"api.create_tag('{repo}', tag='v1.0', exist_ok=True)") is None
    assert api.failure(f"api.create_tag('{repo}', tag='invalid tag')").classes[0] == "BadRequestError"
    both = api.failure(f"api.create_tag('{repo}', tag='invalid tag', revision='foobar')")
    assert both.classes[0] == "RevisionNotFoundError"
    api(f"api.delete_tag('{repo}', tag='v1.0')")
    for name in ("v1.0", "main"):
        assert api.failure(f"api.delete_tag('{repo}', tag='{name}')").classes[0] == "RevisionNotFoundError"


def test_refs_show_pull_requests_when_asked(api: Library, repo: str, owner: HubClient) -> None:
    for _ in range(11):
        api(f"api.create_pull_request('{repo}', title='An idea')")
    plain, full = owner.get(f"/api/models/{repo}/refs"), owner.get(f"/api/models/{repo}/refs", include_prs=1)
    assert set(plain.json) == {"branches", "converts", "tags"}
    assert [each["name"] for each in full.json["pullRequests"]] == [f"pr/{number}" for number in range(1, 12)]
    names = api(f"[p.ref for p in api.list_repo_refs('{repo}', include_pull_requests=True).pull_requests]")
    assert names[:2] == ["refs/pr/1", "refs/pr/2"]


def test_squash_makes_one_commit(api: Library, repo: str, owner: HubClient) -> None:
    old = api(f"api.model_info('{repo}').sha")
    api(f"api.create_tag('{repo}', tag='kept')")
    loose = upload(api, "after-the-tag.txt")
    files = api(f"api.list_repo_files('{repo}')")
    api(f"api.super_squash_history('{repo}')")
    assert titles(api) == ["Super-squash branch 'main' using huggingface_hub"]
    assert api(f"api.list_repo_files('{repo}')") == files
    assert api(f"api.model_info('{repo}').sha") not in (old, loose)
    assert len(titles(api, "kept")) == 3
    assert api(f"api.model_info('{repo}', revision='{old}').sha") == old
    gone = api.failure(f"api.model_info('{repo}', revision='{loose}')")
    assert gone.classes[0] == "RevisionNotFoundError"
    assert owner.get(f"/{repo}/resolve/{loose}/1.txt").status == 404


def test_squash_of_another_branch(api: Library, repo: str) -> None:
    api(f"api.create_branch('{repo}', branch='dev/x')")
    upload(api, "dev.txt", revision="dev/x")
    api(f"api.super_squash_history('{repo}', branch='dev/x', commit_message='All of it\\n\\nand why')")
    commits = api(f"[(c.title, c.message) for c in api.list_repo_commits('{repo}', revision='dev/x')]")
    assert commits == [["All of it", "and why"]]
    assert len(titles(api)) == 3
    api(f"api.create_tag('{repo}', tag='tagged')")
    assert api.failure(f"api.super_squash_history('{repo}', branch='tagged')").classes[0] == "BadRequestError"
    assert api.failure(f"api.super_squash_history('{repo}', branch='nope')").classes[0] == "RevisionNotFoundError"
    assert api.failure(f"reader.super_squash_history('{repo}')").status == 403


def test_commits_come_in_pages(api: Library, repo: str, owner: HubClient) -> None:
    lines = [{"key": "header", "value": {"summary": "", "description": "<b>why</b>\nand how"}}]
    for number in range(60):
        lines[0]["value"]["summary"] = f"Commit <{number}>"
        file = {"key": "file", "value": {"path": "n.txt", "content": str(number), "encoding": "utf-8"}}
        assert owner.commit(f"/api/models/{repo}/commit/main", *lines, file).status == 200
    answer = owner.get(f"/api/models/{repo}/commits/main", **{"expand[]": "formatted"})
    assert (len(answer.json), answer.headers["X-Total-Count"]) == (50, "63")
    first = answer.json[0]
    assert first["title"] == "Commit <59>"
    assert first["formatted"] == {"title": "Commit &lt;59&gt;", "message": "&lt;b&gt;why&lt;/b&gt;<br />and how"}
    assert 'rel="next"' in answer.headers["Link"]
    shown = api(f"[(c.title, c.formatted_title) for c in api.list_repo_commits('{repo}', formatted=True)]")
    assert len(shown) == 63
    assert shown[0] == ["Commit <59>", "Commit &lt;59&gt;"]
    assert shown[-1][0] == "initial commit"
    assert "formatted" not in owner.get(f"/api/models/{repo}/commits/main").json[0]
    assert owner.get(f"/api/models/{repo}/commits/main", cursor="x").status == 400
    assert owner.get(f"/api/models/{repo}/commits/main", limit="0").status == 400
    assert owner.get(f"/api/models/{repo}/commits/nope").code == "RevisionNotFound"


@pytest.mark.parametrize("name", ["\0", "\ud800", "a\nb", "..", "%2e%2e", "refs/heads/../../HEAD", "HEAD"])
def test_odd_names_are_no_failure_of_the_hub(owner: HubClient, name: str) -> None:
    path = "/api/models/minji/empty-model"
    quoted = quote(name.encode("utf-8", "surrogatepass"), safe="")
    for method, what in (("POST", "branch"), ("DELETE", "branch"), ("DELETE", "tag"), ("POST", "super-squash")):
        answer = owner.post(f"{path}/{what}/{quoted}", {}, method=method)
        assert 400 <= answer.status < 500, (method, what, answer.body)
    assert owner.post(f"{path}/tag/main", {"tag": name}).status in (200, 400)
    assert owner.get(f"{path}/revision/{quoted}").status in (200, 404)
