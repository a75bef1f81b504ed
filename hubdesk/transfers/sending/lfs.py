"""Git LFS: asks the Hub where large files are to be sent, and believes only answers that make sense."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hubdesk.core.errors import ErrorKind, HubDeskError, HubError
from hubdesk.core.types import RepoRef
from hubdesk.hub.translate import refusal
from hubdesk.transfers.sending.messages import Item
from hubdesk.transfers.sending.post import Post, check_address
from hubdesk.transfers.sending.stopping import Stop

MEDIA_TYPE = "application/vnd.git-lfs+json"
MAX_PARTS = 10_000
BATCH_PATIENCE_S = 90.0  # for the answer about a few hundred files

_NAME = re.compile(r"[A-Za-z0-9-]{1,100}\Z")
_OURS = frozenset({"authorization", "cookie", "host", "content-length", "transfer-encoding", "connection"})


@dataclass(frozen=True, slots=True)
class Action:
    """What to do with one file: nothing (no `href`), send it whole, or in `parts` and then complete it at `href`."""

    href: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    verify: str = ""
    part_size: int = 0
    parts: tuple[str, ...] = ()


def negotiate(
    post: Post, ref: RepoRef, revision: str, items: Sequence[Item], stop: Stop
) -> dict[str, Action | HubDeskError]:
    """What to do with each file, or why the Hub does not want it, by oid.

    Raises:
        StoppedError: `stop` was set meanwhile.
        HubDeskError: the Hub refused them all, or its answer makes no sense.
        httpx2.HTTPError: the way there and back failed.
    """
    body: dict[str, Any] = {
        "operation": "upload",
        "transfers": ["basic", "multipart"],
        "objects": [{"oid": item.oid, "size": item.size} for item in items],
        "hash_algo": "sha256",
    }
    if revision:
        body["ref"] = {"name": revision}
    url = f"/{ref.web_path}.git/info/lfs/objects/batch"
    answer = post.tell(url, body, stop, kind=MEDIA_TYPE, patience_s=BATCH_PATIENCE_S).table()
    objects = answer.get("objects")
    if not isinstance(objects, list):
        raise _bad("no objects")
    sizes = {item.oid: item.size for item in items}
    found: dict[str, Action | HubDeskError] = {}
    for each in objects:
        oid = each.get("oid") if isinstance(each, dict) else None
        if isinstance(oid, str) and oid in sizes and oid not in found:
            found[oid] = _read(each, sizes[oid], post.endpoint)
    if len(found) != len(sizes):
        raise _bad("a file is missing in the answer")
    return found


def _read(said: Mapping[str, Any], size: int, endpoint: str) -> Action | HubDeskError:
    if isinstance(error := said.get("error"), dict):
        code = error.get("code")
        status = code if type(code) is int and 400 <= code < 600 else 422
        return refusal(status, {}, str(error.get("message", "")))
    actions = said.get("actions")
    if not actions:
        return Action()
    upload = actions.get("upload") if isinstance(actions, dict) else None
    if not isinstance(upload, dict):
        raise _bad("no upload action")
    href, verify = _href(upload, endpoint), ""
    if isinstance(checking := actions.get("verify"), dict):
        verify = _href(checking, endpoint)
    headers = upload.get("header")
    headers = headers if isinstance(headers, dict) else {}
    if "chunk_size" in headers:
        part_size, parts = _parts(headers, size, endpoint)
        return Action(href, {}, verify, part_size, parts)
    return Action(href, _allowed(headers), verify)


def _href(action: Mapping[str, Any], endpoint: str) -> str:
    href = action.get("href")
    if not isinstance(href, str):
        raise _bad("no address to send to")
    return check_address(href, endpoint)


def _parts(headers: Mapping[str, Any], size: int, endpoint: str) -> tuple[int, tuple[str, ...]]:
    said = str(headers["chunk_size"])
    part_size = int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0
    numbered = sorted((int(name), url) for name, url in headers.items() if name.isascii() and name.isdigit())
    count = -(-size // part_size) if part_size else 0
    if not 0 < count <= MAX_PARTS or [number for number, _ in numbered] != list(range(1, count + 1)):
        raise _bad("the parts do not fit the file")
    if not all(isinstance(url, str) for _, url in numbered):
        raise _bad("no address to send to")
    return part_size, tuple(check_address(url, endpoint) for _, url in numbered)


def _allowed(headers: Mapping[str, Any]) -> dict[str, str]:
    """The headers that the storage wants, without those that are ours to set."""
    return {
        name: value
        for name, value in headers.items()
        if isinstance(value, str)
        and _NAME.match(name)
        and name.lower() not in _OURS
        and len(value) < 8192
        and value.isprintable()
        and value.isascii()
    }


def _bad(detail: str) -> HubError:
    return HubError(ErrorKind.BAD_ANSWER, f"LFS: {detail}")
