"""Real git: clone, fetch and push over HTTP, and that git and the API tell the same story."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.git_client import Git, needs_git
from helpers.hub_client import HubClient
from helpers.practice_hub import PracticeHub

pytestmark = needs_git

MODEL = "minji/night-bus-llm"


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """The client in an empty folder."""
    return Git(tmp_path)


@pytest.fixture
def mine(hub: PracticeHub, owner: HubClient, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address, with the owner's token, of a new repository."""
    name = f"git-{hashlib.sha1(request.node.name.encode()).hexdigest()[:8]}"
    assert owner.post("/api/repos/create", {"name": name}).status == 200
    yield signed(hub, hub.token, f"minji/{name}")
    owner.post("/api/repos/delete", {"name": name}, method="DELETE")


def signed(hub: PracticeHub, token: str, repo: str) -> str:
    return f"{hub.url.replace('http://', f'http://minji:{token}@')}/{repo}"


def api(url: str) -> str:
    """The API's path of a model cloned from this address."""
    return f"/api/models/{'/'.join(url.split('/')[-2:])}"


@pytest.mark.parametrize(
    ("address", "api"),
    [(MODEL, f"models/{MODEL}"), (f"{MODEL}.git", f"models/{MODEL}"),
     ("datasets/minji/seoul-bus-reviews", "datasets/minji/seoul-bus-reviews"),
     ("spaces/minji/hangul-playground.git", "spaces/minji/hangul-playground")],
)  # fmt: skip
def test_a_clone_has_what_the_api_tells(hub: PracticeHub, git: Git, address: str, api: str) -> None:
    client, clone = HubClient(hub.url), git.clone(f"{hub.url}/{address}")
    commits = client.get(f"/api/{api}/commits/main").json
    assert clone("log", "--format=%H %s").splitlines() == [f"{each['id']} {each['title']}" for each in commits]
    tree = client.get(f"/api/{api}/tree/main", recursive="true").json
    listed = [line.split() for line in clone("ls-tree", "-r", "HEAD").splitlines()]
    assert {path: oid for _, _, oid, path in listed} == {
        each["path"]: each["oid"] for each in tree if each["type"] == "file"
    }
    clone("fsck", "--full")


def test_large_files_are_pointers(hub: PracticeHub, git: Git) -> None:
    clone = git.clone(f"{hub.url}/{MODEL}")
    for each in HubClient(hub.url).get(f"/api/models/{MODEL}/tree/main").json:
        if "lfs" in each:
            pointer = (clone.folder / each["path"]).read_text()
            assert f"oid sha256:{each['lfs']['oid']}\nsize {each['lfs']['size']}\n" in pointer
            return
    pytest.fail("there is no large file")


def test_refs_are_those_of_the_api(hub: PracticeHub, git: Git) -> None:
    answer = HubClient(hub.url).get("/api/models/minji/hangul-sentiment/refs", include_prs=1).json
    told = {each["ref"]: each["targetCommit"] for group in answer.values() for each in group}
    listed = dict(reversed(line.split()) for line in git("ls-remote", f"{hub.url}/minji/hangul-sentiment").splitlines())
    assert listed.pop("HEAD") == told["refs/heads/main"]
    assert {name: oid for name, oid in listed.items() if not name.endswith("^{}")} == told
    assert any(name.startswith("refs/pr/") for name in told)


def test_a_shallow_clone_can_grow(hub: PracticeHub, git: Git) -> None:
    whole = git.clone(f"{hub.url}/{MODEL}")("rev-list", "HEAD").splitlines()
    assert len(whole) > 2
    clone = git.clone(f"{hub.url}/{MODEL}", "--depth", "1")
    assert clone("rev-list", "HEAD").splitlines() == whole[:1]
    clone("fetch", "-q", "--deepen", "1")
    assert clone("rev-list", "HEAD").splitlines() == whole[:2]
    clone("fetch", "-q", "--unshallow")
    assert clone("rev-list", "HEAD").splitlines() == whole
    clone("fsck", "--full")


def test_a_fetch_brings_what_is_new(git: Git, owner: HubClient, mine: str) -> None:
    clone, shallow = git.clone(mine), git.clone(mine, "--depth", "1")
    line = {"key": "file", "value": {"path": "a/b.txt", "content": "new"}}
    commit = owner.commit(f"{api(mine)}/commit/main", {"key": "header", "value": {"summary": "more"}}, line).json
    owner.post(f"{api(mine)}/tag/main", {"tag": "v1", "message": "the first"})
    for each in (clone, shallow):
        each("pull", "-q", "--ff-only")
        assert each("rev-parse", "HEAD") == commit["commitOid"]
        assert (each.folder / "a" / "b.txt").read_text() == "new"
        assert each("cat-file", "-t", "v1") == "tag"
        each("fsck", "--full")
    assert len(clone("rev-list", "HEAD").splitlines()) == 2


def test_a_commit_can_be_fetched_by_its_id(hub: PracticeHub, git: Git) -> None:
    first = git.clone(f"{hub.url}/{MODEL}")("rev-list", "--max-parents=0", "HEAD")
    git("init", "-q", "empty")
    inside = Git(git.folder / "empty")
    inside("fetch", "-q", f"{hub.url}/{MODEL}", first)
    assert inside("rev-parse", "FETCH_HEAD") == first
    assert "not our ref" in inside.refused("fetch", "-q", f"{hub.url}/{MODEL}", "1" * 40)


def test_private_ones_ask_for_a_token(hub: PracticeHub, git: Git) -> None:
    secret = "minji/secret-project"
    assert "could not read Username" in git.refused("clone", f"{hub.url}/{secret}")
    assert "Authentication failed" in git.refused("clone", signed(hub, "hf_wrong", secret))
    assert "could not read Username" in git.refused("ls-remote", f"{hub.url}/minji/no-such-repository")
    assert "not found" in git.refused("ls-remote", signed(hub, hub.token, "minji/no-such-repository"))
    assert git.clone(signed(hub, hub.token, secret))("rev-parse", "HEAD")
    answer = HubClient(hub.url).get(f"/{secret}/info/refs", service="git-upload-pack")
    assert (answer.status, answer.headers["WWW-Authenticate"][:6], answer.code) == (401, "Basic ", "RepoNotFound")


def test_gated_ones_let_in_whom_they_know(hub: PracticeHub, git: Git) -> None:
    gated = "hangul-lab/ko-embedding"
    assert "could not read Username" in git.refused("ls-remote", f"{hub.url}/{gated}")
    assert "403" in git.refused("ls-remote", signed(hub, hub.reader_token, gated))
    assert "HEAD" in git("ls-remote", signed(hub, hub.token, gated))


def test_a_push_is_a_commit(git: Git, owner: HubClient, mine: str) -> None:
    clone = git.clone(mine)
    card = "---\nlicense: mit\ntags: [pushed]\n---\n# Pushed\n"
    made = clone.write("README.md", card, "Say what it is")
    clone("push", "-q", "origin", "main")
    info = owner.get(api(mine)).json
    assert (info["sha"], info["cardData"]["license"]) == (made, "mit")
    assert "pushed" in info["tags"]
    assert owner.get(f"{api(mine)}/commits/main").json[0]["title"] == "Say what it is"
    assert owner.get(f"{api(mine).removeprefix('/api/models')}/resolve/main/README.md").body == card.encode()


def test_branches_and_tags_can_be_pushed_and_deleted(git: Git, owner: HubClient, mine: str) -> None:
    clone = git.clone(mine)
    clone.write("wild.txt", "idea")
    clone("tag", "-a", "v1", "-m", "one")
    clone("push", "-q", "origin", "HEAD:refs/heads/wild/idea", "v1")
    refs = owner.get(f"{api(mine)}/refs").json
    assert [each["name"] for each in refs["branches"]] == ["main", "wild/idea"]
    assert refs["tags"][0]["targetCommit"] == clone("rev-parse", "HEAD")
    clone("push", "-q", "origin", ":wild/idea", ":v1")
    refs = owner.get(f"{api(mine)}/refs").json
    assert ([each["name"] for each in refs["branches"]], refs["tags"]) == (["main"], [])


def test_main_is_protected(git: Git, owner: HubClient, mine: str) -> None:
    clone = git.clone(mine)
    clone.write("a.txt", "a")
    head = clone("rev-parse", "HEAD")
    clone("push", "-q", "origin", "main")
    assert "cannot be deleted" in clone.refused("push", "origin", ":main")
    assert "non-fast-forward" in clone.refused("push", "-f", "origin", "HEAD~1:main")
    assert "only branches, tags and pull requests" in clone.refused("push", "origin", "HEAD:refs/notes/mine")
    assert "no such pull request" in clone.refused("push", "origin", "HEAD:refs/pr/77")
    assert owner.get(f"{api(mine)}/refs", include_prs=1).json["branches"] == [
        {"name": "main", "ref": "refs/heads/main", "targetCommit": head}
    ]


def test_a_pull_request_is_pushed_to(git: Git, owner: HubClient, mine: str) -> None:
    asked = {"title": "From git", "description": "", "pullRequest": True}
    num = owner.post(f"{api(mine)}/discussions", asked).json["num"]
    clone = git.clone(mine)
    clone("fetch", "-q", "origin", f"refs/pr/{num}:mine")
    clone("checkout", "-q", "mine")
    made = clone.write("idea.txt", "idea", "Add an idea")
    clone("push", "-q", "origin", f"mine:refs/pr/{num}")
    details = owner.get(f"{api(mine)}/discussions/{num}", diff=1).json
    assert "+idea" in details["diff"]
    assert [each["data"]["oid"] for each in details["events"] if each["type"] == "commit"][-1] == made
    assert "cannot be deleted" in clone.refused("push", "origin", f":refs/pr/{num}")
    assert owner.post(f"{api(mine)}/discussions/{num}/status", {"status": "closed"}).status == 200
    clone.write("late.txt", "late")
    assert "closed" in clone.refused("push", "origin", f"mine:refs/pr/{num}")


def test_who_may_only_read_cannot_push(hub: PracticeHub, git: Git) -> None:
    for address, reason in (
        (f"{hub.url}/minji/empty-model", "could not read Username"),
        (signed(hub, hub.reader_token, "minji/empty-model"), "403"),
        (signed(hub, hub.token, "open-models/tiny-gpt"), "You have read access"),
    ):
        clone = git.clone(address)
        clone.write("a.txt", "a")
        assert reason in clone.refused("push", "origin", "main")


def test_what_the_hub_would_not_take(git: Git, owner: HubClient, mine: str) -> None:
    clone = git.clone(mine)
    start = clone("rev-parse", "HEAD")
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'a' * 64}\nsize 12\n"
    for path, content, reason in (
        ("model.bin", pointer, "LFS pointer pointed to a file that does not exist: model.bin"),
        ("deep/large.txt", b"x" * (10 * 1024 * 1024 + 1), "deep/large.txt is larger than 10 MiB"),
        ("README.md", "---\nlicense: [\n---\n", "invalid metadata in README.md: line"),
        ("..\\slash.txt", "x", "Invalid path"),
    ):
        clone.write(path, content)
        assert reason in clone.refused("push", "origin", "main")
        clone("reset", "-q", "--hard", start)
    assert owner.get(api(mine)).json["sha"] == start


def test_an_atomic_push_is_all_or_nothing(git: Git, owner: HubClient, mine: str) -> None:
    clone = git.clone(mine)
    clone.write("a.txt", "a")
    complaint = clone.refused("push", "--atomic", "origin", "main", "HEAD:refs/notes/no")
    assert "another ref of this atomic push was refused" in complaint
    assert len(owner.get(f"{api(mine)}/commits/main").json) == 1


def test_what_was_refused_leaves_nothing(hub: PracticeHub, git: Git, owner: HubClient, mine: str) -> None:
    clone = git.clone(mine)
    refused = clone.write("a.txt", "a")
    clone.refused("push", "origin", "HEAD:refs/notes/mine")
    assert owner.get(f"{api(mine)}/revision/{refused}").code == "RevisionNotFound"
    assert not list(hub.data.rglob("tmp_push_*"))


def test_a_clash_of_pushes_is_told(git: Git, mine: str) -> None:
    one, other = git.clone(mine), git.clone(mine)
    one.write("one.txt", "1")
    other.write("other.txt", "2")
    one("push", "-q", "origin", "main")
    assert "rejected" in other.refused("push", "origin", "main")
    other("pull", "-q", "--rebase")
    other("push", "-q", "origin", "main")
    assert len(one("ls-remote", "origin", "main").split()) == 2


@pytest.mark.parametrize("service", ["git-upload-pack", "git-receive-pack"])
@pytest.mark.parametrize(
    "body", [b"zzzz", b"0003", b"0009hello", b"fffe", b"\x00" * 100, b"0032want " + b"g" * 40 + b"\n0000", b"0000PACK"]
)
def test_what_git_never_sends(owner: HubClient, service: str, body: bytes) -> None:
    headers = {"Content-Type": f"application/x-{service}-request"}
    answer = owner.send("POST", f"/minji/empty-model/{service}", body, headers=headers)
    assert (answer.status, answer.body) == (200, b"") if body.startswith(b"0000") else answer.status == 400
    gzipped = owner.send("POST", f"/minji/empty-model/{service}", body, headers=headers | {"Content-Encoding": "gzip"})
    assert gzipped.status == 400
    assert owner.send("POST", f"/minji/empty-model/{service}", body).status == 415


def test_a_bomb_of_lines_is_refused(owner: HubClient) -> None:
    want = b"0074want %s multi_ack_detailed side-band-64k ofs-delta agent=git/2.39.5 a=1234567890123456\n" % (b"1" * 40)
    body = gzip.compress(b"%04x%s" % (len(want), want[4:]) + b"0000" * 2_000_000, 1)
    headers = {"Content-Type": "application/x-git-upload-pack-request", "Content-Encoding": "gzip"}
    answer = owner.send("POST", "/minji/empty-model/git-upload-pack", body, headers=headers)
    assert (answer.status, answer.body) == (400, b"too many lines")


def test_a_broken_pack_is_told(owner: HubClient) -> None:
    command = f"{'0' * 40} {'1' * 40} refs/heads/broken\0report-status side-band-64k"
    head = f"{len(command) + 4:04x}{command}0000".encode()
    headers = {"Content-Type": "application/x-git-receive-pack-request"}
    for pack in (b"", b"PACK", b"PACK" + b"\0\0\0\2" + b"\xff" * 4, b"PACK\0\0\0\2\0\0\0\1" + b"\x9f" * 50):
        answer = owner.send("POST", "/minji/empty-model/git-receive-pack", head + pack, headers=headers)
        assert (answer.status, b"unpack the pack cannot be read" in answer.body) == (200, True)
        assert b"ng refs/heads/broken" in answer.body


def test_an_old_git_is_told(hub: PracticeHub) -> None:
    assert HubClient(hub.url).get(f"/{MODEL}/info/refs").status == 403
