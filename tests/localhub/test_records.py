"""The documents of what people did."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from hubdesk.localhub.facts import Kind
from hubdesk.localhub.records import Records, repo_key

ONE, TWO = repo_key(Kind.MODEL, "minji/one"), repo_key(Kind.MODEL, "minji/one-more")


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(tmp_path / "records.db")


def test_what_was_put_is_there_after_a_restart(tmp_path: Path) -> None:
    Records(tmp_path / "records.db").put("likes", ONE, "joon", content={"at": "가"})

    assert Records(tmp_path / "records.db").get("likes", ONE, "joon") == {"at": "가"}


def test_below_finds_the_rest_of_the_keys_of_one_repository_alone(records: Records) -> None:
    for key in ((ONE, "2"), (ONE, "10"), (TWO, "1"), (ONE,)):
        records.put("discussions", *key, content={"of": key[0]})

    assert [rest for rest, _ in records.below("discussions", ONE)] == [("10",), ("2",)]
    assert len(records.below("discussions")) == 4


def test_everything_of_a_repository_follows_its_name_and_goes_with_it(records: Records) -> None:
    records.put("likes", ONE, "joon", content={})
    records.put("space", ONE, content={"stage": "RUNNING"})
    records.put("likes", TWO, "minji", content={})

    records.rename(ONE, "models/open-models/two")
    assert records.get("space", "models/open-models/two") == {"stage": "RUNNING"}
    assert records.below("likes", ONE) == []
    assert records.get("likes", "models/open-models/two", "joon") == {}

    records.forget("models/open-models/two")
    assert [key for key, _ in records.below("likes")] == [(TWO, "minji")]
    assert records.get("space", "models/open-models/two") is None


def test_together_is_all_or_nothing(records: Records) -> None:
    def fail(known: dict[str, Any]) -> dict[str, Any]:
        records.put("likes", ONE, "joon", content={})
        raise RuntimeError

    with pytest.raises(RuntimeError):
        records.change("counts", ONE, by=fail)

    assert records.get("likes", ONE, "joon") is None
    assert records.get("counts", ONE) is None


def test_changes_from_many_threads_are_all_counted(records: Records) -> None:
    def count() -> None:
        for _ in range(20):
            records.change("counts", ONE, by=lambda known: {"likes": known.get("likes", 0) + 1})

    threads = [threading.Thread(target=count) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert records.get("counts", ONE) == {"likes": 80}


def test_a_tab_cannot_forge_a_key(records: Records) -> None:
    with pytest.raises(ValueError, match="not a key"):
        records.put("likes", "models/minji/one\tjoon", content={})
