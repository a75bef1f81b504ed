"""uvicorn's HTTP protocol, with the connection within reach of the faults that break it."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class Protocol(HttpToolsProtocol):
    """Puts the transport into each request's scope."""

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self.scope["hubdesk.transport"] = self.transport  # type: ignore[typeddict-unknown-key]
