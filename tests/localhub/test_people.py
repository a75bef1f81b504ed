"""Users, organisations and tokens: what each token says, sees and may do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.hub_client import HubClient
from helpers.library import Library
from helpers.practice_hub import PracticeHub

READ_ONLY = "You have read access but not the required permissions for this operation"
COMMIT = (
    {"key": "header", "value": {"summary": "Try", "description": ""}},
    {"key": "file", "value": {"path": "note.txt", "content": "aGk=", "encoding": "base64"}},
)


@pytest.fixture
def fine(hub: PracticeHub) -> HubClient:
    """The fine-grained token: minji/hangul-sentiment and reading hangul-lab."""
    return HubClient(hub.url, hub.fine_token)


@pytest.fixture
def reader(hub: PracticeHub) -> HubClient:
    """The read token of joon."""
    return HubClient(hub.url, hub.reader_token)


@pytest.mark.parametrize(("who", "role"), [("api", "write"), ("reader", "read"), ("fine", "fineGrained")])
def test_whoami_tells_the_role(library: Library, who: str, role: str) -> None:
    token = library(f"{who}.whoami()['auth']")
    assert token["type"] == "access_token"
    assert token["accessToken"]["role"] == role
    assert token["accessToken"]["displayName"].startswith("practice-")


def test_whoami_of_a_fine_grained_token(library: Library) -> None:
    me = library("fine.whoami()")
    token = me["auth"]["accessToken"]
    scoped = {
        each["entity"]["name"]: (each["entity"]["type"], each["permissions"]) for each in token["fineGrained"]["scoped"]
    }
    assert token["expiration"] > "2090"
    assert token["fineGrained"]["canReadGatedRepos"] is False
    assert token["fineGrained"]["global"] == []
    assert scoped["minji/hangul-sentiment"] == ("model", ["discussion.write", "repo.content.read", "repo.write"])
    assert scoped["hangul-lab"] == ("org", ["repo.content.read"])
    assert "email" not in me


def test_whoami_of_an_oauth_token_has_no_detail(library: Library) -> None:
    me = library("oauth.whoami()")
    assert me["name"] == "minji"
    assert me["auth"]["type"] == "oauth"
    assert "accessToken" not in me["auth"]


def test_whoami_of_an_organisation(library: Library) -> None:
    roles = {org["name"]: org["roleInOrg"] for org in library("api.whoami()['orgs']")}
    assert roles == {"hangul-lab": "write", "open-models": "read"}


@pytest.mark.parametrize(
    "call", ["whoami()", "model_info('minji/hangul-sentiment')", "list_models(limit=1).__next__()"]
)
def test_an_expired_token_opens_nothing(library: Library, call: str) -> None:
    failure = library.failure(f"expired.{call}")
    assert failure.status == 401


def test_an_expired_token_is_told_so(hub: PracticeHub) -> None:
    answer = HubClient(hub.url, hub.expired_token).get("/api/whoami-v2")
    assert answer.json["error"] == 'User Access Token "practice-expired" is expired'
    assert HubClient(hub.url, "hf_" + "x" * 34).get("/api/whoami-v2").json["error"].startswith("Invalid credentials")


def test_tokens_outlive_the_process(tmp_path: Path) -> None:
    with PracticeHub(tmp_path, options=("--catalogue", "none")) as first:
        tokens = [user["token"] for user in first.started["users"]]
    with PracticeHub(tmp_path, options=("--catalogue", "none")) as second:
        assert [user["token"] for user in second.started["users"]] == tokens
    assert len(set(tokens)) == 5


def test_a_data_dir_of_before_keeps_its_tokens(tmp_path: Path) -> None:
    old = {"minji": "hf_" + "a" * 34, "joon": "hf_" + "b" * 34}
    (tmp_path / "state.json").write_text(json.dumps({"tokens": old}), encoding="utf-8")
    with PracticeHub(tmp_path, options=("--catalogue", "none")) as hub:
        assert (hub.token, hub.reader_token) == (old["minji"], old["joon"])
        assert HubClient(hub.url, hub.fine_token).get("/api/whoami-v2").status == 200


def test_a_narrow_token_sees_only_its_private_repositories(hub: PracticeHub, owner: HubClient, fine: HubClient) -> None:
    assert (
        owner.post("/api/repos/create", {"name": "seen-by-lab", "organization": "hangul-lab", "private": True}).status
        == 200
    )
    assert owner.get("/api/models/minji/secret-project").status == 200
    refused = fine.get("/api/models/minji/secret-project")
    assert (refused.status, refused.code) == (404, "RepoNotFound")
    assert fine.get("/api/models/hangul-lab/seen-by-lab").status == 200
    listed = {row["id"] for row in fine.get("/api/models", limit=100).json}
    assert "hangul-lab/seen-by-lab" in listed
    assert "minji/secret-project" not in listed
    assert "minji/secret-project" in {row["id"] for row in owner.get("/api/models", limit=100).json}
    assert (
        owner.post("/api/repos/delete", {"name": "seen-by-lab", "organization": "hangul-lab"}, method="DELETE").status
        == 200
    )


def test_a_repository_made_private_stays_visible_where_it_is_in_scope(
    hub: PracticeHub, owner: HubClient, fine: HubClient
) -> None:
    path = "/api/models/minji/hangul-sentiment"
    assert owner.post(f"{path}/settings", {"private": True}, method="PUT").status == 200
    try:
        assert fine.get(path).status == 200
        assert "minji/hangul-sentiment" in {row["id"] for row in fine.get("/api/models", author="minji").json}
        assert HubClient(hub.url).get(path).status == 401
    finally:
        owner.post(f"{path}/settings", {"private": False}, method="PUT")


def test_a_narrow_token_writes_only_where_it_may(fine: HubClient) -> None:
    assert fine.get("/api/models/minji/hangul-sentiment/auth-check/write").body == b"OK"
    assert fine.commit("/api/models/minji/hangul-sentiment/commit/main", *COMMIT).status == 200
    for path in ("minji/night-bus-llm", "hangul-lab/ko-tiny-llama-GGUF"):
        refused = fine.get(f"/api/models/{path}/auth-check/write")
        assert (refused.status, refused.json["error"]) == (403, READ_ONLY)
        assert fine.commit(f"/api/models/{path}/commit/main", *COMMIT).status == 403
    assert fine.post("/api/repos/create", {"name": "not-mine"}).status == 403


@pytest.mark.parametrize("path", ["models/minji/hangul-sentiment", "datasets/minji/seoul-bus-reviews"])
def test_a_reader_writes_nowhere(reader: HubClient, path: str) -> None:
    assert reader.get(f"/api/{path}/auth-check").status == 200
    refused = reader.get(f"/api/{path}/auth-check/write")
    assert (refused.status, refused.json["error"]) == (403, READ_ONLY)
    assert reader.commit(f"/api/{path}/commit/main", *COMMIT).status == 403


def test_a_member_who_reads_does_not_write(owner: HubClient) -> None:
    assert owner.get("/api/models/open-models/tiny-gpt/auth-check/write").status == 403
    assert owner.post("/api/repos/create", {"name": "x", "organization": "open-models"}).status == 403


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer ", "Basic !!!", "Basic bm8=", "Bearer \xff", "Bearer " + "x" * 9000]
)
def test_strange_authorization(hub: PracticeHub, header: str) -> None:
    assert HubClient(hub.url).get("/api/whoami-v2", headers={"Authorization": header}).status == 401


def test_profiles_by_the_library(library: Library) -> None:
    assert library("[vars(api.get_user_overview('minji'))[key] for key in ('username', 'fullname', 'user_type')]") == [
        "minji",
        "Kim Minji",
        "user",
    ]
    assert library("[org.name for org in api.get_user_overview('minji').orgs]") == ["hangul-lab", "open-models"]
    assert library("api.get_user_overview('joon').is_following") is True
    assert library("anonymous.get_user_overview('joon').is_following") is False
    assert library("api.get_organization_overview('hangul-lab').num_users") == 2
    assert library("api.get_organization_overview('google').num_models") > 0
    assert library("api.get_user_overview('minji').num_models") > library(
        "anonymous.get_user_overview('minji').num_models"
    )
    for call in (
        "get_user_overview('nobody')",
        "get_organization_overview('nobody')",
        "get_organization_overview('minji')",
    ):
        assert library.failure(f"api.{call}").status == 404


def test_a_profile_counts_discussions(owner: HubClient) -> None:
    before = owner.get("/api/users/minji/overview").json["numDiscussions"]
    words = {"title": "Counted", "description": "One more"}
    assert owner.post("/api/models/minji/night-bus-llm/discussions", words).status == 200
    assert owner.get("/api/users/minji/overview").json["numDiscussions"] == before + 1


def test_members_and_followers_by_the_library(library: Library) -> None:
    assert library("[user.username for user in api.list_organization_members('hangul-lab')]") == ["minji", "sora"]
    assert library("[user.username for user in api.list_organization_followers('open-models')]") == ["joon"]
    assert library("[user.username for user in api.list_user_followers('minji')]") == ["joon", "sora", "haneul"]
    assert library("[user.username for user in api.list_user_following('minji')]") == ["joon"]
    for call in ("organization_members", "organization_followers", "user_followers", "user_following"):
        assert library.failure(f"list(api.list_{call}('nobody'))").status == 404


def test_avatars_are_pictures(hub: PracticeHub, owner: HubClient) -> None:
    path = owner.get("/api/whoami-v2").json["avatarUrl"]
    picture = HubClient(hub.url).get(path)
    assert picture.headers["Content-Type"].startswith("image/svg+xml")
    assert picture.body.startswith(b"<svg")
    assert picture.body != HubClient(hub.url).get("/avatars/other.svg").body


def test_storage_of_repositories(library: Library, fine: HubClient) -> None:
    rows = library("[(repo.id, repo.type, repo.visibility) for repo in api.list_user_repos()]")
    assert ["minji/secret-project", "model", "private"] in rows
    assert library("[repo.id for repo in api.list_user_repos('hangul-lab')]")
    assert library.failure("list(api.list_user_repos('google'))").status == 403
    assert library.failure("list(anonymous.list_user_repos())").status == 401
    assert fine.get("/api/settings/repositories").status == 403
