"""A search as it arrives in a URL, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from hubdesk.core.resources import read_json
from hubdesk.localhub.facts import Kind, words
from hubdesk.localhub.refusal import bad_request

MAX_PAGE = 1000
SORTS = {
    "createdAt": "created_at",
    "created_at": "created_at",
    "downloads": "downloads",
    "lastModified": "updated_at",
    "last_modified": "updated_at",
    "likes": "likes",
    "trendingScore": "trending",
    "trending_score": "trending",
}
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)([KMBT]?)", re.IGNORECASE)
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "B": 10**9, "T": 10**12}
_COMMON_EXPANDS = frozenset(
    words(
        "author cardData createdAt disabled lastModified likes private resourceGroup sha siblings tags "
        "trendingScore usedStorage"
    )
)
EXPANDS: Mapping[Kind, frozenset[str]] = {
    Kind.MODEL: _COMMON_EXPANDS
    | frozenset(
        words(
            "baseModels childrenModelCount config downloads downloadsAllTime evalResults gated gguf inference "
            "inferenceProviderMapping library_name mask_token model-index pipeline_tag safetensors spaces "
            "transformersInfo widgetData"
        )
    ),
    Kind.DATASET: _COMMON_EXPANDS
    | frozenset(["citation", "description", "downloads", "downloadsAllTime", "gated", "mainSize", "paperswithcode_id"]),
    Kind.SPACE: _COMMON_EXPANDS | frozenset(["datasets", "models", "region", "runtime", "sdk", "subdomain"]),
}


class Parameters(Protocol):
    """The parameters of a URL, each of which may be there several times."""

    def get(self, key: str) -> str | None:
        """The last value of a key."""

    def getlist(self, key: str) -> list[str]:
        """Every value of a key."""


@dataclass(frozen=True, slots=True)
class Query:
    """One search; every condition must hold."""

    filters: tuple[str, ...] = ()
    author: str = ""
    searches: tuple[str, ...] = ()
    task: str = ""
    apps: tuple[str, ...] = ()
    gated: bool | None = None
    min_parameters: int | None = None
    max_parameters: int | None = None
    datasets: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    linked: bool = False
    sort: str = "trending"
    limit: int = MAX_PAGE
    cursor: str = ""


def parse_query(kind: Kind, given: Parameters) -> Query:
    """The search that the parameters ask for.

    Raises:
        Refusal: 400 with the parameter that makes no sense.
    """
    sort = given.get("sort") or "trendingScore"
    if sort not in SORTS or (kind is Kind.SPACE and sort == "downloads"):
        raise bad_request(f"Invalid sort parameter: {sort}")
    low, high = _range(given.get("num_parameters") or "")
    apps = tuple(each for text in given.getlist("apps") for each in text.split(",") if each)
    for app in apps:
        if app not in known_apps():
            raise bad_request(f"Invalid apps parameter: {app}")
    return Query(
        filters=tuple(text.strip() for text in given.getlist("filter") if text.strip()),
        author=given.get("author") or "",
        searches=tuple(text.strip().lower() for text in given.getlist("search") if text.strip()),
        task=given.get("pipeline_tag") or "",
        apps=apps,
        gated=boolean("gated", given.get("gated")),
        min_parameters=low,
        max_parameters=high,
        datasets=tuple(given.getlist("datasets")),
        models=tuple(given.getlist("models")),
        linked=bool(boolean("linked", given.get("linked"))),
        sort=SORTS[sort],
        limit=parse_limit(given.get("limit")),
        cursor=given.get("cursor") or "",
    )


def parse_expand(kind: Kind, given: Parameters) -> tuple[str, ...]:
    """The properties asked for; none means the usual ones.

    Raises:
        Refusal: 400, there is no such property.
    """
    expand = tuple(dict.fromkeys([*given.getlist("expand"), *given.getlist("expand[]")]))
    for name in expand:
        if name not in EXPANDS[kind]:
            raise bad_request(f"Invalid option for expand: {name}")
    return expand


def boolean(name: str, text: str | None) -> bool | None:
    """`true` or `false`; None where nothing is given.

    Raises:
        Refusal: 400, it is neither.
    """
    if text is None or text == "":
        return None
    if text.lower() in ("true", "1"):
        return True
    if text.lower() in ("false", "0"):
        return False
    raise bad_request(f"Invalid {name} parameter: {text}")


def parse_limit(text: str | None, default: int = MAX_PAGE, most: int = MAX_PAGE) -> int:
    """How many are asked for.

    Raises:
        Refusal: 400, it is no number above 0.
    """
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not int(text[:9]) > 0:
        raise bad_request(f"Invalid limit parameter: {text}")
    return min(int(text[:9]), most)


@cache
def known_apps() -> frozenset[str]:
    """The local apps the Hub can filter by."""
    return frozenset(read_json("catalog", "apps.json"))


def _range(text: str) -> tuple[int | None, int | None]:
    bounds: dict[str, int] = {}
    for part in filter(None, text.split(",")):
        side, colon, number = part.partition(":")
        matched = _NUMBER.fullmatch(number.strip())
        if not colon or side not in ("min", "max") or matched is None:
            raise bad_request(f"Invalid num_parameters parameter: {text}")
        bounds[side] = round(float(matched[1]) * _UNITS[matched[2].upper()])
    return bounds.get("min"), bounds.get("max")
