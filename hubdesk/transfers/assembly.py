"""Puts the planner and the queue of one connection together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from hubdesk.core.paths import Paths
from hubdesk.core.settings import SettingsStore
from hubdesk.core.store import Store
from hubdesk.core.types import Connection
from hubdesk.hub.gateway import HubGateway
from hubdesk.hub.pool import HubPool
from hubdesk.transfers.ground import Ground
from hubdesk.transfers.journal import MIGRATIONS, Journal
from hubdesk.transfers.planner import Planner
from hubdesk.transfers.queue import TransferQueue
from hubdesk.transfers.regulator import Regulator
from hubdesk.transfers.uploads.intake import Intake
from hubdesk.transfers.verifying import Verifier
from hubdesk.transfers.vigil import Vigil

if TYPE_CHECKING:
    from hubdesk.transfers.scheduler import Scheduler


def build_transfers(
    paths: Paths,
    connection: Connection,
    gateway: HubGateway,
    pool: HubPool,
    token: Callable[[], str | None],
    settings: SettingsStore,
) -> tuple[Planner, TransferQueue]:
    """The planner and the queue of one connection; nothing starts yet."""

    def make_scheduler() -> Scheduler:
        from hubdesk.transfers.scheduler import Scheduler  # with its protocol 15 ms that the first paint can do without

        return Scheduler(connection, token, paths.data_dir)

    journal = Journal(Store(paths.journal, MIGRATIONS))
    queue = TransferQueue(journal, make_scheduler, connection, Intake(paths.data_dir / "uploads", connection, pool))

    queue.attach(Regulator(queue, settings))
    ground = Ground(connection, pool)
    planner = Planner(gateway, connection, pool)
    queue.watch(ground, Vigil(gateway, planner, ground), Verifier(connection, pool))
    return planner, queue
