"""The unmodified `hf` from end to end: what it finds, makes, sends, fetches, discusses and deletes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.hf_command import HfCommand
from helpers.practice_hub import PracticeHub

CARD = "---\nlicense: mit\nsdk: static\nemoji: 🚌\n---\n# 안녕\n"


@pytest.fixture(scope="module")
def hf(small_hub: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HfCommand]:
    with HfCommand(small_hub, tmp_path_factory.mktemp("command-home")) as hf:
        yield hf


@pytest.fixture(scope="module")
def hf_over_xet(small_hub: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[HfCommand]:
    with HfCommand(small_hub, tmp_path_factory.mktemp("command-home-xet"), xet=True) as hf:
        yield hf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What to send: a card, a small file and one that is large by its name."""
    (tmp_path / "README.md").write_text(CARD, encoding="utf-8")
    (tmp_path / "한글.txt").write_text("글", encoding="utf-8")
    (tmp_path / "weights.bin").write_bytes(bytes(range(256)) * 40)
    return tmp_path


@pytest.fixture(params=["model", "dataset", "space"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def repo(hf: HfCommand, kind: str) -> Iterator[str]:
    """A repository of each kind, and its options on the command line."""
    name = f"minji/command-{kind}"
    sdk = " --space-sdk static" if kind == "space" else ""
    made = hf(f"repos create {name} --type {kind}{sdk} --json").json
    assert (made["repo_id"], made["url"].endswith(name)) == (name, True)
    yield f"{name} --type {kind}"
    hf(f"repos delete {name} --type {kind} -y --missing-ok")


def _paths(hf: HfCommand, repo: str) -> set[str]:
    name, _, kind = repo.split()
    return {each["path"] for each in hf(f"{kind}s ls {name} -R --json").json}


def test_who_am_i(hf: HfCommand, small_hub: PracticeHub) -> None:
    expected = {"user": "minji", "orgs": "hangul-lab,open-models", "endpoint": small_hub.url}
    assert hf("auth whoami --json").json == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("models ls --author minji -q", "minji/hangul-sentiment"),
        ("datasets ls --search bus -q", "minji/seoul-bus-reviews"),
        ("spaces ls --author minji --sort likes --limit 1 -q", "minji/hangul-playground"),
        ("collections list --owner minji -q", "minji/to-read-on-the-bus-"),
        ("repos list --type dataset --search bus -q", "minji/seoul-bus-reviews"),
        ("models ls minji/hangul-sentiment -q", "model.safetensors"),
    ],
)
def test_lists(hf: HfCommand, line: str, expected: str) -> None:
    assert any(row.startswith(expected) for row in hf(line).out.split())


@pytest.mark.parametrize(
    ("repo", "kind", "licence"),
    [
        ("minji/hangul-sentiment", "models", "apache-2.0"),
        ("minji/seoul-bus-reviews", "datasets", ["cc-by-4.0"]),
        ("minji/hangul-playground", "spaces", "apache-2.0"),
    ],
)
def test_info_and_card(hf: HfCommand, repo: str, kind: str, licence: object) -> None:
    info = hf(f"{kind} info {repo} --json").json
    assert (info["id"], len(info["sha"]), info["card_data"]["license"]) == (repo, 40, licence)
    assert hf(f"{kind} info {repo} --expand likes --json").json.keys() == {"id", "likes"}
    assert hf(f"{kind} card {repo} --metadata --json").json["license"] == licence
    assert hf(f"{kind} card {repo} --text").out.lstrip().startswith("# ")
    assert {"README.md", ".gitattributes"} <= {row["path"] for row in hf(f"{kind} ls {repo} --json").json}


def test_up_and_down(hf: HfCommand, hf_over_xet: HfCommand, repo: str, folder: Path, tmp_path: Path) -> None:
    name, _, kind = repo.split()
    sent = hf(f"upload {repo} {folder} --json").json
    assert f"/{name}/commit/" in sent["url"]
    assert hf(f"upload {repo} {folder} --json").json == sent  # nothing changed: nothing committed
    assert {"README.md", "한글.txt", "weights.bin"} <= _paths(hf, repo)
    for way, client in (("lfs", hf), ("xet", hf_over_xet)):
        here = tmp_path / way
        assert client(f"download {repo} --local-dir {here} --json").json["path"] == str(here)
        assert all((here / each.name).read_bytes() == each.read_bytes() for each in folder.iterdir() if each.is_file())
        planned = client(f"download {repo} --local-dir {here} --dry-run --json").json
        assert {row["size"] for row in planned} == {"-"}  # all there
        checked = client(f"cache verify {name} --type {kind} --local-dir {here} --json").json
        assert checked["checked"] == len(planned) >= 4
    (here / "한글.txt").write_text("other", encoding="utf-8")
    assert "한글.txt" in hf.refused(f"cache verify {name} --type {kind} --local-dir {here}")
    assert hf(f"download {repo} --include *.txt --revision main --quiet").out.strip()


@pytest.mark.parametrize("kind", ["dataset"])
def test_one_file_and_what_goes_away(hf: HfCommand, repo: str, folder: Path) -> None:
    hf(f"upload {repo} {folder} --exclude *.bin")
    hf(f"upload {repo} {folder / 'weights.bin'} deep/down.bin --commit-message Deeper")
    assert {"deep/down.bin", "한글.txt"} <= _paths(hf, repo)
    hf(f"upload {repo} {folder} . --include README.md --delete *.txt --commit-message Tidy")
    assert "한글.txt" not in _paths(hf, repo)
    assert hf(f"repos delete-files {repo} deep/ --json").json["commit_url"]
    assert {path for path in _paths(hf, repo) if path.startswith("deep")} == set()


@pytest.mark.parametrize("kind", ["space"])
def test_offers_are_merged(hf: HfCommand, repo: str, folder: Path) -> None:
    hf(f"upload {repo} {folder} --create-pr --json")
    assert "weights.bin" not in _paths(hf, repo)
    (offer,) = hf(f"discussions list {repo} --kind pull_request --json").json
    assert (offer["num"], offer["status"], offer["author"], offer["is_pull_request"]) == (1, "open", "minji", True)
    asked = hf(f"discussions create {repo} --title Why? --body Because --json").json
    assert (asked["num"], asked["url"].endswith("/discussions/2")) == (2, True)
    assert hf(f"discussions merge {repo} 1 -y --json").json["num"] == 1
    assert {"weights.bin", "한글.txt"} <= _paths(hf, repo)
    assert [each["num"] for each in hf(f"discussions list {repo} --status merged --json").json] == [1]
    assert hf.refused(f"discussions merge {repo} 1 -y")


@pytest.mark.parametrize("kind", ["model"])
def test_branches_and_tags(hf: HfCommand, repo: str) -> None:
    assert hf(f"repos branch create {repo.replace(' ', ' dev/x ', 1)} --json").json["branch"] == "dev/x"
    hf(f"repos tag create {repo.replace(' ', ' v1.0 ', 1)} -m First")
    (tag,) = hf(f"repos tag list {repo} --json").json
    assert (tag["name"], tag["ref"], len(tag["target_commit"])) == ("v1.0", "refs/tags/v1.0", 40)
    assert "already exists" in hf.refused(f"repos tag create {repo.replace(' ', ' v1.0 ', 1)}")
    hf(f"repos tag delete {repo.replace(' ', ' v1.0 ', 1)} -y")
    assert hf(f"repos tag list {repo} --json").json == []
    hf(f"repos branch delete {repo.replace(' ', ' dev/x ', 1)}")
    assert hf.refused(f"repos branch delete {repo.replace(' ', ' dev/x ', 1)}")
    assert "Cannot delete refs/heads/main" in hf.refused(f"repos branch delete {repo.replace(' ', ' main ', 1)}")


def test_settings_copies_and_moves(hf: HfCommand, repo: str) -> None:
    name, _, kind = repo.split()
    hf(f"repos settings {repo} --private")
    assert hf(f"{kind}s info {name} --expand private --json").json["private"] is True
    copy, moved = f"{name}-copy", f"hangul-lab/{name[6:]}-moved"
    assert hf(f"repos duplicate {name} {copy} --type {kind} --json").json["url"].endswith(copy)
    assert _paths(hf, repo.replace(name, copy)) == _paths(hf, repo)
    assert hf(f"repos move {copy} {moved} --type {kind} --json").json == {"from_id": copy, "to_id": moved}
    assert hf(f"{kind}s info {copy} --json").json["id"] == moved  # the old name leads there
    hf(f"repos delete {moved} --type {kind} -y")
    assert "not found" in hf.refused(f"{kind}s info {moved}")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("models info minji/nothing", "not found"),
        ("datasets ls minji/nothing", "not found"),
        ("download minji/nothing", "not found"),
        ("download minji/hangul-sentiment nothing.txt", "File not found"),
        ("download minji/hangul-sentiment --revision nothing", "Revision not found"),
        ("models info minji/withdrawn-model", "disabled"),
        ("repos create minji/hangul-sentiment", "You already created this model repo"),
        ("repos create open-models/not-mine", "403"),
        ("repos delete minji/nothing -y", "not found"),
        ("repos move minji/hangul-sentiment minji/night-bus-llm", "409"),
        ("discussions merge minji/hangul-sentiment 99 -y", "404"),
    ],
)
def test_refusals_are_readable(hf: HfCommand, line: str, words: str) -> None:
    assert words in hf.refused(line)
