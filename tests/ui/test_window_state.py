"""What the window remembers survives, and what is broken does not matter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hubdesk.core.types import RepoRef, RepoType
from hubdesk.ui.window_state import OpenTab, WindowState, load_state, save_state

STATE = WindowState(
    geometry="AdnQ",
    docks="AAAA",
    splitter=(400, 1000),
    transfers_height=210,
    transfers_open=True,
    connection_id="practice",
    tabs=(OpenTab(RepoRef("Qwen/Qwen3-8B")), OpenTab(RepoRef("한국/데이터", RepoType.DATASET), "refs/pr/1", True)),
    current=1,
    settings_open=True,
    recent_commands=("view.dark",),
)


def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    save_state(path, STATE)
    assert load_state(path) == STATE
    assert [file.name for file in tmp_path.iterdir()] == ["window.json"]


def test_nothing_saved_is_nothing_remembered(tmp_path: Path) -> None:
    assert load_state(tmp_path / "window.json") == WindowState()


def _broken() -> list[str]:
    good = {
        "version": 1, "geometry": "", "docks": "", "splitter": [], "transfers_height": 0, "transfers_open": False,
        "connection_id": "", "tabs": [], "current": -1, "settings_open": False, "recent_commands": [],
    }  # fmt: skip
    changes: list[dict[str, object]] = [
        {"version": 99},
        {"splitter": ["wide"]},
        {"tabs": [{"ref": {"repo_id": "a/b", "repo_type": "poem"}, "revision": "", "preview": False}]},
        {"tabs": [3]},
        {"geometry": 7},
        {"recent_commands": None},
    ]
    return ["", "{", "[]", "null", "\x00", "{}", *(json.dumps(good | change) for change in changes)]


@pytest.mark.parametrize("text", _broken())
def test_a_broken_file_is_ignored(tmp_path: Path, text: str) -> None:
    path = tmp_path / "window.json"
    path.write_text(text, encoding="utf-8")
    assert load_state(path) == WindowState()


def test_bytes_that_are_no_text_are_ignored(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    path.write_bytes(b"\xff\xfe\x00")
    assert load_state(path) == WindowState()


def test_a_folder_that_refuses_is_no_error(tmp_path: Path) -> None:
    save_state(tmp_path / "absent" / "window.json", STATE)
    assert list(tmp_path.iterdir()) == []
