"""Walks through the window as a person would, and saves a picture of each step."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from hubdesk.core.errors import HubDeskError
from hubdesk.ui.context import UiContext
from hubdesk.ui.hands import Hands, NotShownError
from hubdesk.ui.main_window import MainWindow
from hubdesk.ui.tour_steps import TourSteps

SIZE = QSize(1440, 900)
SETTLE_S = 0.5  # images, skeletons and relayouts come to rest

log = logging.getLogger("hubdesk.tour")


class Tour:
    """Runs the steps in order and writes `NN-name.png` and `tour.json` (steps, ms) into a folder."""

    def __init__(self, window: MainWindow, steps: TourSteps, folder: Path) -> None:
        self._window = window
        self._steps = steps
        self._folder = folder
        self._done: list[dict[str, object]] = []

    async def run(self) -> int:
        """Walk; 0 when every step showed what it should, else 1."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._window.resize(SIZE)  # the same everywhere, whatever the screen
        failed = False
        for number, (name, step) in enumerate(self._steps.all(), start=1):
            failed |= not await self._take(f"{number:02d}-{name}", step)
        report = {"ok": not failed, "steps": self._done}
        (self._folder / "tour.json").write_text(json.dumps(report, indent=1), encoding="utf-8")
        return 1 if failed else 0

    async def _take(self, name: str, step: Callable[[], Awaitable[None]]) -> bool:
        began = time.monotonic()
        problem = ""
        try:
            await step()
        except (NotShownError, HubDeskError) as error:
            problem = str(error)
            log.warning("tour step %s: %s", name, problem)
        took_ms = round((time.monotonic() - began) * 1000)
        await asyncio.sleep(SETTLE_S)
        picture = self._folder / f"{name}.png"
        if not self._picture(picture):
            problem = problem or f"{picture.name} cannot be saved"
        self._done.append({"name": name, "ms": took_ms, "picture": picture.name, "problem": problem})
        print(f"{'failed' if problem else 'ok':>6}  {name}  {took_ms} ms  {problem}", flush=True)
        return not problem

    def _picture(self, path: Path) -> bool:
        """Save the window with whatever dialog or popup floats over it; False when the disk refused."""
        image = self._window.grab()
        for top in QApplication.topLevelWidgets():
            if top is not self._window and top.isVisible() and top.width() > 1:
                _paint_over(image, top, self._window)
        return image.save(str(path))


def _paint_over(image: QPixmap, top: QWidget, window: QWidget) -> None:
    """Draw a floating window where it stands, with a hairline around it in place of the shadow."""
    painter = QPainter(image)
    place = top.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
    if isinstance(top, QDialog):  # a window manager centres it; without one it stands anywhere
        place = window.rect().center() - top.rect().center()
        painter.fillRect(window.rect(), QColor(0, 0, 0, 40))
    painter.drawPixmap(place, top.grab())
    painter.setPen(QColor(0, 0, 0, 60))
    painter.drawRect(QRect(place, top.size()).adjusted(-1, -1, 0, 0))
    painter.end()


def tour_for(window: MainWindow, context: UiContext, folder: Path) -> Tour:
    """The guided tour of this window."""
    return Tour(window, TourSteps(window, context, Hands(window)), folder)
