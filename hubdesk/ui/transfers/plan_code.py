"""The `hf` command and the Python that download the same."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from hubdesk.core.types import Connection, RepoType
from hubdesk.transfers.model import DownloadRequest

_HUB = "https://huggingface.co"
_MOST_FILES = 40  # named one by one; more are better said by patterns


def shell_command(request: DownloadRequest, connection: Connection) -> str:
    """The command line; for another endpoint than huggingface.co with the environment it needs."""
    words = ["hf", "download", request.ref.repo_id, *request.files[:_MOST_FILES]]
    if request.ref.repo_type is not RepoType.MODEL:
        words += ["--repo-type", request.ref.repo_type.value]
    if request.revision and request.revision != "main":
        words += ["--revision", request.revision]
    for pattern in () if request.files else request.include:
        words += ["--include", pattern]
    for pattern in () if request.files else request.exclude:
        words += ["--exclude", pattern]
    if request.local_dir is not None:
        words += ["--local-dir", str(request.local_dir)]
    elif connection.endpoint != _HUB:
        words += ["--cache-dir", str(connection.cache_dir)]
    command = _wrapped(words)
    return command if connection.endpoint == _HUB else f"HF_ENDPOINT={shlex.quote(connection.endpoint)} {command}"


def python_code(request: DownloadRequest, connection: Connection) -> str:
    """The same with huggingface_hub."""
    arguments: list[tuple[str, object]] = [("repo_id", request.ref.repo_id)]
    single = request.files[0] if len(request.files) == 1 else None
    if single is not None:
        arguments.append(("filename", single))
    if request.ref.repo_type is not RepoType.MODEL:
        arguments.append(("repo_type", request.ref.repo_type.value))
    if request.revision and request.revision != "main":
        arguments.append(("revision", request.revision))
    if single is None:
        allow = request.files[:_MOST_FILES] or request.include
        if allow:
            arguments.append(("allow_patterns", list(allow)))
        if request.exclude and not request.files:
            arguments.append(("ignore_patterns", list(request.exclude)))
    if request.local_dir is not None:
        arguments.append(("local_dir", str(request.local_dir)))
    elif connection.endpoint != _HUB:
        arguments.append(("cache_dir", str(connection.cache_dir)))
    if connection.endpoint != _HUB:
        arguments.append(("endpoint", connection.endpoint))
    function = "hf_hub_download" if single is not None else "snapshot_download"
    lines = "".join(f"    {name}={value!r},\n" for name, value in arguments)
    return f"from huggingface_hub import {function}\n\npath = {function}(\n{lines})"


def split_patterns(text: str) -> tuple[str, ...]:
    """The patterns of a field, separated by commas, semicolons or spaces."""
    return tuple(dict.fromkeys(text.replace(",", " ").replace(";", " ").split()))


def folder_for(parent: Path, repo_name: str) -> Path:
    """Where a repository lands below a chosen folder."""
    return parent if parent.name == repo_name else parent / repo_name


def _wrapped(words: Sequence[str]) -> str:
    """One line, or one option a line where it gets long."""
    quoted = [shlex.quote(word) for word in words]
    line = " ".join(quoted)
    if len(line) <= 80:
        return line
    return line.replace(" --", " \\\n  --")
