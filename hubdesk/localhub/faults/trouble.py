"""Between the guard and the routes: has the faults in force carried out, at the speed in force."""

from __future__ import annotations

import asyncio
import random

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hubdesk.localhub.faults.answers import answer_of, drain, give, give_bomb, redirect_loop, until_gone
from hubdesk.localhub.faults.carry import CARRIERS, UPLOAD_CARRIERS, Throttle, throttled
from hubdesk.localhub.faults.case import Case, Gone
from hubdesk.localhub.faults.hostile import HOSTILE, hostile
from hubdesk.localhub.faults.spec import Fault, Faults
from hubdesk.localhub.faults.thief import Thief

CONTROL = "/_practice/"
_KEPT = ("etag", "x-repo-commit", "x-linked-etag", "x-linked-size", "x-xet-hash", "link")


class Trouble:
    """Handles each request as the faults that hit it want, or passes it on."""

    def __init__(self, app: ASGIApp, *, faults: Faults, thief: Thief, rate: int = 0) -> None:
        self._app = app
        self._faults = faults
        self._thief = thief
        self._throttle = Throttle(rate) if rate else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http" or scope["path"].startswith(CONTROL):
            await self._app(scope, receive, send)
            return
        faults = self._faults.take(scope["method"], scope["path"])
        scope["hubdesk.faults"] = [fault.kind for fault in faults]
        scope["hubdesk.ignore_range"] = any(fault.kind == "ignore_range" for fault in faults)
        if faults or self._throttle:
            scope.pop("extensions", None)  # every byte must pass through here
        if self._throttle:
            send = throttled(send, self._throttle)
        answering: Case | None = None
        truly_receive = receive
        for fault in faults:
            case = Case(fault, scope, self._thief)
            if fault.kind == "delay":
                await asyncio.sleep(_seconds(fault))
            elif fault.kind in CARRIERS:
                send = CARRIERS[fault.kind](send, case)
            elif fault.kind in UPLOAD_CARRIERS:
                receive = UPLOAD_CARRIERS[fault.kind](receive, case)
            elif fault.kind in HOSTILE:
                send = hostile(send, case)
            elif fault.kind != "ignore_range":
                answering = answering or case
        try:
            if answering:
                await self._answer(answering, receive, send)
            else:
                await self._app(scope, receive, send)
        except (Gone, ClientDisconnect):  # the latter in the middle of an upload, by its own will or by ours
            await until_gone(truly_receive)

    async def _answer(self, case: Case, receive: Receive, send: Send) -> None:
        """Carry out a fault that answers, or stays silent, by itself."""
        match case.fault.kind:
            case "no_answer":
                raise Gone
            case "lose_answer":
                await self._lose_answer(case, receive)
            case "gzip_bomb":
                await give_bomb(receive, send, int(case.fault.value))
            case "redirect":
                await self._redirect(case, receive, send)
            case "redirect_loop":
                await give(receive, send, redirect_loop(case))
            case kind:
                answer = answer_of(case.fault)
                assert answer is not None, kind
                await give(receive, send, answer)

    async def _lose_answer(self, case: Case, receive: Receive) -> None:
        async def lost(message: Message) -> None:
            pass

        await self._app(case.scope, receive, lost)
        case.close()
        raise Gone

    async def _redirect(self, case: Case, receive: Receive, send: Send) -> None:
        """Answer as the Hub does for large files: what is known of the file, and where the bytes are."""
        started: list[Message] = []

        async def look(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(message)

        known: list[tuple[bytes, bytes]] = []
        if case.scope["method"] in ("GET", "HEAD"):
            await self._app({**case.scope, "method": "HEAD"}, receive, look)
            headers = Headers(raw=started[0]["headers"]) if started else Headers()
            known = [(name.encode(), headers[name].encode("latin-1")) for name in _KEPT if name in headers]
            if "x-linked-size" not in headers and "x-repo-commit" in headers:
                known.append((b"x-linked-size", headers.get("content-length", "0").encode()))
        else:
            await drain(receive)
        location = (b"location", case.thief.carry(case.scope).encode())
        await give(receive, send, (int(case.fault.text), [*known, location], b""))


def _seconds(fault: Fault) -> float:
    jitter = fault.number("jitter")
    return max(0.0, fault.value + random.uniform(-jitter, jitter)) / 1000
