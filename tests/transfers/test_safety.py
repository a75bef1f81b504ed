"""Paths that must not become files."""

from __future__ import annotations

from pathlib import Path

import pytest

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.transfers.safety import check_case, check_inside, check_names, existing_parent, ignores_case


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../up", "a/../../up", "C:/x", "C:x", "a\\b", "a\0b", ".git/config", "a/.GIT/hooks/x", "", "a//b"],
)
def test_paths_that_lead_elsewhere_are_refused_by_name(path: str) -> None:
    with pytest.raises(HubDeskError) as caught:
        check_names(["fine.txt", path], windows=False)
    assert caught.value.kind is ErrorKind.UNTRUSTED
    assert caught.value.subject == path


@pytest.mark.parametrize("path", ["con", "dir/NUL.txt", "COM1.bin", "a.", "b ", 'quo"te', "pipe|", "what?", "x/LPT9"])
def test_names_that_windows_takes_for_something_else(path: str) -> None:
    check_names([path], windows=False)
    with pytest.raises(HubDeskError) as caught:
        check_names([path], windows=True)
    assert caught.value.subject == path


def test_ordinary_names_pass_everywhere() -> None:
    check_names(["model-00001-of-00002.safetensors", "한국어/파일.txt", "console.log", ".gitattributes"], windows=True)


def test_names_that_differ_only_in_case_collide() -> None:
    check_case(["a/README.md", "b/readme.md", "a/other"])
    for pair in (["README.md", "readme.md"], ["Data/x", "data/y"]):
        with pytest.raises(HubDeskError) as caught:
            check_case(pair)
        assert caught.value.kind is ErrorKind.TARGET_EXISTS


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    target, outside = tmp_path / "target", tmp_path / "outside"
    target.mkdir()
    outside.mkdir()
    (target / "way").symlink_to(outside)
    (target / "inner").mkdir()
    (target / "loop").symlink_to(target / "inner")
    assert check_inside(target, "new/file") == target / "new" / "file"
    assert check_inside(target, "loop/file") == target / "loop" / "file"
    with pytest.raises(HubDeskError) as caught:
        check_inside(target, "way/file")
    assert caught.value.subject == "way/file"


def test_the_nearest_folder_that_exists(tmp_path: Path) -> None:
    assert existing_parent(tmp_path / "a" / "b") == tmp_path
    assert not ignores_case(tmp_path)
