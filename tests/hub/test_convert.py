"""JSON of any shape becomes our types or one kind of error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubdesk.core.errors import ErrorKind, HubError
from hubdesk.core.types import CardFinding, Identity, RepoRef, RepoType, TagInfo
from hubdesk.hub import convert

SHA = "0123456789abcdef0123456789abcdef01234567"

MODEL = {
    "id": "meta-llama/Llama-3.1-8B",
    "author": "meta-llama",
    "sha": SHA,
    "createdAt": "2024-07-14T22:20:15.000Z",
    "lastModified": "2024-10-16T22:00:37.123Z",
    "downloads": 1234,
    "likes": 56,
    "trendingScore": 7,
    "private": False,
    "gated": "manual",
    "pipeline_tag": "text-generation",
    "library_name": "transformers",
    "tags": [
        "transformers",
        "safetensors",
        "gguf",
        "license:llama3.1",
        "dataset:a/b",
        "base_model:meta-llama/Llama-3",
        "base_model:finetune:meta-llama/Llama-3",
    ],
    "safetensors": {"parameters": {"BF16": 8_030_261_248}, "total": 8_030_261_248},
    "cardData": {"language": ["en", "de"], "license": "llama3.1"},
    "usedStorage": 99,
    "config": {"architectures": ["LlamaForCausalLM"]},
}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
keys = st.sampled_from(
    [
        *MODEL,
        *["type", "path", "oid", "size", "lfs", "branches", "tags", "pullRequests", "name", "auth", "orgs", "errors"],
        *["warnings", "title", "date", "authors", "runtime", "gguf", "lastCommit"],
    ]
)
objects = st.dictionaries(keys, json_values | st.just(SHA) | st.just("a/b"), max_size=12)


def test_a_model() -> None:
    found = convert.details(MODEL, RepoType.MODEL, "main")
    about = found.summary
    assert about.ref == RepoRef("meta-llama/Llama-3.1-8B")
    assert (about.task, about.library, about.license, about.gated) == (
        "text-generation",
        "transformers",
        "llama3.1",
        "manual",
    )
    assert (about.parameters, about.downloads, about.likes, about.trending) == (8_030_261_248, 1234, 56, 7.0)
    assert about.updated == datetime(2024, 10, 16, 22, 0, 37, 123000, tzinfo=UTC)
    assert about.formats == ("safetensors", "gguf")
    assert (found.commit, found.revision) == (SHA, "main")
    assert (found.base_models, found.base_model_relation) == (("meta-llama/Llama-3",), "finetune")
    assert (found.languages, found.datasets, found.used_storage) == (("en", "de"), ("a/b",), 99)
    assert dict(found.dtypes) == {"BF16": 8_030_261_248}


def test_a_dataset() -> None:
    raw = {
        "id": "squad",
        "tags": [
            "task_categories:question-answering",
            "language:en",
            "format:parquet",
            "license:mit",
            "library:pandas",
        ],
        "cardData": {"pretty_name": "SQuAD"},
    }
    about = convert.summary(raw, RepoType.DATASET)
    assert (about.task, about.license, about.formats, about.library, about.title) == (
        "question-answering",
        "mit",
        ("parquet",),
        "pandas",
        "SQuAD",
    )


def test_a_space() -> None:
    raw = {"id": "a/b", "sdk": "gradio", "runtime": {"stage": "RUNNING"}, "cardData": {"title": "Hi", "emoji": "🚀"}}
    about = convert.summary(raw, RepoType.SPACE)
    assert (about.sdk, about.stage, about.title, about.emoji, about.downloads) == (
        "gradio",
        "RUNNING",
        "Hi",
        "🚀",
        None,
    )


def test_results_that_name_nothing_are_passed_over() -> None:
    found = convert.summaries([{"id": "a/b"}, {}, 3, None, {"id": "../x"}, {"id": 5}], RepoType.MODEL)
    assert [each.ref.repo_id for each in found] == ["a/b"]


@pytest.mark.parametrize("commit", [None, "", "main", 5, "A" * 40, SHA + "\n"])
def test_details_without_a_commit_are_refused(commit: object) -> None:
    with pytest.raises(HubError) as caught:
        convert.details({**MODEL, "sha": commit}, RepoType.MODEL, "main")
    assert caught.value.kind is ErrorKind.BAD_ANSWER


def test_the_tree_takes_the_size_of_the_content() -> None:
    raw = {
        "type": "file",
        "path": "x",
        "oid": SHA,
        "size": 134,
        "lfs": {"oid": "a" * 64, "size": 5_000, "pointerSize": 134},
    }
    (file,) = convert.tree([raw], "", recursive=True)
    assert (file.size, file.etag, file.is_folder) == (5_000, "a" * 64, False)


def test_a_digest_that_the_hub_hides_is_none() -> None:
    stars = "*" * 64
    raw = {
        "type": "file",
        "path": "model.safetensors",
        "oid": SHA,
        "lfs": {"oid": stars, "size": 5_000, "pointerSize": 134},
        "xetHash": stars,
    }
    (file,) = convert.tree([raw], "", recursive=True)
    assert (file.is_hidden, file.size, file.lfs_sha256, file.xet_hash) == (True, 5_000, "", "")


def test_a_file_outside_the_folder_is_refused() -> None:
    for path in ("other/x", "folder", "folderx/y"):
        with pytest.raises(HubError):
            convert.tree([{"type": "file", "path": path, "oid": SHA}], "folder", recursive=True)


def test_refs_commits_identity_tags_findings() -> None:
    refs = convert.refs({"branches": [{"name": "main", "ref": "refs/heads/main", "targetCommit": SHA}, {"name": "x"}]})
    assert [ref.name for ref in refs.branches] == ["main"]
    astray = [("../x", "refs/heads/x"), ("x", "refs/../../x")]
    hostile = {"tags": [{"name": name, "ref": ref, "targetCommit": SHA} for name, ref in astray]}
    assert convert.refs(hostile).tags == ()
    commits = convert.commits(
        [{"id": SHA, "title": "t", "date": "2024-01-01T00:00:00Z", "authors": [{"user": "u"}, 3]}, 1]
    )
    assert [(commit.title, commit.authors) for commit in commits] == [("t", ("u",))]
    raw = {
        "name": "ada",
        "orgs": [{"name": "lab"}, {}],
        "auth": {"type": "access_token", "accessToken": {"displayName": "laptop", "role": "write"}},
    }
    assert convert.identity(raw) == Identity("ada", "", "write", ("lab",), "laptop")
    tags = convert.tags_by_type({"pipeline_tag": [{"id": "x", "label": "X", "subType": "nlp"}, {"label": "no id"}]})
    assert tags == {"pipeline_tag": (TagInfo("x", "X", "nlp"),)}
    found = convert.findings({"errors": [{"message": "bad", "line": 3}], "warnings": [{"message": "hm"}]})
    assert found == (CardFinding("bad", 3), CardFinding("hm", None, is_error=False))


@given(st.one_of(json_values, objects, st.lists(objects, max_size=3)))
def test_any_json_is_read_or_refused(data: object) -> None:
    readers: list[Callable[[], object]] = [
        *(lambda kind=kind: convert.summaries(data, kind) for kind in RepoType),
        *(lambda kind=kind: convert.details(data, kind, "main") for kind in RepoType),
        lambda: convert.tree(data, "", recursive=True),
        lambda: convert.refs(data),
        lambda: convert.commits(data),
        lambda: convert.identity(data),
        lambda: convert.tags_by_type(data),
        lambda: convert.findings(data),
    ]
    for read in readers:
        try:
            read()
        except HubError as error:
            assert error.kind in {ErrorKind.BAD_ANSWER, ErrorKind.UNTRUSTED}  # noqa: PT017 - either outcome is fine
