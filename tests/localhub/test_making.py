"""The files of repositories are valid, honest and always the same."""

from __future__ import annotations

import json
import pickletools
import zipfile
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest

from hubdesk.core.formats import read_gguf, read_safetensors
from hubdesk.localhub.cardcheck import check_card
from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.lfs import Recipe
from hubdesk.localhub.making.large import LARGE, _known, all_recipes, large_files, recipe_key
from hubdesk.localhub.making.people import OWNED, plan_for
from hubdesk.localhub.making.plan import Plan
from hubdesk.localhub.people.viewer import Viewer


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Hub:
    """The whole catalogue, without a server."""
    return Hub(tmp_path_factory.mktemp("hub"))


def _sample(hub: Hub) -> list[Facts]:
    models = hub.shelves[Kind.MODEL].all()
    chosen = {(row.library, row.task, row.formats): row for row in models[::7]}
    return [*list(chosen.values())[:250], *hub.shelves[Kind.DATASET].all()[::9], *hub.shelves[Kind.SPACE].all()]


def _files(plan: Plan) -> dict[str, object]:
    return {path: content for step in plan.steps for path, content in step.files.items()}


def test_every_kind_of_repository_holds_valid_files(whole: Hub) -> None:
    seen = set()
    for facts in _sample(whole):
        for path, content in _files(plan_for(facts)).items():
            ending = path.rpartition(".")[2]
            seen.add(ending)
            if isinstance(content, Recipe):
                continue
            assert isinstance(content, bytes)
            match ending:
                case "safetensors":
                    assert read_safetensors(content, file_size=len(content)).parameters > 0
                case "gguf":
                    assert read_gguf(content, file_size=len(content)).metadata["general.architecture"]
                case "json":
                    json.loads(content)
                case "jsonl":
                    assert all(json.loads(line) for line in content.splitlines())
                case "bin" | "pth":
                    with zipfile.ZipFile(BytesIO(content)) as archive:
                        list(pickletools.genops(archive.read("archive/data.pkl")))
                case "md":
                    verdict = check_card(content.decode(), facts.kind)
                    wrong = [each for each in verdict.errors if "license" not in each["message"]]
                    assert not wrong or facts.kind is not Kind.MODEL, (facts.id, wrong)
    assert {"safetensors", "gguf", "json", "bin", "md", "py", "csv", "jsonl", "txt", "onnx"} <= seen


def test_cards_say_that_they_are_made_up(whole: Hub) -> None:
    for facts in _sample(whole)[:60]:
        card = _files(plan_for(facts))["README.md"]
        assert isinstance(card, bytes)
        assert b"practice" in card
        assert b"made up" in card
        assert len(card) > 800


def test_korean_cards_have_korean_text(whole: Hub) -> None:
    facts = whole.find(Kind.MODEL, "klue/bert-base", Viewer())
    assert "한국어 안내" in str(bytes(_files(plan_for(facts))["README.md"]), "utf-8")  # type: ignore[arg-type]


def test_the_same_facts_give_the_same_commits(whole: Hub, tmp_path: Path) -> None:
    other = Hub(tmp_path)
    names = {Kind.MODEL: "openai-community/gpt2", Kind.DATASET: "squad", Kind.SPACE: "openai/whisper"}
    for kind, repo_id in names.items():
        refs = [hub.open(hub.find(kind, repo_id, Viewer())).refs() for hub in (whole, other)]
        assert refs[0] == refs[1]
    known = whole.open(whole.find(Kind.MODEL, "openai-community/gpt2", Viewer())).resolve("main")
    assert known is not None
    assert len(known) == 40


def test_a_repository_opened_by_many_at_once_is_made_once(tmp_path: Path) -> None:
    hub = Hub(tmp_path, empty=True)
    facts = hub.find(Kind.MODEL, "minji/hangul-sentiment", Viewer())
    with ThreadPoolExecutor(16) as pool:
        heads = set(pool.map(lambda _: hub.open(facts).resolve("main"), range(64)))
    assert len(heads) == 1
    assert None not in heads


def test_dates_go_from_created_to_updated(whole: Hub) -> None:
    facts = whole.find(Kind.MODEL, "Qwen/Qwen3-8B", Viewer())
    repo = whole.open(facts)
    log = repo.log(repo.resolve("main") or "")
    assert log[-1].date[:19] == facts.created_at[:19]
    assert log[0].date[:19] == facts.updated_at[:19]


def test_digests_of_large_files_are_known_beforehand() -> None:
    recipes = list(all_recipes())
    assert sum(recipe.size for recipe in recipes) > 5_000_000_000
    assert {recipe_key(recipe) for recipe in recipes} == _known().keys()
    smallest = min(recipes, key=lambda recipe: recipe.size)
    assert smallest.sha256() == _known()[recipe_key(smallest)]


def test_large_repositories_are_in_the_catalogue(whole: Hub) -> None:
    for repo_id in LARGE:
        assert whole.peek(Kind.MODEL, repo_id), repo_id
        size = sum(content.size for content in large_files(repo_id).values() if isinstance(content, Recipe))
        assert 100_000_000 <= size <= (6_100_000_000 if repo_id == "minji/six-gigabytes" else 1_100_000_000)


@pytest.mark.parametrize("start", [0, 5, 100, 1 << 20, (1 << 20) + 7, 3_000_001])
@pytest.mark.parametrize("length", [1, 15, 17, 1 << 20, 2_500_000])
def test_a_recipe_gives_the_same_bytes_from_any_offset(start: int, length: int) -> None:
    recipe = Recipe(b"header", 6_000_000, "seed")
    whole = b"".join(recipe.chunks(0, recipe.size))
    assert len(whole) == recipe.size
    assert b"".join(recipe.chunks(start, start + length)) == whole[start : start + length]


def test_the_owned_repositories_are_of_every_sort(whole: Hub) -> None:
    facts = [each.facts for each in OWNED]
    assert any(each.private for each in facts)
    assert any(each.disabled for each in facts)
    assert any(each.gated for each in facts)
    broken = whole.open(whole.find(Kind.MODEL, "minji/broken-card", Viewer()))
    head = broken.resolve("main") or ""
    card = broken.blob(broken.snapshot(head).files["README.md"].oid).decode()
    assert check_card(card, Kind.MODEL).errors
    empty = whole.open(whole.find(Kind.MODEL, "minji/empty-model", Viewer()))
    assert list(empty.snapshot(empty.resolve("main") or "").files) == [".gitattributes"]
    pickled = whole.open(whole.find(Kind.MODEL, "minji/first-experiment", Viewer()))
    assert "first_experiment.bin" in pickled.snapshot(pickled.resolve("main") or "").files


def test_the_suspicious_pickle_only_prints(whole: Hub) -> None:
    facts = whole.find(Kind.MODEL, "minji/first-experiment", Viewer())
    content = _files(plan_for(facts))["first_experiment.bin"]
    with zipfile.ZipFile(BytesIO(content)) as archive:  # type: ignore[arg-type]
        names = [
            str(argument)
            for code, argument, _ in pickletools.genops(archive.read("archive/data.pkl"))
            if code.name == "GLOBAL"
        ]
    assert set(names) == {
        "__builtin__ print",
        "collections OrderedDict",
        "torch FloatStorage",
        "torch._utils _rebuild_tensor_v2",
    }
