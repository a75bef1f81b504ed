"""Which files a request means, compared with the library's own filter."""

from __future__ import annotations

import pytest
from huggingface_hub.utils import filter_repo_objects
from hypothesis import given, settings
from hypothesis import strategies as st

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.types import RepoFile, RepoRef
from hubdesk.transfers.model import DownloadRequest
from hubdesk.transfers.planner import choose

PATHS = [
    "README.md",
    "config.json",
    "data/a.json",
    "data/deep/b.json",
    "model.safetensors",
    "onnx/model.onnx",
    "[x].md",
]
FILES = [RepoFile(path, size=1, oid="a" * 40) for path in PATHS]


def _chosen(**wishes: tuple[str, ...]) -> list[str]:
    return [file.path for file in choose(FILES, DownloadRequest(RepoRef("a/b"), **wishes))]


PATTERN = st.one_of(
    st.sampled_from(["*", "*.json", "data/", "data/*", "*.md", "onnx/", "[!d]*", "?EADME.md", "*/*", "[[]x].md"]),
    st.text(st.sampled_from("*?[]!/.adjmorx"), min_size=1, max_size=6),
)


@settings(deadline=None)
@given(st.lists(PATTERN, min_size=1, max_size=3), st.lists(PATTERN, max_size=2))
def test_patterns_mean_what_the_library_means(include: list[str], exclude: list[str]) -> None:
    expected = list(filter_repo_objects(PATHS, allow_patterns=include, ignore_patterns=exclude or None))
    try:
        found = _chosen(include=tuple(include), exclude=tuple(exclude))
    except HubDeskError:
        found = []
    assert found == expected


def test_nothing_asked_for_is_everything() -> None:
    assert _chosen() == PATHS
    assert _chosen(exclude=("*.json",)) == ["README.md", "model.safetensors", "onnx/model.onnx", "[x].md"]


def test_names_are_exact_and_may_be_folders() -> None:
    assert _chosen(files=("[x].md",)) == ["[x].md"]
    assert _chosen(files=("data",)) == _chosen(files=("data/",)) == ["data/a.json", "data/deep/b.json"]
    assert _chosen(files=("README.md",), include=("onnx/",)) == ["README.md", "onnx/model.onnx"]


@pytest.mark.parametrize("name", ["nope", "readme.md", "dat", "*.json"])
def test_a_missing_name_is_an_error_that_names_it(name: str) -> None:
    with pytest.raises(HubDeskError) as caught:
        _chosen(files=("README.md", name))
    assert caught.value.kind is ErrorKind.FILE_NOT_FOUND
    assert caught.value.subject == name


def test_patterns_that_match_nothing_are_an_error() -> None:
    with pytest.raises(HubDeskError) as caught:
        _chosen(include=("*.gguf",))
    assert caught.value.kind is ErrorKind.FILE_NOT_FOUND


def test_an_empty_pattern_is_an_error() -> None:
    with pytest.raises(HubDeskError) as caught:
        _chosen(include=("",))
    assert caught.value.kind is ErrorKind.BAD_PATTERN


def test_an_empty_repository_is_no_error() -> None:
    assert choose([], DownloadRequest(RepoRef("a/b"))) == ()
