"""Ignore rules, compared with git itself."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hubdesk.core.errors import ErrorKind, InputError
from hubdesk.transfers.uploads.ignore import GitIgnore, Patterns

FOLDERS = ["a", "b", "a/b", "a/a", "b/a", "a/b/a", "ab"]
NAMES = ["a", "b", "ab", "a.b", "#a", "!a", "a b", "[a]", "-"]
FILES = sorted({f"{folder}/{name}" for folder in ["", *FOLDERS] for name in NAMES} - {f"/{each}" for each in FOLDERS})
PATHS = [path for path in (file.lstrip("/") for file in FILES) if path not in FOLDERS]

_PIECE = st.sampled_from(
    ["a", "b", "ab", "*", "**", "?", "a*", "*b", "[ab]", "[!a]", "[^b]", "[a-b]", "a.b", "\\a", "-"]
)
_RULE = st.builds(
    lambda sign, root, pieces, end: f"{sign}{root}{'/'.join(pieces)}{end}",
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(_PIECE, min_size=1, max_size=3),
    st.sampled_from(["", "", "/", "/*", "/**", " ", "\\ "]),
)
_ANYTHING = st.text(alphabet="ab*?/![]\\ #-.^", max_size=8)
RULES = st.lists(st.one_of(_RULE, _ANYTHING), max_size=6).map("\n".join)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A git repository with many small names in it."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    top = tmp_path_factory.mktemp("tree")
    subprocess.run(["git", "init", "-q", str(top)], check=True, env=_environment())
    for folder in FOLDERS:
        (top / folder).mkdir(parents=True, exist_ok=True)
    for path in PATHS:
        (top / path).write_text("")
    return top


def _environment() -> dict[str, str]:
    return os.environ | {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "HOME": os.devnull}


def _by_git(top: Path) -> set[str]:
    """What git ignores."""
    done = subprocess.run(
        ["git", "-C", str(top), "-c", "core.ignoreCase=false", "check-ignore", "-z", "--stdin"],
        input="\0".join(PATHS).encode(),
        capture_output=True,
        env=_environment(),
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr
    return {path.decode() for path in done.stdout.split(b"\0") if path}


def _by_us(top: str, inner: str) -> set[str]:
    """What we ignore: what is ignored itself, and what is in an ignored folder."""
    outer = GitIgnore(top.encode())
    deeper = GitIgnore(inner.encode(), "a", outer)
    found = set()
    for path in PATHS:
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            part = "/".join(parts[:depth])
            rules = deeper if part.startswith("a/") else outer
            if rules.ignores(part, is_folder=depth < len(parts)):
                found.add(path)
                break
    return found


@given(RULES, RULES)
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example("a/**\n!a/b", "")
@example("*\n!*/\n!a.b", "")
@example("b\n!a/", "!b/")
@example("!a/\nb", "a")
@example("b\n!*/", "")
@example("a \\ \n\\#a\n\\!a\n# b", "\\[a\\]")
@example("**/a/**\n!/a/a", "/b/*\n!b/a/")
@example("\ufeffa", "a\\")
@example("/\n//\na//b\n***\n**a\na**b", "[a\n[]a]\n[\\]a]")
def test_ignores_what_git_ignores(tree: Path, top: str, inner: str) -> None:
    (tree / ".gitignore").write_bytes(top.encode())
    (tree / "a" / ".gitignore").write_bytes(inner.encode())
    assert _by_us(top, inner) == _by_git(tree)


def test_reads_what_windows_editors_write() -> None:
    rules = GitIgnore(b"\xef\xbb\xbf*.log\r\nbuild/\r\n")
    assert rules.ignores("x.log", is_folder=False)
    assert rules.ignores("build", is_folder=True)
    assert not rules.ignores("build", is_folder=False)


def test_a_rule_for_a_folder_does_not_bring_its_secrets_back() -> None:
    rules = GitIgnore(b".env\n!*.d/\n")
    assert not rules.ignores("conf.d", is_folder=True)
    assert rules.ignores("conf.d/.env", is_folder=False)


@pytest.mark.parametrize(
    ("include", "exclude", "path", "left_out"),
    [
        ((), (), "a/b.txt", False),
        (("*.txt",), (), "a/b.txt", False),
        (("*.txt",), (), "a/b.bin", True),
        ((), ("a/",), "a/b/c", True),
        ((), ("a/",), "ab/c", False),
        (("*",), ("*.bin",), "x.bin", True),
        (("A*",), (), "a", True),
        (("a\\b/*",), (), "a/b/c", False),
    ],
)
def test_patterns(include: tuple[str, ...], exclude: tuple[str, ...], path: str, left_out: bool) -> None:
    assert Patterns(include, exclude).leave_out(path) is left_out


def test_patterns_agree_with_the_library() -> None:
    from huggingface_hub.utils import filter_repo_objects

    paths = ["a", "a/b", "a/b/c.txt", "ab", "c.txt", "[x]/y", "A"]
    for pattern in ("a", "a/", "a*", "*", "*.txt", "[x]/*", "[[]x]/*", "?", "b/", "a/b"):
        kept = list(filter_repo_objects(paths, allow_patterns=[pattern]))
        assert [path for path in paths if not Patterns((pattern,), ()).leave_out(path)] == kept
        kept = list(filter_repo_objects(paths, ignore_patterns=[pattern]))
        assert [path for path in paths if not Patterns((), (pattern,)).leave_out(path)] == kept


def test_an_empty_pattern_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        Patterns((), ("",))
    assert refused.value.kind is ErrorKind.BAD_PATTERN
