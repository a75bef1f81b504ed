"""Sends large files over Xet with hf_xet itself, many in one go; where that does not go well, LFS has to do it.

Memory: what was handed to hf_xet and has not arrived is at most WINDOW bytes for an order, and two orders send at once.
What has arrived is noted in hf_xet's own folder, so that an upload that was cut off sends little of it again.
"""

from __future__ import annotations

import hashlib
import os
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2

from hubdesk.core.errors import ErrorKind, HubDeskError, HubError
from hubdesk.core.log import redact
from hubdesk.core.types import RepoRef
from hubdesk.hub.trust import check_revision
from hubdesk.transfers.sending.parcel import Parcel, blocks, changed, place
from hubdesk.transfers.sending.post import Post, check_address
from hubdesk.transfers.sending.stopping import Stop
from hubdesk.transfers.throttle import Throttle
from hubdesk.transfers.uploads.reading import opened

WINDOW = 96 << 20  # more than hf_xet gathers before it sends: 64 MiB
AT_ONCE = 2
BLOCK = 1 << 20
WORTH_ASKING = 64 << 10  # on average; smaller files are sent faster than asked about
STALL_S = 60.0
STEP_S = 0.25
FIRST_REST_S = 60.0
LONGEST_REST_S = 1800.0
NEW_PULL = "None"  # what the Hub wants in place of a branch that does not exist yet


class XetError(Exception):
    """Xet does not bring these files; LFS may."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Where the Hub wants files over Xet, and until when."""

    cas_url: str
    token: str
    expires: int
    refresh: str


class XetDock:
    """What all orders of an engine share about Xet: whether it is offered and goes well."""

    def __init__(self, post: Post, throttle: Throttle, cache: Path, transport: str = "automatic") -> None:
        os.environ["HF_XET_CACHE"] = str(cache.absolute())  # read when hf_xet is first imported
        self.post = post
        self.throttle = throttle
        self._transport = transport
        self._slots = threading.Semaphore(AT_ONCE)
        self._lock = threading.Lock()
        self._failures = 0
        self._rests_until = 0.0

    def offer(self, ref: RepoRef, revision: str, stop: Stop) -> Offer | None:
        """The Hub's offer to take files for a branch over Xet, if it makes one that can be accepted.

        Raises:
            StoppedError: `stop` was set meanwhile.
            HubDeskError: the Hub lets nobody write with this token.
        """
        if self._transport == "http" or time.monotonic() < self._rests_until:
            return None
        branch = quote(check_revision(revision), safe="") if revision else NEW_PULL
        route = f"/api/{ref.repo_type.api_name}/{ref.repo_id}/xet-write-token/{branch}"
        try:
            said = self.post.ask(route, stop).table()
            token, expires, cas_url = said.get("accessToken"), said.get("exp"), said.get("casUrl")
            if not isinstance(token, str) or type(expires) is not int or not isinstance(cas_url, str) or expires < 0:
                raise HubError(ErrorKind.BAD_ANSWER, "no Xet token")
            return Offer(check_address(cas_url, self.post.endpoint), token, min(expires, 1 << 40), route)
        except HubDeskError as error:
            if error.status in {401, 403, 429}:
                raise
            if error.status != 404:
                self.failed(str(error))
            return None
        except httpx2.HTTPError as error:
            self.failed(str(error))
            return None

    def send(self, offer: Offer, parcels: Sequence[Parcel]) -> None:
        """Send files together: all arrive, or none counts.

        Raises:
            StoppedError: one of them was told to stop.
            ChangedError: one of them is not what was planned.
            XetError: it does not go well.
            OSError: a file cannot be read.
        """
        with self._slots:
            _Crossing(self, offer, parcels).run()
        with self._lock:
            self._failures = 0

    def failed(self, why: str) -> None:
        """Leave Xet alone for a while; longer each time."""
        with self._lock:
            if time.monotonic() < self._rests_until:
                return
            rest = min(FIRST_REST_S * 2**self._failures, LONGEST_REST_S)
            self._failures += 1
            self._rests_until = time.monotonic() + rest
        print(f"Xet does not go well, LFS for {rest:.0f} s: {redact(why)[:300]}", file=sys.stderr, flush=True)


class ChangedError(Exception):
    """One file of several is not what was planned."""

    def __init__(self, parcel: Parcel, error: Exception) -> None:
        super().__init__(str(error))
        self.parcel = parcel
        self.error = error


class _Crossing:
    """Some files on their way over Xet together. It can be cut like a connection."""

    def __init__(self, dock: XetDock, offer: Offer, parcels: Sequence[Parcel]) -> None:
        self._dock = dock
        self._parcels = parcels
        self._moved = threading.Condition()
        self._given = 0
        self._arrived = 0
        self._alive_at = time.monotonic()
        self._over = threading.Event()
        self._is_cut = threading.Event()
        self._is_stalled = False
        ask = sum(parcel.item.size for parcel in parcels) >= WORTH_ASKING * len(parcels)
        self._session: Any = _native(lambda: _session(ask))
        headers = {"authorization": f"Bearer {dock.post.token}"} if dock.post.token else {}
        self._upload: Any = _native(
            lambda: self._session.new_upload_commit(
                endpoint=offer.cas_url,
                token=offer.token,
                token_expiry_unix_secs=offer.expires,
                token_refresh_url=dock.post.endpoint + offer.refresh,  # our own: no server says where that is
                token_refresh_headers=headers,
                progress_callback=self._on_progress,
            )
        )

    def begin(self) -> None:
        """It has just begun."""

    def cut(self) -> None:
        """Abort it.

        What is on its way when an upload of hf_xet is aborted is sent to its end all the same, up to 64 MiB for each
        connection; only ending its session closes the connections. So each crossing has one of its own.
        """
        if self._is_cut.is_set():
            return
        self._is_cut.set()
        for end in (self._upload.abort, self._session.sigint_abort):
            try:
                end()
            except BaseException as error:  # it is over already; hf_xet's own errors are no Exception at times
                print(f"Xet: {type(error).__name__}", file=sys.stderr, flush=True)
        with self._moved:
            self._moved.notify_all()

    def run(self) -> None:
        """Send everything."""
        watch = threading.Thread(target=self._watch, name="xet-watch", daemon=True)
        watch.start()
        try:
            with ExitStack() as stack:
                for parcel in self._parcels:
                    stack.enter_context(parcel.stop.cutting(self))
                for parcel in self._parcels:
                    self._give(parcel)
                self._native(self._upload.wait_to_finish)
        except BaseException:
            self.cut()
            raise
        finally:
            self._over.set()

    def _give(self, parcel: Parcel) -> None:
        """Hand a file over, and make sure that it is the one that was hashed."""
        item = parcel.item
        digest = hashlib.sha256()
        stream = self._native(lambda: self._upload.start_upload_stream(name=str(item.fetch_id), sha256=item.oid))
        try:
            with opened(place(item)) as file:
                parcel.check_unchanged(file)
                for block in blocks(file, 0, item.size, BLOCK):
                    self._wait_for_room(len(block))
                    self._dock.throttle.take(len(block), parcel.stop.event)
                    self._check()
                    digest.update(block)
                    self._native(lambda block=block: stream.write(block))
                parcel.check_unchanged(file)
        except EOFError:
            raise ChangedError(parcel, changed(item)) from None
        except (OSError, HubDeskError) as error:
            raise ChangedError(parcel, error) from error
        if digest.hexdigest() != item.oid:
            raise ChangedError(parcel, changed(item))
        self._native(stream.finish)

    def _wait_for_room(self, size: int) -> None:
        with self._moved:
            while self._given - self._arrived > WINDOW and not self._is_stalled:
                self._moved.wait(STEP_S)
                self._check()
            self._given += size

    def _check(self) -> None:
        for parcel in self._parcels:
            parcel.stop.check()
        if self._is_stalled:
            raise XetError("no byte for too long")

    def _native(self, call: Any) -> Any:  # noqa: ANN401 - hf_xet has no types
        try:
            return _native(call)
        except XetError:
            self._check()
            raise

    def _on_progress(self, group: Any, _items: Any) -> None:  # noqa: ANN401 - hf_xet has no types
        """hf_xet tells how much has arrived, in the order in which the files were given."""
        arrived = group.total_bytes_completed
        with self._moved:
            if arrived <= self._arrived:
                return
            self._arrived, self._alive_at = arrived, time.monotonic()
            self._moved.notify_all()
        for parcel in self._parcels:
            part = max(0, min(arrived, parcel.item.size))
            arrived -= part
            parcel.put(part)
            if not part:
                return

    def _watch(self) -> None:
        """End it when nothing arrives for too long although something is under way."""
        while not self._over.wait(1.0):
            with self._moved:
                if self._given == self._arrived or self._dock.throttle.limit_bps:
                    self._alive_at = max(self._alive_at, time.monotonic() - STALL_S / 2)
                self._is_stalled = time.monotonic() - self._alive_at > STALL_S
            if self._is_stalled:
                self.cut()
                return


def _native(call: Any) -> Any:  # noqa: ANN401 - hf_xet has no types
    """What a call of hf_xet gives; whatever it raises, KeyboardInterrupt and panics too, is XetError."""
    try:
        return call()
    except BaseException as error:
        raise XetError(f"{type(error).__name__}: {redact(str(error))[:200]}") from error


def _session(ask: bool) -> Any:  # noqa: ANN401 - hf_xet has no types
    """A session; with `ask` the Hub is asked whether others have sent the same, at least once for each file."""
    import hf_xet

    return hf_xet.XetSession(
        hf_xet.XetConfig().with_config(
            {
                "telemetry.enabled": False,
                "client.retry_max_attempts": 3,
                "client.retry_base_delay": timedelta(milliseconds=500),
                "client.connect_timeout": timedelta(seconds=10),
                "client.read_timeout": timedelta(seconds=60),
                "data.session_xorb_metadata_flush_interval": timedelta(seconds=1),
                "data.session_xorb_metadata_flush_max_count": 1,
                "deduplication.global_dedup_query_enabled": ask,
                "shard.cache_size_limit": 1_000_000_000,
            }
        )
    )
