"""What every test gets: a home of its own, the right loop, a practice Hub, and a look at what is left behind."""

from __future__ import annotations

import os
import tempfile

# Before anything imports Qt or the library: no screen, no user's cache, no user's keyring.
_HOME = tempfile.mkdtemp(prefix="hubdesk-tests-")
os.environ.update(
    {
        "QT_QPA_PLATFORM": os.environ.get("HUBDESK_TEST_PLATFORM", "offscreen"),
        "QT_API": "pyside6",
        "HF_HOME": f"{_HOME}/hf",
        "XDG_CACHE_HOME": f"{_HOME}/cache",
        "XDG_CONFIG_HOME": f"{_HOME}/config",
        "XDG_DATA_HOME": f"{_HOME}/data",
        "XDG_RUNTIME_DIR": f"{_HOME}/run",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
)
os.mkdir(f"{_HOME}/run", mode=0o700)
for _name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_ENDPOINT", "HF_HUB_CACHE", "HF_TOKEN_PATH"):
    os.environ.pop(_name, None)

import asyncio
import gc
import shutil
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path

import hypothesis
import psutil
import pytest
import pytestqt.plugin
from PySide6.QtWidgets import QApplication

from helpers.practice_hub import PracticeHub
from hubdesk.loop import HubLoop
from hubdesk.ui.theme import Theme

hypothesis.settings.register_profile("hubdesk", deadline=None)  # a loaded machine is no finding
hypothesis.settings.load_profile("hubdesk")

_TESTS = Path(__file__).resolve().parent
_WITH_QT = (_TESTS / "ui", _TESTS / "journeys")

WaitUntil = Callable[..., Awaitable[None]]


def _qt_loop() -> asyncio.AbstractEventLoop:
    app = QApplication.instance() or QApplication(["tests"])
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    return HubLoop(app)


def _has_qt(item: pytest.Item) -> bool:
    return any(folder in item.path.parents for folder in _WITH_QT)


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Tests of the window run on Qt's loop, all others on asyncio's own."""
    if _has_qt(item):
        return {"qt": _qt_loop}
    return {"asyncio": asyncio.new_event_loop}


def pytest_configure() -> None:
    """Let no task be stepped while its loop stands still.

    WORKAROUND https://github.com/pytest-dev/pytest-qt: it turns Qt's loop after each phase of a test, and in async
    tests Qt's loop is asyncio's.
    """
    turn = pytestqt.plugin._process_events
    pytestqt.plugin._process_events = lambda: None if _now.is_async else turn()


class _Now:
    is_async = False


_now = _Now()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Note whether the test that begins is async."""
    _now.is_async = isinstance(item, pytest.Function) and asyncio.iscoroutinefunction(item.obj)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """While there is a window, collect garbage as the program does: on the window's thread, and on no other."""
    if not _has_qt(item):
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect(0)  # without earlier collections this finds all that the test has made
        gc.enable()


def pytest_sessionfinish() -> None:
    """Remove the tests' home, and what Qt would let go of after Python has ended."""
    if QApplication.instance() is not None:
        QApplication.clipboard().clear()
    shutil.rmtree(_HOME, ignore_errors=True)


def _started_by(child: psutil.Process, parents: set[psutil.Process]) -> bool:
    try:
        return child.parent() in parents
    except psutil.NoSuchProcess:
        return False


@pytest.fixture(autouse=True)
def _nothing_is_left_behind() -> Iterator[None]:
    """No test leaves a process, a thread that holds the program, or a window."""
    process = psutil.Process()
    children = set(process.children(recursive=True))
    threads = set(threading.enumerate())
    yield
    new = [child for child in process.children(recursive=True) if child not in children]
    new = [child for child in new if not _started_by(child, children)]  # what these start, they end themselves
    psutil.wait_procs(new, timeout=5)
    left = [child for child in new if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
    assert not left, f"processes: {left}"
    held = [each for each in threading.enumerate() if each not in threads and not each.daemon and each.is_alive()]
    assert not [each for each in held if not each.name.startswith(("asyncio_", "QThread", "Dummy"))], f"threads: {held}"
    windows = [each for each in QApplication.topLevelWidgets() if each.isVisible()] if QApplication.instance() else []
    for window in windows:
        window.hide()
    assert not windows, f"windows: {windows}"


@pytest.fixture(scope="session")
def practice_hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeHub]:
    """A running practice Hub on the whole catalogue, shared by the session: leave no faults behind."""
    with PracticeHub(tmp_path_factory.mktemp("practice-hub")) as hub:
        yield hub


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme, applied to the application."""
    theme = Theme(qapp)
    yield theme
    theme.deleteLater()


@pytest.fixture
def wait_until() -> WaitUntil:
    """Waits for a condition inside an async test without starting a nested loop."""

    async def wait(condition: Callable[[], object], timeout: float = 10.0) -> None:
        async with asyncio.timeout(timeout):
            while not condition():
                await asyncio.sleep(0.01)

    return wait
