"""A person uploads through the window, and the unmodified library sees the commit."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from helpers.drops import Drag, drop, files_mime
from helpers.hub_client import HubClient
from helpers.library import Library
from helpers.person import Desk, Person
from helpers.practice_hub import PracticeHub
from hubdesk.core.types import RepoRef
from hubdesk.hub.address import Address
from hubdesk.transfers.model import State, Transfer, WaitReason

# offscreen has no windows to raise, and menus ask for both
pytestmark = [
    pytest.mark.journey,
    pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True),
]

_numbers = count(1)
SECRET = "hf_" + "aBcDeFgHiJkLmNoPqRsTuVwXyZ01234567"
CARD = "---\nlicense: mit\n---\n# Mine\n"


@pytest.fixture
def library(practice_hub: PracticeHub, tmp_path: Path) -> Iterator[Library]:
    library = Library(practice_hub, tmp_path / "library")
    yield library
    library.close()


@pytest.fixture
def ref(practice_hub: PracticeHub) -> RepoRef:
    """A repository of the person's own, with nothing in it."""
    name = f"uploads-{next(_numbers)}"
    answer = HubClient(practice_hub.url, practice_hub.token).post("/api/repos/create", {"name": name})
    assert answer.status in {200, 409}, answer.body
    return RepoRef(f"minji/{name}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What a person would drop."""
    folder = tmp_path / "요약 모델 🦙"
    (folder / "samples").mkdir(parents=True)
    (folder / "README.md").write_text(CARD, encoding="utf-8")
    (folder / "config.json").write_text("{}")
    (folder / "train.yaml").write_text(f"lr: 1\ntoken: {SECRET}\n")
    (folder / "samples" / "하나.txt").write_text("하나", encoding="utf-8")
    (folder / ".gitignore").write_text("*.tmp\n")
    (folder / "notes.tmp").write_text("not for others")
    return folder


async def _opens(person: Person, desk: Desk, ref: RepoRef) -> QWidget:
    await person.reads_rows("resultsView")
    await person.until(lambda: "hubdesk.ui.details.view" in sys.modules, "what is imported ahead is there")
    desk.window.open_address(Address(ref))
    await person.waits_for_text("detailsTitle", ref.name)
    await person.until(lambda: person.find(QPushButton, "uploadButton").isVisible(), "it can be uploaded to")
    return await person.finds(QWidget, "detailsView")


async def _is_ready(person: Person) -> QPushButton:
    start = await person.finds(QPushButton, "uploadPlanStart")
    await person.until(start.isEnabled, "the plan is ready")
    return start


def _upload(desk: Desk) -> Transfer:
    return desk.services.queue.transfers()[-1]


async def _ends(person: Person, desk: Desk, state: State = State.DONE) -> Transfer:
    await person.until(lambda: desk.services.queue.transfers() and _upload(desk).state is state, f"it is {state}")
    await person.sees_it_settle()  # the open document loads again
    await person.until(lambda: not any("details" in name for name in desk.context.tasks.running()), "it has loaded")
    return _upload(desk)


async def test_a_dropped_folder_is_planned_and_committed(
    person: Person, desk: Desk, library: Library, ref: RepoRef, folder: Path
) -> None:
    view = await _opens(person, desk, ref)
    drag = Drag(view, [folder])
    assert drag.enter()
    overlay = await person.finds(QWidget, "dropOverlay")
    assert ref.repo_id in overlay.accessibleName()
    drag.leave()
    assert not overlay.isVisible()
    drop(view, folder)
    await _is_ready(person)
    assert "A secret in" in person.text_of("uploadPlan")
    (await person.finds(QLineEdit, "uploadFolder")).setText("v1")
    await person.types("commitMessage", "Bring the summarizer")
    await _is_ready(person)
    await person.clicks("uploadPlanStart")
    done = await _ends(person, desk)
    assert done.url == f"{desk.services.connection.endpoint}/{ref.repo_id}/commit/{done.commit}"

    files = library(f"sorted(api.list_repo_files({ref.repo_id!r}))")
    top = f"v1/{folder.name}"
    wanted = [".gitignore", "README.md", "config.json", "samples/하나.txt"]
    assert [path for path in files if path.startswith("v1/")] == sorted(f"{top}/{path}" for path in wanted)
    assert library(f"api.list_repo_commits({ref.repo_id!r})[0].title") == "Bring the summarizer"
    # the open document shows what came
    await person.takes_tab("detailsTabs", "Files")
    await person.waits_for_row("filesView", "v1")
    await person.sees_it_settle()


async def test_what_is_left_out_stays_here(
    person: Person, desk: Desk, library: Library, ref: RepoRef, folder: Path
) -> None:
    drop(await _opens(person, desk, ref), folder / "README.md", folder / "config.json")
    await _is_ready(person)
    row = await person.waits_for_row("uploadFiles", "config.json")
    view = await person.finds(QAbstractItemView, "uploadFiles")
    view.setCurrentIndex(view.model().index(row, 0))
    await person.presses("uploadFiles", Qt.Key.Key_Space)
    await person.waits_for_text("uploadPlan", "in 1 file")
    await _is_ready(person)
    await person.clicks("uploadPlanStart")
    await _ends(person, desk)
    assert library(f"sorted(api.list_repo_files({ref.repo_id!r}))") == [".gitattributes", "README.md"]
    assert library(f"api.list_repo_commits({ref.repo_id!r})[0].title") == "Upload README.md"


async def test_a_drop_on_a_folder_goes_into_it(
    person: Person, desk: Desk, library: Library, ref: RepoRef, folder: Path
) -> None:
    library(f"bool(api.upload_file(path_or_fileobj=b'1', path_in_repo='data/one.txt', repo_id={ref.repo_id!r}))")
    view = await _opens(person, desk, ref)
    await person.takes_tab("detailsTabs", "Files")
    row = await person.waits_for_row("filesView", "data")
    files = await person.finds(QAbstractItemView, "filesView")
    at = files.visualRect(files.model().index(row, 0)).center()
    spot = view.mapFromGlobal(files.viewport().mapToGlobal(at))
    drag = Drag(view, [folder / "config.json"])
    assert drag.enter(spot)
    assert "in data/" in (await person.finds(QWidget, "dropOverlay")).accessibleName()
    assert drag.drop(spot)
    await _is_ready(person)
    await person.clicks("uploadPlanStart")
    await _ends(person, desk)
    assert "data/config.json" in library(f"api.list_repo_files({ref.repo_id!r})")


async def test_others_get_a_pull_request(person: Person, desk: Desk, library: Library, folder: Path) -> None:
    theirs = RepoRef("Qwen/Qwen3-0.6B")
    await person.until(lambda: desk.services.session.identity is not None, "it is known who this is")
    view = await _opens(person, desk, theirs)
    drag = Drag(view, [folder / "config.json"])
    assert drag.enter()
    assert "as a pull request" in (await person.finds(QWidget, "dropOverlay")).accessibleName()
    drag.leave()
    before = library(f"api.repo_info({theirs.repo_id!r}).sha")
    drop(view, folder / "samples" / "하나.txt")
    start = await _is_ready(person)
    assert start.text() == "Open pull request"
    await person.clicks("uploadPlanStart")
    done = await _ends(person, desk)
    assert "/discussions/" in done.url
    number = int(done.url.rpartition("/")[2])
    assert library(f"api.repo_info({theirs.repo_id!r}).sha") == before
    assert "하나.txt" in library(f"api.list_repo_files({theirs.repo_id!r}, revision='refs/pr/{number}')")


async def test_who_may_only_read_is_offered_a_pull_request(person: Person, desk: Desk, folder: Path) -> None:
    drop(await _opens(person, desk, RepoRef("open-models/tiny-gpt")), folder / "config.json")
    await person.waits_for_text("uploadPlan", "You cannot commit here")
    assert not person.find(QPushButton, "uploadPlanStart").isEnabled()
    await person.clicks("offerPullRequest")
    assert (await _is_ready(person)).text() == "Open pull request"
    await person.presses("uploadPlan", Qt.Key.Key_Escape)


async def test_anonymous_is_told_to_sign_in(person: Person, desk: Desk, ref: RepoRef, folder: Path) -> None:
    await person.until(lambda: desk.services.session.identity is not None, "nobody asks who this is any more")
    await desk.services.session.sign_out()
    view = await _opens(person, desk, ref)
    drag = Drag(view, [folder / "config.json"])
    assert drag.enter()
    assert "Sign in" in (await person.finds(QWidget, "dropOverlay")).accessibleName()
    assert not drag.drop()
    await person.waits_for_text("noticeBar", "Sign in to upload")


async def test_a_text_of_the_clipboard_becomes_a_file(
    person: Person, desk: Desk, library: Library, ref: RepoRef
) -> None:
    await _opens(person, desk, ref)
    QGuiApplication.clipboard().setText("# 메모\nfrom the clipboard\n")
    action = desk.context.commands.find("upload.paste")
    assert action is not None
    action.trigger()
    text = await person.finds(QPlainTextEdit, "newFileText")
    assert "메모" in text.toPlainText()
    await person.types("newFileName", "docs/memo.md")
    await person.clicks("newFileGo")
    await _is_ready(person)
    await person.clicks("uploadPlanStart")
    await _ends(person, desk)
    code = f"open(api.hf_hub_download({ref.repo_id!r}, 'docs/memo.md'), encoding='utf-8').read()"
    assert library(code) == "# 메모\nfrom the clipboard\n"


async def test_two_drops_in_a_row_are_one_plan(person: Person, desk: Desk, ref: RepoRef, folder: Path) -> None:
    view = await _opens(person, desk, ref)
    drop(view, folder / "config.json")
    drop(view, folder / "README.md")
    await person.waits_for_row("uploadFiles", "README.md")
    dialog = await person.finds(QDialog, "uploadPlan")
    drop(dialog, folder / "samples")
    await person.waits_for_row("uploadFiles", "하나.txt")
    assert len(await person.reads_rows("uploadFiles", 4)) == 4
    await person.presses("uploadPlan", Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert desk.services.queue.transfers() == ()


async def test_somebody_elses_commit_asks(
    person: Person, desk: Desk, library: Library, practice_hub: PracticeHub, ref: RepoRef, folder: Path
) -> None:
    drop(await _opens(person, desk, ref), folder / "config.json")
    await _is_ready(person)
    library(f"bool(api.upload_file(path_or_fileobj=b'1', path_in_repo='theirs.txt', repo_id={ref.repo_id!r}))")
    await person.clicks("uploadPlanStart")
    waiting = await _ends(person, desk, State.WAITING)
    assert waiting.wait_reason is WaitReason.DECISION
    await person.waits_for_text("noticeBar", "has changed meanwhile")
    await person.clicks("noticeAction")
    dialog = await person.finds(QDialog, "uploadDecision")
    await person.presses("uploadDecision", Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert _upload(desk).state is State.WAITING  # closing it decides nothing
    await person.clicks("unfoldTransfers")
    desk.window.arrangement.transfers.view.selectAll()
    await person.clicks("transferDecide")
    await person.clicks("decisionRebase")
    await _ends(person, desk)
    files = library(f"api.list_repo_files({ref.repo_id!r})")
    assert {"theirs.txt", "config.json"} <= set(files)


async def test_a_drop_on_the_transfers_asks_for_the_repository(
    person: Person, desk: Desk, library: Library, ref: RepoRef, folder: Path
) -> None:
    drop(desk.window.arrangement.transfers, folder / "config.json")
    await person.types("uploadTargetField", ref.repo_id)
    await person.waits_for_row("uploadTargetRepos", ref.name)
    await person.clicks("uploadTargetGo")
    await _is_ready(person)
    await person.clicks("uploadPlanStart")
    await _ends(person, desk)
    assert "config.json" in library(f"api.list_repo_files({ref.repo_id!r})")


async def test_the_same_again_has_nothing_to_send(
    person: Person, desk: Desk, library: Library, ref: RepoRef, folder: Path
) -> None:
    library(
        f"bool(api.upload_file(path_or_fileobj={str(folder / 'config.json')!r}, path_in_repo='config.json',"
        f" repo_id={ref.repo_id!r}))"
    )
    drop(await _opens(person, desk, ref), folder / "config.json")
    start = await person.finds(QPushButton, "uploadPlanStart")
    await person.waits_for_text("uploadPlan", "nothing to send")
    assert not start.isEnabled()
    assert "already" in start.toolTip()
    await person.presses("uploadPlan", Qt.Key.Key_Escape)


async def test_no_network_while_planning(
    person: Person, desk: Desk, practice_hub: PracticeHub, ref: RepoRef, folder: Path
) -> None:
    view = await _opens(person, desk, ref)
    practice_hub.set_faults("status=503;path=/api/models/.*")
    drop(view, folder / "config.json")
    await person.waits_for_text("uploadPlan", "could not answer")
    assert not person.find(QPushButton, "uploadPlanStart").isEnabled()
    practice_hub.clear_faults()
    await person.clicks("stateAction")
    await _is_ready(person)
    await person.presses("uploadPlan", Qt.Key.Key_Escape)


async def test_a_file_that_vanished_is_named(person: Person, desk: Desk, ref: RepoRef, folder: Path) -> None:
    view = await _opens(person, desk, ref)
    gone = folder / "gone 파일.bin"
    drop(view, gone, folder / "config.json")
    await person.waits_for_text("uploadPlan", "is no longer there")
    start = person.find(QPushButton, "uploadPlanStart")
    assert not start.isEnabled()
    assert "mended" in start.toolTip()
    gone.write_bytes(b"back")
    await person.clicks("uploadPlanAgain")
    await _is_ready(person)
    await person.presses("uploadPlan", Qt.Key.Key_Escape)


async def test_planning_can_be_stopped(
    person: Person, desk: Desk, practice_hub: PracticeHub, ref: RepoRef, folder: Path
) -> None:
    view = await _opens(person, desk, ref)
    practice_hub.set_faults("delay=20000;path=/preupload/")
    drop(view, folder / "config.json")
    await person.clicks("uploadPlanStop")
    await person.waits_for_text("uploadPlan", "Planning was stopped")
    practice_hub.clear_faults()
    await person.clicks("uploadPlanResume")
    await _is_ready(person)
    await person.presses("uploadPlan", Qt.Key.Key_Escape)


async def test_pasted_files_are_planned(person: Person, desk: Desk, ref: RepoRef, folder: Path) -> None:
    await _opens(person, desk, ref)
    QGuiApplication.clipboard().setMimeData(files_mime([folder / "config.json"]))
    action = desk.context.commands.find("upload.paste")
    assert action is not None
    action.trigger()
    await person.waits_for_row("uploadFiles", "config.json")
    await person.presses("uploadPlan", Qt.Key.Key_Escape)
