"""`hubdesk download` as a person or a script runs it: as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import psutil
import pytest

from helpers.downloads import SMALL, WEIGHTS
from helpers.practice_hub import PracticeHub

ROOT = Path(__file__).resolve().parent.parent
MAIN = [sys.executable, "-m", "hubdesk", "download"]


class Command:
    """Runs `hubdesk download` on a data dir of its own."""

    def __init__(self, hub: PracticeHub, data_dir: Path) -> None:
        self.hub = hub
        self.endpoint = hub.url
        self.data_dir = data_dir

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start it."""
        return subprocess.Popen(
            [*MAIN, *arguments, "--endpoint", self.endpoint, "--data-dir", str(self.data_dir)],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, text: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        """Run it to its end; a traceback is never right."""
        process = self.start(*arguments, **environment)
        out, err = process.communicate(text, timeout=60)
        assert "Traceback" not in err + out
        return subprocess.CompletedProcess([], process.returncode, out, err)

    def have(self) -> int:
        """The size of the part files."""
        return sum(path.stat().st_size for path in self.data_dir.rglob("*.part"))

    def wait_for_bytes(self, count: int) -> None:
        """Wait until part files hold so many bytes, and their note says so."""
        deadline = time.monotonic() + 30
        while self.have() < count or not list(self.data_dir.rglob("*.part.json")):
            assert time.monotonic() < deadline
            time.sleep(0.02)


@pytest.fixture
def command(practice_hub: PracticeHub, tmp_path: Path) -> Iterator[Command]:
    practice_hub.clear_faults()
    practice_hub.forget_requests()
    yield Command(practice_hub, tmp_path / "data")
    practice_hub.clear_faults()


def _weights_are_right(path: Path) -> bool:
    return sha256(path.read_bytes()).hexdigest() == path.resolve().name


def test_a_snapshot_prints_its_folder_last(command: Command) -> None:
    done = command.run(SMALL.repo_id)
    assert done.returncode == 0
    folder = Path(done.stdout.strip())
    assert folder.parent.name == "snapshots"
    assert _weights_are_right(folder / WEIGHTS)
    assert done.stderr.splitlines() == [f"{SMALL.repo_id} @ {folder.name[:12]}: 10 files, 1.2 MB, 1.2 MB to fetch"]
    again = command.run(SMALL.repo_id, "config.json")
    assert again.stderr.splitlines() == [f"{SMALL.repo_id} @ {folder.name[:12]}: 1 file, 321 B, nothing to fetch"]


def test_one_file_prints_its_path_and_nothing_else_when_quiet(command: Command) -> None:
    done = command.run(SMALL.repo_id, "config.json", "--quiet")
    assert Path(done.stdout.strip()).name == "config.json"
    assert done.stderr == ""


def test_json_lines_tell_the_story(command: Command) -> None:
    done = command.run(SMALL.repo_id, "--include", "*.json", "--exclude", "token*", "--json")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert events[0]["event"] == "plan"
    assert events[0]["files"] == 3
    assert events[-1]["event"] == "done"
    assert {event["event"] for event in events} == {"plan", "progress", "done"}
    assert done.stderr == ""


def test_a_folder_and_its_conflicts(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "config.json").write_text("mine")
    refused = command.run(SMALL.repo_id, "config.json", "README.md", "--local-dir", str(folder))
    assert refused.returncode == 5
    assert "config.json" in refused.stderr
    assert (folder / "config.json").read_text() == "mine"
    assert not (folder / "README.md").exists()
    done = command.run(SMALL.repo_id, "config.json", "README.md", "--local-dir", str(folder), "--replace")
    assert (done.returncode, Path(done.stdout.strip())) == (0, folder)
    assert (folder / "config.json").read_text() != "mine"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["openai/there-is-no-such-thing"], 3),
        ([SMALL.repo_id, "no-such-file"], 3),
        ([SMALL.repo_id, "--revision", "no-such-branch"], 3),
        (["not a repository"], 2),
        ([SMALL.repo_id, "--include", ""], 2),
        ([SMALL.repo_id, "--token-stdin"], 4),
        ([SMALL.repo_id, "--use-hf-token"], 4),
        ([SMALL.repo_id, "--account", "someone"], 4),
        ([SMALL.repo_id, "--no-such-option"], 2),
        ([], 2),
    ],
)
def test_refusals_are_a_sentence_and_a_code(command: Command, arguments: list[str], code: int) -> None:
    done = command.run(*arguments)
    assert done.returncode == code
    assert done.stdout == ""
    assert done.stderr.strip()


def test_json_refusals_have_stable_codes(command: Command) -> None:
    done = command.run(SMALL.repo_id, "no-such-file", "--json")
    failed = json.loads(done.stdout)
    assert (failed["event"], failed["kind"], failed["subject"]) == ("failed", "file_not_found", "no-such-file")


@pytest.mark.parametrize(
    ("endpoint", "code"), [("http://127.0.0.1:9", 1), ("ftp://example.org", 2), ("http://example.org", 2)]
)
def test_no_hub_and_no_good_address(command: Command, endpoint: str, code: int) -> None:
    command.endpoint = endpoint
    done = command.run(SMALL.repo_id)
    assert done.returncode == code
    assert done.stderr.startswith("hubdesk: ")


def test_a_gated_repository_needs_access_and_then_works(command: Command) -> None:
    gated = "meta-llama/Llama-3.1-8B-Instruct"
    assert command.run(gated, "config.json").returncode in {3, 4}
    refused = command.run(gated, "config.json", "--token-stdin", text=f"{command.hub.reader_token}\n")
    assert refused.returncode == 3
    assert "access" in refused.stderr


def test_a_token_reaches_the_hub_and_nothing_else(command: Command) -> None:
    token = command.hub.token
    done = command.run("minji/secret-project", "README.md", "--token-stdin", text=f"{token}\n")
    assert done.returncode == 0
    again = command.run("minji/secret-project", "config.json", "--use-hf-token", HF_TOKEN=token)
    assert again.returncode == 0
    written = b"".join(path.read_bytes() for path in command.data_dir.rglob("*") if path.is_file())
    assert token.encode() not in written
    assert token not in done.stdout + done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_keeps_the_bytes_and_the_same_command_goes_on(command: Command) -> None:
    command.hub.set_faults(f"slow=200000;path={WEIGHTS}")
    process = command.start(SMALL.repo_id, WEIGHTS)
    command.wait_for_bytes(100_000)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "goes on" in err
    assert "Traceback" not in err
    _finish(command)


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_killed_run_goes_on_when_repeated(command: Command) -> None:
    command.hub.set_faults(f"slow=200000;path={WEIGHTS}")
    process = command.start(SMALL.repo_id, WEIGHTS)
    command.wait_for_bytes(200_000)
    (engine,) = psutil.Process(process.pid).children()
    process.kill()
    process.communicate()
    psutil.wait_procs([engine], timeout=10)
    assert not engine.is_running()
    _finish(command)


def _finish(command: Command) -> None:
    had = command.have()
    assert had > 50_000
    command.hub.clear_faults()
    command.hub.forget_requests()
    done = command.run(SMALL.repo_id, WEIGHTS)
    assert done.returncode == 0
    assert _weights_are_right(Path(done.stdout.strip()))
    starts = [
        request["range"]
        for request in command.hub.requests()
        if request["method"] == "GET" and request["path"].endswith(WEIGHTS)
    ]
    assert starts[-1] == f"bytes={had}-{Path(done.stdout.strip()).stat().st_size - 1}"
    assert command.have() == 0


def test_a_second_command_hands_over_to_the_first(command: Command) -> None:
    command.hub.set_faults(f"slow=200000;path={WEIGHTS}")
    first = command.start(SMALL.repo_id, WEIGHTS)
    command.wait_for_bytes(10_000)
    second = command.run("sentence-transformers/all-MiniLM-L6-v2", "config.json")
    assert second.returncode == 0
    assert Path(second.stdout.strip()).exists()
    assert first.poll() is None
    command.hub.clear_faults()
    out, _ = first.communicate(timeout=30)
    assert first.returncode == 0
    assert _weights_are_right(Path(out.strip()))
