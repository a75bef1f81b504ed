"""Which Hub to talk to, and whose cache its files go to."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import urlsplit

from hubdesk.core.errors import ErrorKind, InputError
from hubdesk.core.paths import HUGGING_FACE, Paths, standard_hf_cache
from hubdesk.core.types import Connection
from hubdesk.hub.trust import is_private_host, origin


def connection_for(endpoint: str, paths: Paths) -> Connection:
    """The connection to an endpoint such as `https://hub.example.org`.

    huggingface.co uses the cache that `hf` uses; any other Hub gets one of its own, so that equal names on different
    Hubs never meet. Plain http is for this computer and the local network only.

    Raises:
        InputError: BAD_URL.
    """
    endpoint = endpoint.strip().rstrip("/")
    scheme, host, port = origin(endpoint)
    parts = urlsplit(endpoint) if scheme else None
    if parts is None or parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise InputError(ErrorKind.BAD_URL, "an endpoint is scheme://host[:port]", subject=endpoint[:200])
    if scheme == "http" and not is_private_host(host):
        raise InputError(ErrorKind.BAD_URL, "plain http would show the token to everyone on the way", subject=host)
    if (scheme, host, port) == origin(HUGGING_FACE):
        return Connection("huggingface", HUGGING_FACE, standard_hf_cache())
    endpoint = f"{scheme}://{parts.netloc.lower()}"
    connection_id = _connection_id(scheme, host, port)
    return Connection(connection_id, endpoint, paths.connection_cache(connection_id))


def _connection_id(scheme: str, host: str, port: int) -> str:
    """A folder name that tells a person which Hub it is, and differs for each."""
    digest = sha256(f"{scheme}://{host}:{port}".encode()).hexdigest()[:8]
    return f"{re.sub(r'[^a-z0-9.]+', '-', host)[:40].strip('.-')}-{digest}"
