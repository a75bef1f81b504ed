"""The gateway and the practice Hub, over HTTP."""

from __future__ import annotations

import pytest

from helpers.gateways import MakeGateway
from helpers.practice_hub import PracticeHub
from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.types import RepoRef, RepoSummary, RepoType, SearchQuery, SortKey
from hubdesk.hub.gateway import HubGateway

QWEN = RepoRef("Qwen/Qwen3-8B")


async def kind_of(call: object) -> ErrorKind:
    """The kind of the error that awaiting this raises."""
    with pytest.raises(HubDeskError) as caught:
        await call  # type: ignore[misc]
    return caught.value.kind


@pytest.mark.parametrize("sort", SortKey)
async def test_every_order_falls(practice: HubGateway, sort: SortKey) -> None:
    keys = {
        SortKey.TRENDING: lambda found: found.trending,
        SortKey.DOWNLOADS: lambda found: found.downloads,
        SortKey.LIKES: lambda found: found.likes,
        SortKey.CREATED: lambda found: found.created,
        SortKey.UPDATED: lambda found: found.updated,
    }
    page = await practice.search(SearchQuery(sort=sort, page_size=100))
    values = [keys[sort](found) for found in page.items]
    assert len(values) == 100
    assert values == sorted(values, reverse=True)
    assert values[0] != values[-1]


async def test_pages_follow_each_other_to_the_end(practice: HubGateway) -> None:
    query = SearchQuery(text="qwen3-8b", page_size=20)
    page = await practice.search(query)
    found = list(page.items)
    while page.cursor:
        page = await practice.search(query, page.cursor)
        found += page.items
    assert page.total == len(found) > 20
    assert len({each.ref for each in found}) == len(found)
    assert all("qwen3-8b" in each.ref.repo_id.lower() for each in found)


def has_tag(tag: str) -> object:
    """Whether a result has a tag."""
    return lambda found: tag in found.tags


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        (SearchQuery(author="Qwen"), lambda found: found.ref.owner == "Qwen"),
        (SearchQuery(task="text-generation"), lambda found: found.task == "text-generation"),
        (SearchQuery(libraries=("transformers",)), has_tag("transformers")),
        (SearchQuery(languages=("ko",)), has_tag("ko")),
        (SearchQuery(license="mit"), lambda found: found.license == "mit"),
        (SearchQuery(datasets=("HuggingFaceH4/ultrachat_200k",)), has_tag("dataset:HuggingFaceH4/ultrachat_200k")),
        (SearchQuery(formats=("gguf",)), lambda found: "gguf" in found.formats),
        (SearchQuery(gated=True), lambda found: found.gated in {"auto", "manual"}),
        (SearchQuery(gated=False), lambda found: found.gated == ""),
        (
            SearchQuery(min_parameters=7_000_000_000, max_parameters=9_000_000_000),
            lambda found: 7_000_000_000 <= (found.parameters or 0) <= 9_000_000_000,
        ),
        (SearchQuery(tags=("conversational", "region:us")), has_tag("conversational")),
        (SearchQuery(RepoType.DATASET, languages=("ko",)), has_tag("language:ko")),
        (SearchQuery(RepoType.DATASET, task="summarization"), has_tag("task_categories:summarization")),
        (SearchQuery(RepoType.DATASET, size="10K<n<100K"), has_tag("size_categories:10K<n<100K")),
        (SearchQuery(RepoType.DATASET, license="mit"), has_tag("license:mit")),
        (SearchQuery(RepoType.DATASET, formats=("json",)), lambda found: "json" in found.formats),
        (SearchQuery(RepoType.SPACE, sdk="gradio"), lambda found: found.sdk == "gradio"),
    ],
)
async def test_every_filter_filters(practice: HubGateway, query: SearchQuery, holds: object) -> None:
    page = await practice.search(query)
    everything = await practice.search(SearchQuery(query.repo_type))
    assert page.items
    assert all(holds(found) for found in page.items)  # type: ignore[operator]
    assert (page.total or 0) < (everything.total or 0)


async def test_a_space_by_what_it_uses(practice: HubGateway) -> None:
    spaces: tuple[RepoSummary, ...] = (await practice.search(SearchQuery(RepoType.SPACE))).items
    details = [await practice.details(space.ref) for space in spaces[:12]]
    using = next(found for found in details if found.models)
    by_model = await practice.search(SearchQuery(RepoType.SPACE, models=using.models[:1]))
    assert using.ref in {found.ref for found in by_model.items}


async def test_an_unknown_word_finds_nothing(practice: HubGateway) -> None:
    page = await practice.search(SearchQuery(text="no-such-model-anywhere"))
    assert (page.items, page.cursor, page.total) == ((), None, 0)


@pytest.mark.parametrize("repo_type", RepoType)
async def test_a_repository_from_end_to_end(practice: HubGateway, repo_type: RepoType) -> None:
    ref = (await practice.search(SearchQuery(repo_type, page_size=1))).items[0].ref
    details = await practice.details(ref)
    assert (details.ref, details.revision, len(details.commit)) == (ref, "main", 40)
    top = await practice.files(ref, details.commit)
    assert "README.md" in {file.name for file in top}
    assert [file.is_folder for file in top] == sorted((file.is_folder for file in top), reverse=True)
    assert all(file.last_commit_title for file in top)
    every = await practice.all_files(ref, details.commit)
    assert not any(file.is_folder for file in every)
    assert {file.path for file in top if not file.is_folder} <= {file.path for file in every}
    refs = await practice.refs(ref)
    assert details.commit in {branch.commit for branch in refs.branches if branch.name == "main"}
    history = await practice.commits(ref, "main")
    assert history.items[0].commit_id == details.commit
    assert (await practice.read_text(ref, "README.md", details.commit)).startswith("---\n")
    earlier = await practice.details(ref, history.items[-1].commit_id)
    assert earlier.commit == history.items[-1].commit_id


async def test_a_folder_lists_what_is_in_it(practice: HubGateway) -> None:
    page = await practice.search(SearchQuery(RepoType.DATASET, page_size=20))
    for found in page.items:
        details = await practice.details(found.ref)
        every = await practice.all_files(found.ref, details.commit)
        folders = [file.path for file in await practice.files(found.ref, details.commit) if file.is_folder]
        if folders:
            inside = await practice.files(found.ref, details.commit, folders[0])
            expected = {file.path for file in every if file.path.startswith(f"{folders[0]}/")}
            assert {file.path for file in inside if not file.is_folder} <= expected
            assert inside
            return
    pytest.fail("no dataset with a folder")


async def test_what_is_not_there(practice: HubGateway) -> None:
    assert await kind_of(practice.details(RepoRef("nobody/nothing"))) is ErrorKind.REPO_NOT_FOUND
    assert await kind_of(practice.details(QWEN, "no-such-branch")) is ErrorKind.REVISION_NOT_FOUND
    assert await kind_of(practice.read_text(QWEN, "nothing.txt", "main")) is ErrorKind.FILE_NOT_FOUND
    assert await kind_of(practice.files(QWEN, "main", "no/folder")) is ErrorKind.FILE_NOT_FOUND
    assert await kind_of(practice.read_text(QWEN, "config.json", "main", max_bytes=10)) is ErrorKind.TOO_LARGE


async def test_who_the_token_belongs_to(
    practice: HubGateway, make_gateway: MakeGateway, practice_hub: PracticeHub
) -> None:
    assert (await practice.whoami()).name == practice_hub.started["users"][0]["name"]
    assert await kind_of(make_gateway(practice_hub.url, token=None).whoami()) is ErrorKind.UNAUTHORIZED
    assert await kind_of(make_gateway(practice_hub.url, token="hf_" + "x" * 34).whoami()) is ErrorKind.UNAUTHORIZED


async def test_a_gated_repository_keeps_its_files(make_gateway: MakeGateway, practice_hub: PracticeHub) -> None:
    anonymous = make_gateway(practice_hub.url, token=None)
    ref = (await anonymous.search(SearchQuery(gated=True, page_size=1))).items[0].ref
    details = await anonymous.details(ref)
    weights = next(file for file in await anonymous.all_files(ref, details.commit) if file.name == "config.json")
    assert await kind_of(anonymous.read_text(ref, weights.path, details.commit)) is ErrorKind.GATED


async def test_what_can_be_filtered_by_is_asked_once(practice: HubGateway, practice_hub: PracticeHub) -> None:
    practice_hub.forget_requests()
    tags = await practice.tags(RepoType.MODEL)
    assert "text-generation" in {tag.tag_id for tag in tags["pipeline_tag"]}
    assert await practice.tags(RepoType.MODEL) is tags
    assert await practice.tags(RepoType.SPACE) == {}
    assert len([request for request in practice_hub.requests() if "tags-by-type" in request["path"]]) == 1


async def test_a_card_is_checked(practice: HubGateway) -> None:
    assert await practice.validate_card("---\nlicense: mit\n---\n# Hi\n", RepoType.MODEL) == ()
    found = await practice.validate_card("---\nlicense: [\n---\n", RepoType.MODEL)
    assert found
    assert found[0].is_error


async def test_a_rate_limit_of_the_practice_hub(practice: HubGateway, practice_hub: PracticeHub) -> None:
    practice_hub.set_faults("rate_limit=9;path=/api/models;count=1")
    try:
        with pytest.raises(HubDeskError) as caught:
            await practice.search(SearchQuery())
        assert caught.value.kind is ErrorKind.RATE_LIMITED
        assert caught.value.retry_after == 9
    finally:
        practice_hub.clear_faults()
    assert (await practice.search(SearchQuery())).items
