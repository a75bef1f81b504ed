"""What nobody caught: a redacted report and a dialog."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hubdesk.core.errors import ErrorKind, HubError
from hubdesk.ui.crash import CrashReporter, report_text

SECRET = "hf_abcdefghijklmnopqrst"


@pytest.fixture
def reporter(tmp_path: Path) -> Iterator[CrashReporter]:
    hooks = sys.excepthook, threading.excepthook
    yield CrashReporter(tmp_path)
    sys.excepthook, threading.excepthook = hooks


def _error(text: str) -> ValueError:
    try:
        raise ValueError(text)
    except ValueError as error:
        return error


def _reports(folder: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("crash-*.txt"))]


def test_a_report_has_the_traceback_and_no_token() -> None:
    text = report_text(_error(f"bad {SECRET}"))
    assert "ValueError: bad •••" in text
    assert "test_crash.py" in text
    assert SECRET not in text


def test_a_failed_task_is_written_once(
    reporter: CrashReporter, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        reporter.task_failed("x", _error(f"bad {SECRET}"))
    assert len(_reports(tmp_path)) == 1
    assert SECRET not in _reports(tmp_path)[0] + capsys.readouterr().err


def test_an_error_for_people_is_no_crash(reporter: CrashReporter, tmp_path: Path) -> None:
    reporter.task_failed("x", HubError(ErrorKind.SERVER))
    assert _reports(tmp_path) == []


async def test_hooks_of_threads_and_loop(
    reporter: CrashReporter, tmp_path: Path, wait_until: object, capsys: pytest.CaptureFixture[str]
) -> None:
    loop = asyncio.get_running_loop()
    before = loop.get_exception_handler() if hasattr(loop, "get_exception_handler") else None
    reporter.install(loop)
    try:
        sys.excepthook(ValueError, _error("from python"), None)
        thread = threading.Thread(target=_raise)
        thread.start()
        thread.join()
        loop.call_exception_handler({"message": "m", "exception": KeyError("from the loop")})
        await wait_until(lambda: len(_reports(tmp_path)) == 3)  # type: ignore[operator]
    finally:
        loop.set_exception_handler(before)
    everything = "".join(_reports(tmp_path))
    assert "from python" in everything
    assert "from a thread" in everything
    assert "from the loop" in everything
    capsys.readouterr()


def _raise() -> None:
    raise RuntimeError("from a thread")


def test_old_reports_go(reporter: CrashReporter, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(40):
        (tmp_path / f"crash-2020{number:02d}.txt").write_text("old", encoding="utf-8")
    reporter.task_failed("x", _error("new"))
    capsys.readouterr()
    texts = _reports(tmp_path)
    assert len(texts) == 20
    assert "new" in texts[-1]


def test_a_folder_that_cannot_be_written_is_survived(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    CrashReporter(tmp_path / "absent").task_failed("x", _error("bad"))
    assert "bad" in capsys.readouterr().err
