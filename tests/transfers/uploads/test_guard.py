"""What is found about a plan as a whole, and how it is divided into commits."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubdesk.core.types import RepoType
from hubdesk.transfers.uploads.batches import MAX_INLINE_BYTES, MAX_OPERATIONS, batches
from hubdesk.transfers.uploads.codes import Code
from hubdesk.transfers.uploads.guard import judge
from hubdesk.transfers.uploads.limits import LARGE_FILE_SIZE, MAX_ENTRIES, MAX_FILE_SIZE, MAX_FILES
from hubdesk.transfers.uploads.model import Evidence, FileMode, Finding, PlannedUpload, Severity, Verdict
from hubdesk.transfers.uploads.pickles import safer_format

CARD = {"README.md": 10}


def added(path: str, size: int = 1, mode: FileMode = FileMode.REGULAR) -> PlannedUpload:
    """A new file."""
    return PlannedUpload(path, size, Verdict.ADDED, mode=mode)


def found(*files: PlannedUpload, repo_type: RepoType = RepoType.MODEL, **evidence: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - the fields
    """Codes and paths of the findings; there is a card with a licence unless told otherwise."""
    known = Evidence(**{"remote": CARD, "has_licence": True} | evidence)
    return [(str(each.code), each.path) for each in judge(files, known, repo_type)]


def test_nothing_is_said_about_a_good_plan() -> None:
    assert found(added("config.json"), added("model.safetensors", 10**9, FileMode.LFS)) == []


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (LARGE_FILE_SIZE, []),
        (LARGE_FILE_SIZE + 1, [("file_large", "a")]),
        (MAX_FILE_SIZE, [("file_large", "a")]),
        (MAX_FILE_SIZE + 1, [("file_too_large", "a")]),
        (0, [("empty_file", "a")]),
    ],
)
def test_sizes(size: int, expected: list[tuple[str, str]]) -> None:
    assert found(added("a", size)) == expected


def test_a_folder_has_room_for_so_many_entries() -> None:
    full = CARD | {f"data/{number}": 1 for number in range(MAX_ENTRIES)}
    assert found(added("data/new"), remote=full) == [("folder_too_full", "data")]
    assert found(added("data/sub/new"), remote=full) == [("folder_too_full", "data")]
    assert found(added("other/new"), remote=full) == []
    assert found(PlannedUpload("data/1", 1, Verdict.CHANGED), remote=full) == []
    assert found(added("data/new"), PlannedUpload("data/1", 1, Verdict.DELETED), remote=full) == []


def test_a_repository_has_room_for_so_many_files() -> None:
    full = CARD | {f"{number % 200}/{number}": 1 for number in range(MAX_FILES)}
    assert found(added("x"), remote=full) == [("repo_too_full", "")]


@pytest.mark.parametrize(
    ("sent", "remote", "expected"),
    [
        (["a", "a/b"], [], [("a", "a/b")]),
        (["a/b/c"], ["a"], [("a/b/c", "a")]),
        (["a"], ["a/b/c"], [("a", "a/b/c")]),
        (["a/b", "a/c"], ["a"], [("a/b", "a")]),
        (["ab", "a.b/c"], ["a/b"], []),
    ],
)
def test_a_name_is_a_file_or_a_folder(sent: list[str], remote: list[str], expected: list[tuple[str, str]]) -> None:
    evidence = Evidence(remote=CARD | dict.fromkeys(remote, 1), has_licence=True)
    findings = judge([added(path) for path in sent], evidence, RepoType.MODEL)
    assert [(each.path, each.values[0]) for each in findings] == expected
    assert all((each.severity, each.code) == (Severity.ERROR, Code.IN_THE_WAY) for each in findings)


def test_names_that_some_computers_take_for_the_same() -> None:
    assert found(added("Data.txt"), remote=CARD | {"data.txt": 1}) == [("case", "Data.txt")]
    assert found(added("caf\u00e9"), added("cafe\u0301")) == [("case", "cafe\u0301"), ("case", "caf\u00e9")]
    assert found(added("new"), remote=CARD | {"a": 1, "A": 1}) == []


def test_cards_and_licences() -> None:
    assert found(added("a"), remote={}) == [("no_card", "README.md")]
    assert found(added("a"), has_licence=False) == [("no_licence", "README.md")]
    assert found(added("a"), has_licence=False, repo_type=RepoType.SPACE) == []
    assert found(added("README.md"), has_licence=True) == [("no_licence", "README.md")]
    assert found(added("README.md"), has_licence=False, sent_card_has_licence=True) == []
    assert found(PlannedUpload("README.md", 1, Verdict.DELETED)) == [("no_card", "README.md")]


def test_findings_about_a_file_go_with_it() -> None:
    about = Finding(Severity.WARNING, Code.SECRET, "a", 3, ("x",))
    always = Finding(Severity.WARNING, Code.UNREADABLE, "b")
    assert found(added("a"), if_sent=(about,), always=(always,)) == [("secret", "a"), ("unreadable", "b")]
    assert found(added("c"), if_sent=(about,), always=(always,)) == [("unreadable", "b")]


def test_the_worst_comes_first() -> None:
    files = (added("z", 0), added("id_rsa"), added("a", MAX_FILE_SIZE + 1), added(".gitattributes"))
    assert [code for code, _ in found(*files)] == ["file_too_large", "secret_file", "git_attributes", "empty_file"]


@pytest.mark.parametrize(
    ("path", "content", "repo_type", "safer"),
    [
        ("a.bin", pickle.dumps({"a": 1}, protocol=2), RepoType.MODEL, "safetensors"),
        ("a.pkl", pickle.dumps([1.5] * 9, protocol=4), RepoType.MODEL, "safetensors"),
        ("a.pkl", pickle.dumps("x", protocol=0), RepoType.DATASET, "Parquet"),
        ("a.joblib", b"x\x9c", RepoType.MODEL, "skops"),
        ("a.pkl.gz", b"\x1f\x8b", RepoType.DATASET, "Parquet"),
        ("a.pt", b"PK\x03\x04" + bytes(22) + b"\x10\0\0\0" + b"archive/data.pkl", RepoType.MODEL, "safetensors"),
        ("a.npy", b"\x93NUMPY\x01\0v\0{'descr': '|O', ", RepoType.MODEL, "safetensors"),
        ("a.npy", b"\x93NUMPY\x01\0v\0{'descr': '<f4', ", RepoType.MODEL, ""),
        ("a.bin", b"\x93\x01\x02", RepoType.MODEL, ""),
        ("a.bin", b"", RepoType.MODEL, ""),
        ("a.zip", b"PK\x03\x04", RepoType.MODEL, ""),
        ("a.safetensors", b"\x80\x04\x95", RepoType.MODEL, ""),
    ],
)
def test_pickles(path: str, content: bytes, repo_type: RepoType, safer: str) -> None:
    assert safer_format(path, content, repo_type) == safer


def test_every_pickle_is_recognised() -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        for value in ({}, [], (), "text", b"bytes", 1, 10**20, 1.5, None, True, {"a": [1]}, {1, 2}, Path("x"), print):
            assert safer_format("model.bin", pickle.dumps(value, protocol=protocol), RepoType.MODEL), (protocol, value)


def test_one_commit_for_little() -> None:
    [only] = batches([added("b"), added("a")], ["old"])
    assert [file.path for file in only.files] == ["a", "b"]
    assert only.deletions == ("old",)
    assert batches([], []) == ()


def test_large_files_weigh_nothing() -> None:
    files = [added(f"{number}", 10**12, FileMode.LFS) for number in range(MAX_OPERATIONS)]
    assert len(batches(files)) == 1


def test_deletions_wait_for_what_replaces_them() -> None:
    files = [added(f"{number:04}") for number in range(MAX_OPERATIONS + 1)] + [added("dir/x")]
    made = batches(files, ["dir", "old", "0000/below"])
    assert made[0].deletions == ("dir", "0000/below")
    assert made[-1].deletions == ("old",)


@given(
    st.lists(st.tuples(st.integers(0, 2 * MAX_INLINE_BYTES), st.sampled_from(FileMode)), max_size=40),
    st.integers(0, 2_500),
    st.integers(0, 2_500),
)
def test_every_commit_is_bearable_and_nothing_is_left_out(
    sizes: list[tuple[int, FileMode]], small: int, deleted: int
) -> None:
    files = [added(f"big/{number}", size, mode) for number, (size, mode) in enumerate(sizes)]
    files += [added(f"small/{number}") for number in range(small)]
    deletions = [f"old/{number}" for number in range(deleted)]
    made = batches(files, deletions)
    assert sorted(file.path for batch in made for file in batch.files) == sorted(file.path for file in files)
    assert [path for batch in made for path in batch.deletions] == deletions
    for batch in made:
        assert 0 < len(batch.files) + len(batch.deletions) <= MAX_OPERATIONS
        inline = [file.size for file in batch.files if file.mode is FileMode.REGULAR]
        assert sum(inline) <= MAX_INLINE_BYTES or len(batch.files) == 1
