"""The composition root without Qt: builds every service once, starts and stops them in order."""

from __future__ import annotations

from dataclasses import dataclass

from hubdesk.account.session import Session
from hubdesk.browse.details import DetailsService
from hubdesk.browse.images import ImageLoader
from hubdesk.browse.local import LocalRepos
from hubdesk.browse.search import SearchService
from hubdesk.core.paths import Paths
from hubdesk.core.settings import SettingsStore
from hubdesk.core.types import Connection
from hubdesk.hub.gateway import HubGateway
from hubdesk.hub.pool import HubPool
from hubdesk.transfers.planner import Planner
from hubdesk.transfers.queue import TransferQueue


@dataclass(frozen=True, slots=True)
class Services:
    """Everything below the window."""

    paths: Paths
    settings: SettingsStore
    connection: Connection
    pool: HubPool
    gateway: HubGateway
    session: Session
    search: SearchService
    details: DetailsService
    images: ImageLoader
    local: LocalRepos
    planner: Planner
    queue: TransferQueue
