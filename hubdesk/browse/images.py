"""Loads the pictures of a card, as far as the settings let it."""

from __future__ import annotations

from collections import OrderedDict
from urllib.parse import urlsplit

from hubdesk.core.errors import ErrorKind, HubError, InputError
from hubdesk.core.settings import SettingsStore
from hubdesk.hub.gateway import HubGateway
from hubdesk.hub.trust import is_hub_host, same_origin

MAX_IMAGE = 8_000_000
MAX_KEPT = 48_000_000

NEVER, HUB, ALL = "never", "hub", "all"


class ImageBlockedError(InputError):
    """The settings do not let this picture be loaded: nothing went wrong, and nothing was sent."""

    def __init__(self, host: str) -> None:
        super().__init__(ErrorKind.BAD_URL, "blocked by the setting for remote images", subject=host)


class ImageLoader:
    """Loads over https only (or from the connection's own origin), never from private addresses, up to a size."""

    def __init__(self, gateway: HubGateway, settings: SettingsStore) -> None:
        self._gateway = gateway
        self._settings = settings
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._kept_bytes = 0

    async def load(self, url: str) -> bytes:
        """The content of a picture.

        Raises:
            ImageBlockedError: the settings say no.
            HubDeskError: it failed, is too large, or is no picture.
        """
        if not self.is_allowed(url):
            raise ImageBlockedError(urlsplit(url).hostname or "")
        if url in self._kept:
            self._kept.move_to_end(url)
            return self._kept[url]
        content, content_type = await self._gateway.fetch(url, max_bytes=MAX_IMAGE, allowed=self.is_allowed)
        if not _is_picture(content, content_type):
            raise HubError(ErrorKind.BAD_FILE, f"no picture: {content_type[:60]}", subject=urlsplit(url).hostname or "")
        self._keep(url, content)
        return content

    def is_allowed(self, url: str) -> bool:
        """Whether the settings let this address be asked."""
        policy = self._settings.current.remote_images
        if policy == NEVER:
            return False
        if same_origin(url, self._gateway.connection.endpoint):
            return True
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
        except ValueError:
            return False
        return parts.scheme == "https" and bool(host) and (policy == ALL or is_hub_host(host))

    def _keep(self, url: str, content: bytes) -> None:
        self._kept[url] = content
        self._kept_bytes += len(content)
        while self._kept_bytes > MAX_KEPT:
            self._kept_bytes -= len(self._kept.popitem(last=False)[1])


def _is_picture(content: bytes, content_type: str) -> bool:
    """Whether it says or shows that it is one; the Hub serves pictures of repositories as plain bytes."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind.startswith("image/"):
        return True
    magic = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"<svg", b"<?xml")
    return content.startswith(magic) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")
