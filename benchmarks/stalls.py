"""How long does the window not answer, at worst, while a person types, opens a repository and downloads?

The real window on the practice Hub, worked on by key; a heartbeat on its thread notes each time it stays away.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from PySide6.QtWidgets import QApplication, QLineEdit
from report import report

from helpers.stalls import StallWatch
from hubdesk.app import build_context
from hubdesk.core.paths import HUGGING_FACE, Paths
from hubdesk.core.tasks import TaskRunner
from hubdesk.core.types import RepoRef
from hubdesk.loop import HubLoop
from hubdesk.services import Services, build_services
from hubdesk.transfers.model import DownloadRequest, State
from hubdesk.ui.hands import Hands
from hubdesk.ui.main_window import MainWindow

STALL_LIMIT_MS = 50
NOTED_MS = 10
SHOWN_STACK_MS = 40
KEY_PAUSE_S = 0.09
SETTLE_S = 1.0
TEXTS = ("qwen3", "whisper", "bert")
BIG = RepoRef("BAAI/bge-m3")
BIG_FILE = "onnx/model.onnx_data"
TYPING_WHILE_DOWNLOADING_S = 8.0


async def measure(app: QApplication, folder: Path) -> None:
    services = build_services(Paths(folder), endpoint=HUGGING_FACE, demo=True)
    services.paths.create()
    tasks = TaskRunner(fail)
    window = MainWindow(build_context(app, services, tasks, language="en", theme="light"))
    window.resize(1280, 800)
    window.show()
    try:
        await services.start()
        window.start()
        hands = Hands(window)
        await hands.rows("resultsView", 10)
        await asyncio.sleep(2)  # the library is imported behind the first paint
        await watched("typing a search", lambda: type_texts(hands))
        await write_search(hands, "qwen")
        await watched("opening the first repository", lambda: open_rows(hands, range(1)))
        await watched("opening further repositories", lambda: open_rows(hands, range(1, 5)))
        await watched("typing, while a file downloads", lambda: type_and_download(hands, services))
    finally:
        window.hide()
        await tasks.close()
        await services.close()
        window.deleteLater()


async def watched(name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Do the work under watch and report the longest stall."""
    with StallWatch(report_ms=NOTED_MS) as watch:
        await work()
    longest = watch.longest
    if longest.ms > SHOWN_STACK_MS:
        print(f"{name}: {longest.ms:.0f} ms\n{longest.stack}")
    report(f"window: longest stall while {name}", longest.ms, "ms", STALL_LIMIT_MS)


async def type_texts(hands: Hands) -> None:
    """Type some searches and wait for their rows."""
    for text in TEXTS:
        await write_search(hands, text)


async def write_search(hands: Hands, text: str) -> None:
    """Type one search at a person's pace."""
    hands.find(QLineEdit, "searchField").clear()
    for letter in text:
        await hands.write("searchField", letter)
        await asyncio.sleep(KEY_PAUSE_S)
    await asyncio.sleep(SETTLE_S)
    await hands.rows("resultsView")


async def open_rows(hands: Hands, rows: Iterable[int]) -> None:
    """Open some results one after the other."""
    for row in rows:
        await hands.open_row("resultsView", row)
        await asyncio.sleep(SETTLE_S)


async def type_and_download(hands: Hands, services: Services) -> None:
    """Keep typing while the engine fetches a big file."""
    plan = await services.planner.plan_download(DownloadRequest(BIG, files=(BIG_FILE,)))
    number = await services.queue.add(plan)
    end = asyncio.get_running_loop().time() + TYPING_WHILE_DOWNLOADING_S
    while asyncio.get_running_loop().time() < end:
        await type_texts(hands)
    (transfer,) = [each for each in services.queue.transfers() if each.transfer_id == number]
    if transfer.state not in (State.ACTIVE, State.VERIFYING, State.DONE):
        raise SystemExit(f"the download is {transfer.state}")


def fail(name: str, error: BaseException) -> None:
    """A task of the window failed: there is nothing to measure."""
    print(f"{name}: {error!r}", file=sys.stderr)
    os._exit(1)


def main() -> int:
    app = QApplication(["stalls"])
    app.setQuitOnLastWindowClosed(False)
    with HubLoop(app) as loop, tempfile.TemporaryDirectory(prefix="hubdesk-bench-") as folder:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(measure(app, Path(folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
