"""The commits, and the list behind the revision selector."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from hubdesk.core.types import Commit, GitRef, RepoRefs
from hubdesk.ui.details.history_model import HistoryModel, short_id
from hubdesk.ui.details.revision_model import RevisionModel, RowKind

NOWHERE = QModelIndex()
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
ID = "b968826d9c46dd6066d109eabc6255188de91218"
REFS = RepoRefs(
    branches=(GitRef("main", "refs/heads/main", ID), GitRef("dev", "refs/heads/dev", ID)),
    tags=(GitRef("v1.0", "refs/tags/v1.0", ID),),
    pull_requests=(GitRef("refs/pr/7", "refs/pr/7", ID),),
)


def commits(count: int, start: int = 0) -> list[Commit]:
    moment = datetime.now(UTC) - timedelta(days=3)
    return [
        Commit(f"{start + number:040x}", f"Commit {start + number}", "", moment, ("ada",)) for number in range(count)
    ]


def rows(model: RevisionModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_history_asks_for_the_next_page_once() -> None:
    model = HistoryModel()
    tester = QAbstractItemModelTester(model, FATAL)
    asked: list[bool] = []
    model.more_wanted.connect(lambda: asked.append(True))
    model.set_first(commits(50), has_more=True)
    asked.clear()  # the tester fetches, too
    model.append(commits(50, 50), has_more=True)

    model.fetchMore(NOWHERE)
    model.fetchMore(NOWHERE)

    assert asked == [True]
    model.append(commits(3, 100), has_more=False)
    assert (model.rowCount(), model.canFetchMore(NOWHERE)) == (103, False)
    assert tester.model() is model


def test_a_page_that_failed_may_be_asked_for_again() -> None:
    model = HistoryModel()
    model.set_first(commits(1), has_more=True)
    model.fetchMore(NOWHERE)
    assert not model.canFetchMore(NOWHERE)

    model.more_failed()

    assert model.canFetchMore(NOWHERE)


def test_a_commit_is_spoken_whole() -> None:
    model = HistoryModel()
    model.set_first(commits(1), has_more=False)

    assert model.index(0, 0).data(SPOKEN) == "Commit 0, ada, 3 days ago, commit 0000000"
    assert model.byline(Commit(ID, "No one")) == ""
    assert short_id(ID) == "b968826"


def test_refs_stand_under_their_headers() -> None:
    model = RevisionModel()
    tester = QAbstractItemModelTester(model, FATAL)

    model.set_refs(REFS)

    assert rows(model) == ["Branches", "main", "dev", "Tags", "v1.0", "Pull requests", "Pull request 7"]
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    found = model.row_at(model.find("refs/pr/7"))
    assert found is not None
    assert found.revision == "refs/pr/7"
    assert tester.model() is model


def test_typing_filters_and_a_commit_id_becomes_a_row() -> None:
    model = RevisionModel()
    model.set_refs(REFS)

    model.set_filter("V1")
    assert rows(model) == ["Tags", "v1.0"]

    model.set_filter(ID[:10])
    assert rows(model) == ["Commit", f"Commit {ID[:10]}"]
    found = model.row_at(model.find(""))
    assert found is not None
    assert (found.kind, found.revision) == (RowKind.COMMIT, ID[:10])

    model.set_filter("abc")
    assert rows(model) == []
