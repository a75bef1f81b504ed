"""What the details view asks for, and how often."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.practice_hub import PracticeHub
from helpers.raw_server import RawServer, Reply
from hubdesk.browse.details import DetailsService, Remembered
from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.types import RepoDetails, RepoRef, RepoSummary
from hubdesk.hub.gateway import HubGateway

QWEN = RepoRef("Qwen/Qwen3-8B")
COMMIT = "0" * 40
DETAILS = RepoDetails(RepoSummary(RepoRef("a/b")), COMMIT, "main")


async def test_a_commit_is_read_once(practice: HubGateway, practice_hub: PracticeHub) -> None:
    service = DetailsService(practice)
    details = await service.load(QWEN)
    first = [await service.card(details), await service.files(details), await service.all_files(details)]
    practice_hub.forget_requests()
    assert [await service.card(details), await service.files(details), await service.all_files(details)] == first
    assert practice_hub.requests() == []
    assert (await service.load(QWEN)).commit == details.commit
    assert len(practice_hub.requests()) == 1


async def test_history_and_refs(practice: HubGateway) -> None:
    service = DetailsService(practice)
    details = await service.load(QWEN)
    assert (await service.commits(QWEN, "main")).items[0].commit_id == details.commit
    assert "main" in {branch.name for branch in (await service.refs(QWEN)).branches}


async def test_no_card_is_an_empty_card(gateway: HubGateway, raw: RawServer) -> None:
    raw.replies[f"/a/b/resolve/{COMMIT}/README.md"] = Reply(404, {"X-Error-Code": "EntryNotFound"})
    assert await DetailsService(gateway).card(DETAILS) == ""


async def test_a_failure_is_not_remembered(gateway: HubGateway, raw: RawServer) -> None:
    service = DetailsService(gateway)
    path = f"/a/b/resolve/{COMMIT}/README.md"
    raw.replies[path] = Reply(403, {"X-Error-Code": "GatedRepo"})
    with pytest.raises(HubDeskError) as caught:
        await service.card(DETAILS)
    assert caught.value.kind is ErrorKind.GATED
    raw.replies[path] = Reply(200, {"X-Repo-Commit": COMMIT}, b"# Hi")
    assert await service.card(DETAILS) == "# Hi"


async def test_another_commit_is_another_card(gateway: HubGateway, raw: RawServer) -> None:
    service = DetailsService(gateway)
    for commit, text in ((COMMIT, b"one"), ("1" * 40, b"two")):
        raw.replies[f"/a/b/resolve/{commit}/README.md"] = Reply(200, {"X-Repo-Commit": commit}, text)
    assert await service.card(DETAILS) == "one"
    assert await service.card(replace(DETAILS, commit="1" * 40)) == "two"


async def test_the_least_recently_used_goes_first() -> None:
    remembered: Remembered[str] = Remembered(2)
    asked: list[str] = []

    async def get(key: str) -> None:
        async def ask() -> str:
            asked.append(key)
            return key

        assert await remembered.get(key, ask) == key

    for key in ("a", "b", "a", "c", "a", "b"):
        await get(key)
    assert asked == ["a", "b", "c", "b"]
