"""The controller on the practice Hub: what is asked, when, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.practice_hub import PracticeHub
from helpers.search import Asked, PutInCache, SearchServices, WaitUntil
from hubdesk.core.errors import ErrorKind
from hubdesk.core.tasks import TaskRunner
from hubdesk.core.types import RepoRef, RepoType, SearchQuery, SortKey
from hubdesk.hub.address import Address
from hubdesk.ui.search.controller import SearchController
from hubdesk.ui.search.filters import ActiveFilter
from hubdesk.ui.search.model import UNREACHABLE_ROLE, ResultModel, Tail
from hubdesk.ui.search.state import Phase


def is_at(controller: SearchController, phase: Phase) -> Callable[[], bool]:
    return lambda: controller.state.phase is phase


async def test_typing_asks_once_after_the_pause(
    controller: SearchController, model: ResultModel, asked: Asked, wait_until: WaitUntil
) -> None:
    for text in ("q", "qw", "qwe", "qwen"):
        controller.type_text(text)
    assert controller.state.phase is Phase.IDLE
    await wait_until(is_at(controller, Phase.READY))
    assert asked.searches() == [[("search", "qwen"), ("sort", "trendingScore")]]
    assert all("qwen" in summary.ref.repo_id.lower() for summary in model.summaries)


async def test_an_outdated_search_never_shows(
    controller: SearchController, model: ResultModel, hub: PracticeHub, asked: Asked, wait_until: WaitUntil
) -> None:
    hub.set_faults("delay=300;path=/api/models;count=1")
    controller.apply(SearchQuery(text="whisper"))
    await wait_until(asked.waits)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    controller.apply(SearchQuery(text="llama"))
    await wait_until(is_at(controller, Phase.READY))
    await wait_until(lambda: len(asked.searches()) == 2)  # the first one has been answered meanwhile
    assert asked.searches()[-1][0] == ("search", "whisper")
    assert resets == [1]
    assert all("llama" in summary.ref.repo_id.lower() for summary in model.summaries)


async def test_scrolling_pages_on_to_the_end(
    controller: SearchController, model: ResultModel, wait_until: WaitUntil
) -> None:
    controller.apply(SearchQuery(text="whisper", page_size=20))
    await wait_until(is_at(controller, Phase.READY))
    assert controller.state.has_more
    while controller.state.has_more:
        before = len(model.summaries)
        controller.load_more()
        controller.load_more()  # asked for twice, loaded once
        assert model.tail is Tail.LOADING
        await wait_until(lambda before=before: len(model.summaries) > before)
    assert len(model.summaries) == controller.state.total
    assert model.tail is Tail.NONE


async def test_a_page_that_fails_waits_for_the_person(
    controller: SearchController, model: ResultModel, hub: PracticeHub, wait_until: WaitUntil
) -> None:
    controller.apply(SearchQuery(text="llama"))
    await wait_until(is_at(controller, Phase.READY))
    hub.set_faults("status=404;path=/api/models;count=1")
    controller.load_more()
    await wait_until(lambda: model.tail is Tail.FAILED)
    assert len(model.summaries) == 50
    controller.load_more()
    assert model.tail is Tail.FAILED
    controller.retry_more()
    await wait_until(lambda: len(model.summaries) == 100)


@pytest.mark.parametrize(
    ("query", "params"),
    [
        (SearchQuery(task="text-to-image", sort=SortKey.LIKES), {("pipeline_tag", "text-to-image"), ("sort", "likes")}),
        (SearchQuery(min_parameters=1, max_parameters=9), {("num_parameters", "min:1,max:9")}),
        (SearchQuery(gated=False, author="google"), {("gated", "false"), ("author", "google")}),
        (SearchQuery(languages=("ko", "en")), {("filter", "ko"), ("filter", "en")}),
        (SearchQuery(license="mit", formats=("gguf",)), {("filter", "license:mit"), ("filter", "gguf")}),
        (SearchQuery(datasets=("squad",), apps=("ollama",)), {("filter", "dataset:squad"), ("apps", "ollama")}),
        (SearchQuery(RepoType.DATASET, size="1K<n<10K"), {("filter", "size_categories:1K<n<10K")}),
        (SearchQuery(RepoType.SPACE, sdk="gradio", models=("gpt2",)), {("filter", "gradio"), ("models", "gpt2")}),
    ],
)
async def test_filters_reach_the_hub(
    controller: SearchController,
    asked: Asked,
    tasks: TaskRunner,
    wait_until: WaitUntil,
    query: SearchQuery,
    params: set[tuple[str, str]],
) -> None:
    controller.apply(query)
    await wait_until(is_at(controller, Phase.READY))
    await wait_until(lambda: not tasks.running())  # where nothing is found it goes on counting
    assert params <= set(asked.searches(query.repo_type.api_name)[0])


async def test_a_failed_search_keeps_the_rows_and_can_be_tried_again(
    controller: SearchController, model: ResultModel, hub: PracticeHub, wait_until: WaitUntil
) -> None:
    controller.apply(SearchQuery(text="bert"))
    await wait_until(is_at(controller, Phase.READY))
    before = list(model.summaries)
    hub.set_faults("html;path=/api/models")
    controller.apply(SearchQuery(text="gpt"))
    await wait_until(is_at(controller, Phase.FAILED))
    assert controller.state.error is not None
    assert controller.state.error.kind is ErrorKind.BAD_ANSWER
    assert list(model.summaries) == before
    hub.clear_faults()
    controller.search_now()
    await wait_until(is_at(controller, Phase.READY))
    assert controller.state.error is None
    assert "gpt" in model.summaries[0].ref.repo_id.lower()


async def test_after_a_break_it_goes_on_by_itself(
    controller: SearchController, hub: PracticeHub, wait_until: WaitUntil
) -> None:
    hub.set_faults("rate_limit=1;path=/api/models;count=1")
    controller.apply(SearchQuery(text="bert"))
    await wait_until(is_at(controller, Phase.WAITING))
    assert controller.state.retry_at is not None
    await wait_until(is_at(controller, Phase.READY))


async def test_waiting_and_asking_can_be_stopped(
    controller: SearchController, hub: PracticeHub, wait_until: WaitUntil
) -> None:
    hub.set_faults("rate_limit=60;path=/api/models;count=1")
    controller.apply(SearchQuery(text="bert"))
    await wait_until(is_at(controller, Phase.WAITING))
    controller.stop()
    assert controller.state.phase is Phase.STOPPED
    hub.set_faults("delay=300;path=/api/models;count=1")
    controller.search_now()
    controller.stop()
    assert controller.state.phase is Phase.STOPPED
    controller.search_now()
    await wait_until(is_at(controller, Phase.READY))


async def test_without_network_what_is_here_stands_first(
    controller: SearchController,
    model: ResultModel,
    services: SearchServices,
    put_in_cache: PutInCache,
    hub: PracticeHub,
    wait_until: WaitUntil,
) -> None:
    here = RepoRef("Zyphra/only-here-llama")
    put_in_cache(here)
    put_in_cache(RepoRef("someone/of-another-name"))
    put_in_cache(RepoRef("someone/llama-data", RepoType.DATASET))
    await services.local.scan()
    controller.apply(SearchQuery(text="llama"))
    await wait_until(is_at(controller, Phase.READY))
    seen = model.summaries[0].ref
    hub.set_faults("cut=0;path=/api/models")
    controller.search_now()
    await wait_until(is_at(controller, Phase.OFFLINE))
    refs = [summary.ref for summary in model.summaries]
    assert refs[0] == here
    assert seen in refs[1:]
    assert all(ref.repo_type is RepoType.MODEL and "llama" in ref.repo_id.lower() for ref in refs)
    assert not model.index(0, 0).data(UNREACHABLE_ROLE)
    assert model.index(1, 0).data(UNREACHABLE_ROLE)
    hub.clear_faults()
    controller.search_now()
    await wait_until(is_at(controller, Phase.READY))
    assert not model.index(1, 0).data(UNREACHABLE_ROLE)


async def test_where_nothing_matches_it_counts_without_each_filter(
    controller: SearchController, wait_until: WaitUntil
) -> None:
    controller.apply(SearchQuery(text="whisper", author="openai", formats=("gguf",)))
    await wait_until(lambda: len(controller.state.suggestions) == 2)
    found = {suggestion.filter: suggestion.total for suggestion in controller.state.suggestions}
    assert found.keys() == {ActiveFilter("author", "openai"), ActiveFilter("formats", "gguf")}
    controller.remove_filter(ActiveFilter("formats", "gguf"))
    await wait_until(is_at(controller, Phase.READY))
    assert controller.state.total == found[ActiveFilter("formats", "gguf")]
    assert controller.state.suggestions == ()


async def test_another_type_takes_the_words_along(
    controller: SearchController, model: ResultModel, wait_until: WaitUntil
) -> None:
    controller.apply(SearchQuery(text="leaderboard", sort=SortKey.DOWNLOADS, task="translation"))
    await wait_until(is_at(controller, Phase.READY))
    controller.set_type(RepoType.SPACE)
    assert controller.query == SearchQuery(RepoType.SPACE, "leaderboard")
    await wait_until(lambda: bool(model.summaries) and model.summaries[0].ref.repo_type is RepoType.SPACE)


async def test_a_repository_that_was_just_downloaded_is_marked(
    controller: SearchController,
    model: ResultModel,
    put_in_cache: PutInCache,
    wait_until: WaitUntil,
) -> None:
    controller.apply(SearchQuery(text="bert"))
    await wait_until(is_at(controller, Phase.READY))
    ref = model.summaries[0].ref
    marked: list[int] = []
    model.dataChanged.connect(lambda first, _last: marked.append(first.row()))
    put_in_cache(ref)
    controller.refresh_local()
    await wait_until(lambda: marked == [0])


def test_addresses_are_opened_and_others_refused(controller: SearchController, hub: PracticeHub) -> None:
    opened: list[Address] = []
    refused: list[ErrorKind] = []
    controller.address_opened.connect(opened.append)
    controller.address_refused.connect(lambda error: refused.append(error.kind))
    controller.submit(f"{hub.url}/Qwen/Qwen3-8B/tree/main/onnx")
    controller.submit("hf://datasets/squad")
    controller.submit("https://huggingface.co/spaces/gradio/hello_world")
    assert [address.ref for address in opened] == [
        RepoRef("Qwen/Qwen3-8B"),
        RepoRef("squad", RepoType.DATASET),
        RepoRef("gradio/hello_world", RepoType.SPACE),
    ]
    assert opened[0].path == "onnx"
    assert refused == []
    controller.submit("https://example.com/a/b")
    assert refused == [ErrorKind.BAD_URL]


async def test_confirmed_words_are_remembered(
    controller: SearchController, services: SearchServices, wait_until: WaitUntil
) -> None:
    controller.submit("whisper large")
    await wait_until(is_at(controller, Phase.READY))
    controller.type_text("never confirmed")
    assert services.search.recent() == ("whisper large",)
