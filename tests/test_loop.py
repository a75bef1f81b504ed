"""The loop: what threads may do while it runs, and after it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading

import pytest
from PySide6.QtWidgets import QApplication

from hubdesk.loop import HubLoop


@pytest.fixture
def loop(qapp: QApplication) -> HubLoop:
    return HubLoop(qapp, set_running_loop=False)


def test_a_thread_reports_to_the_loop(loop: HubLoop) -> None:
    async def report() -> str:
        said: asyncio.Future[str] = loop.create_future()
        threading.Thread(target=loop.call_soon_threadsafe, args=(said.set_result, "done")).start()
        return await said

    assert loop.run_until_complete(report()) == "done"
    loop.close()


def test_a_closed_loop_refuses_threads(loop: HubLoop) -> None:
    loop.close()
    with pytest.raises(RuntimeError, match="closed"):
        loop.call_soon_threadsafe(print)


def test_closing_does_not_wait_for_a_thread_that_runs_python() -> None:
    code = """
import asyncio, time
from PySide6.QtWidgets import QApplication
from hubdesk.loop import HubLoop

def busy():
    end = time.monotonic() + 3
    while time.monotonic() < end:
        sum(range(1000))

async def main():
    asyncio.get_running_loop().run_in_executor(None, busy)
    await asyncio.sleep(0.2)

app = QApplication([])
loop = HubLoop(app)
loop.run_until_complete(main())
began = time.monotonic()
loop.close()
print(time.monotonic() - began < 2)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30)
    assert done.stdout.strip() == "True", done.stderr
