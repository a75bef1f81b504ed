"""How addresses are written in the lists of routes: percent-encoded parts, decoded when matched."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, unquote

from starlette.convertors import Convertor, register_url_convertor
from starlette.routing import Route


class _Quoted(Convertor[str]):
    """A part of the path that is still percent-encoded (see `guard`): the value is decoded."""

    errors = "replace"  # nothing has a name that is not UTF-8

    def convert(self, value: str) -> str:
        return unquote(value, errors=self.errors)

    def to_string(self, value: str) -> str:
        return quote(value)


class _QuotedPath(_Quoted):
    """A path inside a repository; git takes any bytes."""

    regex = ".+"
    errors = "surrogateescape"


for _name, _regex in {
    "repo": "[^/]+/[^/]+|[^/]+",
    "one": "refs/(?:pr|convert)/[^/]+|[^/]+",  # the Hub knows these without %2F too
    "kind": "models|datasets|spaces",
    "place": "datasets/|spaces/|",
    "how": "resolve|raw",
}.items():
    register_url_convertor(_name, type(f"_{_name}", (_Quoted,), {"regex": _regex})())
register_url_convertor("rest", _QuotedPath())

REPO = "/api/{kind:kind}/{repo:repo}"  # what the API says about one repository
PAGE = "/{kind:place}{repo:repo}"  # the repository's own pages: its files, git


def get(path: str, endpoint: Callable[..., Any]) -> Route:
    """Answers GET and HEAD."""
    return Route(path, endpoint, methods=["GET"])


def post(path: str, endpoint: Callable[..., Any]) -> Route:
    """Answers POST."""
    return Route(path, endpoint, methods=["POST"])


def on(methods: str, path: str, endpoint: Callable[..., Any]) -> Route:
    """Answers the methods named, separated by blanks."""
    return Route(path, endpoint, methods=methods.split())
