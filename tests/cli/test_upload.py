"""`hubdesk upload` as a person or a script runs it: as a process of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from helpers.hub_client import HubClient
from helpers.library import Library
from helpers.practice_hub import PracticeHub
from helpers.uploads import digest, digests, made_up

ROOT = Path(__file__).resolve().parents[2]
MAIN = [sys.executable, "-m", "hubdesk", "upload"]


class Command:
    """Runs `hubdesk upload` on a data dir and a repository of its own."""

    def __init__(self, hub: PracticeHub, data_dir: Path, name: str) -> None:
        self.hub = hub
        self.data_dir = data_dir
        self.client = HubClient(hub.url, hub.token)
        assert self.client.post("/api/repos/create", {"name": name}).status == 200
        self.repo = f"minji/{name}"

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Start it."""
        return subprocess.Popen(
            [*MAIN, self.repo, *arguments, "--endpoint", self.hub.url, "--data-dir", str(self.data_dir)],
            cwd=ROOT,
            env={**os.environ, "HF_TOKEN": self.hub.token},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str | Path, text: str = "", account: bool = True) -> subprocess.CompletedProcess[str]:
        """Run it to its end; a traceback is never right."""
        process = self.start(*arguments, *(["--use-hf-token"] if account else []))
        out, err = process.communicate(text, timeout=60)
        assert "Traceback" not in err + out
        assert self.hub.token not in err + out
        return subprocess.CompletedProcess([], process.returncode, out, err)

    def titles(self) -> list[str]:
        """The titles of the commits, newest first."""
        return [each["title"] for each in self.client.get(f"/api/models/{self.repo}/commits/main").json]

    def wait_for_request(self, path: str) -> None:
        """Wait until the Hub has answered a request for such a path."""
        deadline = time.monotonic() + 30
        while not any(path in request["path"] for request in self.hub.requests()):
            assert time.monotonic() < deadline


@pytest.fixture(scope="module")
def hub_alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeHub]:
    options = ("--catalogue", "none", "--transport", "lfs")
    with PracticeHub(tmp_path_factory.mktemp("hub"), options=options) as hub:
        yield hub


@pytest.fixture(scope="module")
def library(hub_alone: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(hub_alone, tmp_path_factory.mktemp("library")) as library:
        yield library


@pytest.fixture
def command(hub_alone: PracticeHub, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Command]:
    name = re.sub(r"[^a-z0-9]+", "-", request.node.name.lower()).strip("-")[:80]
    command = Command(hub_alone, tmp_path / "data", name)
    hub_alone.forget_requests()
    yield command
    hub_alone.clear_faults()


@pytest.fixture
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "notes.txt").write_text("notes")
    (folder / "model.bin").write_bytes(made_up(request.node.nodeid, 300_000))
    return folder


def _expected(folder: Path) -> dict[str, str]:
    return {path.name: digest(path.read_bytes(), large=path.suffix == ".bin") for path in folder.iterdir()}


def test_a_folder(command: Command, folder: Path, library: Library) -> None:
    ended = command.run(folder, "--commit-message", "Add all", "--commit-description", "Both files")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith(f"{command.hub.url}/{command.repo}/commit/")
    assert "2 added" in ended.stderr
    assert digests(library, command.repo) == _expected(folder)
    assert command.titles()[0] == "Add all"
    again = command.run(folder)
    assert again.returncode == 0
    assert "2 unchanged" in again.stderr
    assert len(command.titles()) == 2


def test_a_file_to_a_place(command: Command, folder: Path, library: Library) -> None:
    assert command.run(folder / "notes.txt", "docs/read.txt").returncode == 0
    assert command.run(folder / "notes.txt").returncode == 0
    assert set(digests(library, command.repo)) == {"docs/read.txt", "notes.txt"}


def test_patterns_and_deletions(command: Command, folder: Path, library: Library) -> None:
    command.run(folder)
    (folder / "new.txt").write_text("new")
    (folder / "left-out.txt").write_text("out")
    ended = command.run(folder, "--include", "*.txt", "--exclude", "left*", "--delete", "*.bin")
    assert ended.returncode == 0, ended.stderr
    assert set(digests(library, command.repo)) == {"notes.txt", "new.txt"}


def test_a_pull_request(command: Command, folder: Path) -> None:
    ended = command.run(folder, "--create-pr", "--quiet")
    assert ended.stdout == f"{command.hub.url}/{command.repo}/discussions/1\n"
    assert ended.stderr == ""
    assert len(command.titles()) == 1


def test_a_dry_run_changes_nothing(command: Command, folder: Path) -> None:
    ended = command.run(folder, "--dry-run")
    assert ended.returncode == 0
    assert re.search(r"added +model\.bin", ended.stderr)
    assert ended.stdout == ""
    events = [json.loads(line) for line in command.run(folder, "--dry-run", "--json").stdout.splitlines()]
    assert [event["event"] for event in events] == ["plan", "done"]
    assert [file["path"] for file in events[0]["files"]] == ["model.bin", "notes.txt"]
    assert len(command.titles()) == 1


def test_json_tells_the_story(command: Command, folder: Path) -> None:
    events = [json.loads(line) for line in command.run(folder, "--json").stdout.splitlines()]
    assert events[0]["event"] == "plan"
    assert events[0]["added"] == 2
    assert events[-1]["event"] == "done"
    assert events[-1]["commits"][0] in events[-1]["url"]
    assert events[-2]["state"] == "done"


def test_without_an_account_one_sentence(command: Command, folder: Path) -> None:
    ended = command.run(folder, account=False)
    assert ended.returncode == 4
    assert len(ended.stderr.splitlines()) == 1
    assert "--token-stdin" in ended.stderr


def test_a_token_on_stdin(command: Command, folder: Path) -> None:
    assert command.run(folder, "--token-stdin", text=f"{command.hub.token}\n", account=False).returncode == 0
    refused = command.run(folder / "notes.txt", "x.txt", "--token-stdin", text=command.hub.reader_token, account=False)
    assert refused.returncode == 1
    assert "not allowed" in refused.stderr


def test_what_is_not_there(command: Command, folder: Path) -> None:
    assert command.run(folder / "nothing").returncode == 2
    command.repo = "minji/no-such-repository"
    assert command.run(folder).returncode == 3


def test_secrets_are_kept_back(command: Command, folder: Path) -> None:
    (folder / "settings.py").write_text('TOKEN = "hf_' + "aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH" + '"\n')
    ended = command.run(folder)
    assert ended.returncode == 2
    assert "settings.py:1" in ended.stderr
    assert len(command.titles()) == 1
    assert command.run(folder, "--allow-secrets").returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_run_goes_on(command: Command, folder: Path, library: Library, number: signal.Signals) -> None:
    (folder / "second.bin").write_bytes(made_up(f"second {folder}", 4_000_000))
    command.hub.set_faults("slow_upload=1000000;path=/_lfs/;method=PUT")
    process = command.start(folder, "--use-hf-token")
    command.wait_for_request("lfs/verify")
    children = psutil.Process(process.pid).children()
    process.send_signal(number)
    process.communicate(timeout=30)
    psutil.wait_procs(children, timeout=10)
    assert process.returncode == (130 if number == signal.SIGINT else -signal.SIGKILL)
    command.hub.clear_faults()
    command.hub.forget_requests()
    assert command.run(folder).returncode == 0
    sent = [request["bytes_in"] for request in command.hub.requests() if request["method"] == "PUT"]
    assert 300_000 not in sent
    assert digests(library, command.repo) == _expected(folder)


def test_somebody_elses_commit(command: Command, folder: Path) -> None:
    command.hub.set_faults("delay=1500;path=objects/batch")
    process = command.start(folder, "--use-hf-token", "--commit-message", "mine")
    command.wait_for_request("preupload")
    lines = [
        {"key": "header", "value": {"summary": "theirs"}},
        {"key": "file", "value": {"path": "t.txt", "content": "x", "encoding": "utf-8"}},
    ]
    command.client.commit(f"/api/models/{command.repo}/commit/main", *lines)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "has changed meanwhile" in err
    command.hub.clear_faults()
    assert command.run(folder, "--commit-message", "mine").returncode == 0
    assert command.titles()[:2] == ["mine", "theirs"]


def test_the_owner_of_the_data_dir_does_it(command: Command, folder: Path, library: Library) -> None:
    command.hub.set_faults("slow_upload=100000;path=/_lfs/;method=PUT")
    first = command.start(folder, "--use-hf-token")
    command.wait_for_request("objects/batch")
    other = folder.parent / "other.txt"
    other.write_text("other")
    second = command.run(other, account=False)
    assert second.returncode == 0, second.stderr
    assert second.stdout.startswith(f"{command.hub.url}/{command.repo}/commit/")
    first.communicate(timeout=60)
    assert "other.txt" in digests(library, command.repo)
