"""How long does a frame take while 100,000 rows of results are scrolled?

A frame is: move the scroll bar, repaint the whole list, handle the events. Run on an otherwise idle machine:
`python benchmarks/list_scroll.py [rows]`.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from report import percentile, report

from hubdesk.core.types import RepoRef, RepoSummary
from hubdesk.ui.search.model import ResultModel
from hubdesk.ui.search.results import tail_sentence
from hubdesk.ui.search.row_facts import sentence
from hubdesk.ui.search.row_menu import page_url
from hubdesk.ui.search.view import ResultsView
from hubdesk.ui.theme import Theme

ROWS = 100_000
FRAMES = 300
STEP_PX = 96
MEDIAN_LIMIT_MS = 16
SIZE = (420, 860)
_TASKS = ("text-generation", "text-to-image", "automatic-speech-recognition", "sentence-similarity", "")
_FORMATS = (("safetensors",), ("gguf",), ("pytorch",), ("safetensors", "gguf"), ())


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    app = QApplication(["list_scroll"])
    theme = Theme(app, "light")
    model = ResultModel(sentence, tail_sentence, partial(page_url, "https://huggingface.co"))
    view = ResultsView(theme, model)
    view.resize(*SIZE)
    view.show()
    app.processEvents()
    summaries = list(made_up(rows))
    began = time.perf_counter()
    model.replace(summaries)
    view.viewport().repaint()
    app.processEvents()
    report(f"list: show {rows:,} rows", (time.perf_counter() - began) * 1000, "ms")
    bar = view.verticalScrollBar()
    random.seed(1)
    steady = measure(app, view, lambda frame: bar.setValue((frame + 1) * STEP_PX))
    jumps = measure(app, view, lambda _frame: bar.setValue(random.randrange(bar.maximum())))
    report(f"list: scroll {rows:,} rows, median frame", statistics.median(steady), "ms", MEDIAN_LIMIT_MS)
    report("list: scroll, 99 %", percentile(steady, 0.99), "ms")
    report("list: jump anywhere, median frame", statistics.median(jumps), "ms")
    report("list: jump anywhere, 99 %", percentile(jumps, 0.99), "ms")
    view.deleteLater()
    app.processEvents()
    return 0


def measure(app: QApplication, view: ResultsView, move: Callable[[int], None]) -> list[float]:
    """How many milliseconds each frame took."""
    frames = []
    for frame in range(FRAMES):
        began = time.perf_counter()
        move(frame)
        view.viewport().repaint()
        app.processEvents()
        frames.append((time.perf_counter() - began) * 1000)
    return frames


def made_up(rows: int) -> Iterator[RepoSummary]:
    """Rows with everything on them that a real one may have."""
    now = datetime.now(UTC)
    for row in range(rows):
        yield RepoSummary(
            ref=RepoRef(f"organisation-{row % 977}/a-model-with-a-name-of-its-own-{row}-Instruct"),
            task=_TASKS[row % len(_TASKS)],
            library="transformers",
            parameters=(row % 400 + 1) * 250_000_000,
            downloads=row * 37,
            likes=row % 12_000,
            updated=now - timedelta(hours=row),
            gated="auto" if row % 9 == 0 else "",
            formats=_FORMATS[row % len(_FORMATS)],
        )


if __name__ == "__main__":
    sys.exit(main())
