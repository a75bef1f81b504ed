"""Collections of the practice Hub, with the unmodified library."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.hub_client import HubClient
from helpers.library import Library
from helpers.practice_hub import PracticeHub

HF = Path(sys.executable).with_name("hf")
TITLE = "My cool stuff 7"


@pytest.fixture
def slug(library: Library) -> Iterator[str]:
    """An empty public collection."""
    slug = str(library(f"api.create_collection('{TITLE}').slug"))
    yield slug
    library(f"api.delete_collection('{slug}', missing_ok=True)")


def items(library: Library, slug: str, who: str = "api") -> list[list[object]]:
    return list(
        library(f"[[i.item_type, i.item_id, i.note, i.position] for i in {who}.get_collection('{slug}').items]")
    )


def add(library: Library, slug: str, item: str, kind: str, **more: object) -> None:
    given = "".join(f", {key}={value!r}" for key, value in more.items())
    library(f"api.add_collection_item('{slug}', '{item}', '{kind}'{given})")


def test_create(library: Library, slug: str, practice_hub: PracticeHub) -> None:
    assert slug.startswith("minji/my-cool-stuff-7-")
    assert len(slug.rpartition("-")[2]) == 24
    collection = library(f"vars(api.get_collection('{slug}'))")
    assert (collection["title"], collection["description"], collection["private"]) == (TITLE, None, False)
    assert collection["items"] == []
    assert library(f"api.get_collection('{slug}').url") == f"{practice_hub.url}/collections/{slug}"
    again = library.failure(f"api.create_collection('{TITLE}')")
    assert (again.classes[0], again.status) == ("HfHubHTTPError", 409)
    same = f"api.create_collection('{TITLE}', description='other', exists_ok=True)"
    assert library(f"[{same}.slug, {same}.description]") == [slug, None]


def test_update(library: Library, slug: str) -> None:
    changes = "title='Brand new', description='Now with words', private=True, theme='pink'"
    changed = library(f"vars(api.update_collection_metadata('{slug}', {changes}))")
    assert (changed["title"], changed["description"], changed["private"], changed["theme"]) == (
        "Brand new", "Now with words", True, "pink",
    )  # fmt: skip
    assert changed["slug"] != slug
    assert changed["slug"].rpartition("-")[2] == slug.rpartition("-")[2]
    assert library(f"api.get_collection('{slug}').slug") == changed["slug"]
    assert library.failure(f"reader.get_collection('{slug}')").status == 404
    assert library(f"'{changed['slug']}' in [c.slug for c in reader.list_collections(owner='minji')]") is False
    library(f"api.update_collection_metadata('{slug}', private=False)")
    assert library(f"anonymous.get_collection('{slug}').title") == "Brand new"


def test_items(library: Library, slug: str) -> None:
    add(library, slug, "gpt2", "model", note="Where it began")  # by its former name
    add(library, slug, "squad", "dataset")
    add(library, slug, "minji/hangul-playground", "space")
    add(library, slug, "1706.03762", "paper")
    seeded = str(library("[c.slug for c in api.list_collections(owner='hangul-lab')][0]"))
    add(library, slug, seeded, "collection")
    kinds = [[kind, item] for kind, item, *_ in items(library, slug)]
    assert kinds[0] == ["model", "openai-community/gpt2"]
    assert [kind for kind, _ in kinds] == ["model", "dataset", "space", "paper", "collection"]
    assert kinds[-1][1] == seeded
    assert items(library, slug)[0][2:] == ["Where it began", 0]
    again = f"api.add_collection_item('{slug}', 'openai-community/gpt2', 'model'"
    assert library.failure(f"{again})").status == 409
    assert library(f"len({again}, exists_ok=True).items)") == 5
    first, second = library(f"[i.item_object_id for i in api.get_collection('{slug}').items][:2]")
    library(f"api.update_collection_item('{slug}', '{second}', note='First now', position=0)")
    assert items(library, slug)[0][2:] == ["First now", 0]
    library(f"api.delete_collection_item('{slug}', '{first}')")
    assert len(items(library, slug)) == 4
    assert library.failure(f"api.delete_collection_item('{slug}', '{first}')").status == 404
    library(f"api.delete_collection_item('{slug}', '{first}', missing_ok=True)")
    assert library.failure(f"api.update_collection_item('{slug}', '{first}', note='x')").status == 404


def test_items_follow_what_becomes_of_repositories(library: Library, slug: str) -> None:
    library("api.create_repo('minji/collected')")
    add(library, slug, "minji/collected", "model")
    library("api.move_repo('minji/collected', 'minji/collected-too')")
    assert [item for _, item, *_ in items(library, slug, "reader")] == ["minji/collected-too"]
    library("api.update_repo_settings('minji/collected-too', private=True)")
    holding = "list_collections(item='models/minji/collected')"
    assert library(f"[len(list(api.{holding})), len(list(anonymous.{holding}))]") == [1, 0]
    assert items(library, slug, "reader") == []
    assert len(items(library, slug)) == 1
    library("api.delete_repo('minji/collected-too')")
    assert items(library, slug) == []


def test_lists(library: Library, slug: str) -> None:
    seeded = library("[c.slug for c in api.list_collections(owner='hangul-lab')][0]")
    assert seeded.startswith("hangul-lab/korean-small-and-open-")
    assert library(f"len(api.get_collection('{seeded}').items)") == 6
    assert library("[len(c.items) for c in api.list_collections(owner='hangul-lab')]") == [4]
    has = "[c.slug for c in api.list_collections(item='models/minji/hangul-sentiment')]"
    assert library(has) == [seeded]
    add(library, slug, "minji/hangul-sentiment", "model")
    assert library(has.replace("')]", "', sort='lastModified')]")) == [slug, seeded]
    assert library(has.replace("')]", "', sort='upvotes', limit=1)]")) == [seeded]
    assert library("[c.title for c in api.list_collections(owner='minji') if c.private]") == ["To read on the bus"]
    assert library("[c.title for c in anonymous.list_collections(owner=['minji', 'joon']) if c.private]") == []
    assert library.failure("list(api.list_collections(sort='size'))").classes[0] == "BadRequestError"


def test_pages(practice_hub: PracticeHub, slug: str) -> None:
    client = HubClient(practice_hub.url)
    first = client.get("/api/collections", limit=1)
    assert int(first.headers["X-Total-Count"]) >= 2
    second = client.get(first.headers["Link"].partition(">")[0].removeprefix("<"))
    assert first.json[0]["slug"] != second.json[0]["slug"]


def test_places_among_those_of_the_owner(library: Library, slug: str) -> None:
    first = "[c.slug for c in sorted(map(lambda c: api.get_collection(c.slug), api.list_collections(owner='minji')), "
    assert library(f"{first}key=lambda c: c.position)][-1]") == slug
    assert library(f"api.update_collection_metadata('{slug}', position=0).position") == 0
    assert library(f"{first}key=lambda c: c.position)][0]") == slug


def test_delete(library: Library, slug: str) -> None:
    library(f"api.delete_collection('{slug}')")
    assert library.failure(f"api.delete_collection('{slug}')").status == 404
    library(f"api.delete_collection('{slug}', missing_ok=True)")


@pytest.mark.parametrize(
    ("expression", "status"),
    [
        ("api.get_collection('minji/nothing-000000000000000000000000')", 404),
        ("reader.create_collection('Mine')", 403),
        ("anonymous.create_collection('Mine', namespace='minji')", 401),
        ("api.create_collection('Theirs', namespace='open-models')", 403),
        ("api.create_collection('x' * 61)", 400),
        ("api.create_collection('Long', description='x' * 151)", 400),
        ("api.create_collection('Grouped', resource_group_id='a' * 24)", 400),
        ("reader.delete_collection(slug)", 403),
        ("anonymous.delete_collection(slug)", 401),
        ("reader.update_collection_metadata(slug, title='Mine')", 403),
        ("reader.add_collection_item(slug, 'gpt2', 'model')", 403),
        ("api.add_collection_item(slug, 'no/such', 'model')", 404),
        ("api.add_collection_item(slug, 'someone/bucket', 'bucket')", 404),
        ("api.add_collection_item(slug, 'not-a-number', 'paper')", 404),
        ("api.add_collection_item(slug, 'gpt2', 'planet')", 400),
        ("api.add_collection_item(slug, 'gpt2', 'model', note='x' * 501)", 400),
        ("api.update_collection_metadata(slug, theme='plaid')", 400),
        ("api.update_collection_metadata(slug, position=-1)", 400),
        ("api.update_collection_resource_group(slug, 'a' * 24)", 400),
    ],
)
def test_refusals(library: Library, slug: str, expression: str, status: int) -> None:
    failure = library.failure(expression.replace("slug", repr(slug)))
    assert failure.status == status, failure


def test_leaving_no_group_is_easy(library: Library, slug: str) -> None:
    assert library(f"api.update_collection_resource_group('{slug}', None)") is None


@pytest.mark.parametrize("body", [b"null", b"[]", b"{", b'{"title":5}', b'{"title":"x","namespace":["minji"]}',
                                  b'{"title":"  "}', b'{"title":"x","private":"yes"}'])  # fmt: skip
def test_strange_bodies(practice_hub: PracticeHub, slug: str, body: bytes) -> None:
    client = HubClient(practice_hub.url, practice_hub.token)
    assert client.send("POST", "/api/collections", body).status == 400
    assert client.send("POST", f"/api/collections/{slug}/items", body).status == 400


def test_the_command_line(library: Library, slug: str) -> None:
    def hf(*arguments: str) -> str:
        done = subprocess.run(
            [HF, "collections", *arguments, "--format", "json"],
            env=library.environment | {"HF_TOKEN": library.environment["OWNER_TOKEN"]},
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert slug in hf("ls", "--owner", "minji")
    hf("add-item", slug, "gpt2", "model", "--note", "small")
    assert json.loads(hf("info", slug))["items"][0]["item_id"] == "openai-community/gpt2"
