"""Search over HTTP: filters, orders, pages, refusals."""

from __future__ import annotations

from typing import Any

import pytest

from helpers.hub_client import HubClient
from helpers.practice_hub import PracticeHub

SORTS = {
    "downloads": "downloads",
    "likes": "likes",
    "createdAt": "createdAt",
    "lastModified": "lastModified",
    "trendingScore": "trendingScore",
}


def test_the_whole_catalogue_is_there(client: HubClient) -> None:
    assert int(client.get("/api/models", limit=1).headers["X-Total-Count"]) >= 15_156
    assert int(client.get("/api/datasets", limit=1).headers["X-Total-Count"]) >= 484
    assert int(client.get("/api/spaces", limit=1).headers["X-Total-Count"]) >= 24


@pytest.mark.parametrize(
    ("kind", "query"),
    [
        ("models", {"search": "llama", "sort": "downloads"}),
        ("models", {"pipeline_tag": "image-classification", "filter": ["pytorch", "dataset:imagenet-1k"]}),
        ("models", {"pipeline_tag": "image-text-to-text"}),
        ("models", {"author": "Qwen"}),
        ("datasets", {"filter": "language:ko"}),
        ("datasets", {"author": "Qwen"}),
        ("spaces", {"search": "chatbot"}),
    ],
    ids=str,
)
def test_what_beginners_are_taught_to_search_for_is_found(client: HubClient, kind: str, query: dict[str, Any]) -> None:
    assert client.get(f"/api/{kind}", **query, limit=5).json


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("kind", ["models", "datasets", "spaces"])
def test_results_are_in_order(client: HubClient, kind: str, sort: str) -> None:
    if kind == "spaces" and sort == "downloads":
        pytest.skip("the Hub does not count downloads of Spaces")
    rows = client.get(f"/api/{kind}", sort=sort, limit=200, expand=[SORTS[sort]]).json
    values = [row[SORTS[sort]] for row in rows]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) > 5


def test_snake_case_sorts_are_understood(client: HubClient) -> None:
    assert (
        client.get("/api/models", sort="last_modified", limit=5).json
        == client.get("/api/models", sort="lastModified", limit=5).json
    )


def test_filters_must_all_hold(client: HubClient) -> None:
    rows = client.get("/api/models", filter=["transformers", "safetensors", "license:mit"], limit=1000).json
    assert len(rows) > 50
    assert all({"transformers", "safetensors", "license:mit"} <= set(row["tags"]) for row in rows)
    some = client.get("/api/models", filter=["transformers,safetensors", "license:mit"], limit=1000).json
    assert [row["id"] for row in some] == [row["id"] for row in rows]


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ({"author": "Qwen"}, lambda row: row["author"] == "Qwen"),
        ({"search": "LLaMA"}, lambda row: "llama" in row["id"].lower()),
        ({"pipeline_tag": "text-to-image"}, lambda row: row["pipeline_tag"] == "text-to-image"),
        ({"gated": "true"}, lambda row: row["gated"] in ("auto", "manual")),
        ({"gated": "false"}, lambda row: row["gated"] is False),
        ({"apps": "ollama"}, lambda row: "gguf" in row["tags"]),
        ({"apps": "mlx-lm"}, lambda row: "mlx" in row["tags"]),
        ({"filter": "dataset:s2orc"}, lambda row: "dataset:s2orc" in row["tags"]),
        ({"filter": "base_model:Qwen/Qwen3-8B"}, lambda row: "base_model:Qwen/Qwen3-8B" in row["tags"]),
        ({"filter": "base_model:quantized:Qwen/Qwen3-8B"}, lambda row: "Qwen/Qwen3-8B" in str(row["tags"])),
        ({"filter": "ko"}, lambda row: "ko" in row["tags"] or "ko" in row["cardData"]["language"]),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_each_filter(client: HubClient, query: dict[str, str], holds: object) -> None:
    expand = ["author", "tags", "pipeline_tag", "gated", "cardData"]
    rows = client.get("/api/models", **query, limit=300, expand=expand).json
    assert rows
    assert all(holds(row) for row in rows)  # type: ignore[operator]


def test_parameters_are_a_range(client: HubClient) -> None:
    rows = client.get("/api/models", num_parameters="min:6B,max:9.5B", limit=500, expand=["safetensors", "gguf"]).json
    totals = [(row.get("safetensors") or row.get("gguf") or {}).get("total") for row in rows]
    known = [total for total in totals if total is not None]
    assert len(known) > 50
    assert all(6e9 <= total <= 9.5e9 for total in known)


def test_datasets_can_be_filtered(client: HubClient) -> None:
    rows = client.get("/api/datasets", filter=["language:ko", "task_categories:question-answering"], limit=50).json
    assert rows
    assert all({"language:ko", "task_categories:question-answering"} <= set(row["tags"]) for row in rows)
    both = client.get("/api/datasets", search=["squad", "iapp"], limit=50).json
    assert [row["id"] for row in both] == ["iapp_wiki_qa_squad"]


def test_spaces_are_found_by_what_they_use(client: HubClient) -> None:
    rows = client.get("/api/spaces", models="black-forest-labs/FLUX.1-dev", full="true").json
    assert {"black-forest-labs/FLUX.1-dev", "multimodalart/flux-lora-the-explorer"} == {row["id"] for row in rows}
    assert all(row["runtime"]["stage"] for row in rows)
    assert {row["sdk"] for row in client.get("/api/spaces", filter="static").json} == {"static"}


def test_pages_hold_everything_once(client: HubClient) -> None:
    total, seen = 0, []
    answer = client.get("/api/models", search="llama", sort="likes", limit=100)
    while True:
        total = int(answer.headers["X-Total-Count"])
        seen += [row["id"] for row in answer.json]
        link = answer.headers.get("Link")
        if link is None:
            break
        assert link.startswith(f"<{client.url}/api/models?")
        assert link.endswith('; rel="next"')
        answer = client.get(link[1:].partition(">")[0])
    assert len(seen) == len(set(seen)) == total
    assert total > 300


def test_a_limit_beyond_a_thousand_is_a_page_of_a_thousand(client: HubClient) -> None:
    assert len(client.get("/api/models", limit=5000, expand=["likes"]).json) == 1000


def test_expand_gives_nothing_else(client: HubClient) -> None:
    (row,) = client.get("/api/models", search="openai-community/gpt2", limit=1, expand=["likes", "safetensors"]).json
    assert row.keys() == {"_id", "id", "likes", "safetensors"}


@pytest.mark.parametrize(
    "query",
    [
        "sort=best", "limit=0", "limit=-1", "limit=ten", "gated=maybe", "num_parameters=6B", "num_parameters=min:x",
        "apps=notepad", "expand=everything", "cursor=abc", "cursor=eyJhZnRlciI6ICJuby9zdWNoIn0=",
    ],
)  # fmt: skip
def test_nonsense_is_refused(client: HubClient, query: str) -> None:
    answer = client.get(f"/api/models?{query}")
    assert answer.status == 400
    assert answer.headers["X-Error-Message"]
    assert answer.json["error"]
    assert answer.headers["X-Request-Id"]


def test_an_unknown_filter_finds_nothing(client: HubClient) -> None:
    answer = client.get("/api/models", filter="no-such-tag")
    assert answer.json == []
    assert answer.headers["X-Total-Count"] == "0"


def test_private_repositories_are_found_by_their_owner_only(practice_hub: PracticeHub) -> None:
    found = {
        token: [
            row["id"] for row in HubClient(practice_hub.url, token).get("/api/models", search="secret-project").json
        ]
        for token in (None, practice_hub.reader_token, practice_hub.token)
    }
    assert found == {None: [], practice_hub.reader_token: [], practice_hub.token: ["minji/secret-project"]}


def test_tags_by_type(client: HubClient) -> None:
    models = client.get("/api/models-tags-by-type").json
    assert {"pipeline_tag", "library", "language", "license", "dataset", "region", "other"} <= models.keys()
    assert {"id": "text-generation", "label": "Text Generation", "type": "pipeline_tag", "subType": "nlp"} in models[
        "pipeline_tag"
    ]
    assert any(tag["id"] == "license:mit" for tag in models["license"])
    datasets = client.get("/api/datasets-tags-by-type").json
    assert any(tag["id"] == "language:ko" for tag in datasets["language"])
    assert client.get("/api/datasets-tags-by-type", type="license").json.keys() == {"license"}


def test_spaces_are_searched_by_meaning(client: HubClient) -> None:
    rows = client.get("/api/spaces/semantic-search", q="music from a description").json
    assert rows[0]["id"] == "facebook/MusicGen"
    assert 0 < rows[0]["semanticRelevancyScore"] <= 1
    everything = client.get("/api/spaces/semantic-search", q="music", includeNonRunning="true").json
    assert len(everything) > len(client.get("/api/spaces/semantic-search", q="music").json)


def test_full_lists_name_the_files(client: HubClient) -> None:
    for kind in ("models", "datasets", "spaces"):
        rows = client.get(f"/api/{kind}", full="true", limit=3).json
        whole = [client.get(f"/api/{kind}/{row['id']}").json["siblings"] for row in rows]
        assert [row["siblings"] for row in rows] == whole
    only = client.get("/api/models", expand="siblings", apps="ollama", limit=5).json
    assert all(any(file["rfilename"].lower().endswith(".gguf") for file in row["siblings"]) for row in only)
    first = client.get("/api/models", full="true", limit=500)
    assert (len(first.json), 'rel="next"' in first.headers["Link"]) == (200, True)
