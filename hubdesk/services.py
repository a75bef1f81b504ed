"""The composition root without Qt: builds every service once, starts and stops them in order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import dataclass

from hubdesk.account.connections import connection_for
from hubdesk.account.session import Session
from hubdesk.account.token_store import TokenStore
from hubdesk.browse.details import DetailsService
from hubdesk.browse.images import ImageLoader
from hubdesk.browse.local import LocalRepos
from hubdesk.browse.search import SearchService
from hubdesk.core.paths import Paths
from hubdesk.core.settings import SettingsStore
from hubdesk.core.types import Connection
from hubdesk.hub.gateway import HubGateway
from hubdesk.hub.pool import HubPool
from hubdesk.practice import PracticeHub, practice_connection
from hubdesk.transfers.assembly import build_transfers
from hubdesk.transfers.planner import Planner
from hubdesk.transfers.queue import TransferQueue
from hubdesk.transfers.uploads.planner import UploadPlanner

CLOSE_TIMEOUT_S = 4.0
KEYRING_PATIENCE_S = 1.0  # a keyring that asks its owner must not hold up the window

log = logging.getLogger("hubdesk.services")


@dataclass(frozen=True, slots=True)
class Services:
    """Everything below the window."""

    paths: Paths
    settings: SettingsStore
    connection: Connection
    practice: PracticeHub | None
    pool: HubPool
    gateway: HubGateway
    session: Session
    search: SearchService
    details: DetailsService
    images: ImageLoader
    local: LocalRepos
    planner: Planner
    upload_planner: UploadPlanner
    queue: TransferQueue

    async def start(self) -> None:
        """Start what runs in the background: the practice Hub, the session, the queue.

        Raises:
            HubDeskError: the practice Hub or the journal could not be started.
        """
        if self.practice is not None:
            self.session.use(await self.practice.start())
        await self.session.start(KEYRING_PATIENCE_S)
        await self.queue.start()
        await self.local.scan()

    async def close(self) -> None:
        """Stop everything; at most a few seconds, and nothing is lost."""
        self.session.stop()
        await _within(CLOSE_TIMEOUT_S, self.queue.close())
        self.pool.close()
        self.gateway.close()
        if self.practice is not None:
            await _within(CLOSE_TIMEOUT_S, self.practice.close())


async def _within(timeout_s: float, work: Awaitable[None]) -> None:
    try:
        await asyncio.wait_for(work, timeout_s)
    except TimeoutError:
        log.warning("a service took too long to stop")


def build_services(paths: Paths, *, endpoint: str, demo: bool) -> Services:
    """Build the services of one window or headless command; nothing starts yet.

    With `demo` the endpoint is a practice Hub of our own on a free port, and `endpoint` is not used; its token never
    meets a keyring.

    Raises:
        InputError: the endpoint cannot be one.
    """
    settings = SettingsStore(paths.settings)
    connection = practice_connection(paths) if demo else connection_for(endpoint, paths)
    practice = PracticeHub(connection, paths) if demo else None
    pool = HubPool()
    session = Session(connection, store=None if demo else TokenStore())
    gateway = HubGateway(connection, pool, session.token)
    session.attach(gateway)
    planner, queue = build_transfers(paths, connection, gateway, pool, session.token, settings)
    session.subscribe(queue.account_changed)
    return Services(
        paths=paths,
        settings=settings,
        connection=connection,
        practice=practice,
        pool=pool,
        gateway=gateway,
        session=session,
        search=SearchService(gateway, settings),
        details=DetailsService(gateway),
        images=ImageLoader(gateway, settings),
        local=LocalRepos(connection, pool),
        planner=planner,
        upload_planner=UploadPlanner(gateway, connection, pool),
        queue=queue,
    )
