"""The `hf` commands and the Python that upload the same."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from hubdesk.core.types import Connection, RepoType
from hubdesk.transfers.uploads.model import Reason, UploadPlan, UploadRequest, UploadSource

_HUB = "https://huggingface.co"
_MOST_SOURCES = 20  # named one by one; more are better said by a folder
_MOST_LEFT_OUT = 40
_CONTENT = 200  # characters of typed text that the code shows

Argument = tuple[str, object]


def shell_command(request: UploadRequest, connection: Connection, plan: UploadPlan | None = None) -> str:
    """One `hf upload` for each source; for another endpoint than huggingface.co with the environment it needs."""
    endpoint = "" if connection.endpoint == _HUB else f"HF_ENDPOINT={shlex.quote(connection.endpoint)} "
    commands = []
    for source in request.sources[:_MOST_SOURCES]:
        local = str(source.local) if source.local is not None else PurePosixPath(source.path_in_repo).name
        words = ["hf", "upload", request.ref.repo_id, local, _place(source)]
        if request.ref.repo_type is not RepoType.MODEL:
            words += ["--repo-type", request.ref.repo_type.value]
        if request.revision != "main":
            words += ["--revision", request.revision]
        if _is_folder(source, plan):
            for name, patterns in (
                ("--include", request.include),
                ("--exclude", (*request.exclude, *_left_out(source, plan))),
                ("--delete", request.delete),
            ):
                for pattern in patterns:
                    words += [name, pattern]
        words += ["--commit-message", request.message] if request.message else []
        words += ["--commit-description", request.description] if request.description else []
        words += ["--create-pr"] if request.create_pr else []
        commands.append(endpoint + _wrapped(words))
    return "\n".join(commands)


def python_code(request: UploadRequest, connection: Connection, plan: UploadPlan | None = None) -> str:
    """The same with huggingface_hub."""
    api = "HfApi()" if connection.endpoint == _HUB else f"HfApi(endpoint={connection.endpoint!r})"
    calls = [_call(source, request, plan) for source in request.sources[:_MOST_SOURCES]]
    return "\n".join(["from huggingface_hub import HfApi", "", f"api = {api}", *calls])


def _call(source: UploadSource, request: UploadRequest, plan: UploadPlan | None) -> str:
    arguments: list[Argument] = [("repo_id", request.ref.repo_id)]
    if request.ref.repo_type is not RepoType.MODEL:
        arguments.append(("repo_type", request.ref.repo_type.value))
    if _is_folder(source, plan):
        function = "upload_folder"
        arguments.append(("folder_path", str(source.local)))
        if source.path_in_repo.strip("/"):
            arguments.append(("path_in_repo", source.path_in_repo.strip("/")))
        for name, patterns in (
            ("allow_patterns", request.include),
            ("ignore_patterns", (*request.exclude, *_left_out(source, plan))),
            ("delete_patterns", request.delete),
        ):
            if patterns:
                arguments.append((name, list(patterns)))
    else:
        function = "upload_file"
        arguments += [("path_or_fileobj", _content(source)), ("path_in_repo", _place(source))]
    if request.revision != "main":
        arguments.append(("revision", request.revision))
    for name, text in (("commit_message", request.message), ("commit_description", request.description)):
        if text:
            arguments.append((name, text))
    if request.create_pr:
        arguments.append(("create_pr", True))
    lines = "".join(f"    {name}={value!r},\n" for name, value in arguments)
    return f"api.{function}(\n{lines})"


def _content(source: UploadSource) -> str | bytes:
    if source.local is not None:
        return str(source.local)
    content = source.content or b""
    return content if len(content) <= _CONTENT else PurePosixPath(source.path_in_repo).name


def _place(source: UploadSource) -> str:
    """Where it goes; a file that was given only a folder keeps its name."""
    path = source.path_in_repo
    if source.local is not None and (not path or path.endswith("/")):
        return path + source.local.name
    return path.strip("/") or "."


def _is_folder(source: UploadSource, plan: UploadPlan | None) -> bool:
    return is_folder(source.local, plan) if source.local is not None else False


def is_folder(local: Path, plan: UploadPlan | None) -> bool:
    """Whether the plan found something in it: asked of the plan, so that no disk is touched.

    As texts: comparing tens of thousands of paths takes a moment.
    """
    itself = str(local)
    inside = itself.rstrip(os.sep) + os.sep
    for file in plan.files if plan is not None else ():
        found = str(file.local)
        if found == itself and file.reason is not Reason.UNREADABLE:
            return False
        if found.startswith(inside):
            return True
    return False


def _left_out(source: UploadSource, plan: UploadPlan | None) -> Iterable[str]:
    """What the person took out of a folder, as patterns seen from it."""
    if plan is None or source.local is None:
        return ()
    taken = (file.local for file in plan.files if file.taken_from is not None and file.local is not None)
    inside = [
        str(PurePosixPath(*one.relative_to(source.local).parts)) for one in taken if one.is_relative_to(source.local)
    ]
    return inside[:_MOST_LEFT_OUT]


def _wrapped(words: Iterable[str]) -> str:
    """One line, or one option a line where it gets long."""
    line = " ".join(shlex.quote(word) for word in words)
    return line if len(line) <= 80 else line.replace(" --", " \\\n  --")
