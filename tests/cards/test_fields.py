"""The registry of card fields: complete, without contradictions, and with lists to choose from."""

from __future__ import annotations

import inspect

import pytest
from huggingface_hub import DatasetCardData, ModelCardData, SpaceCardData, SpaceHardware, SpaceStorage

from hubdesk.cards.field_choices import ChoiceList, known_values, list_choices
from hubdesk.cards.fields import FieldKind, choices, field, fields_for
from hubdesk.core.types import RepoType

_LIBRARY_ONLY = {"eval_results", "ignore_metadata_errors", "train_eval_index", "config_names"}


@pytest.mark.parametrize("repo_type", list(RepoType))
def test_each_key_once(repo_type: RepoType) -> None:
    keys = [each.key for each in fields_for(repo_type)]
    assert len(keys) == len(set(keys))
    assert all(field(repo_type, key) is not None for key in keys)
    assert field(repo_type, "no such key") is None


@pytest.mark.parametrize(
    ("repo_type", "library"),
    [(RepoType.MODEL, ModelCardData), (RepoType.DATASET, DatasetCardData), (RepoType.SPACE, SpaceCardData)],
)
def test_knows_what_the_library_knows(repo_type: RepoType, library: type) -> None:
    named = set(inspect.signature(library.__init__).parameters) - {"self", "kwargs"} - _LIBRARY_ONLY
    assert named <= {each.key for each in fields_for(repo_type)}


@pytest.mark.parametrize("repo_type", list(RepoType))
def test_kinds_fit(repo_type: RepoType) -> None:
    for each in fields_for(repo_type):
        offered = choices(each)
        assert bool(offered) == (each.choices is not None)
        if each.kind in {FieldKind.CHOICE, FieldKind.COLOUR}:
            assert offered
        assert (each.repo_type is not None) == (each.kind in {FieldKind.REPO, FieldKind.REPOS})


@pytest.mark.parametrize("wanted", list(ChoiceList))
def test_lists_are_named_and_unique(wanted: ChoiceList) -> None:
    found = list_choices(wanted)
    assert len({choice.value for choice in found}) == len(found)
    assert all(choice.value and choice.name for choice in found)


def test_lists_hold_what_the_hub_takes() -> None:
    assert {"ko", "en", "no", "code", "multilingual"} <= known_values(ChoiceList.LANGUAGES)
    assert {each.value for each in SpaceHardware} == known_values(ChoiceList.HARDWARE)
    assert {each.value for each in SpaceStorage} == known_values(ChoiceList.STORAGE)
    assert "text-retrieval" not in known_values(ChoiceList.MODEL_TASKS)
    assert "text-retrieval" in known_values(ChoiceList.DATASET_TASKS)
    assert "named-entity-recognition" in known_values(ChoiceList.SUBTASKS)
