"""Likes, and finding by name, on the practice Hub."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers.hub_client import HubClient
from helpers.library import Library
from helpers.practice_hub import PracticeHub


@pytest.fixture
def minji(practice_hub: PracticeHub) -> HubClient:
    return HubClient(practice_hub.url, practice_hub.token)


@pytest.fixture
def repo(library: Library) -> Iterator[str]:
    yield str(library("api.create_repo('minji/likeable').repo_id"))
    library("[api.delete_repo(name, missing_ok=True) for name in ('minji/likeable', 'minji/liked')]")


def liked(library: Library, who: str = "api", user: str = "None") -> list[str]:
    return list(library(f"{who}.list_liked_repos({user}).models"))


def likers(library: Library, repo: str) -> list[str]:
    return list(library(f"[user.username for user in api.list_repo_likers('{repo}')]"))


def test_liking_and_unliking(library: Library, minji: HubClient, repo: str) -> None:
    for _ in range(2):  # twice is as good as once
        assert minji.send("POST", f"/api/models/{repo}/like").status == 200
        assert library(f"api.model_info('{repo}').likes") == 1
    assert liked(library)[0] == repo
    assert likers(library, repo) == ["minji"]
    assert library("api.get_user_overview('minji').num_likes") == len(liked(library)) + 1  # and a Space
    library(f"api.move_repo('{repo}', 'minji/liked')")
    assert likers(library, "minji/liked") == ["minji"]
    assert liked(library)[0] == "minji/liked"
    for _ in range(2):
        library("api.unlike('minji/liked')")
        assert library("api.model_info('minji/liked').likes") == 0
    assert likers(library, "minji/liked") == []
    assert "minji/liked" not in liked(library)


def test_what_is_liked_from_the_beginning(library: Library) -> None:
    likes = library("vars(api.list_liked_repos())")
    assert likes["user"] == "minji"
    assert {"openai-community/gpt2", "open-models/tiny-gpt"} <= set(likes["models"])
    assert likes["spaces"] == ["minji/hangul-playground"]
    assert likes["total"] == len(likes["models"]) + len(likes["datasets"]) + len(likes["spaces"])
    assert "minji/hangul-sentiment" in liked(library, "anonymous", "'joon'")
    assert likers(library, "minji/hangul-sentiment") == ["joon", "sora"]
    assert library("api.list_liked_repos('joon').user") == "joon"


def test_private_likes_are_nobodys_business(library: Library, minji: HubClient) -> None:
    assert minji.send("POST", "/api/models/minji/secret-project/like").status == 200
    assert likers(library, "minji/secret-project") == ["minji"]
    assert "minji/secret-project" not in liked(library)
    assert library.failure("list(reader.list_repo_likers('minji/secret-project'))").status == 404
    library("api.unlike('minji/secret-project')")


def test_the_order_by_likes_follows(library: Library, minji: HubClient, repo: str) -> None:
    other = library("api.create_repo('minji/liked').repo_id")
    mine = f"[m.id for m in api.list_models(author='minji', sort='likes') if m.id in ('{repo}', '{other}')]"
    for best in (repo, other):
        minji.send("POST", f"/api/models/{best}/like")
        assert library(mine)[0] == best
        library(f"api.unlike('{best}')")


def test_pages(practice_hub: PracticeHub) -> None:
    client = HubClient(practice_hub.url)
    first = client.get("/api/models/minji/hangul-sentiment/likers", limit=1)
    assert first.headers["X-Total-Count"] == "2"
    address = first.headers["Link"].partition(">")[0].removeprefix("<")
    second = client.get(address)
    assert [each["user"] for each in first.json + second.json] == ["joon", "sora"]
    assert second.headers["Link"] is None
    assert client.get("/api/users/minji/likes", limit="many").status == 400
    assert client.get("/api/users/minji/likes", cursor="-1").status == 400


@pytest.mark.parametrize(
    ("expression", "name", "status"),
    [
        ("api.unlike('no/such')", "RepositoryNotFoundError", 404),
        ("reader.unlike('openai-community/gpt2')", "HfHubHTTPError", 403),
        ("anonymous.unlike('openai-community/gpt2')", "HfHubHTTPError", 401),
        ("api.list_liked_repos('nobody-here')", "HfHubHTTPError", 404),
        ("api.get_dataset_leaderboard('minji/seoul-bus-reviews')", "HfHubHTTPError", 404),
        ("api.get_dataset_leaderboard('no/such')", "RepositoryNotFoundError", 404),
        ("list(anonymous.list_repo_likers('no/such'))", "RepositoryNotFoundError", 401),
    ],
)
def test_refusals(library: Library, expression: str, name: str, status: int) -> None:
    failure = library.failure(expression)
    assert (failure.classes[0], failure.status) == (name, status), failure


def test_likes_survive(tmp_path_factory: pytest.TempPathFactory) -> None:
    data = tmp_path_factory.mktemp("likes")
    path = "/api/models/minji/night-bus-llm"
    with PracticeHub(data, options=("--catalogue", "none")) as hub:
        client = HubClient(hub.url, hub.token)
        before = client.get(path).json["likes"]
        client.send("POST", f"{path}/like")
        client.send("DELETE", "/api/models/open-models/tiny-gpt/like")
    with PracticeHub(data, options=("--catalogue", "none")) as hub:
        client = HubClient(hub.url)
        assert client.get(path).json["likes"] == before + 1
        names = [each["repo"]["name"] for each in client.get("/api/users/minji/likes").json]
        assert names[0] == "minji/night-bus-llm"
        assert "open-models/tiny-gpt" not in names


def test_quick_search(practice_hub: PracticeHub, minji: HubClient) -> None:
    found = minji.get("/api/quicksearch", q="minji").json
    assert "minji/secret-project" in {
        each["id"] for each in minji.get("/api/quicksearch", q="secret-project").json["models"]
    }
    assert [each["user"] for each in found["users"]] == ["minji"]
    assert found["datasets"][0]["id"] == "minji/seoul-bus-reviews"
    stranger = HubClient(practice_hub.url).get("/api/quicksearch", q="secret-project").json
    assert stranger["models"] == []
    assert stranger["modelsCount"] == 0
    assert [each["name"] for each in minji.get("/api/quicksearch", q="Hangul Lab").json["orgs"]] == ["hangul-lab"]
    assert len(minji.get("/api/quicksearch", q="a", limit=3).json["models"]) == 3


def test_what_clients_ask_on_the_way(client: HubClient) -> None:
    assert set(client.get("/api/agent-harnesses").json) == {"standardEnvVars", "harnesses"}
    assert client.get("/api/telemetry/huggingface_hub", method="HEAD").status == 204
