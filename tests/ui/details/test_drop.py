"""Files that hover over a repository: what is outlined, what is said, what is taken."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint
from PySide6.QtWidgets import QAbstractItemView, QDialog, QWidget

from helpers.drops import Drag
from hubdesk.core.types import RepoRef, RepoType
from hubdesk.ui.context import UiContext
from hubdesk.ui.details.files_columns import FILE_ROLE
from hubdesk.ui.details.tab_row import FILES
from hubdesk.ui.details.view import DetailsView
from hubdesk.ui.notices import Notice
from hubdesk.ui.transfers.upload_sources import has_files, local_paths
from hubdesk.ui.widgets.drop_zone import DropOverlay

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)

MakeView = Callable[[], DetailsView]
WaitUntil = Callable[..., Awaitable[None]]

MINE = RepoRef("minji/seoul-bus-reviews", RepoType.DATASET)
THEIRS = RepoRef("Qwen/Qwen3-8B")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "표 1.csv"
    path.write_text("a,b\n")
    return path


def overlay(view: DetailsView) -> DropOverlay:
    found = view.findChild(DropOverlay)
    assert isinstance(found, DropOverlay)
    return found


async def shown(view: DetailsView, ref: RepoRef, wait_until: WaitUntil) -> None:
    view.show_repo(ref)
    await wait_until(lambda: view.details is not None)


async def test_the_repository_is_named(make_view: MakeView, wait_until: WaitUntil, file: Path) -> None:
    view = make_view()
    drag = Drag(view, [file])
    drag.enter()
    assert not overlay(view).isVisible()  # nothing is shown yet that it could go to
    await shown(view, MINE, wait_until)
    assert drag.enter()
    assert overlay(view).isVisible()
    assert overlay(view).text == "Drop to upload to minji/seoul-bus-reviews"
    drag.leave()
    assert not overlay(view).isVisible()


async def test_somebody_elses_gets_an_offer(
    make_view: MakeView, wait_until: WaitUntil, ctx: UiContext, file: Path
) -> None:
    await ctx.services.session.identify()
    view = make_view()
    await shown(view, THEIRS, wait_until)
    assert Drag(view, [file]).enter()
    assert overlay(view).text == "Drop to offer to Qwen/Qwen3-8B as a pull request"


async def test_anonymous_is_refused(make_view: MakeView, wait_until: WaitUntil, ctx: UiContext, file: Path) -> None:
    await ctx.services.session.sign_out()
    view = make_view()
    posted: list[Notice] = []
    ctx.notices.posted.connect(posted.append)
    await shown(view, MINE, wait_until)
    drag = Drag(view, [file])
    drag.enter()
    assert overlay(view).text.startswith("Sign in to upload")
    assert not drag.drop()
    assert posted[0].text.startswith("Sign in to upload")


async def test_rows_of_the_files_tab_are_places(make_view: MakeView, wait_until: WaitUntil, file: Path) -> None:
    view = make_view()
    await shown(view, MINE, wait_until)
    tabs = view.findChild(QWidget, "detailsTabs")
    assert tabs is not None
    tabs.setCurrentIndex(FILES)  # type: ignore[attr-defined]
    files = view.findChild(QAbstractItemView, "filesView")
    assert files is not None
    await wait_until(lambda: files.isVisible() and files.model().rowCount() > 1)

    def spot(row: int) -> QPoint:
        at = files.visualRect(files.model().index(row, 0)).center()
        return view.mapFromGlobal(files.viewport().mapToGlobal(at))

    rows = [files.model().index(row, 0).data(FILE_ROLE) for row in range(files.model().rowCount())]
    folder = next(row for row, found in enumerate(rows) if found.is_folder)
    other = next(row for row, found in enumerate(rows) if not found.is_folder)
    drag = Drag(view, [file])
    drag.enter(spot(folder))
    assert overlay(view).text == f"Drop to upload to minji/seoul-bus-reviews, in {rows[folder].path}/"
    drag.move(spot(other))
    assert overlay(view).text == "Drop to upload to minji/seoul-bus-reviews"


async def test_other_things_are_not_taken(make_view: MakeView, wait_until: WaitUntil) -> None:
    view = make_view()
    await shown(view, MINE, wait_until)
    assert not Drag(view, []).enter()
    mime = QMimeData()
    mime.setUrls(["https://example.com/x.bin"])
    assert not has_files(mime)
    assert local_paths(mime) == ()
    assert view.findChild(QDialog, "uploadPlan") is None
