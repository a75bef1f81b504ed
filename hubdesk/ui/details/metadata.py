"""The card's metadata as chips: what each piece is called, and what a press on it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from hubdesk.core.catalog import language, library_name
from hubdesk.core.types import RepoRef, RepoType, SearchQuery
from hubdesk.ui.details.facts import license_name
from hubdesk.ui.details.filters import tag_query
from hubdesk.ui.search.scripts import can_show
from hubdesk.ui.search.task_names import task_name

_MOST = 12  # values of one key


@dataclass(frozen=True, slots=True)
class MetadataChip:
    """A value: searched for, or the repository it names opened, or both, or neither."""

    text: str
    query: SearchQuery | None = None
    ref: RepoRef | None = None


@dataclass(frozen=True, slots=True)
class MetadataGroup:
    """The values of one key under its name."""

    title: str
    chips: tuple[MetadataChip, ...]


def texts(value: object) -> tuple[str, ...]:
    """A YAML value as a list of short texts; what is neither text nor number is passed over."""
    values = value if isinstance(value, list | tuple) else [value]
    found = (str(each).strip() for each in values if isinstance(each, str | int | float) and not isinstance(each, bool))
    return tuple(dict.fromkeys(text for text in found if text and len(text) <= 200))[:_MOST]


def metadata_groups(values: Mapping[str, Any], repo_type: RepoType) -> tuple[MetadataGroup, ...]:
    """The groups worth showing, in the order in which people look for them."""
    groups = (
        MetadataGroup(QCoreApplication.translate("Metadata", "Licence"), _license(values, repo_type)),
        MetadataGroup(QCoreApplication.translate("Metadata", "Language"), _languages(values, repo_type)),
        MetadataGroup(QCoreApplication.translate("Metadata", "Task"), _tasks(values, repo_type)),
        MetadataGroup(QCoreApplication.translate("Metadata", "Library"), _library(values, repo_type)),
        MetadataGroup(QCoreApplication.translate("Metadata", "SDK"), _sdk(values, repo_type)),
        MetadataGroup(QCoreApplication.translate("Metadata", "Size"), _sizes(values, repo_type)),
        MetadataGroup(QCoreApplication.translate("Metadata", "Base model"), _base_models(values)),
        MetadataGroup(QCoreApplication.translate("Metadata", "Models"), _models(values, repo_type)),
        MetadataGroup(QCoreApplication.translate("Metadata", "Datasets"), _datasets(values, repo_type)),
        MetadataGroup(QCoreApplication.translate("Metadata", "Metrics"), _plain(values, "metrics")),
    )
    return tuple(group for group in groups if group.chips)


def _license(values: Mapping[str, Any], repo_type: RepoType) -> tuple[MetadataChip, ...]:
    own = next(iter(texts(values.get("license_name"))), "")
    return tuple(
        MetadataChip(license_name(each, own), SearchQuery(repo_type=repo_type, license=each))
        for each in texts(values.get("license"))
    )


def _languages(values: Mapping[str, Any], repo_type: RepoType) -> tuple[MetadataChip, ...]:
    codes = texts(values.get("language")) or texts(values.get("languages"))
    return tuple(
        MetadataChip(_language_name(code), SearchQuery(repo_type=repo_type, languages=(code,))) for code in codes
    )


def _language_name(code: str) -> str:
    known = language(code)
    return known.own_name if can_show(known.own_name) else known.name


def _tasks(values: Mapping[str, Any], repo_type: RepoType) -> tuple[MetadataChip, ...]:
    key = "task_categories" if repo_type is RepoType.DATASET else "pipeline_tag"
    return tuple(
        MetadataChip(task_name(task), SearchQuery(repo_type=repo_type, task=task)) for task in texts(values.get(key))
    )


def _library(values: Mapping[str, Any], repo_type: RepoType) -> tuple[MetadataChip, ...]:
    return tuple(
        MetadataChip(library_name(each), SearchQuery(repo_type=repo_type, libraries=(each,)))
        for each in texts(values.get("library_name"))
    )


def _sdk(values: Mapping[str, Any], repo_type: RepoType) -> tuple[MetadataChip, ...]:
    if repo_type is not RepoType.SPACE:
        return ()
    return tuple(MetadataChip(each, SearchQuery(repo_type=repo_type, sdk=each)) for each in texts(values.get("sdk")))


def _sizes(values: Mapping[str, Any], repo_type: RepoType) -> tuple[MetadataChip, ...]:
    if repo_type is not RepoType.DATASET:
        return ()
    return tuple(
        MetadataChip(each, SearchQuery(repo_type=repo_type, size=each)) for each in texts(values.get("size_categories"))
    )


def _base_models(values: Mapping[str, Any]) -> tuple[MetadataChip, ...]:
    return tuple(
        MetadataChip(each, tag_query(RepoType.MODEL, f"base_model:{each}"), RepoRef(each, RepoType.MODEL))
        for each in texts(values.get("base_model"))
    )


def _models(values: Mapping[str, Any], repo_type: RepoType) -> tuple[MetadataChip, ...]:
    if repo_type is not RepoType.SPACE:
        return ()
    return tuple(
        MetadataChip(each, SearchQuery(repo_type=repo_type, models=(each,)), RepoRef(each, RepoType.MODEL))
        for each in texts(values.get("models"))
    )


def _datasets(values: Mapping[str, Any], repo_type: RepoType) -> tuple[MetadataChip, ...]:
    if repo_type is RepoType.DATASET:
        return ()
    return tuple(
        MetadataChip(each, SearchQuery(repo_type=repo_type, datasets=(each,)), RepoRef(each, RepoType.DATASET))
        for each in texts(values.get("datasets"))
    )


def _plain(values: Mapping[str, Any], key: str) -> tuple[MetadataChip, ...]:
    return tuple(MetadataChip(each) for each in texts(values.get(key)))
