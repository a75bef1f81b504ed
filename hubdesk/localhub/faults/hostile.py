"""Answers of a Hub that means harm: other headers and other JSON than the real ones."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import Message, Send

from hubdesk.localhub.faults.case import Case
from hubdesk.localhub.faults.variants import ETAGS, PATHS, SIZES

HeaderChange = Callable[[MutableHeaders, Case], None]
ContentChange = Callable[[Any, Case], object]

_DIGITS = str.maketrans("0123456789abcdef", "fedcba9876543210")


def hostile(send: Send, case: Case) -> Send:
    """Changes what this kind of fault changes; JSON is held back until it is whole."""
    on_headers, on_content = HEADERS.get(case.fault.kind), CONTENTS.get(case.fault.kind)
    held: list[Message] = []
    parts: list[bytes] = []

    async def changed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            if on_headers:
                on_headers(headers, case)
            message = {**message, "headers": headers.raw}
            if on_content and "json" in headers.get("content-type", "") and case.scope["method"] != "HEAD":
                held.append(message)
                return
        elif held and message["type"] == "http.response.body":
            parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                body = _rewritten(b"".join(parts), case, on_content)
                MutableHeaders(raw=held[0]["headers"])["content-length"] = str(len(body))
                await send(held[0])
                await send({**message, "body": body})
            return
        await send(message)

    return changed


def _rewritten(body: bytes, case: Case, change: ContentChange | None) -> bytes:
    try:
        content = json.loads(body)
        return json.dumps(change(content, case) if change else content).encode()
    except (ValueError, RecursionError):  # another fault spoiled it already
        return body


def _tables(content: object) -> Iterator[dict[str, Any]]:
    """Every JSON object, however deep."""
    pending = [content]
    while pending:
        each = pending.pop()
        if isinstance(each, dict):
            yield each
            pending += each.values()
        elif isinstance(each, list):
            pending += each


def _listed(content: object) -> Iterator[tuple[list[Any], str, dict[str, Any]]]:
    """The lists of files in a tree, in paths-info or in a repository's info: the list, the key of names, a file."""
    for where, key in (
        (content, "path"),
        (content.get("siblings") if isinstance(content, dict) else None, "rfilename"),
    ):
        if isinstance(where, list):
            for each in where:
                if isinstance(each, dict) and key in each and each.get("type") != "directory":
                    yield where, key, each
                    break


def _paths(content: object, case: Case) -> object:
    for files, key, example in _listed(content):
        for variant, names in PATHS.items():
            if case.fault.text in ("all", variant):
                files.extend({**example, key: name} for name in names(example[key]))
    return content


def _sizes(content: object, case: Case) -> object:
    return _replaced(content, "size", SIZES[case.fault.text])


def _oids(content: object, case: Case) -> object:
    for key in ("oid", "sha256", "blobId"):
        _replaced(content, key, ETAGS[case.fault.text])
    return content


def _replaced(content: object, key: str, value: object) -> object:
    for table in _tables(content):
        if key in table:
            table[key] = value
    return content


def _xet_hashes(content: object, case: Case) -> object:
    for table in _tables(content):
        for key in ("xetHash", "xet_hash"):
            if isinstance(known := table.get(key), str):
                table[key] = known.translate(_DIGITS)
    return content


def _actions(content: object, case: Case) -> object:
    """Upload and verify addresses of the LFS batch; those of parts are among the headers."""
    name = case.fault.kind.removeprefix("foreign_")
    for table in _tables(content):
        action = table.get(name)
        if isinstance(action, dict) and "href" in action:
            action["href"] = f"{case.thief.url}/{name}"
            for key, value in (action.get("header") or {}).items():
                if isinstance(value, str) and value.startswith("http"):
                    action["header"][key] = f"{case.thief.url}/{name}/{key}"
    return content


def _cas_url(content: object, case: Case) -> object:
    return _replaced(content, "casUrl", case.thief.cas_url(case.fault.text))


def _expired(content: object, case: Case) -> object:
    return _replaced(content, "exp", int(time.time()) - 3600)


def _set_json(content: object, case: Case) -> object:
    pointer, _, text = case.fault.text.partition(" ")
    try:
        value = json.loads(text)
    except ValueError:
        value = text
    *way, last = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]] or [""]
    if not pointer:
        return value
    for place in _places([content], way):
        if isinstance(place, dict):
            for key in list(place) if last == "*" else [last]:
                place[key] = value
        elif isinstance(place, list):
            for at in range(len(place)) if last == "*" else [int(last)] if last.isdigit() else []:
                place[at : at + 1] = [value]
    return content


def _places(places: list[Any], way: list[str]) -> list[Any]:
    for part in way:
        found: list[Any] = []
        for place in places:
            if isinstance(place, dict):
                found += place.values() if part == "*" else [place[part]] if part in place else []
            elif isinstance(place, list):
                found += place if part == "*" else place[int(part) : int(part) + 1] if part.isdigit() else []
        places = found
    return places


def _etag(headers: MutableHeaders, case: Case) -> None:
    for name in ("etag", "x-linked-etag"):
        if name in headers:
            headers[name] = f'"{ETAGS[case.fault.text]}"'


def _replace_header(name: str, value: Callable[[Case], str]) -> HeaderChange:
    def change(headers: MutableHeaders, case: Case) -> None:
        if name in headers:
            headers[name] = value(case)

    return change


def _link(relation: str, target: Callable[[Case], str]) -> HeaderChange:
    """Has this Link, whether there was one or not."""

    def change(headers: MutableHeaders, case: Case) -> None:
        headers["link"] = f'<{target(case)}>; rel="{relation}"'

    return change


def _foreign_refresh(headers: MutableHeaders, case: Case) -> None:
    headers["x-xet-refresh-route"] = f"{case.thief.url}/xet"
    del headers["link"]  # which clients would ask first


def _xet_hash(headers: MutableHeaders, case: Case) -> None:
    if "x-xet-hash" in headers:
        headers["x-xet-hash"] = headers["x-xet-hash"].translate(_DIGITS)


HEADERS: dict[str, HeaderChange] = {
    "etag": _etag,
    "endless_next": _link("next", lambda case: case.url),
    "foreign_next": _link("next", lambda case: f"{case.thief.url}/next"),
    "foreign_xet_auth": _link("xet-auth", lambda case: f"{case.thief.url}/xet"),
    "foreign_refresh": _foreign_refresh,
    "cas_url": _replace_header("x-xet-cas-url", lambda case: case.thief.cas_url(case.fault.text)),
    "xet_expired": _replace_header("x-xet-token-expiration", lambda case: str(int(time.time()) - 3600)),
    "xet_hash": _xet_hash,
}
CONTENTS: dict[str, ContentChange] = {
    "paths": _paths,
    "sizes": _sizes,
    "oids": _oids,
    "xet_hash": _xet_hashes,
    "foreign_upload": _actions,
    "foreign_verify": _actions,
    "cas_url": _cas_url,
    "xet_expired": _expired,
    "set_json": _set_json,
}
HOSTILE = HEADERS.keys() | CONTENTS.keys()
