"""Splits a card into its YAML front matter and its body, and reads the metadata without ever failing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

_OPENING = re.compile(r"\ufeff?\s*---[ \t]*(?:\r\n|\r|\n)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)
_LINE_END = re.compile(r"\r\n|\r|\n")
_TOP_LEVEL_KEY = re.compile(r"^(?=[^\s#\-][^\n]*?:(?:\s|$))", re.MULTILINE)
_BRACKET = re.compile(r"[\[\]{}]")
_MAX_YAML = 200_000  # characters; the pure-Python loader needs seconds beyond
_MAX_DEPTH = 40
_MAX_KEYS = 200  # read one by one where the whole is broken
_MAX_VALUES = 20_000  # a few aliases can stand for millions of values


class CardParts(NamedTuple):
    """A card in two: `body_line` is the 0-based line of the text at which the body starts."""

    front_matter: str
    body: str
    body_line: int


class ProblemCode(StrEnum):
    """What is wrong with a front matter as a whole."""

    UNCLOSED = "unclosed"  # opened by `---`, never closed
    BAD_YAML = "bad_yaml"
    DUPLICATE_KEY = "duplicate_key"
    NOT_MAPPING = "not_mapping"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class MetadataProblem:
    """One thing that could not be read; `line` is the 0-based line in the card's text, `detail` is technical."""

    line: int
    code: ProblemCode
    detail: str = ""


class Metadata(NamedTuple):
    """What the front matter says, as far as it can be read, and what is wrong with it."""

    values: dict[str, Any]
    problems: tuple[MetadataProblem, ...]


def split_front_matter(text: str) -> CardParts:
    """Take the YAML between the first two `---` lines off; without a closing line all of it is body."""
    opening = _OPENING.match(text)
    if opening is None:
        return CardParts("", text.removeprefix("\ufeff"), 0)
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        return CardParts("", text.removeprefix("\ufeff"), 0)
    return CardParts(
        text[opening.end() : closing.start()], text[closing.end() :], len(_LINE_END.findall(text[: closing.end()]))
    )


def metadata(text: str) -> Metadata:
    """Read the front matter of a whole card; what cannot be read is left out and listed, never raised.

    Where the YAML as a whole is broken, its top-level keys are read one by one, so that one bad line costs one key.
    """
    parts = split_front_matter(text)
    opening = _OPENING.match(text)
    if opening is None:
        return Metadata({}, ())
    first_line = len(_LINE_END.findall(opening.group()))
    if not parts.body_line:
        return Metadata({}, (MetadataProblem(first_line - 1, ProblemCode.UNCLOSED),))
    if len(parts.front_matter) > _MAX_YAML:
        return Metadata({}, (MetadataProblem(first_line, ProblemCode.TOO_LARGE),))
    source = _LINE_END.sub("\n", parts.front_matter)
    if _is_nested_too_deep(source):
        return Metadata({}, (MetadataProblem(first_line, ProblemCode.BAD_YAML, "nested too deep"),))
    whole, problem = _load(source, first_line)
    if problem is None:
        return _checked(whole, first_line)
    values: dict[str, Any] = {}
    for chunk in _top_level_chunks(source):
        part, _ = _load(chunk, first_line)
        if isinstance(part, dict):
            for key, value in part.items():
                values.setdefault(str(key), value)
    return Metadata(_checked(values, first_line).values, (problem,))


def _checked(loaded: object, line: int) -> Metadata:
    if loaded is None:
        return Metadata({}, ())
    if not isinstance(loaded, dict):
        return Metadata({}, (MetadataProblem(line, ProblemCode.NOT_MAPPING, type(loaded).__name__),))
    if not _is_tame(loaded):
        return Metadata({}, (MetadataProblem(line, ProblemCode.TOO_LARGE),))
    return Metadata({str(key): value for key, value in loaded.items()}, ())


def _is_nested_too_deep(source: str) -> bool:
    """Whether brackets open so often that the loader would recurse for seconds before it gives up."""
    depth = 0
    for match in _BRACKET.finditer(source):
        depth += 1 if match[0] in "[{" else -1
        if depth > _MAX_DEPTH:
            return True
    return False


def _top_level_chunks(source: str) -> list[str]:
    starts = [match.start() for match in _TOP_LEVEL_KEY.finditer(source)]
    return [source[start:end] for start, end in zip(starts, [*starts[1:], len(source)], strict=False)][:_MAX_KEYS]


def _load(source: str, first_line: int) -> tuple[object, MetadataProblem | None]:
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import DuplicateKeyError
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        return YAML(typ="safe", pure=True).load(source), None
    except DuplicateKeyError as error:
        code = ProblemCode.DUPLICATE_KEY
        mark, detail = error.problem_mark, str(error.problem or "")
    except MarkedYAMLError as error:
        code = ProblemCode.BAD_YAML
        mark, detail = error.problem_mark or error.context_mark, str(error.problem or error.context or "")
    except YAMLError as error:
        return None, MetadataProblem(first_line, ProblemCode.BAD_YAML, str(error).partition("\n")[0])
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, AssertionError, RecursionError) as error:
        # the loader lets these through for odd scalars (dates, ints, tags) and for very deep nesting
        return None, MetadataProblem(first_line, ProblemCode.BAD_YAML, type(error).__name__)
    line = first_line + (mark.line if mark is not None else 0)
    return None, MetadataProblem(line, code, detail.partition("\n")[0])


def _is_tame(loaded: object) -> bool:
    """Whether all of it can be walked: no cycle through aliases, not too deep, not too much."""
    waiting: list[tuple[object, int]] = [(loaded, 0)]
    seen = 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if depth > _MAX_DEPTH or seen > _MAX_VALUES:
            return False
        waiting.extend((child, depth + 1) for child in _children(value))
    return True


def _children(value: object) -> Iterator[object]:
    if isinstance(value, Mapping):
        yield from value.values()
    elif isinstance(value, list | tuple | set):
        yield from value
