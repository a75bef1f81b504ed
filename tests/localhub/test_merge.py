"""Differences and merges of the practice Hub, held against what git itself says."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubdesk.localhub.facts import Kind
from hubdesk.localhub.git.diff import diff_commits
from hubdesk.localhub.git.lines import hunks, split_lines
from hubdesk.localhub.git.merge import ancestors, commits_since, merge_base, merge_commits, merge_contents
from hubdesk.localhub.git.repo import MAIN, GitRepo
from hubdesk.localhub.git.store import GitStore
from hubdesk.localhub.lfs import pointer

NEEDS_GIT = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
QUICK = settings(max_examples=60, deadline=None)
NOW = datetime(2026, 9, 1, tzinfo=UTC)
FEW = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n", b"\n"]), max_size=14)
PATHS = st.sampled_from(["a", "b", "d", "d/a", "d/e/f", "한글 파일.txt"])
CONTENTS = st.sampled_from([b"1\n", b"2\n", b"1\n2\n3\n4\n5\n", b"1\n2\n3\n4\n6\n", b"\0x\n"])
# Each file has lines of its own, so that git takes none for another that was renamed.
TREES = st.dictionaries(PATHS, CONTENTS, max_size=5).map(
    lambda files: {path: content.replace(b"\n", f" of {path}\n".encode()) for path, content in files.items()}
)


@st.composite
def edited(draw: st.DrawFn) -> tuple[bytes, bytes, bytes]:
    """A text of different lines, and two edits of it that may touch the same places."""
    base = [b"line %d\n" % number for number in range(draw(st.integers(0, 9)))]

    def edit() -> bytes:
        lines = list(base)
        for at, what in draw(st.lists(st.tuples(st.integers(0, 9), st.sampled_from("+-~")), max_size=3)):
            place = min(at, len(lines))
            new = [b"new %d\n" % draw(st.integers(0, 3))] if what != "-" else []
            lines[place : place + (what != "+")] = new
        text = b"".join(lines)
        return text[:-1] if draw(st.booleans()) else text

    return b"".join(base), edit(), edit()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> GitStore:
    return GitStore(tmp_path_factory.mktemp("git"))


def _repo(store: GitStore, name: str) -> tuple[GitRepo, Path]:
    repo, place = store.create(Kind.MODEL, f"minji/{name}")
    return repo, place


def _commit(repo: GitRepo, branch: str, parent: str | None, files: dict[str, bytes]) -> str:
    """A commit that has exactly these files."""
    before = repo.snapshot(parent).files if parent else {}
    changes: dict[str, bytes | None] = dict.fromkeys(before)
    return repo.commit(branch, parent, changes | files, author="minji", title="Change", date=NOW)


def _git(place: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *words], cwd=place, capture_output=True, check=False)


def _fits(files: dict[str, bytes]) -> bool:
    return not any(other.startswith(f"{path}/") for path in files for other in files)


@QUICK
@given(FEW, FEW)
def test_hunks_lead_from_one_text_to_the_other(old: list[bytes], new: list[bytes]) -> None:
    rebuilt, at = [], 0
    for hunk in hunks(old, new):
        assert hunk.start > at or at == 0
        rebuilt += old[at : hunk.start] + new[hunk.new_start : hunk.new_end]
        at = hunk.end
    assert rebuilt + old[at:] == new


def test_long_texts_are_compared_in_no_time_and_still_finely() -> None:
    old = [b"line %d\n" % number for number in range(60_000)]
    new = [b"new\n" if number % 10 == 0 else line for number, line in enumerate(old)]
    assert [(hunk.start, hunk.end) for hunk in hunks(old, new)] == [(at, at + 1) for at in range(0, 60_000, 10)]
    assert len(hunks([b"a\n", b"b\n"] * 20_000, [b"b\n", b"c\n"] * 20_000)) >= 1


@NEEDS_GIT
@QUICK
@given(edited())
def test_texts_are_merged_as_git_merges_them(texts: tuple[bytes, bytes, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in zip(("base", "ours", "theirs"), texts, strict=True):
            Path(folder, name).write_bytes(content)
        done = _git(Path(folder), "merge-file", "-p", "ours", "base", "theirs")
    assert merge_contents(*texts) == (done.stdout if done.returncode == 0 else None)


@QUICK
@given(FEW, FEW, FEW)
def test_it_does_not_matter_whose_side_is_whose(base: list[bytes], ours: list[bytes], theirs: list[bytes]) -> None:
    texts = [b"".join(each) for each in (base, ours, theirs)]
    assert merge_contents(texts[0], texts[1], texts[2]) == merge_contents(texts[0], texts[2], texts[1])
    assert merge_contents(texts[0], texts[0], texts[2]) == texts[2]
    assert merge_contents(texts[0], texts[1], texts[1]) == texts[1]


def test_what_is_no_text_is_not_merged() -> None:
    large = [pointer(letter * 64, 7) for letter in "abc"]
    assert merge_contents(*large) is None
    assert merge_contents(b"\0", b"\0a", b"b\0") is None
    assert merge_contents(large[0], large[1], large[1]) == large[1]


@NEEDS_GIT
@settings(max_examples=25, deadline=None)
@given(TREES.filter(_fits), TREES.filter(_fits), TREES.filter(_fits))
def test_commits_are_merged_as_git_merges_them(
    store: GitStore, base: dict[str, bytes], ours: dict[str, bytes], theirs: dict[str, bytes]
) -> None:
    repo, place = _repo(store, "merged")
    start = _commit(repo, MAIN, None, base)
    here, there = _commit(repo, MAIN, start, ours), _commit(repo, "refs/pr/1", start, theirs)
    merged = merge_commits(repo, merge_base(repo, here, there), here, there)
    git = _git(place, "merge-tree", "--write-tree", "--name-only", here, there)
    assert bool(merged.conflicts) == (git.returncode != 0), git.stdout
    if not merged.conflicts:
        made = repo.commit(MAIN, here, merged.changes, author="minji", title="Merge", date=NOW)
        tree = _git(place, "rev-parse", f"{made}^{{tree}}").stdout
        assert tree.strip() == git.stdout.split(b"\n")[0]
    repo.close()


@NEEDS_GIT
@settings(max_examples=25, deadline=None)
@given(edited(), TREES.filter(_fits), TREES.filter(_fits))
def test_differences_read_as_git_writes_them(
    store: GitStore, texts: tuple[bytes, bytes, bytes], old: dict[str, bytes], new: dict[str, bytes]
) -> None:
    repo, place = _repo(store, "compared")
    start = _commit(repo, MAIN, None, old | {"text with blanks": texts[1]})
    head = _commit(repo, MAIN, start, new | {"text with blanks": texts[2]})
    git = _git(place, "diff", "--full-index", "--no-renames", "--no-indent-heuristic", start, head)
    assert diff_commits(repo, start, head) == git.stdout.decode()
    repo.close()


@NEEDS_GIT
def test_headings_and_long_files_read_as_git_writes_them(store: GitStore) -> None:
    repo, place = _repo(store, "headings")
    lines = [
        f"def function_{number // 20}():\n" if number % 20 == 0 else f"    step {number}\n" for number in range(200)
    ]
    start = _commit(repo, MAIN, None, {"code.py": "".join(lines).encode(), "gone.bin": b"\0\1"})
    lines[57], lines[58:60], lines[150:150] = "    other\n", [], ["    new\n", "    lines\n"]
    head = _commit(repo, MAIN, start, {"code.py": "".join(lines).encode().rstrip(), "new.bin": b"\0\2"})
    expected = _git(place, "diff", "--full-index", "--no-renames", start, head).stdout.decode()
    assert "@@ def function_2():" in expected
    assert diff_commits(repo, start, head) == expected
    repo.close()


def test_where_two_branches_parted(store: GitStore) -> None:
    repo, _ = _repo(store, "parted")
    first = _commit(repo, MAIN, None, {"a": b"1\n"})
    second = _commit(repo, MAIN, first, {"a": b"2\n"})
    offered = [_commit(repo, "refs/pr/1", first, {"b": b"1\n"})]
    offered.append(_commit(repo, "refs/pr/1", offered[0], {"b": b"2\n"}))
    lonely = _commit(repo, "refs/pr/2", None, {"c": b"1\n"})
    assert merge_base(repo, second, offered[1]) == first
    assert merge_base(repo, second, second) == second
    assert merge_base(repo, second, lonely) is None
    assert commits_since(repo, first, offered[1]) == offered
    assert commits_since(repo, None, lonely) == [lonely]
    assert ancestors(repo, second) == {first, second}
    repo.close()


def test_a_file_where_others_need_a_folder_is_a_conflict(store: GitStore) -> None:
    repo, _ = _repo(store, "folders")
    start = _commit(repo, MAIN, None, {"a": b"1\n"})
    here = _commit(repo, MAIN, start, {"a": b"1\n", "data": b"a file\n"})
    there = _commit(repo, "refs/pr/1", start, {"a": b"1\n", "data/rows.csv": b"1\n"})
    assert merge_commits(repo, start, here, there).conflicts == ("data",)
    repo.close()


def test_lines_end_where_git_says() -> None:
    assert split_lines(b"a\r\nb\x0bc\n\nd") == [b"a\r\n", b"b\x0bc\n", b"\n", b"d"]
    assert split_lines(b"") == []
