"""The lists of values that card fields offer, from the shipped catalogue; read when first needed."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import NamedTuple

from hubdesk.core import catalog
from hubdesk.core.resources import read_json


class Choice(NamedTuple):
    """One value as it is written in a card, with its English name; the window translates names of tasks."""

    value: str
    name: str


class ChoiceList(StrEnum):
    """Which list; the values from HARDWARE on are the keys of `cardValues.json`."""

    LANGUAGES = "languages"
    LICENSES = "licenses"
    LIBRARIES = "libraries"
    MODEL_TASKS = "model_tasks"
    DATASET_TASKS = "dataset_tasks"
    SUBTASKS = "subtasks"
    SIZES = "sizes"
    HARDWARE = "hardware"
    STORAGE = "storage"
    METRICS = "metrics"
    RELATIONS = "relations"
    MULTILINGUALITY = "multilinguality"
    ANNOTATIONS_CREATORS = "annotations_creators"
    LANGUAGE_CREATORS = "language_creators"
    SOURCE_DATASETS = "source_datasets"
    COLOURS = "colours"
    SDKS = "sdks"
    PYTHON_VERSIONS = "python_versions"
    HEADERS = "headers"
    OAUTH_SCOPES = "oauth_scopes"


@cache
def list_choices(wanted: ChoiceList) -> tuple[Choice, ...]:
    """All values of a list, in the order in which they are offered."""
    maker = _MAKERS.get(wanted)
    if maker is not None:
        return maker()
    return tuple(Choice(value, name) for value, name in read_json("catalog", "cardValues.json")[wanted.value].items())


@cache
def known_values(wanted: ChoiceList) -> frozenset[str]:
    """The values of a list, to look one up."""
    return frozenset(choice.value for choice in list_choices(wanted))


def _languages() -> tuple[Choice, ...]:
    return tuple(Choice(each.code, each.name) for each in catalog.languages())


def _licenses() -> tuple[Choice, ...]:
    return tuple(Choice(each.license_id, each.name) for each in catalog.licenses())


def _libraries() -> tuple[Choice, ...]:
    return tuple(Choice(each.library_id, each.name) for each in catalog.libraries())


def _model_tasks() -> tuple[Choice, ...]:
    return tuple(Choice(each.task_id, each.name) for each in catalog.tasks() if each.in_models)


def _dataset_tasks() -> tuple[Choice, ...]:
    return tuple(Choice(each.task_id, each.name) for each in catalog.tasks() if each.in_datasets)


def _subtasks() -> tuple[Choice, ...]:
    tasks = read_json("catalog", "tasks.json")
    found = {
        each["type"]: each["name"]
        for task in catalog.tasks()
        if task.in_datasets
        for each in tasks[task.task_id].get("subtasks", ())
    }
    return tuple(Choice(value, name) for value, name in found.items())


def _sizes() -> tuple[Choice, ...]:
    return tuple(Choice(size, size) for size in catalog.SIZES)


_MAKERS = {
    ChoiceList.LANGUAGES: _languages,
    ChoiceList.LICENSES: _licenses,
    ChoiceList.LIBRARIES: _libraries,
    ChoiceList.MODEL_TASKS: _model_tasks,
    ChoiceList.DATASET_TASKS: _dataset_tasks,
    ChoiceList.SUBTASKS: _subtasks,
    ChoiceList.SIZES: _sizes,
}
