"""The Hub's own lists of tasks, libraries, licences, languages and apps, as shipped; read when first needed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hubdesk.core.resources import read_json

MODALITIES = ("multimodal", "cv", "nlp", "audio", "tabular", "rl", "other")
SDKS = ("gradio", "docker", "static", "streamlit")
MODEL_FORMATS = ("safetensors", "gguf", "onnx", "mlx", "pytorch", "tf", "jax", "openvino", "coreml", "tflite")
DATASET_FORMATS = (
    "parquet",
    "json",
    "csv",
    "text",
    "imagefolder",
    "audiofolder",
    "webdataset",
    "arrow",
    "optimized-parquet",
    "agent-traces",
)
SIZES = (
    "n<1K",
    "1K<n<10K",
    "10K<n<100K",
    "100K<n<1M",
    "1M<n<10M",
    "10M<n<100M",
    "100M<n<1B",
    "1B<n<10B",
    "10B<n<100B",
    "100B<n<1T",
    "n>1T",
)


@dataclass(frozen=True, slots=True)
class Task:
    """What a model does or a dataset is for."""

    task_id: str
    name: str
    modality: str
    subtasks: tuple[str, ...] = ()
    in_models: bool = True
    in_datasets: bool = True


@dataclass(frozen=True, slots=True)
class Library:
    """What loads a model or dataset; the Hub offers the filterable ones first."""

    library_id: str
    name: str
    is_filter: bool = True
    url: str = ""


@dataclass(frozen=True, slots=True)
class License:
    """A licence by the id that cards use."""

    license_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Language:
    """A language by the code that cards use, with its English and its own name."""

    code: str
    name: str
    own_name: str


@dataclass(frozen=True, slots=True)
class App:
    """A program on the user's computer that runs models."""

    app_id: str
    name: str
    url: str = ""
    task: str = ""


@cache
def tasks() -> tuple[Task, ...]:
    """Every task, by modality and name."""
    found = (
        Task(
            task_id=task_id,
            name=facts["name"],
            modality=facts["modality"],
            subtasks=tuple(each["type"] for each in facts.get("subtasks", ())),
            in_models=not facts.get("hideInModels", False),
            in_datasets=not facts.get("hideInDatasets", False),
        )
        for task_id, facts in read_json("catalog", "tasks.json").items()
    )
    return tuple(sorted(found, key=lambda task: (MODALITIES.index(task.modality), task.name.casefold())))


@cache
def libraries() -> tuple[Library, ...]:
    """Every library of models: those the Hub offers as a filter first, each part by name."""
    return _libraries("libraries.json")


@cache
def dataset_libraries() -> tuple[Library, ...]:
    """Every library of datasets, by name."""
    return _libraries("datasetLibraries.json")


@cache
def licenses() -> tuple[License, ...]:
    """Every licence, in the Hub's order."""
    return tuple(License(entry["id"], entry["name"]) for entry in read_json("catalog", "licenses.json"))


@cache
def languages() -> tuple[Language, ...]:
    """Every language of ISO 639-1 and the others that are frequent on the Hub, by English name."""
    found = (Language(code, name, own_name) for code, name, own_name in read_json("catalog", "languages.json"))
    return tuple(sorted(found, key=lambda language: language.name.casefold()))


@cache
def apps() -> tuple[App, ...]:
    """Every local app, by name."""
    found = (
        App(app_id, facts["label"], facts.get("docs", ""), facts.get("mainTask", ""))
        for app_id, facts in read_json("catalog", "apps.json").items()
    )
    return tuple(sorted(found, key=lambda app: app.name.casefold()))


def task_name(task_id: str) -> str:
    """The English name of a task; the id where it is not known."""
    return _task_names().get(task_id, task_id)


def library_name(library_id: str) -> str:
    """The name of a library as it writes itself; the id where it is not known."""
    return _library_names().get(library_id, library_id)


def license_name(license_id: str) -> str:
    """The English name of a licence; the id where it is not known."""
    return _license_names().get(license_id, license_id)


def language(code: str) -> Language:
    """The language of a code, such as `ko` or `pt-BR`; the code stands for its names where it is not known."""
    known = _language_codes()
    return known.get(code) or known.get(code.replace("_", "-").partition("-")[0]) or Language(code, code, code)


def app_name(app_id: str) -> str:
    """The name of an app; the id where it is not known."""
    return _app_names().get(app_id, app_id)


def _libraries(file: str) -> tuple[Library, ...]:
    found = (
        Library(library_id, facts["label"], facts.get("filter", True), facts.get("url", ""))
        for library_id, facts in read_json("catalog", file).items()
    )
    return tuple(sorted(found, key=lambda library: (not library.is_filter, library.name.casefold())))


@cache
def _task_names() -> dict[str, str]:
    return {task.task_id: task.name for task in tasks()}


@cache
def _library_names() -> dict[str, str]:
    return {library.library_id: library.name for library in (*dataset_libraries(), *libraries())}


@cache
def _license_names() -> dict[str, str]:
    return {entry.license_id: entry.name for entry in licenses()}


@cache
def _language_codes() -> dict[str, Language]:
    return {entry.code: entry for entry in languages()}


@cache
def _app_names() -> dict[str, str]:
    return {app.app_id: app.name for app in apps()}
