"""Reads and judges the metadata of cards: what the Hub's validate-yaml does."""

from __future__ import annotations

import datetime
import io
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from hubdesk.core.resources import read_json
from hubdesk.localhub.facts import Kind

_FENCE = re.compile(r"\s*---[ \t]*\r?\n(.*?)(?<=\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_MAX_LENGTH, _MAX_NODES = 500_000, 20_000
_REPO_ID = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9_.-]+)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*|code|multilingual")
_SDKS = ("gradio", "streamlit", "docker", "static")
_COLORS = ("red", "yellow", "green", "blue", "indigo", "purple", "pink", "gray")
_ruamel = threading.Lock()


@dataclass(slots=True)
class Verdict:
    """What a card's metadata says and what is wrong with it; lines count from 1, within the README."""

    metadata: dict[str, Any] = field(default_factory=dict)
    errors: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)

    def error(self, message: str, line: int) -> None:
        """Note what makes the card invalid."""
        self.errors.append({"message": message, "line": line})

    def warn(self, message: str, line: int | None = None) -> None:
        """Note what could be better."""
        self.warnings.append({"message": message} | ({"line": line} if line else {}))


def check_card(text: str, kind: Kind) -> Verdict:
    """The verdict on a README."""
    verdict = Verdict()
    matched = _FENCE.match(text.removeprefix("\ufeff"))
    if matched is None:
        verdict.warn("empty or missing yaml metadata in repo card")
        if kind is Kind.SPACE:
            verdict.error("Missing configuration in README: sdk is required", 1)
        return verdict
    first = text.removeprefix("\ufeff")[: matched.start(1)].count("\n") + 1
    lines = _read(matched[1], first, verdict)
    if verdict.errors:
        return verdict
    if not verdict.metadata:
        verdict.warn("empty or missing yaml metadata in repo card")
    _judge(verdict, kind, lines)
    return verdict


def read_yaml(source: str) -> Any:  # noqa: ANN401 - YAML is what it is
    """The content of a YAML text, as ordinary Python values.

    Raises:
        ValueError: it cannot be read.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        with _ruamel:
            content = YAML(typ="safe", pure=True).load(io.StringIO(source))
        return _plain(content, [_MAX_NODES])
    except (YAMLError, ValueError, RecursionError) as error:
        raise ValueError(str(error).partition("\n")[0] or "not YAML") from None


def _read(source: str, first: int, verdict: Verdict) -> dict[str, int]:
    """Fill in the metadata; the answer is the line of each key."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if len(source) > _MAX_LENGTH:
        verdict.error("The metadata is too long", first)
        return {}
    try:
        with _ruamel:
            content = YAML(typ="rt", pure=True).load(io.StringIO(source))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        verdict.error(f"{error.problem or error.context}", first + (mark.line if mark else 0))
        return {}
    except (YAMLError, ValueError, RecursionError) as error:
        verdict.error(str(error).partition("\n")[0] or "not YAML", first)
        return {}
    if content is None:
        return {}
    if not isinstance(content, dict):
        verdict.error("The metadata must be a table of keys and values", first)
        return {}
    try:
        plain = _plain(content, [_MAX_NODES])
    except (ValueError, RecursionError) as error:
        verdict.error(str(error), first)
        return {}
    verdict.metadata = plain
    places: Any = content.lc  # type: ignore[attr-defined]  # what ruamel adds to a dict
    return {str(key): first + places.key(key)[0] for key in content}


def _plain(value: Any, left: list[int]) -> Any:  # noqa: ANN401 - YAML is what it is
    """Ordinary Python values; refuses what aliases blow up."""
    left[0] -= 1
    if left[0] < 0:
        raise ValueError("The metadata holds too much")
    if isinstance(value, dict):
        return {str(key): _plain(item, left) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(item, left) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def _judge(verdict: Verdict, kind: Kind, lines: Mapping[str, int]) -> None:
    metadata = verdict.metadata
    for key in ("license", "language", "tags", "datasets", "base_model", "metrics"):
        value = metadata.get(key)
        if value is not None and not _is_texts(value):
            verdict.error(f'"{key}" must be a string or a list of strings', lines[key])
    if verdict.errors:
        return
    for name in texts(metadata.get("license")):
        if name not in _licenses():
            verdict.error(f'"license" must be one of the known identifiers, not "{name}"', lines["license"])
    if kind is Kind.SPACE:
        _judge_space(verdict, lines)
        return
    for code in texts(metadata.get("language")):
        if not _LANGUAGE.fullmatch(code):
            verdict.error(f'"language" must be an ISO 639-1, 639-2 or 639-3 code, not "{code}"', lines["language"])
    for key in ("datasets", "base_model"):
        for name in texts(metadata.get(key)):
            if not _REPO_ID.fullmatch(name):
                verdict.error(f'"{key}" holds "{name}", which is no repository id', lines[key])
    if not metadata.get("license"):
        verdict.warn("no license in the metadata")
    if kind is Kind.MODEL:
        if (index := metadata.get("model-index")) is not None:
            _judge_index(verdict, index, lines["model-index"])
        task = metadata.get("pipeline_tag")
        if task is not None and task not in _tasks():
            verdict.warn(f'The pipeline tag "{task}" is not in the official list', lines["pipeline_tag"])
    else:
        for task in texts(metadata.get("task_categories")):
            if task not in _tasks():
                verdict.warn(f'The task_categories "{task}" is not in the official list', lines["task_categories"])


def _judge_index(verdict: Verdict, index: Any, line: int) -> None:  # noqa: ANN401 - YAML is what it is
    if not isinstance(index, list):
        verdict.error('"model-index" must be an array', line)
        return
    for at, model in enumerate(index):
        if not isinstance(model, dict):
            verdict.error(f'"model-index[{at}]" must be of type object', line)
        elif not isinstance(model.get("name"), str):
            verdict.error(f'"model-index[{at}].name" is required', line)
        elif not isinstance(model.get("results"), list):
            verdict.error(f'"model-index[{at}].results" must be an array', line)


def _judge_space(verdict: Verdict, lines: Mapping[str, int]) -> None:
    metadata = verdict.metadata
    if metadata.get("sdk") not in _SDKS:
        verdict.error(f'"sdk" must be one of [{", ".join(_SDKS)}]', lines.get("sdk", 1))
    for key in ("colorFrom", "colorTo"):
        if key in metadata and metadata[key] not in _COLORS:
            verdict.error(f'"{key}" must be one of [{", ".join(_COLORS)}]', lines[key])
    if len(str(metadata.get("short_description") or "")) > 60:
        verdict.error(
            '"short_description" length must be less than or equal to 60 characters', lines["short_description"]
        )
    if not metadata.get("emoji"):
        verdict.warn("no emoji in the metadata")


def texts(value: Any) -> list[str]:  # noqa: ANN401 - YAML is what it is
    """One text or several, as a list."""
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _is_texts(value: Any) -> bool:  # noqa: ANN401 - YAML is what it is
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(item, str) for item in value))


@cache
def _licenses() -> frozenset[str]:
    return frozenset(entry["id"] for entry in read_json("catalog", "licenses.json"))


@cache
def _tasks() -> frozenset[str]:
    return frozenset(read_json("catalog", "tasks.json"))
