"""Pull requests without a server in between: commits that came another way, and merges that were cut off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hubdesk.localhub.discussions.book import Book
from hubdesk.localhub.discussions.contributions import Contributions
from hubdesk.localhub.discussions.thread import Status
from hubdesk.localhub.facts import Kind
from hubdesk.localhub.git.repo import MAIN
from hubdesk.localhub.hub import Hub


@pytest.fixture
def direct(tmp_path: Path) -> tuple[Hub, Contributions]:
    """A repository with an open pull request, without a server in between."""
    hub = Hub(tmp_path, empty=True)
    viewer = hub.viewer(hub.state.tokens["minji"])
    facts = hub.find(Kind.MODEL, "minji/night-bus-llm", viewer)
    contributions = Contributions(hub, facts, viewer)
    opened = contributions.draft("Add a file", "")
    contributions.set_status(opened.num, "open")
    repo = contributions.repo
    repo.commit(opened.ref, repo.ref(opened.ref), {"a": b"1"}, author="joon", title="Pushed", date=datetime.now(UTC))
    return hub, contributions


def test_commits_that_came_by_git_are_told(direct: tuple[Hub, Contributions]) -> None:
    _, contributions = direct
    found = contributions.find(1)
    assert [(event.author, event.subject) for event in found.commits] == [("joon", "Pushed")]
    assert contributions.find(1) == found


@pytest.mark.parametrize("committed", [True, False])
def test_a_merge_that_was_cut_off_is_settled(direct: tuple[Hub, Contributions], committed: bool) -> None:
    hub, contributions = direct
    known, repo = contributions.find(1), contributions.repo
    assert known.pull is not None
    head = repo.ref(MAIN) or ""
    Book(hub.records).put(contributions.facts, replace(known, pull=replace(known.pull, merging_onto=head)))
    made = ""
    if committed:
        made = repo.commit(MAIN, head, {"a": b"1"}, author="minji", title="Add a file (#1)", date=datetime.now(UTC))
    settled = contributions.find(1)
    assert settled.pull == replace(known.pull, merge_commit=made)
    assert settled.status is (Status.MERGED if committed else Status.OPEN)
