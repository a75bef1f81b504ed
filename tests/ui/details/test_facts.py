"""The line of facts, tags and metadata, and what a press on them searches for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hubdesk.core.types import RepoDetails, RepoFile, RepoRef, RepoSummary, RepoType, SearchQuery
from hubdesk.ui.details.facts import base_model_text, breaking_between, facts_line, license_text, revision_text
from hubdesk.ui.details.filters import shown_tags, tag_query, tag_text
from hubdesk.ui.details.links import file_url, inside_address, may_open_outside, page_url
from hubdesk.ui.details.metadata import metadata_groups, texts
from hubdesk.ui.details.preview import can_preview

REF = RepoRef("Qwen/Qwen3-8B")
SUMMARY = RepoSummary(
    REF,
    task="text-generation",
    library="transformers",
    license="apache-2.0",
    parameters=8_190_735_360,
    downloads=12_400_000,
    likes=1900,
)
DETAILS = RepoDetails(
    SUMMARY,
    commit="b968826d9c46dd6066d109eabc6255188de91218",
    revision="main",
    base_models=("Qwen/Qwen3-8B-Base",),
    base_model_relation="finetune",
    used_storage=16_400_000_000,
)
ENDPOINT = "https://huggingface.co"


def test_the_line_holds_what_is_known() -> None:
    assert facts_line(DETAILS) == (
        "Text generation · Apache license 2.0 · 16.4 GB on the Hub · 8.2B parameters · main @ b968826"
        " · 12.4M downloads · 1.9k likes"
    )
    bare = RepoDetails(RepoSummary(REF), commit=DETAILS.commit, revision=DETAILS.commit)
    assert facts_line(bare) == "commit b968826 · 0 likes"


def test_another_licence_goes_by_its_own_name() -> None:
    other = replace(SUMMARY, license="other")

    assert license_text(replace(DETAILS, summary=other)) == "Other licence"
    named = replace(DETAILS, summary=other, card_data={"license_name": "qwen-research"})
    assert license_text(named) == "qwen-research"
    assert license_text(replace(named, card_data={"license_name": ["no", "text"]})) == "Other licence"


def test_the_relation_to_the_base_model_is_a_sentence() -> None:
    assert base_model_text(DETAILS) == "Fine-tuned from {models}"
    assert base_model_text(replace(DETAILS, base_model_relation="")) == "Based on {models}"
    assert base_model_text(replace(DETAILS, base_models=())) == ""


@pytest.mark.parametrize(
    ("revision", "text"),
    [("main", "main @ b968826"), ("refs/pr/3", "pr/3 @ b968826"), ("b968826", "commit b968826")],
)
def test_a_revision_is_named_once(revision: str, text: str) -> None:
    commit = "b968826" + "0" * 33
    assert revision_text(RepoDetails(RepoSummary(RepoRef("a/b")), commit, revision)) == text


def test_tags_of_the_server_and_those_shown_elsewhere_are_left_out() -> None:
    tags = ("transformers", "safetensors", "region:us", "license:mit", "base_model:a/b", "arxiv:2309.00071", "chat")

    assert shown_tags(tags, known=frozenset({"transformers"})) == ("safetensors", "arxiv:2309.00071", "chat")
    assert [tag_text(tag) for tag in ("format:parquet", "arxiv:2309.00071", "chat")] == [
        "parquet",
        "arxiv:2309.00071",
        "chat",
    ]


@pytest.mark.parametrize(
    ("repo_type", "tag", "query"),
    [
        (RepoType.MODEL, "safetensors", SearchQuery(formats=("safetensors",))),
        (RepoType.MODEL, "chat", SearchQuery(tags=("chat",))),
        (RepoType.DATASET, "format:parquet", SearchQuery(RepoType.DATASET, formats=("parquet",))),
        (RepoType.DATASET, "size_categories:1K<n<10K", SearchQuery(RepoType.DATASET, size="1K<n<10K")),
        (RepoType.DATASET, "modality:text", SearchQuery(RepoType.DATASET, tags=("modality:text",))),
    ],
)
def test_a_tag_searches_for_its_kind(repo_type: RepoType, tag: str, query: SearchQuery) -> None:
    assert tag_query(repo_type, tag) == query


def test_metadata_becomes_chips_that_search_or_open() -> None:
    card = {
        "license": "mit",
        "language": ["en", "ko"],
        "base_model": "Qwen/Qwen3-8B-Base",
        "datasets": ["HuggingFaceFW/fineweb"],
        "metrics": ["accuracy"],
        "tags": ["ignored"],
    }

    groups = {group.title: group.chips for group in metadata_groups(card, RepoType.MODEL)}

    assert [chip.text for chip in groups["Language"]] == ["English", "한국어"]
    assert groups["Licence"][0].query == SearchQuery(license="mit")
    assert groups["Datasets"][0].ref == RepoRef("HuggingFaceFW/fineweb", RepoType.DATASET)
    assert groups["Base model"][0].ref == RepoRef("Qwen/Qwen3-8B-Base")
    assert (groups["Metrics"][0].query, groups["Metrics"][0].ref) == (None, None)


def test_odd_values_of_metadata_are_passed_over() -> None:
    assert texts([{"a": 1}, None, True, "  ", "x", "x", 3, "y" * 500]) == ("x", "3")
    assert texts(None) == ()
    assert metadata_groups({"license": {"deep": []}, "datasets": [[1]]}, RepoType.MODEL) == ()


def test_links_of_this_hub_open_inside() -> None:
    inside = inside_address(f"{ENDPOINT}/Qwen/Qwen3-8B/blob/main/config.json", ENDPOINT)

    assert inside is not None
    assert (inside.ref, inside.path) == (REF, "config.json")
    for url in (
        f"{ENDPOINT}/Qwen",
        f"{ENDPOINT}/docs/hub",
        "https://example.org/a/b",
        "file:///etc/passwd",
        "mailto:a@b",
    ):
        assert inside_address(url, ENDPOINT) is None


def test_only_pages_and_mail_leave_the_window() -> None:
    assert [may_open_outside(url) for url in ("https://a.b", "http://a.b", "mailto:a@b", "HTTPS://a.b")] == [True] * 4
    assert [may_open_outside(url) for url in ("file:///etc", "javascript:x", "hd:copy/1", "ssh://a", "")] == [False] * 5


def test_addresses_carry_the_revision() -> None:
    odd = RepoFile("sub dir/größe.txt", 1)

    assert page_url(ENDPOINT, RepoRef("a/b", RepoType.DATASET), "main") == f"{ENDPOINT}/datasets/a/b"
    assert page_url(ENDPOINT, REF, "refs/pr/1") == f"{ENDPOINT}/Qwen/Qwen3-8B/tree/refs%2Fpr%2F1"
    assert file_url(ENDPOINT, DETAILS, odd) == f"{ENDPOINT}/Qwen/Qwen3-8B/blob/main/sub%20dir/gr%C3%B6%C3%9Fe.txt"
    assert file_url(ENDPOINT, DETAILS, RepoFile("onnx", is_folder=True)) == f"{ENDPOINT}/Qwen/Qwen3-8B/tree/main/onnx"


def test_small_texts_can_be_looked_at() -> None:
    shown = [RepoFile("a/config.json", 10), RepoFile("LICENSE", 10), RepoFile("data.CSV", 10)]
    hidden = [RepoFile("model.safetensors", 10), RepoFile("big.json", 2_000_000), RepoFile("md", is_folder=True)]

    assert [can_preview(file) for file in shown] == [True] * 3
    assert [can_preview(file) for file in hidden] == [False] * 3


def test_a_line_that_wraps_keeps_each_fact_together() -> None:
    assert breaking_between("12 likes · updated 2 days ago") == "12\xa0likes · updated\xa02\xa0days\xa0ago"
