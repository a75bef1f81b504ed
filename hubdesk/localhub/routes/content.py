"""The bytes of files: whole, or from any offset."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Iterator
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from hubdesk.localhub.git.repo import Entry, GitRepo
from hubdesk.localhub.lfs import LfsStore
from hubdesk.localhub.refusal import Refusal, entry_not_found
from hubdesk.localhub.routing import PAGE, get
from hubdesk.localhub.web import commit_of, hub_of, kind_of, repo_id_of, viewer_of

_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_OPEN = frozenset({"README.md", ".gitattributes"})  # what everybody may read of a gated repository


def resolve(request: Request) -> Response:
    """GET and HEAD /[datasets/|spaces/]{id}/resolve/{rev}/{path}; /raw/ gives the pointer of a large file."""
    hub, kind, repo_id, viewer = hub_of(request), kind_of(request), repo_id_of(request), viewer_of(request)
    path = request.path_params["path"]
    facts = (hub.find if path in _OPEN else hub.find_files)(kind, repo_id, viewer)
    repo = hub.open(facts)
    commit = commit_of(repo, request.path_params["rev"])
    entry = repo.snapshot(commit).files.get(path)
    if entry is None:
        raise entry_not_found(path, commit)
    raw = request.path_params["how"] == "raw"
    size = entry.pointer_size if raw and entry.sha256 else entry.size
    etag = entry.oid if raw or not entry.sha256 else entry.sha256
    headers = {
        "X-Repo-Commit": commit,
        "ETag": f'"{etag}"',
        "Accept-Ranges": "bytes",
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(path.rpartition('/')[2])}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Access-Control-Expose-Headers": "X-Repo-Commit,X-Linked-Size,X-Linked-ETag,ETag,Accept-Ranges,Content-Range",
    }
    if entry.sha256 and not raw:
        headers |= {"X-Linked-Etag": f'"{entry.sha256}"', "X-Linked-Size": str(entry.size)}
    start, end, status = _range(request, size, headers)
    headers["Content-Length"] = str(end - start)
    media_type = _media_type(path)
    if request.method == "HEAD" or start == end:
        return Response(None, status, headers, media_type=media_type)
    return StreamingResponse(_chunks(repo, hub.lfs, entry, start, end, raw), status, headers, media_type=media_type)


def _range(request: Request, size: int, headers: dict[str, str]) -> tuple[int, int, int]:
    """From where to where, and the status; adds Content-Range to the headers."""
    matched = _RANGE.fullmatch(request.headers.get("range", "").strip())
    if matched is None or not (matched[1] or matched[2]) or request.scope.get("hubdesk.ignore_range"):
        return 0, size, 200
    if matched[1]:
        start, end = int(matched[1][:18]), min(size, int(matched[2][:18]) + 1) if matched[2] else size
    else:
        start, end = max(0, size - int(matched[2][:18])), size
    if start >= size or end <= start:
        raise Refusal(
            416, "Range Not Satisfiable", headers={"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"}
        )
    headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return start, end, 206


def _chunks(repo: GitRepo, lfs: LfsStore, entry: Entry, start: int, end: int, raw: bool) -> Iterator[bytes]:
    if raw or not entry.sha256:
        return iter([repo.blob(entry.oid)[start:end]])
    stored = lfs.find(entry.sha256)
    if stored is None:
        raise entry_not_found(entry.path)
    return stored.chunks(start, end)


def _media_type(path: str) -> str:
    """By the name; nothing that a browser would run."""
    if path.endswith((".safetensors", ".gguf", ".bin", ".onnx")):
        return "application/octet-stream"
    guessed = mimetypes.guess_type(path)[0] or "text/plain"
    return "text/plain; charset=utf-8" if guessed.startswith(("text/", "application/javascript")) else guessed


ROUTES = [
    get(f"{PAGE}/{{how:how}}/{{rev:one}}/{{path:rest}}", resolve),
]
