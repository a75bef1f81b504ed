"""Every metadata field the Hub knows for models, datasets and Spaces: its kind, its group and what it may hold."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from hubdesk.cards.field_choices import Choice, ChoiceList, list_choices
from hubdesk.core.types import RepoType

__all__ = ["Choice", "ChoiceList", "Field", "FieldGroup", "FieldKind", "choices", "field", "fields_for"]


class FieldKind(StrEnum):
    """How a value is written: by the form, and in YAML."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    MANY = "many"  # a list of texts
    BOOL = "bool"
    NUMBER = "number"
    DATE = "date"
    COLOUR = "colour"
    EMOJI = "emoji"
    REPO = "repo"
    REPOS = "repos"  # a list of repository ids
    TABLE = "table"  # model-index
    YAML = "yaml"  # anything; edited as text


class FieldGroup(StrEnum):
    """Which fields stand together; groups follow each other as their first fields do."""

    ABOUT = "about"
    ORIGIN = "origin"
    RESULTS = "results"
    CONTENT = "content"
    DATA = "data"
    LOOK = "look"
    RUN = "run"
    SIGN_IN = "sign_in"
    TRYING = "trying"
    ACCESS = "access"


@dataclass(frozen=True, slots=True)
class Field:
    """One key of the front matter. Labels and help are the window's, by key.

    `is_open`: values outside the choices are fine. `plain_one`: a single value is usually written without a list, and
    the Hub takes either. `repo_type`: what the ids in it name. `common`: shown at first, the others on request.
    A card may hold another kind of value than this one; it then is shown as YAML, not lost.
    """

    key: str
    kind: FieldKind
    group: FieldGroup
    choices: ChoiceList | None = None
    common: bool = False
    is_open: bool = False
    plain_one: bool = False
    repo_type: RepoType | None = None


def fields_for(repo_type: RepoType) -> tuple[Field, ...]:
    """The fields of a kind of repository, in the order of the form."""
    return _FIELDS[repo_type]


@cache
def field(repo_type: RepoType, key: str) -> Field | None:
    """The field under a key; None where the Hub knows no such key."""
    return next((each for each in _FIELDS[repo_type] if each.key == key), None)


def choices(wanted: Field) -> tuple[Choice, ...]:
    """What a field offers; empty where it is written freely."""
    return list_choices(wanted.choices) if wanted.choices is not None else ()


_TEXT, _LONG, _CHOICE, _MANY = FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.CHOICE, FieldKind.MANY
_BOOL, _NUMBER, _YAML, _REPOS = FieldKind.BOOL, FieldKind.NUMBER, FieldKind.YAML, FieldKind.REPOS
_ABOUT, _ORIGIN, _DATA = FieldGroup.ABOUT, FieldGroup.ORIGIN, FieldGroup.DATA
_CONTENT, _LOOK, _RUN, _ACCESS = FieldGroup.CONTENT, FieldGroup.LOOK, FieldGroup.RUN, FieldGroup.ACCESS
_RESULTS, _TRYING, _SIGN_IN = FieldGroup.RESULTS, FieldGroup.TRYING, FieldGroup.SIGN_IN
_MODEL, _DATASET = RepoType.MODEL, RepoType.DATASET

_LANGUAGE = Field("language", _MANY, _ABOUT, ChoiceList.LANGUAGES, common=True, is_open=True, plain_one=True)
_TAGS = Field("tags", _MANY, _ABOUT, common=True)
_LICENSE = (
    Field("license", _CHOICE, _ABOUT, ChoiceList.LICENSES, common=True),
    Field("license_name", _TEXT, _ABOUT),
    Field("license_link", _TEXT, _ABOUT),
)
_GATE = (
    Field("extra_gated_heading", _TEXT, _ACCESS),
    Field("extra_gated_prompt", _LONG, _ACCESS),
    Field("extra_gated_description", _LONG, _ACCESS),
    Field("extra_gated_fields", _YAML, _ACCESS),
    Field("extra_gated_button_content", _TEXT, _ACCESS),
    Field("extra_gated_eu_disallowed", _BOOL, _ACCESS),
)

_MODEL_FIELDS = (
    _LANGUAGE,
    *_LICENSE,
    Field("library_name", _CHOICE, _ABOUT, ChoiceList.LIBRARIES, common=True, is_open=True),
    Field("pipeline_tag", _CHOICE, _ABOUT, ChoiceList.MODEL_TASKS, common=True),
    _TAGS,
    Field("model_name", _TEXT, _ABOUT),
    Field("thumbnail", _TEXT, _ABOUT),
    Field("datasets", _REPOS, _ORIGIN, common=True, repo_type=_DATASET),
    Field("base_model", _REPOS, _ORIGIN, common=True, plain_one=True, repo_type=_MODEL),
    Field("base_model_relation", _CHOICE, _ORIGIN, ChoiceList.RELATIONS, common=True),
    Field("new_version", FieldKind.REPO, _ORIGIN, repo_type=_MODEL),
    Field("metrics", _MANY, _RESULTS, ChoiceList.METRICS, common=True, is_open=True),
    Field("model-index", FieldKind.TABLE, _RESULTS, common=True),
    Field("co2_eq_emissions", _YAML, _RESULTS),
    Field("inference", _BOOL, _TRYING),
    Field("widget", _YAML, _TRYING),
    Field("instance_prompt", _TEXT, _TRYING),
    *_GATE,
)

_DATASET_FIELDS = (
    Field("pretty_name", _TEXT, _ABOUT, common=True),
    _LANGUAGE,
    *_LICENSE,
    Field("license_details", _TEXT, _ABOUT),
    _TAGS,
    Field("thumbnail", _TEXT, _ABOUT),
    Field("task_categories", _MANY, _CONTENT, ChoiceList.DATASET_TASKS, common=True),
    Field("task_ids", _MANY, _CONTENT, ChoiceList.SUBTASKS, common=True, is_open=True),
    Field("size_categories", _MANY, _CONTENT, ChoiceList.SIZES, common=True),
    Field("multilinguality", _MANY, _CONTENT, ChoiceList.MULTILINGUALITY, common=True, is_open=True),
    Field("language_details", _TEXT, _CONTENT),
    Field("language_bcp47", _MANY, _CONTENT),
    Field("annotations_creators", _MANY, _ORIGIN, ChoiceList.ANNOTATIONS_CREATORS, is_open=True),
    Field("language_creators", _MANY, _ORIGIN, ChoiceList.LANGUAGE_CREATORS, is_open=True),
    Field("source_datasets", _MANY, _ORIGIN, ChoiceList.SOURCE_DATASETS, is_open=True),
    Field("paperswithcode_id", _TEXT, _ORIGIN),
    Field("configs", _YAML, _DATA, common=True),
    Field("dataset_info", _YAML, _DATA),
    Field("viewer", _BOOL, _DATA),
    Field("train-eval-index", _YAML, _DATA),
    *_GATE,
)

_SPACE_FIELDS = (
    Field("title", _TEXT, _LOOK, common=True),
    Field("emoji", FieldKind.EMOJI, _LOOK, common=True),
    Field("colorFrom", FieldKind.COLOUR, _LOOK, ChoiceList.COLOURS, common=True),
    Field("colorTo", FieldKind.COLOUR, _LOOK, ChoiceList.COLOURS, common=True),
    Field("short_description", _TEXT, _LOOK, common=True),
    Field("thumbnail", _TEXT, _LOOK),
    Field("pinned", _BOOL, _LOOK, common=True),
    Field("header", _CHOICE, _LOOK, ChoiceList.HEADERS),
    Field("fullWidth", _BOOL, _LOOK),
    Field("sdk", _CHOICE, _RUN, ChoiceList.SDKS, common=True),
    Field("sdk_version", _TEXT, _RUN, common=True),
    Field("python_version", _CHOICE, _RUN, ChoiceList.PYTHON_VERSIONS, common=True, is_open=True),
    Field("app_file", _TEXT, _RUN, common=True),
    Field("app_port", _NUMBER, _RUN),
    Field("app_build_command", _TEXT, _RUN),
    Field("base_path", _TEXT, _RUN),
    Field("suggested_hardware", _CHOICE, _RUN, ChoiceList.HARDWARE, common=True),
    Field("suggested_storage", _CHOICE, _RUN, ChoiceList.STORAGE),
    Field("startup_duration_timeout", _TEXT, _RUN),
    Field("preload_from_hub", _MANY, _RUN),
    Field("custom_headers", _YAML, _RUN),
    Field("disable_embedding", _BOOL, _RUN),
    *_LICENSE,
    _TAGS,
    Field("models", _REPOS, _ORIGIN, common=True, repo_type=_MODEL),
    Field("datasets", _REPOS, _ORIGIN, common=True, repo_type=_DATASET),
    Field("duplicated_from", FieldKind.REPO, _ORIGIN, repo_type=RepoType.SPACE),
    Field("hf_oauth", _BOOL, _SIGN_IN),
    Field("hf_oauth_scopes", _MANY, _SIGN_IN, ChoiceList.OAUTH_SCOPES, is_open=True),
    Field("hf_oauth_expiration_minutes", _NUMBER, _SIGN_IN),
    Field("hf_oauth_authorized_org", _MANY, _SIGN_IN, plain_one=True),
)

_FIELDS = {RepoType.MODEL: _MODEL_FIELDS, RepoType.DATASET: _DATASET_FIELDS, RepoType.SPACE: _SPACE_FIELDS}
