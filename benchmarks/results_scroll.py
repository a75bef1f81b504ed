"""How long does a frame take while 100,000 results scroll?

A frame is what Qt does between two positions of the scroll bar: moving, asking the model, painting every visible row.
Rows hold the facts of real models, so names, tags and pills differ in length as they do for people.
"""

from __future__ import annotations

import gzip
import itertools
import json
import os
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from report import percentile, report

from hubdesk.core.resources import resource
from hubdesk.core.types import RepoRef, RepoSummary
from hubdesk.ui.search.model import ResultModel
from hubdesk.ui.search.view import ResultsView
from hubdesk.ui.theme import Theme

ROWS = 100_000
FRAMES = 400
STEP_PX = 37
JUMPS = 100
SIZE = (420, 800)
FRAME_LIMIT_MS = 16


def main() -> int:
    app = QApplication(sys.argv)
    theme = Theme(app)
    model = ResultModel(lambda summary, *_: summary.ref.repo_id, lambda tail: tail.value, lambda ref: ref.repo_id)
    view = ResultsView(theme, model)
    view.resize(*SIZE)
    view.show()
    rows = list(itertools.islice(itertools.cycle(summaries()), ROWS))
    # the model shows a repository once, so each row gets a name of its own
    unique = [replace(row, ref=RepoRef(f"{row.ref.repo_id}-{number}")) for number, row in enumerate(rows)]

    started = time.perf_counter()
    model.replace(unique)
    frame(view, 0)
    report(f"results: {ROWS:,} rows until painted", (time.perf_counter() - started) * 1000, "ms")

    bar = view.verticalScrollBar()
    smooth = [frame(view, step * STEP_PX) for step in range(1, FRAMES)]
    report("results: frame while scrolling, median", percentile(smooth, 0.5), "ms", FRAME_LIMIT_MS)
    report("results: frame while scrolling, 99 %", percentile(smooth, 0.99), "ms")
    dice = random.Random(1)
    jumps = [frame(view, dice.randrange(bar.maximum())) for _ in range(JUMPS)]
    report("results: frame after a jump, median", percentile(jumps, 0.5), "ms", FRAME_LIMIT_MS)
    return 0


def frame(view: ResultsView, position: int) -> float:
    """Scroll to a position and paint; how long that took in ms."""
    started = time.perf_counter()
    view.verticalScrollBar().setValue(position)
    view.viewport().repaint()
    QApplication.processEvents()
    return (time.perf_counter() - started) * 1000


def summaries() -> Iterator[RepoSummary]:
    """The models of the catalogue."""
    with gzip.open(resource("catalog", "hub-models-2026-08.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            yield summary(json.loads(line))


def summary(facts: dict[str, Any]) -> RepoSummary:
    """One model's row."""
    return RepoSummary(
        RepoRef(facts["id"]),
        task=facts["pipeline_tag"] or "",
        library=facts["library"] or "",
        license=facts["license"] or "",
        parameters=facts["parameters"],
        downloads=facts["downloads_30d"],
        likes=facts["likes"],
        updated=datetime.fromisoformat(facts["updated_at"]),
        formats=tuple(facts["formats"]),
        tags=tuple(facts["tags"]),
    )


if __name__ == "__main__":
    sys.exit(main())
