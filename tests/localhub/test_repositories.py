"""Repositories are created, duplicated, renamed, set up and deleted as on the Hub."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.hub_client import HubClient
from helpers.library import Library
from helpers.practice_hub import PracticeHub
from hubdesk.localhub.facts import Kind
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.names import Moved
from hubdesk.localhub.people.viewer import Viewer
from hubdesk.localhub.records import key_of, repo_key


@pytest.fixture(scope="module")
def api(small_hub: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(small_hub, tmp_path_factory.mktemp("repositories-home")) as library:
        yield library


@pytest.fixture
def reader(hub: PracticeHub) -> HubClient:
    return HubClient(hub.url, hub.reader_token)


def _file(path: str, text: str, repo: str, kind: str = "model") -> str:
    where = f"path_in_repo={path!r}, repo_id={repo!r}, repo_type={kind!r}"
    return f"api.upload_file(path_or_fileobj={text.encode()!r}, {where})"


def test_a_name_that_is_taken_comes_with_its_url(owner: HubClient) -> None:
    body = {"name": "taken-twice", "organization": None, "type": "dataset"}
    first, second = owner.post("/api/repos/create", body), owner.post("/api/repos/create", body)
    assert (first.status, second.status) == (200, 409)
    assert first.json["url"] == second.json["url"] == f"{owner.url}/datasets/minji/taken-twice"
    assert second.json["error"] == "You already created this dataset repo"
    assert owner.post("/api/repos/delete", body, method="DELETE").status == 200


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"name": "a--b"}, 400), ({"name": "a..b"}, 400), ({"name": "-a"}, 400), ({"name": "a."}, 400),
        ({"name": "a.git"}, 400), ({"name": "a.ipynb"}, 400), ({"name": "x" * 97}, 400), ({"name": ""}, 400),
        ({"name": "한글"}, 400), ({"name": None}, 400), ({"name": ["a"]}, 400), ({"name": 7}, 400),
        ({"type": "kernel"}, 400), ({"type": 7}, 400), ({"organization": "no-such-org"}, 403),
        ({"organization": "open-models"}, 403), ({"organization": ["minji"]}, 400),
        ({"visibility": "secret"}, 400), ({"visibility": "protected"}, 400), ({"private": "yes"}, 400),
        ({"type": "space"}, 400), ({"type": "space", "sdk": "flask"}, 400), ({"region": "moon"}, 400),
        ({"resourceGroupId": "66670e5163145ca562cb1988"}, 400),
        ({"type": "space", "sdk": "gradio", "hardware": "abacus"}, 400),
        ({"type": "space", "sdk": "gradio", "template": "no/template"}, 400),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_created(owner: HubClient, change: dict[str, object], status: int) -> None:
    assert owner.post("/api/repos/create", {"name": "never-made"} | change).status == status
    assert owner.get("/api/models/minji/never-made").status == 404


@pytest.mark.parametrize("body", [b"null", b"[]", b"7", b'"x"', b"{", b'{"name": "\\ud800"}', b'{"name": "a\\u0000"}'])
def test_bodies_that_make_no_sense(owner: HubClient, body: bytes) -> None:
    for method, path in (
        ("POST", "/api/repos/create"), ("POST", "/api/repos/move"), ("DELETE", "/api/repos/delete"),
        ("PUT", "/api/models/minji/empty-model/settings"), ("POST", "/api/models/minji/empty-model/duplicate"),
        ("POST", "/api/models/minji/empty-model/lfs-files/batch"),
        ("POST", "/api/models/minji/empty-model/lfs-files/duplicate"),
    ):  # fmt: skip
        status = owner.send(method, path, body, headers={"Content-Type": "application/json"}).status
        assert 400 <= status < 500 or (method, status) == ("PUT", 200), (method, path, status)


def test_an_organisation_of_the_owner_takes_repositories(api: Library) -> None:
    url = api("str(api.create_repo('hangul-lab/from-minji', private=True))")
    assert url.endswith("/hangul-lab/from-minji")
    assert api("api.model_info('hangul-lab/from-minji').private") is True
    assert api.failure("anonymous.model_info('hangul-lab/from-minji')").status == 401
    api("api.delete_repo('hangul-lab/from-minji')")
    assert api.failure("api.delete_repo('hangul-lab/from-minji')").classes[0] == "RepositoryNotFoundError"
    assert api("api.delete_repo('hangul-lab/from-minji', missing_ok=True)") is None
    assert api.failure("reader.delete_repo('minji/night-bus-llm')").status == 403
    assert api.failure("anonymous.delete_repo('minji/night-bus-llm')").status == 401


def test_an_existing_repository_of_others_is_no_failure_with_exist_ok(api: Library) -> None:
    assert api("api.create_repo('open-models/tiny-gpt', exist_ok=True).repo_id") == "open-models/tiny-gpt"
    assert api.failure("api.create_repo('open-models/tiny-gpt')").status == 403


def test_a_space_with_everything(api: Library, owner: HubClient, reader: HubClient) -> None:
    api(
        "api.create_repo('minji/with-everything', repo_type='space', space_sdk='gradio', visibility='protected', "
        "space_secrets=[{'key': 'TOKEN', 'value': 'hidden'}], "
        "space_variables=[{'key': 'COLOR', 'value': 'red', 'description': 'of the sky'}])"
    )
    assert api("api.get_space_variables('minji/with-everything')['COLOR'].value") == "red"
    assert list(api("api.get_space_secrets('minji/with-everything')")) == ["TOKEN"]
    assert b"hidden" not in owner.get("/api/spaces/minji/with-everything").body
    assert reader.get("/api/spaces/minji/with-everything").status == 404
    (row,) = [
        row for row in owner.get("/api/settings/repositories").json if row["id"] == "minji/with-everything"
    ]  # fmt: skip
    assert row["visibility"] == "protected"
    api("api.update_repo_settings('minji/with-everything', repo_type='space', visibility='public')")
    assert reader.get("/api/spaces/minji/with-everything").json["private"] is False
    api("api.delete_repo('minji/with-everything', repo_type='space')")


@pytest.mark.parametrize("kind", ["model", "dataset"])
def test_settings(api: Library, kind: str) -> None:
    repo = f"minji/settings-{kind}"
    api(f"api.create_repo('{repo}', repo_type='{kind}')")
    for gated in ("'auto'", "'manual'", "False"):
        for private in (True, False):
            api(f"api.update_repo_settings('{repo}', repo_type='{kind}', gated={gated}, private={private})")
            info = f"(lambda i: [i.gated, i.private])(api.repo_info('{repo}', repo_type='{kind}'))"
            assert api(info) == [gated.strip("'") if gated != "False" else False, private]
    api(f"api.delete_repo('{repo}', repo_type='{kind}')")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"gated": "yes"}, 400), ({"gated": True}, 400), ({"gated": 0}, 400), ({"gated": None}, 400),
        ({"private": 1}, 400), ({"visibility": "protected"}, 400), ({"visibility": ["public"]}, 400),
        ({"gated": "auto", "gatedNotificationsMode": "bulk", "gatedNotificationsEmail": "a@practice.invalid"}, 200),
        ({"gated": False}, 200), ({}, 200),
    ],
    ids=str,
)  # fmt: skip
def test_settings_on_the_wire(owner: HubClient, body: dict[str, object], status: int) -> None:
    assert owner.post("/api/models/minji/hangul-sentiment/settings", body, method="PUT").status == status


def test_spaces_cannot_be_gated(owner: HubClient) -> None:
    assert owner.post("/api/spaces/minji/paused-space/settings", {"gated": "auto"}, method="PUT").status == 400


def test_a_renamed_repository_answers_to_its_old_name(api: Library, owner: HubClient, hub: PracticeHub) -> None:
    api("api.create_repo('minji/born-as', repo_type='dataset')")
    api(_file("a/b c.txt", "text", "minji/born-as", "dataset"))
    api("api.create_tag('minji/born-as', tag='v1', repo_type='dataset')")
    sha = api("api.dataset_info('minji/born-as').sha")
    api("api.move_repo('minji/born-as', 'minji/grew-up', repo_type='dataset')")
    assert api("(lambda i: [i.id, i.sha])(api.dataset_info('minji/born-as'))") == ["minji/grew-up", sha]
    assert api("api.list_repo_files('minji/born-as', repo_type='dataset')")[-1] == "a/b c.txt"
    assert api("[c.title for c in api.list_repo_commits('minji/born-as', repo_type='dataset')][-1]") == "initial commit"
    assert api("[t.name for t in api.list_repo_refs('minji/born-as', repo_type='dataset').tags]") == ["v1"]
    paths = "api.get_paths_info('minji/born-as', ['a/b c.txt'], repo_type='dataset', expand=True)"
    assert api(f"[p.size for p in {paths}]") == [4]
    local = api("api.hf_hub_download('minji/born-as', 'a/b c.txt', repo_type='dataset', revision='v1')")
    assert Path(local).read_text(encoding="utf-8") == "text"
    assert Path(api("api.snapshot_download('minji/born-as', repo_type='dataset')"), "a", "b c.txt").exists()
    api(_file("new.txt", "written to the old name", "minji/born-as", "dataset"))
    assert owner.get("/datasets/minji/grew-up/resolve/main/new.txt").body == b"written to the old name"

    moved = owner.get("/api/datasets/minji/born-as/tree/main?recursive=true&limit=1")
    assert moved.status == 307
    assert moved.headers["Location"] == "/api/datasets/minji/grew-up/tree/main?recursive=true&limit=1"
    head = owner.get("/datasets/minji/born-as/resolve/main/a/b%20c.txt", method="HEAD")
    assert (head.status, head.headers["Location"]) == (307, "/datasets/minji/grew-up/resolve/main/a/b%20c.txt")
    cloned = subprocess.run(
        ["git", "ls-remote", f"{hub.url}/datasets/minji/born-as"],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert f"{owner.get('/api/datasets/minji/grew-up').json['sha']}\trefs/heads/main" in cloned.stdout

    api("api.move_repo('minji/grew-up', 'hangul-lab/grew-old', repo_type='dataset')")
    assert api("api.dataset_info('minji/born-as').id") == "hangul-lab/grew-old"
    assert api("api.dataset_info('minji/grew-up').id") == "hangul-lab/grew-old"

    api("api.update_repo_settings('hangul-lab/grew-old', repo_type='dataset', private=True)")
    assert api.failure("reader.dataset_info('minji/born-as')").status == 404

    api("api.create_repo('minji/born-as', repo_type='dataset')")
    assert api("api.dataset_info('minji/born-as').id") == "minji/born-as"
    api("api.delete_repo('minji/born-as', repo_type='dataset')")
    assert api.failure("api.dataset_info('minji/born-as')").status == 404
    api("api.delete_repo('hangul-lab/grew-old', repo_type='dataset')")
    assert api.failure("api.dataset_info('minji/grew-up')").status == 404
    api("api.create_repo('hangul-lab/grew-old', repo_type='dataset')")
    assert api.failure("api.dataset_info('minji/grew-up')").status == 404
    api("api.delete_repo('hangul-lab/grew-old', repo_type='dataset')")


def test_back_to_the_first_name(api: Library) -> None:
    api("api.create_repo('minji/there')")
    api("api.move_repo('minji/there', 'minji/and')")
    api("api.move_repo('minji/and', 'minji/there')")
    assert api("[api.model_info(name).id for name in ('minji/there', 'minji/and')]") == ["minji/there"] * 2
    api("api.delete_repo('minji/there')")


def test_moves_that_are_refused(api: Library, owner: HubClient) -> None:
    taken = api.failure("api.move_repo('minji/night-bus-llm', 'minji/hangul-sentiment')")
    assert taken.status == 409
    assert "A model repository called minji/hangul-sentiment already exists" in taken.message
    assert api.failure("api.move_repo('minji/night-bus-llm', 'open-models/x')").status == 403
    assert api.failure("api.move_repo('open-models/tiny-gpt', 'minji/x')").status == 403
    assert api.failure("api.move_repo('minji/nowhere', 'minji/x')").classes[0] == "RepositoryNotFoundError"
    for target in ("minji/a--b", "minji/", "minji", "", 7):
        body = {"fromRepo": "minji/night-bus-llm", "toRepo": target, "type": "model"}
        assert owner.post("/api/repos/move", body).status in (400, 403)


def test_what_was_renamed_is_so_after_a_restart(tmp_path: Path) -> None:
    with PracticeHub(tmp_path, options=("--catalogue", "none")) as hub:
        client = HubClient(hub.url, hub.token)
        body = {"fromRepo": "minji/night-bus-llm", "toRepo": "minji/day-bus-llm", "type": "model"}
        before = client.get("/api/models/minji/night-bus-llm").json["sha"]
        assert client.post("/api/repos/move", body).status == 200
    with PracticeHub(tmp_path, options=("--catalogue", "none")) as hub:
        client = HubClient(hub.url, hub.token)
        assert client.get("/api/models/minji/night-bus-llm").headers["Location"] == "/api/models/minji/day-bus-llm"
        assert client.get("/api/models/minji/day-bus-llm").json["sha"] == before


@pytest.mark.parametrize("done", range(4))
def test_a_renaming_that_was_killed_is_finished(tmp_path: Path, done: int) -> None:
    """However many of its steps were done: noted, files moved, remembered, all but the note taken away."""
    old, new = "minji/night-bus-llm", "minji/day-bus-llm"
    hub = Hub(tmp_path, empty=True)
    facts = hub.find(Kind.MODEL, old, Viewer())
    head = hub.open(facts).resolve("main")
    hub.records.put("likes", key_of(facts), "minji", content={"date": "now"})
    hub.records.put("renaming", Kind.MODEL.value, old, content={"to": new})
    if done > 0:
        hub.git.move(Kind.MODEL, old, new)
    if done > 1:
        hub.state.rename(facts, replace(facts, id=new))
    if done > 2:
        hub.records.rename(repo_key(Kind.MODEL, old), repo_key(Kind.MODEL, new))

    again = Hub(tmp_path, empty=True)
    renamed = again.find(Kind.MODEL, new, Viewer())
    assert again.open(renamed).resolve("main") == head
    assert again.records.get("likes", key_of(renamed), "minji") == {"date": "now"}
    assert again.records.below("renaming") == []
    with pytest.raises(Moved):
        again.find(Kind.MODEL, old, Viewer())


def test_what_a_killed_deletion_left_does_not_come_back(tmp_path: Path) -> None:
    hub = Hub(tmp_path, empty=True)
    facts = hub.find(Kind.MODEL, "minji/night-bus-llm", Viewer())
    assert len(hub.open(facts).refs()) > 0
    hub.state.delete(facts.kind, facts.id)

    again = Hub(tmp_path, empty=True)
    created = replace(facts, created_at="2026-11-01T00:00:00.000Z", card={})
    assert again.add(created)
    repo = again.open(created)
    assert list(repo.snapshot(repo.resolve("main") or "").files) == [".gitattributes"]


def test_canonical_names_lead_to_the_owners_name(client: HubClient) -> None:
    answer = client.get("/api/models/gpt2/revision/main?blobs=true")
    assert answer.status == 307
    assert answer.headers["Location"] == "/api/models/openai-community/gpt2/revision/main?blobs=true"
    assert client.get("/gpt2/resolve/main/config.json").headers["Location"].endswith("/gpt2/resolve/main/config.json")


def test_a_duplicate_has_all_commits(api: Library, owner: HubClient) -> None:
    api("api.create_repo('minji/original', private=True)")
    api(_file("model.bin", "large" * 100, "minji/original"))
    api("api.create_branch('minji/original', branch='dev')")
    api("api.create_tag('minji/original', tag='v1', tag_message='first')")
    api("api.create_pull_request('minji/original', title='An idea')")
    url = api("(lambda u: [u.repo_id, u.files_copy_pending])(api.duplicate_repo('minji/original', 'minji/copy'))")
    assert url == ["minji/copy", False]
    ours, theirs = (
        api(f"vars(api.list_repo_refs('minji/{name}', include_pull_requests=True))") for name in ("original", "copy")
    )
    assert str(ours["branches"]) == str(theirs["branches"])
    assert str(ours["tags"]) == str(theirs["tags"])
    assert (len(ours["pull_requests"]), theirs["pull_requests"]) == (1, [])
    assert owner.get("/minji/copy/resolve/v1/model.bin").body == b"large" * 100
    assert api("api.model_info('minji/copy').private") is True
    assert api("[f.filename for f in api.list_lfs_files('minji/copy')]") == ["model.bin"]
    api(_file("only-here.txt", "x", "minji/copy"))
    assert "only-here.txt" not in api("api.list_repo_files('minji/original')")
    assert api.failure("api.duplicate_repo('minji/original', 'minji/copy')").status == 409
    assert api("api.duplicate_repo('minji/original', 'minji/copy', exist_ok=True).repo_id") == "minji/copy"
    assert api.failure("reader.duplicate_repo('minji/original', 'joon/mine')").status == 404
    assert api.failure("api.duplicate_repo('minji/original', 'open-models/mine')").status == 403
    for name in ("original", "copy"):
        api(f"api.delete_repo('minji/{name}')")


def test_a_duplicate_of_somebody_elses(api: Library) -> None:
    api("api.duplicate_repo('open-models/tiny-gpt', visibility='private')")
    info = api("vars(api.model_info('minji/tiny-gpt'))")
    assert (info["private"], info["likes"], info["downloads"]) == (True, 0, 0)
    assert info["pipeline_tag"] == "text-generation"
    assert api("api.model_info('minji/tiny-gpt').sha == api.model_info('open-models/tiny-gpt').sha")
    api("api.delete_repo('minji/tiny-gpt')")
    assert api.failure("reader.duplicate_repo('hangul-lab/ko-embedding', 'joon/x')").classes[0] == "GatedRepoError"
    failure = api.failure("api.duplicate_repo('open-models/tiny-gpt', resource_group_id='66670e5163145ca562cb1988')")
    assert failure.status == 400


def test_a_duplicate_of_a_space(api: Library) -> None:
    repo = "minji/playground-too"
    api(
        f"api.duplicate_repo('minji/hangul-playground', '{repo}', repo_type='space', "
        "space_variables=[{'key': 'COLOR', 'value': 'blue'}], space_secrets=[{'key': 'TOKEN', 'value': 'x'}])"
    )
    assert api(f"api.get_space_variables('{repo}')['COLOR'].value") == "blue"
    assert api(f"api.wait_for_space('{repo}', timeout=10, poll_interval=0.1).stage") == "RUNNING"
    assert api(f"api.space_info('{repo}').sha == api.space_info('minji/hangul-playground').sha")
    api(f"api.delete_repo('{repo}', repo_type='space')")


def test_a_deleted_repository_leaves_nothing(api: Library, owner: HubClient) -> None:
    api("api.create_repo('minji/comes-back')")
    api(_file("secret.txt", "old", "minji/comes-back"))
    api("api.delete_repo('minji/comes-back')")
    assert owner.get("/minji/comes-back/resolve/main/secret.txt").status == 404
    api("api.create_repo('minji/comes-back')")
    assert api("api.list_repo_files('minji/comes-back')") == [".gitattributes"]
    assert len(api("[c.title for c in api.list_repo_commits('minji/comes-back')]")) == 1
    api("api.delete_repo('minji/comes-back')")
    assert json.loads(owner.get("/api/models/minji/comes-back").body)["error"] == "Repository not found"
