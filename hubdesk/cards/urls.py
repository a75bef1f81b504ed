"""Where the links and images of a card lead."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urljoin, urlsplit

_SPACES = re.compile(r"[\s\x00-\x1f\x7f]+")
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpe?g|gif|webp|bmp|svg\+xml)[;,]", re.IGNORECASE)
_MAX_DATA = 2_000_000  # characters
_SAFE = "/:?#[]@!$&'()*+,;=%~"


def link_target(href: str, base_url: str) -> str:
    """An absolute web or mail address or `#anchor`; empty where the link may not be followed.

    A relative link leads to the file's page (`blob`), as on the Hub, where the base is that of its bytes (`resolve`).
    """
    href = _SPACES.sub("", href) if ":" in href[:12] else _SPACES.sub(" ", href).strip()
    if href.startswith("#"):
        fragment = unquote(href[1:]).strip().removeprefix("user-content-")
        return f"#{fragment}" if fragment else ""
    if not href:
        return ""
    return _absolute(href, base_url.replace("/resolve/", "/blob/", 1), ("http", "https", "mailto"))


def image_source(source: str, base_url: str) -> str:
    """An absolute address of an image, or one that holds its bytes; empty where it may not be shown."""
    source = source.strip()
    if source[:5].lower() == "data:":
        return _SPACES.sub("", source) if _DATA_IMAGE.match(source) and len(source) <= _MAX_DATA else ""
    if not source:
        return ""
    url = _absolute(_SPACES.sub(" ", source), base_url, ("http", "https"))
    host = urlsplit(url).hostname if url else None
    if host is not None and host in ("huggingface.co", "github.com", _host(base_url)):
        url = url.replace("/blob/", "/resolve/" if host != "github.com" else "/raw/", 1)
    return url


def file_name(url: str) -> str:
    """The last part of an address's path, for a person to read."""
    try:
        return unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    except ValueError:
        return ""


def _absolute(target: str, base_url: str, schemes: tuple[str, ...]) -> str:
    try:
        joined = urljoin(base_url, target) if base_url else target
        parts = urlsplit(joined)
        if parts.scheme.lower() not in schemes:
            return ""
        if parts.scheme.lower() != "mailto" and not parts.hostname:
            return ""
    except ValueError:  # such as an unclosed [ of an IPv6 host
        return ""
    return quote(joined, safe=_SAFE)


def _host(base_url: str) -> str:
    try:
        return urlsplit(base_url).hostname or ""
    except ValueError:
        return ""
