"""Reads ranges of a file over Xet, with hf_xet directly, and stands back for HTTP as soon as that does not go well.

Memory: hf_xet may hold BUFFER bytes for all files of an engine together. Nothing is cached on the disk.
"""

from __future__ import annotations

import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Protocol

from hubdesk.core.errors import ErrorKind, HubDeskError, HubError, NetworkError
from hubdesk.core.log import redact
from hubdesk.hub.trust import origin, same_origin
from hubdesk.transfers.download import Source, Wanted
from hubdesk.transfers.lines import Lines
from hubdesk.transfers.pump import CutError, Pump

PIECE = 16 << 20  # of one stream, which hf_xet reads over several connections: some 4 MiB each
BUFFER = 64 << 20
WORTH_IT = 8 << 20  # smaller files come faster in one answer over HTTP
RENEW_S = 90.0  # a token that ends sooner is not used for another piece
MAX_RENEWALS = 5
FIRST_REST_S = 60.0
LONGEST_REST_S = 1800.0
MAX_LINK = 2000

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_HASH = re.compile(r"[0-9a-f]{64}\Z")
_AUTH_LINK = re.compile(r'<([^<>\s]{1,1500})>\s*;\s*rel="?xet-auth"?')


class XetError(Exception):
    """Xet does not bring this file; HTTP may."""


class Group(Protocol):
    """What is used of hf_xet's group of streams."""

    def download_stream(self, info: Any, start: int | None = None, end: int | None = None) -> Iterator[bytes]:  # noqa: ANN401 - hf_xet has no types
        """The bytes of a range."""

    def abort(self) -> None:
        """End every stream at once."""


class XetDoor:
    """What the files of an engine share: hf_xet's session, and whether Xet goes well here."""

    def __init__(self, transport: str = "automatic") -> None:
        self._transport = transport
        self._session: Any = None
        self._lock = threading.Lock()
        self._failures = 0
        self._rests_until = 0.0

    def way(self, source: Source, wanted: Wanted, lines: Lines) -> XetWay | None:
        """A way to a file over Xet, where there may be one."""
        if self._transport == "http" or len(wanted.etag) != 64 or not wanted.size:
            return None
        if self._transport != "xet" and wanted.size < WORTH_IT:
            return None
        with self._lock:
            if time.monotonic() < self._rests_until:
                return None
        return XetWay(self, source, wanted, lines)

    def failed(self, why: str) -> None:
        """Leave Xet alone for a while; longer each time."""
        with self._lock:
            if time.monotonic() < self._rests_until:
                return
            rest = min(FIRST_REST_S * 2**self._failures, LONGEST_REST_S)
            self._failures += 1
            self._rests_until = time.monotonic() + rest
        print(f"Xet does not go well, HTTP for {rest:.0f} s: {redact(why)[:300]}", file=sys.stderr, flush=True)

    def worked(self) -> None:
        """A file came over Xet."""
        with self._lock:
            self._failures = 0

    def group(self, cas_url: str, token: str, expires: int) -> Group:
        """A group of streams; hf_xet gets nothing that it could ask the Hub with."""
        with self._lock:
            if self._session is None:
                self._session = _session()
        group: Group = self._session.new_download_stream_group(
            endpoint=cas_url, token=token, token_expiry_unix_secs=expires
        )
        return group


class XetWay:
    """One file over Xet. Threads read different ranges at once; an error means that HTTP has to do it."""

    def __init__(self, door: XetDoor, source: Source, wanted: Wanted, lines: Lines) -> None:
        self._door = door
        self._source = source
        self._wanted = wanted
        self._lines = lines
        self._lock = threading.Lock()
        self._group: Group | None = None
        self._info: Any = None
        self._auth_url = ""
        self._renew_at = 0.0
        self._renewals = 0
        self.is_known = False  # whether the Hub has said that the file is in Xet

    @contextmanager
    def read(self, start: int, end: int) -> Iterator[tuple[int, Iterator[bytes]]]:
        """The bytes from `start` to `end`.

        Raises:
            XetError: now, or while they are read.
        """
        group = self._ready()
        pump = Pump(self._stream(group, start, end))

        def cut() -> None:
            pump.cut()
            _abort(group)

        with self._lines.watch(cut) as line:
            yield start, self._lines.reading(line, self._blocks(group, pump, end - start))

    def failed(self, error: Exception) -> None:
        """HTTP takes over."""
        if self.is_known:
            self._door.failed(str(error) or type(error).__name__)

    def worked(self) -> None:
        """The file is whole."""
        if self.is_known:
            self._door.worked()

    def _stream(self, group: Group, start: int, end: int) -> Iterator[bytes]:
        yield from group.download_stream(self._info, start=start, end=end)  # on the pump's thread

    def _blocks(self, group: Group, pump: Pump, size: int) -> Iterator[bytes]:
        import hf_xet

        try:
            for block in pump.blocks():
                size -= len(block)
                yield block
        except CutError as error:
            raise XetError("no byte for too long") from error
        except GeneratorExit:
            raise
        except hf_xet.XetAuthenticationError as error:
            self._forget(group)
            raise NetworkError(ErrorKind.OFFLINE, "the Xet token ended") from error
        except BaseException as error:  # KeyboardInterrupt when aborted; panics are no Exception either
            raise XetError(f"{type(error).__name__}: {str(error)[:200]}") from error
        if size > 0:  # so does a stream end that could not be begun
            raise XetError("the stream ended early")

    def _ready(self) -> Group:
        with self._lock:
            if self._group is not None and time.time() < self._renew_at:
                return self._group
            try:
                return self._open()
            except HubDeskError as error:
                raise XetError(f"{error.kind}: {error.detail or error.subject}") from error
            except BaseException as error:  # as above
                raise XetError(f"{type(error).__name__}: {str(error)[:200]}") from error

    def _open(self) -> Group:
        import hf_xet

        if self._renewals >= MAX_RENEWALS and time.time() >= self._renew_at > 0:
            raise HubError(ErrorKind.BAD_ANSWER, "tokens that end at once")
        if not self._auth_url:
            headers = self._source.look(self._wanted, self._lines).headers
            xet_hash = headers.get("x-xet-hash", "")
            if not xet_hash:
                raise XetError("not in Xet")
            self.is_known = True
            if not _HASH.match(xet_hash):
                raise HubError(ErrorKind.BAD_ANSWER, "no Xet hash")
            self._auth_url = auth_url(headers.get("link", ""), headers.get("x-xet-refresh-route", ""), self._source)
            self._info = hf_xet.XetFileInfo(xet_hash, self._wanted.size)
        said = self._source.table(self._auth_url, self._lines)
        token, expires, cas_url = said.get("accessToken"), said.get("exp"), said.get("casUrl")
        if not isinstance(token, str) or type(expires) is not int or not isinstance(cas_url, str) or expires < 0:
            raise HubError(ErrorKind.BAD_ANSWER, "no Xet token")
        self._group = self._door.group(check_cas(cas_url), token, min(expires, 1 << 40))
        self._renewals += expires < time.time() + RENEW_S
        self._renew_at = expires - RENEW_S
        return self._group

    def _forget(self, group: Group) -> None:
        with self._lock:
            if self._group is group:
                self._group = None
                self._renewals += 1
                self._renew_at = 1.0
        if self._renewals > MAX_RENEWALS:
            raise XetError("tokens that are not taken")


def auth_url(link: str, route: str, source: Source) -> str:
    """Where tokens come from, if that is the connection's own origin.

    Raises:
        HubError: UNTRUSTED or BAD_ANSWER.
    """
    match = _AUTH_LINK.search(link[:MAX_LINK])
    url = match[1] if match else route[:MAX_LINK]
    if url.startswith("/") and not url.startswith("//"):
        url = source.endpoint + url
    if not url:
        raise HubError(ErrorKind.BAD_ANSWER, "nobody gives Xet tokens")
    if not same_origin(url, source.endpoint):
        raise HubError(ErrorKind.UNTRUSTED, "Xet tokens must come from the Hub itself", subject=origin(url)[1])
    return url


def check_cas(url: str) -> str:
    """The Xet store's address, if bytes may come from there: https, or this computer.

    Raises:
        HubError: UNTRUSTED, with the host as its subject.
    """
    scheme, host, _ = origin(url)
    if (scheme == "https" or (scheme == "http" and host in _LOOPBACK)) and "@" not in url:
        return url
    raise HubError(ErrorKind.UNTRUSTED, "the Xet store must not be there", subject=host or url[:100])


def _abort(group: Group) -> None:
    try:
        group.abort()
    except BaseException as error:  # it is closed already
        print(f"Xet: {type(error).__name__}", file=sys.stderr, flush=True)


def _session() -> Any:  # noqa: ANN401 - hf_xet has no types
    import hf_xet

    return hf_xet.XetSession(
        hf_xet.XetConfig().with_config(
            {
                "telemetry.enabled": False,
                "client.retry_max_attempts": 2,
                "client.retry_base_delay": timedelta(milliseconds=500),
                "client.connect_timeout": timedelta(seconds=10),
                "client.read_timeout": timedelta(seconds=25),
                "reconstruction.download_buffer_size": BUFFER,
                "reconstruction.download_buffer_perfile_size": BUFFER // 8,
                "reconstruction.download_buffer_limit": BUFFER,
                "reconstruction.min_prefetch_buffer": BUFFER // 2,
                "reconstruction.min_reconstruction_fetch_size": BUFFER,
                "reconstruction.max_reconstruction_fetch_size": 4 * BUFFER,
            }
        )
    )
