"""What the fields of a search and their values are called, and which values there are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from hubdesk.core import catalog
from hubdesk.core.types import RepoType, SortKey
from hubdesk.ui.format import number_text, parameters_text
from hubdesk.ui.search.choices import Choice
from hubdesk.ui.search.filters import PARAMETERS, ActiveFilter, Bounds
from hubdesk.ui.search.row_facts import size_category_figure, size_category_text
from hubdesk.ui.search.scripts import can_show
from hubdesk.ui.search.state import Suggestion
from hubdesk.ui.search.task_names import task_icon, task_name

_MODEL_FORMATS = ("safetensors", "gguf")
_WRITTEN = {"gguf": "GGUF", "json": "JSON", "csv": "CSV", "gradio": "Gradio", "docker": "Docker", "static": "Static"}
_WRITTEN |= {"streamlit": "Streamlit", "parquet": "Parquet", "arrow": "Arrow", "webdataset": "WebDataset"}
_WRITTEN |= {"imagefolder": "ImageFolder", "audiofolder": "AudioFolder", "optimized-parquet": "Optimised Parquet"}
_FREQUENT_LANGUAGES = ("en", "zh", "ko", "ja", "fr", "de", "es", "pt", "ru", "ar", "hi", "vi")
_FREQUENT_LIBRARIES = ("transformers", "diffusers", "sentence-transformers", "peft", "gguf", "mlx", "onnx", "timm")


def field_title(field: str, repo_type: RepoType = RepoType.MODEL) -> str:
    """The title of a field on the filter page of a type."""
    if field == "datasets" and repo_type is RepoType.MODEL:
        return QCoreApplication.translate("SearchLabels", "Trained on dataset")
    titles = {
        "task": QCoreApplication.translate("SearchLabels", "Task"),
        PARAMETERS: QCoreApplication.translate("SearchLabels", "Parameters"),
        "formats": QCoreApplication.translate("SearchLabels", "Format"),
        "libraries": QCoreApplication.translate("SearchLabels", "Library"),
        "languages": QCoreApplication.translate("SearchLabels", "Language"),
        "license": QCoreApplication.translate("SearchLabels", "Licence"),
        "apps": QCoreApplication.translate("SearchLabels", "App that runs it"),
        "gated": QCoreApplication.translate("SearchLabels", "Access"),
        "datasets": QCoreApplication.translate("SearchLabels", "Dataset used"),
        "models": QCoreApplication.translate("SearchLabels", "Model used"),
        "author": QCoreApplication.translate("SearchLabels", "Author or organisation"),
        "size": QCoreApplication.translate("SearchLabels", "Size in rows"),
        "sdk": QCoreApplication.translate("SearchLabels", "SDK"),
        "tags": QCoreApplication.translate("SearchLabels", "Tag"),
    }
    return titles[field]


def sort_name(key: SortKey) -> str:
    """What an order is called."""
    names = {
        SortKey.TRENDING: QCoreApplication.translate("SearchLabels", "Trending"),
        SortKey.DOWNLOADS: QCoreApplication.translate("SearchLabels", "Most downloads"),
        SortKey.LIKES: QCoreApplication.translate("SearchLabels", "Most likes"),
        SortKey.CREATED: QCoreApplication.translate("SearchLabels", "Newest"),
        SortKey.UPDATED: QCoreApplication.translate("SearchLabels", "Recently updated"),
    }
    return names[key]


def type_name(repo_type: RepoType) -> str:
    """What a type is called, in the plural."""
    names = {
        RepoType.MODEL: QCoreApplication.translate("SearchLabels", "Models"),
        RepoType.DATASET: QCoreApplication.translate("SearchLabels", "Datasets"),
        RepoType.SPACE: QCoreApplication.translate("SearchLabels", "Spaces"),
    }
    return names[repo_type]


def value_name(field: str, value: str) -> str:
    """What a value of a field is called."""
    if field == "task":
        return task_name(value)
    if field == "libraries":
        return catalog.library_name(value)
    if field == "languages":
        return catalog.language(value).name
    if field == "license":
        return catalog.license_name(value)
    if field == "apps":
        return catalog.app_name(value)
    if field == "size":
        return size_category_figure(value)
    if field in ("formats", "sdk"):
        return _WRITTEN.get(value, value)
    return value


def filter_label(active: ActiveFilter) -> str:
    """What a filter in force is called on its chip."""
    if isinstance(active.value, bool):
        if active.value:
            return QCoreApplication.translate("SearchLabels", "Only gated")
        return QCoreApplication.translate("SearchLabels", "Only open")
    if isinstance(active.value, tuple):
        return bounds_text(active.value)
    if active.field == "author":
        return QCoreApplication.translate("SearchLabels", "by {author}").format(author=active.value)
    if active.field == "size":
        return size_category_text(active.value)
    return value_name(active.field, active.value)


def suggestion_label(suggestion: Suggestion) -> str:
    """The offer to take a filter away, and what would be found then."""
    name = suggestion.filter.value if suggestion.filter.field == "author" else filter_label(suggestion.filter)
    text = QCoreApplication.translate("SearchLabels", "without {filter} · {count}")
    return text.format(filter=name, count=number_text(suggestion.total))


def bounds_text(bounds: Bounds) -> str:
    """A range of parameters: `≤ 1B`, `3B – 8B`, `≥ 100B`."""
    low, high = bounds
    if low is None:
        return f"≤ {parameters_text(high or 0)}"
    if high is None:
        return f"≥ {parameters_text(low)}"
    return f"{parameters_text(low)} – {parameters_text(high)}"


def choices_for(field: str, repo_type: RepoType) -> Sequence[Choice]:
    """The values that a field offers for a type."""
    if field == "task":
        return _tasks(repo_type)
    if field == "libraries":
        named = {library.library_id: Choice(library.library_id, library.name) for library in catalog.libraries()}
        return _frequent_first(named, _FREQUENT_LIBRARIES)
    if field == "languages":
        return _frequent_first({each.code: _language(each) for each in catalog.languages()}, _FREQUENT_LANGUAGES)
    if field == "license":
        return [Choice(each.license_id, each.name, code=each.license_id) for each in catalog.licenses()]
    if field == "apps":
        return [Choice(each.app_id, each.name) for each in catalog.apps()]
    values = {
        "formats": _MODEL_FORMATS if repo_type is RepoType.MODEL else catalog.DATASET_FORMATS,
        "size": catalog.SIZES,
        "sdk": catalog.SDKS,
    }
    return [Choice(value, value_name(field, value)) for value in values[field]]


def _tasks(repo_type: RepoType) -> list[Choice]:
    found: list[Choice] = []
    modality = ""
    for task in catalog.tasks():
        if not (task.in_models if repo_type is RepoType.MODEL else task.in_datasets):
            continue
        if task.modality != modality:
            modality = task.modality
            found.append(Choice("", _modality_name(modality)))
        found.append(Choice(task.task_id, task_name(task.task_id), icon=task_icon(task.task_id)))
    return found


def _language(language: catalog.Language) -> Choice:
    own_name = language.own_name if language.own_name != language.name else ""
    shown = own_name if can_show(own_name) else ""
    return Choice(language.code, language.name, shown, language.code, keywords=own_name)


def _frequent_first(named: dict[str, Choice], frequent: Sequence[str]) -> list[Choice]:
    first = [named[value] for value in frequent if value in named]
    rest = [choice for value, choice in named.items() if value not in frequent]
    return [
        Choice("", QCoreApplication.translate("SearchLabels", "Frequent")),
        *first,
        Choice("", QCoreApplication.translate("SearchLabels", "All others")),
        *rest,
    ]


def _modality_name(modality: str) -> str:
    names = {
        "multimodal": QCoreApplication.translate("SearchLabels", "Multimodal"),
        "cv": QCoreApplication.translate("SearchLabels", "Computer vision"),
        "nlp": QCoreApplication.translate("SearchLabels", "Natural language"),
        "audio": QCoreApplication.translate("SearchLabels", "Audio"),
        "tabular": QCoreApplication.translate("SearchLabels", "Tables and time series"),
        "rl": QCoreApplication.translate("SearchLabels", "Reinforcement learning"),
        "other": QCoreApplication.translate("SearchLabels", "Other"),
    }
    return names.get(modality, modality)
