"""The small dialogs around an upload: a new file's name, somebody else's commit, the repository."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from helpers.fake_queue import make_transfer
from hubdesk.core.errors import ErrorKind
from hubdesk.transfers.model import Direction, State, TransferFile, WaitReason
from hubdesk.transfers.uploads.codes import Code
from hubdesk.transfers.uploads.model import Decision, Finding, Reason, Severity, UploadSource
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.actions import Action, allowed_actions, row_actions
from hubdesk.ui.transfers.texts import about_text, file_state_text, state_text
from hubdesk.ui.transfers.upload_decision import DecisionDialog
from hubdesk.ui.transfers.upload_findings import FindingCard
from hubdesk.ui.transfers.upload_sentences import finding_text, finding_title, reason_text
from hubdesk.ui.transfers.upload_text import NewFileDialog

WAITING = make_transfer(
    1,
    "minji/m",
    State.WAITING,
    direction=Direction.UPLOAD,
    wait_reason=WaitReason.DECISION,
    error=ErrorKind.CHANGED_SINCE,
)


def button(dialog: QDialog, name: str) -> QAbstractButton:
    found = dialog.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton), name
    return found


def shown(qtbot: QtBot, dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()


@pytest.mark.parametrize(
    ("name", "wanted"), [("decisionRebase", Decision.REBASE), ("decisionPullRequest", Decision.PULL_REQUEST)]
)
def test_a_decision_is_carried(qtbot: QtBot, theme: Theme, name: str, wanted: Decision) -> None:
    dialog = DecisionDialog(theme, WAITING)
    shown(qtbot, dialog)
    decided = QSignalSpy(dialog.decided)
    button(dialog, name).click()
    assert decided.at(0) == [1, wanted]
    assert not dialog.isVisible()


def test_escape_decides_nothing(qtbot: QtBot, theme: Theme) -> None:
    dialog = DecisionDialog(theme, WAITING)
    shown(qtbot, dialog)
    decided, cancelled = QSignalSpy(dialog.decided), QSignalSpy(dialog.cancel_requested)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert (decided.count(), cancelled.count(), dialog.isVisible()) == (0, 0, False)


def test_what_waits_for_a_decision_offers_it_first() -> None:
    assert row_actions(WAITING)[0] is Action.DECIDE
    assert Action.RETRY not in allowed_actions(WAITING)
    assert "has changed" in about_text(WAITING)


def test_rows_of_uploads_say_so() -> None:
    url = "https://huggingface.co/minji/m/commit/abc"
    done = make_transfer(2, "minji/m", State.DONE, direction=Direction.UPLOAD, file_count=3, url=url)
    offered = make_transfer(
        3, "minji/m", State.DONE, direction=Direction.UPLOAD, url="https://huggingface.co/minji/m/discussions/4"
    )
    cancelled = make_transfer(4, "minji/m", State.CANCELLED, direction=Direction.UPLOAD)
    in_part = make_transfer(
        5, "minji/m", State.CANCELLED, direction=Direction.UPLOAD, url=url, done_files=2, file_count=9
    )
    assert state_text(done) == "Uploaded"
    assert about_text(done) == "Upload of 3 files to main"
    assert row_actions(done)[0] is Action.OPEN_COMMIT
    assert state_text(offered) == "Offered as a pull request"
    assert row_actions(offered)[0] is Action.OPEN_PULL_REQUEST
    assert "Nothing was committed" in about_text(cancelled)
    assert "2 of 9 files were committed and stay" in about_text(in_part)
    assert Action.AGAIN not in allowed_actions(cancelled)


def test_files_of_uploads_say_so() -> None:
    file = TransferFile("a.bin", 10, state=State.ACTIVE, source="/x/a.bin")
    assert file_state_text(file) == "Uploading"
    assert file_state_text(replace(file, state=State.DONE)) == "Uploaded"
    assert file_state_text(replace(file, state=State.QUEUED)) == "Queued"
    assert file_state_text(replace(file, source="")) == "Downloading"


def test_a_new_file_needs_a_name_and_content(qtbot: QtBot, theme: Theme) -> None:
    dialog = NewFileDialog(theme, "notes.md")
    shown(qtbot, dialog)
    made = QSignalSpy(dialog.made)
    go = button(dialog, "newFileGo")
    assert not go.isEnabled()
    text = dialog.findChild(QPlainTextEdit, "newFileText")
    name = dialog.findChild(QLineEdit, "newFileName")
    assert text is not None
    assert name is not None
    text.setPlainText("메모")
    assert go.isEnabled()
    for bad in ("", "../x", "a/.git/config", "x" * 300):
        name.setText(bad)
        assert not go.isEnabled(), bad
        assert go.toolTip()
    name.setText(" docs//메모 🦙.md ")
    go.click()
    assert made.at(0) == [UploadSource("docs/메모 🦙.md", content="메모".encode())]


@pytest.mark.parametrize("code", list(Code))
def test_each_finding_is_a_sentence(code: Code) -> None:
    values = ("12", "34") if code in {Code.FILE_TOO_LARGE, Code.FILE_LARGE} else ("1000", "100")
    finding = Finding(Severity.WARNING, code, "a/b.bin", 3, values)
    for text in (finding_title(finding), finding_text(finding)):
        assert text
        assert "{" not in text
    assert "{" not in finding_text(Finding(Severity.WARNING, code, "a/b.bin"))


def test_each_reason_has_words() -> None:
    assert len({reason_text(reason) for reason in Reason}) == len(Reason)


def test_a_card_asks_and_is_told(qtbot: QtBot, theme: Theme) -> None:
    card = FindingCard(theme, Finding(Severity.WARNING, Code.SECRET, "train.yaml", 12, ("GitHub Token",)), True)
    qtbot.addWidget(card)
    card.show()
    said = " ".join(label.text() for label in card.findChildren(QLabel))
    assert "train.yaml" in said
    assert "Line 12" in said
    assert "GitHub Token" in said
    answered = QSignalSpy(card.answered)
    anyway = next(one for one in card.findChildren(QAbstractButton) if one.text() == "Upload anyway")
    anyway.click()
    assert answered.at(0) == ["train.yaml", False]
