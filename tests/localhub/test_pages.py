"""What a browser sees of the practice Hub: small pages without scripts, each reader seeing only what they may."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from helpers.hub_client import Answer, HubClient
from helpers.library import Library
from helpers.practice_hub import PracticeHub


class _Seen(HTMLParser):
    """The text, the addresses and the elements of a page."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.text, self.links, self.elements = "", [], set[str]()
        self.feed(answer.body.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.links += [value for key, value in attrs if key == "href" and value]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def minji(practice_hub: PracticeHub) -> HubClient:
    return HubClient(practice_hub.url, practice_hub.token)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", ["minji", "hangul-lab"]),
        ("/minji", ["Kim Minji", "night-bus-llm", "seoul-bus-reviews", "hangul-playground"]),
        ("/open-models", ["Open Models", "tiny-gpt"]),
        ("/Qwen", ["Qwen3-8B"]),
        ("/minji/hangul-sentiment", ["text-classification", "config.json", "README.md", "apache-2.0"]),
        ("/datasets/minji/seoul-bus-reviews", ["cc-by-4.0", "Discussions"]),
        ("/spaces/minji/hangul-playground", ["RUNNING", "app.py"]),
        ("/minji/hangul-sentiment/tree/main", ["config.json", "tokenizer"]),
        ("/minji/hangul-sentiment/blob/main/config.json", ["architectures", "Download"]),
        ("/minji/hangul-sentiment/blob/main/model.safetensors", ["no text", "Download"]),
        ("/openai-community/gpt2/tree/v1.0/onnx", ["model.onnx"]),
        ("/minji/hangul-sentiment/discussions", ["#1"]),
        ("/minji/hangul-sentiment/discussions/1", ["by"]),
    ],
)
def test_pages(client: HubClient, path: str, words: list[str]) -> None:
    answer = client.get(path)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    seen = _Seen(answer)
    for word in words:
        assert word in seen.text
    assert not {"script", "img", "iframe", "object", "form"} & seen.elements
    assert client.get(path, method="HEAD").status == 200


def test_every_link_leads_somewhere(client: HubClient) -> None:
    for page in ("/open-models", "/minji/hangul-sentiment", "/openai-community/gpt2/tree/main/onnx"):
        links = _Seen(client.get(page)).links
        assert links
        for link in links:
            assert client.get(link, method="HEAD").status == 200, link


def test_the_style_is_the_only_thing_allowed(client: HubClient) -> None:
    answer = client.get("/minji")
    style = re.search(rb"<style>(.*?)</style>", answer.body, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1]).digest()).decode()
    policy = answer.headers["Content-Security-Policy"]
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_people_write_stays_text(library: Library, client: HubClient) -> None:
    repo = "minji/escapes"
    evil = '</pre><script>alert("1")</script>'
    library(f"api.create_repo('{repo}')")
    name = '"><script>alert(1)</script>/a b#?%.txt'.replace("/script>/", "_script>/")
    library(f"api.upload_file(path_or_fileobj={evil.encode()!r}, path_in_repo={name!r}, repo_id='{repo}')")
    library(f"api.upload_file(path_or_fileobj={evil.encode()!r}, path_in_repo='README.md', repo_id='{repo}')")
    library(f"api.create_discussion('{repo}', title={evil!r}, description={evil!r})")
    for page in ("", "/tree/main", "/blob/main/README.md", "/discussions", "/discussions/1"):
        answer = client.get(f"/{repo}{page}")
        assert answer.status == 200
        assert b"<script" not in answer.body
    folder = next(link for link in _Seen(client.get(f"/{repo}")).links if "/tree/main/" in link)
    inside = _Seen(client.get(folder))
    assert "a b#?%.txt" in inside.text
    file = _Seen(client.get(next(link for link in inside.links if "/blob/" in link)))
    assert evil in file.text
    library(f"api.delete_repo('{repo}')")


def test_who_may_see_what(client: HubClient, minji: HubClient) -> None:
    for page in ("", "/tree/main", "/blob/main/README.md", "/discussions"):
        hidden = client.get(f"/minji/secret-project{page}")
        assert hidden.status == 401
        assert hidden.code == "RepoNotFound"
        assert b"secret-project" not in hidden.body
        assert minji.get(f"/minji/secret-project{page}").status == 200
    assert "secret-project" not in _Seen(client.get("/minji")).text
    assert "secret-project" in _Seen(minji.get("/minji")).text
    assert client.get("/hangul-lab/ko-embedding").status == 200
    gated = client.get("/hangul-lab/ko-embedding/blob/main/config.json")
    assert (gated.status, gated.code) == (401, "GatedRepo")
    assert minji.get("/minji/withdrawn-model").status == 403


def test_collections_and_commits(library: Library, client: HubClient, minji: HubClient) -> None:
    public = library("[c.slug for c in api.list_collections(owner='hangul-lab')][0]")
    assert "minji/hangul-sentiment" in _Seen(client.get(f"/collections/{public}")).text
    private = library("[c.slug for c in api.list_collections(owner='minji') if c.private][0]")
    assert client.get(f"/collections/{private}").status == 404
    assert minji.get(f"/collections/{private}").status == 200
    commit = library("api.model_info('minji/hangul-sentiment').sha")
    shown = client.get(f"/minji/hangul-sentiment/commit/{commit}")
    assert shown.status == 302
    assert client.get(shown.headers["Location"]).status == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nobody-here", 401),
        ("/no/such", 401),
        ("/minji/hangul-sentiment/tree/nope", 404),
        ("/minji/hangul-sentiment/tree/main/nope", 404),
        ("/minji/hangul-sentiment/blob/main/nope", 404),
        ("/minji/hangul-sentiment/blob/main/..%2f..%2fstate.json", 404),
        ("/minji/hangul-sentiment/discussions/999", 404),
        ("/minji/hangul-sentiment/discussions/x", 404),
        ("/collections/minji/nothing", 404),
        ("/..", 401),
        ("/%00/%ff", 401),
    ],
)
def test_what_is_not_there(client: HubClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status == status
    assert answer.headers["Content-Type"].startswith("text/html")


def test_unknown_api_addresses_stay_json(client: HubClient) -> None:
    for path in ("/api", "/api/nothing", "/api/no/such/thing"):
        answer = client.get(path)
        assert answer.status == 404
        assert answer.json["error"]
    assert client.get("/gpt2").status == 307  # its old name
