"""The one HTTP client: bounded waiting, no cookies, and a token that never leaves the connection's origin.

Imports httpx2 and huggingface_hub, which is slow: import this module on a worker thread only.
"""

from __future__ import annotations

from collections.abc import Callable
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx2
from huggingface_hub import set_client_factory
from huggingface_hub.utils._http import hf_request_event_hook

from hubdesk.hub.limits import Limits
from hubdesk.hub.trust import same_origin


class HubClient(httpx2.Client):
    """A client bound to one endpoint; shared by our requests and by the library's own."""

    def __init__(self, endpoint: str, limits: Limits | None = None) -> None:
        self._endpoint = endpoint
        chosen = limits or Limits()
        self._default_timeout = {
            "connect": chosen.connect,
            "read": chosen.read,
            "write": chosen.write,
            "pool": chosen.pool,
        }
        super().__init__(
            event_hooks={"request": [self._bound_waiting, self._guard_token, hf_request_event_hook]},
            follow_redirects=True,
            timeout=None,
            max_redirects=10,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        )

    def close(self) -> None:
        """Do nothing.

        WORKAROUND: after any ConnectError the library closes the shared client, which kills every transfer of every
        other thread (utils/_http.py, `close_session`).
        """

    def shut(self) -> None:
        """Really close every connection; requests under way fail."""
        super().close()

    def _bound_waiting(self, request: httpx2.Request) -> None:
        # The library passes timeout=None explicitly, so a default on the client would not be used.
        asked = request.extensions.get("timeout") or {}
        request.extensions = {
            **request.extensions,
            "timeout": {key: asked.get(key) or default for key, default in self._default_timeout.items()},
        }

    def _guard_token(self, request: httpx2.Request) -> None:
        # Called for every hop, so it sees what Location and Link headers lead to.
        if not same_origin(str(request.url), self._endpoint):
            request.headers.pop("Authorization", None)


def install_client(client: HubClient) -> None:
    """Let huggingface_hub use this client for everything it does itself."""
    factory: Callable[[], httpx2.Client] = lambda: client  # noqa: E731 - a factory is what the library wants
    set_client_factory(factory)
