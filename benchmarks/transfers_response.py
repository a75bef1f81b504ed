"""How soon is a pause or a cancel answered, and how long does the window stall while 8 transfers run?

The real window on a practice Hub of its own, offscreen. An answer is a row that no longer says that bytes move and an
engine that has let go of the files.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests")]

import psutil  # noqa: E402 - after the folders are known
from PySide6.QtWidgets import QApplication  # noqa: E402
from report import percentile, report  # noqa: E402

from helpers.stalls import StallWatch  # noqa: E402
from hubdesk.app import build_context  # noqa: E402
from hubdesk.core.paths import HUGGING_FACE, Paths  # noqa: E402
from hubdesk.core.tasks import TaskRunner  # noqa: E402
from hubdesk.core.types import RepoRef  # noqa: E402
from hubdesk.loop import HubLoop  # noqa: E402
from hubdesk.services import Services, build_services  # noqa: E402
from hubdesk.transfers.model import DownloadRequest, State  # noqa: E402
from hubdesk.ui.hands import Hands  # noqa: E402
from hubdesk.ui.main_window import MainWindow  # noqa: E402

STALL_LIMIT_MS = 50
ANSWER_LIMIT_MS = 200
MEMORY_LIMIT_MB = 300
NOTED_MS = 10
ROUNDS = 10
AT_ONCE = 8
SECONDS = 10.0
BPS = 150_000_000
BIG = RepoRef("minji/six-gigabytes")
EIGHT = (
    "Qwen/Qwen3-8B",
    "openai/whisper-large-v3",
    "BAAI/bge-m3",
    "deepseek-ai/DeepSeek-R1",
    "openai/gpt-oss-20b",
    "stabilityai/stable-diffusion-xl-base-1.0",
    "unsloth/Qwen3-Coder-30B-A3B-Instruct-GGUF",
    "minji/six-gigabytes",
)


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
        await Hands(window).rows("resultsView", 10)
        await asyncio.sleep(2)  # the library is imported behind the first paint
        await answers(services)
        await stalls(services)
    finally:
        window.hide()
        await tasks.close()
        await services.close()
        window.deleteLater()


async def answers(services: Services) -> None:
    """Pause, go on and cancel a large download again and again."""
    services.settings.change(speed_limit_bps=BPS)
    plan = await services.planner.plan_download(DownloadRequest(BIG))
    pauses, cancels = [], []
    for _ in range(ROUNDS):
        number = await services.queue.add(plan)
        await until(services, number, State.ACTIVE, moving=True)
        began = time.perf_counter()
        await services.queue.pause(number)
        await until(services, number, State.PAUSED)
        pauses.append((time.perf_counter() - began) * 1000)
        await services.queue.resume(number)
        await until(services, number, State.ACTIVE, moving=True)
        began = time.perf_counter()
        await services.queue.cancel(number)
        await until(services, number, State.CANCELLED)
        cancels.append((time.perf_counter() - began) * 1000)
        await services.queue.dismiss(number)
    for name, taken in (("pause", pauses), ("cancel", cancels)):
        report(f"{name}: answered, median of {ROUNDS}", percentile(taken, 0.5), "ms")
        report(f"{name}: answered, slowest", max(taken), "ms", ANSWER_LIMIT_MS)


async def stalls(services: Services) -> None:
    """Watch the window's thread while as many transfers run as may."""
    services.settings.change(transfers_at_once=AT_ONCE)
    numbers = []
    for name in EIGHT:
        plan = await services.planner.plan_download(DownloadRequest(RepoRef(name)))
        numbers.append(await services.queue.add(plan))
    most = running = 0
    with StallWatch(report_ms=NOTED_MS) as watch:
        end = time.perf_counter() + SECONDS
        while time.perf_counter() < end:
            await asyncio.sleep(0.25)
            states = [each.state for each in services.queue.transfers() if each.transfer_id in numbers]
            running = max(running, sum(state in {State.ACTIVE, State.VERIFYING} for state in states))
            if services.queue.engine_pid:
                most = max(most, psutil.Process(services.queue.engine_pid).memory_info().rss)
    if watch.longest.ms > STALL_LIMIT_MS / 2:
        print(f"{watch.longest.ms:.0f} ms\n{watch.longest.stack}")
    report("window: transfers that ran at once", running, "")
    report(f"window: longest stall while {AT_ONCE} transfers run", watch.longest.ms, "ms", STALL_LIMIT_MS)
    report(f"engine: memory while {AT_ONCE} transfers run", most / 1e6, "MB", MEMORY_LIMIT_MB)
    if running < AT_ONCE:
        raise SystemExit(f"only {running} ran")


async def until(services: Services, number: int, state: State, *, moving: bool = False) -> None:
    """Wait until the transfer is in a state, and has bytes if it is to be moving."""
    async with asyncio.timeout(60):
        while True:
            (row,) = [each for each in services.queue.transfers() if each.transfer_id == number]
            if row.state is state and (not moving or row.speed_bps > 0):
                return
            if row.state is State.FAILED:
                raise SystemExit(f"it failed: {row.error_detail}")
            await asyncio.sleep(0.002)


def fail(name: str, error: BaseException) -> None:
    """A task of the window failed: there is nothing to measure."""
    print(f"{name}: {error!r}", file=sys.stderr)
    os._exit(1)


def main() -> int:
    app = QApplication(["transfers_response"])
    app.setQuitOnLastWindowClosed(False)
    with HubLoop(app) as loop, tempfile.TemporaryDirectory(prefix="hubdesk-bench-") as folder:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(measure(app, Path(folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
