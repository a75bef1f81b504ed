"""What HubDesk believes of a server: nothing that leads a token, a file or a request astray."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from hubdesk.core.errors import ErrorKind, HubError

Origin = tuple[str, str, int]

MAX_REVISION = 255

_PORTS = {"http": 80, "https": 443}
_DIGEST = re.compile(r"(?:[0-9a-f]{40}|[0-9a-f]{64})\Z")
_COMMIT = re.compile(r"[0-9a-f]{40}\Z")
_REPO_ID = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,95}/)?[A-Za-z0-9_][A-Za-z0-9._-]{0,95}\Z")
_NOT_IN_REVISION = re.compile(r"[\x00-\x20\x7f~^:?*\[\\\ud800-\udfff]|\.\.|@\{")
_DRIVE = re.compile(r"[A-Za-z]:")
_HUB_HOSTS = ("huggingface.co", "hf.co")


def origin(url: str) -> Origin:
    """Scheme, host and port of a URL; ("", "", 0) where it has none that we use."""
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), (parts.hostname or "").lower(), parts.port
    except ValueError:
        return ("", "", 0)
    if scheme not in _PORTS or not host:
        return ("", "", 0)
    return (scheme, host, port or _PORTS[scheme])


def same_origin(url: str, endpoint: str) -> bool:
    """Whether both have the same scheme, host and port, and the URL carries no credentials of its own."""
    ours = origin(endpoint)
    return ours[0] != "" and origin(url) == ours and "@" not in urlsplit(url).netloc


def is_hub_host(host: str) -> bool:
    """Whether a host belongs to huggingface.co or hf.co."""
    host = host.lower().rstrip(".")
    return any(host == known or host.endswith(f".{known}") for known in _HUB_HOSTS)


def is_private_host(host: str) -> bool:
    """Whether a host names this computer or its local network, as far as the name alone tells."""
    host = host.lower().rstrip(".").partition("%")[0]
    address = _address(host)
    if address is not None:
        mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
        return not (mapped or address).is_global
    return "." not in host or host.endswith((".localhost", ".local", ".internal", ".lan", ".home.arpa"))


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """The IP address that a host stands for, in any of the spellings that resolvers take (127.1, 0x7f000001)."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    pieces = host.split(".")
    if len(pieces) > 4 or not pieces[-1]:
        return None
    try:
        numbers = [
            int(piece, 16 if piece.startswith("0x") else 8 if piece[:1] == "0" and piece != "0" else 10)
            for piece in pieces
        ]
    except ValueError:
        return None
    if any(not 0 <= number < 256 for number in numbers[:-1]) or not 0 <= numbers[-1] < 256 ** (5 - len(numbers)):
        return None
    value = numbers[-1]
    for index, number in enumerate(numbers[:-1]):
        value += number << (24 - 8 * index)
    return ipaddress.IPv4Address(value)


def is_repo_id(text: str) -> bool:
    """Whether this can be a repository's id, with or without an owner."""
    return bool(_REPO_ID.match(text)) and "--" not in text and ".." not in text and not text.endswith(".git")


def is_commit(text: str) -> bool:
    """Whether this is a full commit id."""
    return bool(_COMMIT.match(text))


def is_digest(text: str) -> bool:
    """Whether this is 40 or 64 hex digits, as every oid and etag is."""
    return bool(_DIGEST.match(text))


def is_revision(text: str) -> bool:
    """Whether git lets a branch or tag be called this; every such name is a path that stays below its folder."""
    fits = 0 < len(text) <= MAX_REVISION and text != "@" and not text.endswith(".")
    parts = text.split("/")
    return (
        fits
        and not _NOT_IN_REVISION.search(text)
        and all(part and not part.startswith(".") and not part.endswith(".lock") for part in parts)
    )


def check_revision(revision: str) -> str:
    """The revision, if there can be one of this name: it becomes part of addresses, and of a path in the HF cache.

    Raises:
        HubError: REVISION_NOT_FOUND, with the revision as its subject.
    """
    if not is_revision(revision):
        raise HubError(ErrorKind.REVISION_NOT_FOUND, "no name of a branch, tag or commit", subject=revision[:200])
    return revision


def check_path(path: str) -> str:
    """The path, if it names something inside a repository and nothing else.

    Raises:
        HubError: UNTRUSTED, with the path as its subject.
    """
    unsafe = (
        not path
        or "\\" in path
        or any(ord(sign) < 32 or 0xD800 <= ord(sign) < 0xE000 for sign in path)
        or bool(_DRIVE.match(path))
        or any(part in {"", ".", ".."} or part.rstrip(". ").lower() == ".git" for part in path.split("/"))
    )
    if unsafe:
        raise HubError(ErrorKind.UNTRUSTED, "unsafe path in the answer", subject=path[:200])
    return path
