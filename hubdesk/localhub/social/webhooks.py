"""Webhooks: kept and shown, never called."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from hubdesk.localhub.records import Records
from hubdesk.localhub.refusal import Refusal, bad_request

_COLLECTION = "webhooks"
_DOMAINS = ("repo", "discussion")
_TYPES = ("bucket", "dataset", "model", "org", "space", "user")
_NAME = re.compile(r"\w[\w.-]{0,95}(?:/\w[\w.-]{0,95})?", re.ASCII)
_MOST, _MOST_WATCHED, _LONGEST_URL, _LONGEST_SECRET = 100, 100, 2000, 512


def of(records: Records, name: str) -> list[dict[str, Any]]:
    """Somebody's webhooks, the oldest first."""
    return sorted((content for _, content in records.below(_COLLECTION, name)), key=lambda each: each["id"])


def find(records: Records, name: str, number: str) -> dict[str, Any]:
    """One of somebody's webhooks.

    Raises:
        Refusal: 404, they have no such.
    """
    content = records.get(_COLLECTION, name, number) if number.isalnum() else None
    if content is None:
        raise Refusal(404, "Webhook not found")
    return content


def add(records: Records, name: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """A new webhook.

    Raises:
        Refusal: 400, it cannot be so.
    """
    given = _read(body)
    if "url" not in given or not given.get("watched"):
        raise bad_request("A webhook needs an url and something to watch")
    with records.together():
        if len(of(records, name)) >= _MOST:
            raise bad_request(f"Nobody has more than {_MOST} webhooks")
        number = f"{int(time.time()):08x}{secrets.token_hex(8)}"  # begins with the time, as on the Hub: keeps an order
        content = {"id": number, "domains": list(_DOMAINS), "disabled": False, **given}
        records.put(_COLLECTION, name, number, content=content)
    return content


def change(records: Records, name: str, number: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """A webhook with what the body gives; an empty list of what to watch leaves that as it is.

    Raises:
        Refusal: 404, there is no such; 400, it cannot be so.
    """
    given = _read(body)
    if not given.get("watched"):
        given.pop("watched", None)
    with records.together():
        content = find(records, name, number) | given
        records.put(_COLLECTION, name, number, content=content)
    return content


def switch(records: Records, name: str, number: str, *, on: bool) -> dict[str, Any]:
    """A webhook that is active, or not.

    Raises:
        Refusal: 404, there is no such.
    """
    with records.together():
        content = find(records, name, number) | {"disabled": not on}
        records.put(_COLLECTION, name, number, content=content)
    return content


def remove(records: Records, name: str, number: str) -> None:
    """Take a webhook away.

    Raises:
        Refusal: 404, there is no such.
    """
    with records.together():
        find(records, name, number)
        records.delete(_COLLECTION, name, number)


def _read(body: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a webhook that a body gives."""
    given: dict[str, Any] = {}
    if body.get("jobSourceId") is not None:
        raise Refusal(404, "Job not found: this Hub has no jobs")
    if body.get("url") is not None:
        given["url"] = _url(body["url"])
    if body.get("watched") is not None:
        given["watched"] = _watched(body["watched"])
    if body.get("domains") is not None:
        domains = body["domains"]
        if not isinstance(domains, list) or not domains or any(each not in _DOMAINS for each in domains):
            raise bad_request(f"domains must be some of {', '.join(_DOMAINS)}")
        given["domains"] = list(dict.fromkeys(domains))
    if body.get("secret") is not None:
        secret = body["secret"]
        if not isinstance(secret, str) or len(secret) > _LONGEST_SECRET or not secret.isascii():
            raise bad_request(f"The secret must be ASCII text of up to {_LONGEST_SECRET} characters")
        given["secret"] = secret or None
    return given


def _url(url: object) -> str:
    try:
        parts = urlsplit(url) if isinstance(url, str) and len(url) <= _LONGEST_URL else None
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("url must be the address of a web server")
    return parts.geturl()


def _watched(given: object) -> list[dict[str, str]]:
    if not isinstance(given, list) or len(given) > _MOST_WATCHED:
        raise bad_request(f"watched must be a list of up to {_MOST_WATCHED}")
    watched = []
    for each in given:
        kind, name = (each.get("type"), each.get("name")) if isinstance(each, dict) else (None, None)
        if not isinstance(kind, str) or kind not in _TYPES or not isinstance(name, str) or not _NAME.fullmatch(name):
            raise bad_request("What is watched needs a type and a name")
        watched.append({"type": kind, "name": name})
    return watched
