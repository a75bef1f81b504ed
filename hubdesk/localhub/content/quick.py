"""The short way to a file that was found before: no routes, no threads, but every check of permission."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from hubdesk.localhub.content.answer import FileAnswer
from hubdesk.localhub.content.memory import FileMemory
from hubdesk.localhub.content.reading import readable
from hubdesk.localhub.names import Moved
from hubdesk.localhub.refusal import Refusal
from hubdesk.localhub.web import viewer_of


class QuickFiles:
    """Before the application: answers for files in memory, and leaves everything else, refusals too, to the routes."""

    def __init__(self, app: Starlette, memory: FileMemory) -> None:
        self._app = app
        self._memory = memory

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        answer = self._answer(scope) if scope["type"] == "http" else None
        await (answer or self._app)(scope, receive, send)

    def _answer(self, scope: Scope) -> FileAnswer | None:
        if scope["method"] not in ("GET", "HEAD") or scope["query_string"]:
            return None
        known = self._memory.recall(scope["path"])
        if known is None:
            return None
        scope["app"] = self._app
        hub = self._app.state.hub
        try:
            facts = readable(hub, known.kind, known.repo_id, known.found.path, viewer_of(Request(scope)), raw=known.raw)
            if hub.git.opened(facts.kind, facts.id) is known.repo() and known.found.is_there():
                return FileAnswer(scope, known.found)
        except (Refusal, Moved):
            pass  # the routes will find the same, and word it
        return None
