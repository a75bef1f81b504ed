"""The files in comments: taking them in, and showing them."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from hubdesk.localhub.discussions import attachments
from hubdesk.localhub.people.permissions import Permission
from hubdesk.localhub.refusal import Refusal, read_only
from hubdesk.localhub.routing import get, post
from hubdesk.localhub.web import endpoint, hub_of, viewer_of


async def take(request: Request) -> Response:
    """POST /uploads: the answer is the file's address, as text."""
    viewer = viewer_of(request)
    if viewer.token and not viewer.token.allows(Permission.DISCUSS, viewer.name):
        raise read_only()  # without a token anybody may
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    limit = attachments.largest(media_type)
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > limit:
            raise Refusal(413, f"Files of this format must be smaller than {limit // 1_000_000}MB")
    hub = hub_of(request)
    name = await run_in_threadpool(attachments.keep, hub.records, hub.lfs, media_type, bytes(content))
    return PlainTextResponse(f"{endpoint(request)}/uploads/{name}")


def show(request: Request) -> Response:
    """GET /uploads/{name}."""
    hub = hub_of(request)
    stored, media_type = attachments.find(hub.records, hub.lfs, request.path_params["name"])
    headers = {
        "Content-Length": str(stored.size),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    if request.method == "HEAD":
        return Response(None, headers=headers, media_type=media_type)
    return StreamingResponse(stored.chunks(0, stored.size), headers=headers, media_type=media_type)


ROUTES = [
    post("/uploads", take),
    get("/uploads/{name:one}", show),
]
