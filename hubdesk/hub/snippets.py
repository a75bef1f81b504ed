"""Code that uses a repository: its own libraries' first, then the `hf` command and huggingface_hub."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hubdesk.core.catalog import library_name
from hubdesk.core.types import RepoDetails, RepoFile, RepoType
from hubdesk.hub.snippet_models import MODEL_CODE, gguf_commands
from hubdesk.hub.snippet_source import Source

_DATASET_SUFFIXES = (
    (".parquet", "read_parquet"),
    (".csv", "read_csv"),
    (".jsonl", "read_json"),
    (".json", "read_json"),
)
_SIGN_IN = "# Access is granted on the repository's page; then sign in once with: hf auth login\n"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of code: for which library, under which name, in which language (python, shell)."""

    library: str
    label: str
    language: str
    code: str


def use_snippets(details: RepoDetails, files: Sequence[RepoFile] = ()) -> tuple[Snippet, ...]:
    """Every way that suits the repository, the best one first; `files` lets GGUF and data files be named."""
    source = Source(details, tuple(files))
    makers = {RepoType.MODEL: _model, RepoType.DATASET: _dataset, RepoType.SPACE: _space}
    found = [*makers[details.ref.repo_type](source), *_everywhere(source)]
    return tuple(_with_sign_in(snippet) for snippet in found) if _needs_access(details) else tuple(found)


def _model(source: Source) -> Iterator[Snippet]:
    for library in source.libraries:
        code = MODEL_CODE[library](source) if library in MODEL_CODE else ""
        if code:
            yield Snippet(library, library_name(library), "python", code)
    if "gguf" in source.tags:
        for app, label, code in gguf_commands(source):
            yield Snippet(app, label, "shell", code)


def _dataset(source: Source) -> Iterator[Snippet]:
    named = {tag.removeprefix("library:") for tag in source.tags if tag.startswith("library:")}
    yield Snippet("datasets", "Datasets", "python", _load_dataset(source))
    data = next(((file, reader) for suffix, reader in _DATASET_SUFFIXES for file in source.paths(suffix)), None)
    if data is None:
        return
    path, reader = data
    address = source.quoted(f"hf://datasets/{source.repo_id}{source.at_revision}/{path}")
    lines = ", lines=True" if path.endswith(".jsonl") else ""
    yield Snippet("pandas", "pandas", "python", f"import pandas as pd\n\ndf = pd.{reader}({address}{lines})\n")
    if "polars" in named or not named:
        polars = "read_ndjson" if path.endswith(".jsonl") else reader
        yield Snippet("polars", "Polars", "python", f"import polars as pl\n\ndf = pl.{polars}({address})\n")
    if path.endswith(".parquet") and ("duckdb" in named or not named):
        select = source.quoted(f"SELECT * FROM 'hf://datasets/{source.repo_id}{source.at_revision}/{path}' LIMIT 10")
        yield Snippet("duckdb", "DuckDB", "python", f"import duckdb\n\nduckdb.sql({select}).show()\n")


def _load_dataset(source: Source) -> str:
    revision = f", revision={source.quoted(source.revision)}" if source.revision else ""
    config = ""
    named = source.details.card_data.get("configs")
    if isinstance(named, list) and len(named) > 1 and isinstance(named[0], dict):
        first = named[0].get("config_name")
        config = f", {source.quoted(first)}" if isinstance(first, str) else ""
    return (
        "from datasets import load_dataset\n\n"
        f"dataset = load_dataset({source.quoted(source.repo_id)}{config}{revision})\nprint(dataset)\n"
    )


def _space(source: Source) -> Iterator[Snippet]:
    if source.details.summary.sdk == "gradio":
        code = (
            "from gradio_client import Client\n\n"
            f"client = Client({source.quoted(source.repo_id)})\nclient.view_api()  # what can be called, and how\n"
        )
        yield Snippet("gradio_client", "Gradio client", "python", code)


def _everywhere(source: Source) -> Iterator[Snippet]:
    kind = source.details.ref.repo_type
    typed = "" if kind is RepoType.MODEL else f" --repo-type {kind.value}"
    revision = f" --revision {shlex.quote(source.revision)}" if source.revision else ""
    yield Snippet("hf", "hf", "shell", f"hf download {shlex.quote(source.repo_id)}{typed}{revision}\n")
    arguments = [source.quoted(source.repo_id)]
    if kind is not RepoType.MODEL:
        arguments.append(f'repo_type="{kind.value}"')
    if source.revision:
        arguments.append(f"revision={source.quoted(source.revision)}")
    code = f"from huggingface_hub import snapshot_download\n\nfolder = snapshot_download({', '.join(arguments)})\n"
    yield Snippet("huggingface_hub", "huggingface_hub", "python", code)


def _needs_access(details: RepoDetails) -> bool:
    return bool(details.summary.gated) or details.summary.private


def _with_sign_in(snippet: Snippet) -> Snippet:
    return Snippet(snippet.library, snippet.label, snippet.language, _SIGN_IN + snippet.code)
