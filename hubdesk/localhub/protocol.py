"""uvicorn's HTTP protocol that also sends files without copying them, and lets faults reach the connection."""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from hubdesk.localhub.zero_copy import ZERO_COPY, with_zero_copy

ENDLESS = "hubdesk.endless"  # the extension by which an answer says that it ends only when the client leaves


class Protocol(HttpToolsProtocol):
    """Puts the transport into each request's scope, and offers the extensions."""

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        scope: dict[str, Any] = self.scope  # type: ignore[assignment]  # uvicorn knows fewer keys
        scope["hubdesk.transport"] = self.transport
        scope["extensions"] = {ZERO_COPY: {}}

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:  # noqa: ANN401 - an ASGI application
        super()._start_asgi_task(cycle, with_zero_copy(app, cycle))

    def shutdown(self) -> None:
        """The server stops: what is finite may end, what is not ends now."""
        if self.scope is not None and ENDLESS in self.scope["extensions"]:
            self.transport.close()
        else:
            super().shutdown()
