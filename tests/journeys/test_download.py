"""A person downloads, and the library agrees with what is on disk."""

from __future__ import annotations

import asyncio
import hashlib
import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPushButton

from helpers.library import library_environment
from helpers.person import Desk, Person
from helpers.practice_hub import PracticeHub
from hubdesk.core.types import RepoRef
from hubdesk.transfers.model import State

pytestmark = pytest.mark.journey

REPO = "Qwen/Qwen3-0.6B"
BIG = "BAAI/bge-m3"
HF = str(Path(sys.executable).with_name("hf"))


async def _opens(person: Person, address: str) -> None:
    await person.reads_rows("resultsView")
    await person.types("searchField", address)
    await person.presses("searchField", Qt.Key.Key_Return)
    await person.waits_for_text("detailsTitle", address.rpartition("/")[2])


async def _plans(person: Person) -> QPushButton:
    await person.clicks("downloadButton")
    start = await person.finds(QPushButton, "downloadPlanStart")
    await person.until(start.isEnabled, "the plan is ready")
    return start


async def _runs(command: list[str], environment: dict[str, str]) -> str:
    """Run a command beside the window, and return what it printed."""
    process = await asyncio.create_subprocess_exec(
        *command, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, err = await process.communicate()
    assert process.returncode == 0, (out + err).decode()
    return out.decode()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _states(desk: Desk) -> list[State]:
    return [transfer.state for transfer in desk.services.queue.transfers()]


async def test_a_snapshot_is_what_the_library_finds(person: Person, desk: Desk, practice_hub: PracticeHub) -> None:
    await _opens(person, f"hf://{REPO}")
    await _plans(person)
    await person.clicks("downloadPlanStart")
    await person.until(lambda: _states(desk) == [State.DONE], "the download is done")

    cache = desk.services.connection.cache_dir
    assert list(cache.glob("**/*part*")) == []
    environment = library_environment(practice_hub, cache.parent / "home") | {"HF_HUB_CACHE": str(cache)}
    code = (
        "from huggingface_hub import hf_hub_download, snapshot_download;"
        f"print(hf_hub_download({REPO!r}, 'config.json', local_files_only=True));"
        f"print(snapshot_download({REPO!r}, local_files_only=True))"
    )
    found = await _runs([sys.executable, "-c", code], environment)
    assert Path(found.splitlines()[0]).is_file()
    await _runs([HF, "cache", "verify", REPO, "--fail-on-missing-files"], environment)

    await person.types("searchField", REPO)
    row = await person.waits_for_row("resultsView", REPO)
    await person.until(lambda: desk.services.local.contains(RepoRef(REPO)), "it is known to be here")
    view = await person.finds(QAbstractItemView, "resultsView")
    spoken = Qt.ItemDataRole.AccessibleTextRole
    await person.until(lambda: "on this computer" in str(view.model().index(row, 0).data(spoken)).lower(), "the mark")


async def test_what_hf_brought_is_here_already(person: Person, desk: Desk, practice_hub: PracticeHub) -> None:
    cache = desk.services.connection.cache_dir
    cache.mkdir(parents=True)
    environment = library_environment(practice_hub, cache.parent / "home") | {"HF_HUB_CACHE": str(cache)}
    await _runs([HF, "download", REPO], environment)
    await _opens(person, f"hf://{REPO}")
    await person.clicks("downloadButton")
    await person.waits_for_text("downloadPlan", "everything is here already")


async def test_a_file_of_ones_own_is_not_replaced(person: Person, desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "my models" / RepoRef(REPO).name
    folder.mkdir(parents=True)
    mine = folder / "config.json"
    mine.write_text("my own notes")
    desk.context.settings.change(download_to_cache=False, download_dir=str(folder.parent))
    await _opens(person, f"hf://{REPO}")
    await _plans(person)
    await person.waits_for_text("downloadPlan", "same name, other content")
    await person.clicks("downloadPlanStart")
    await person.until(lambda: _states(desk) == [State.DONE], "the others are done")
    assert mine.read_text() == "my own notes"
    assert (folder / "model.safetensors").is_file()


async def test_patterns_choose_the_files(person: Person, desk: Desk, tmp_path: Path) -> None:
    desk.context.settings.change(download_to_cache=False, download_dir=str(tmp_path))
    await _opens(person, f"hf://{REPO}")
    start = await _plans(person)
    patterns = await person.finds(QLineEdit, "planInclude")
    patterns.clear()
    await person.types("planInclude", "*.safetensors")
    await person.waits_for_text("downloadPlan", "1 of 8 files chosen")
    await person.until(start.isEnabled, "the plan is ready again")
    await person.clicks("downloadPlanStart")
    await person.until(lambda: _states(desk) == [State.DONE], "the download is done")
    folder = tmp_path / RepoRef(REPO).name
    assert [path.name for path in folder.iterdir() if path.is_file()] == ["model.safetensors"]


async def test_pause_and_go_on_at_the_byte(person: Person, desk: Desk, practice_hub: PracticeHub) -> None:
    desk.context.settings.change(speed_limit_bps=60_000_000)
    await _opens(person, f"hf://{BIG}")
    await _plans(person)
    await person.clicks("downloadPlanStart")
    queue = desk.services.queue
    await person.until(lambda: queue.transfers() and queue.transfers()[0].done_bytes > 40_000_000, "a part is here")
    await queue.pause_all()
    await person.until(lambda: _states(desk) == [State.PAUSED], "it is paused")
    kept = queue.transfers()[0].done_bytes
    practice_hub.forget_requests()
    desk.context.settings.change(speed_limit_bps=0)
    await queue.resume_all()
    await person.until(lambda: _states(desk) == [State.DONE], "it is done")
    sent = sum(request["bytes"] for request in practice_hub.requests() if "/resolve/" in request["path"])
    transfer = queue.transfers()[0]
    assert sent <= transfer.total_bytes - kept + 20_000_000
    for blob in (desk.services.connection.cache_dir / RepoRef(BIG).cache_folder / "blobs").iterdir():
        if len(blob.name) == 64:
            assert await asyncio.to_thread(_sha256, blob) == blob.name


async def test_a_wrong_byte_is_never_called_done(person: Person, desk: Desk, practice_hub: PracticeHub) -> None:
    practice_hub.set_faults("wrong_bytes;path=/resolve/.*safetensors")
    await _opens(person, f"hf://{REPO}")
    await _plans(person)
    await person.clicks("downloadPlanStart")
    await person.until(lambda: _states(desk) == [State.FAILED], "it failed")
    snapshots = desk.services.connection.cache_dir / RepoRef(REPO).cache_folder / "snapshots"
    assert not list(snapshots.glob("*/model.safetensors"))
    practice_hub.clear_faults()
    await desk.services.queue.retry(desk.services.queue.transfers()[0].transfer_id)
    await person.until(lambda: _states(desk) == [State.DONE], "it is done now")


def test_the_users_own_cache_was_never_touched() -> None:
    assert not Path(os.environ["HF_HOME"]).exists()
