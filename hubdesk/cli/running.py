"""Carries out an errand as the owner of the data dir, or lets the owner do it: what all headless commands share."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys
from pathlib import Path
from typing import Any

from hubdesk.account.connections import connection_for
from hubdesk.account.hf_token import read_hf_token
from hubdesk.account.secret import Secret
from hubdesk.account.session import Session
from hubdesk.account.token_store import TokenStore
from hubdesk.cli.outcomes import INTERRUPTED, OK, exit_code, kind_of
from hubdesk.cli.output import Output
from hubdesk.core.errors import ErrorKind, InputError
from hubdesk.core.log import set_up_logging
from hubdesk.core.paths import HUGGING_FACE, Paths, default_data_dir
from hubdesk.core.settings import SettingsStore
from hubdesk.core.types import Connection, RepoType
from hubdesk.hub.gateway import HubGateway
from hubdesk.hub.pool import HubPool
from hubdesk.transfers.assembly import build_transfers
from hubdesk.transfers.errand import Errand, Errands, RequestDesk, errand_table
from hubdesk.transfers.owner import Owner, OwnerGoneError, ask_owner
from hubdesk.transfers.uploads.errand import UploadErrand
from hubdesk.transfers.uploads.planner import UploadPlanner

HANDOVERS = 3

AnyErrand = Errand | UploadErrand


def add_shared_options(parser: argparse.ArgumentParser) -> None:
    """The options that every command has."""
    add = parser.add_argument
    add(
        "--repo-type", "--type", choices=[each.value for each in RepoType], default="model", help="default: %(default)s"
    )
    add("--json", action="store_true", help="one JSON object on each line of stdout")
    add("--endpoint", default=HUGGING_FACE, help="the Hub to talk to (default: %(default)s)")
    add("--data-dir", type=Path, metavar="DIR", help="where HubDesk keeps everything it writes")
    account = parser.add_mutually_exclusive_group()
    account.add_argument("--account", metavar="NAME", help="use this account from the keyring")
    account.add_argument("--token-stdin", action="store_true", help="read a token from the first line of stdin")
    account.add_argument("--use-hf-token", action="store_true", help="use HF_TOKEN or the token of `hf auth login`")


async def run_errand(options: argparse.Namespace, errand: AnyErrand, out: Output) -> int:
    """Do it as the owner of the data dir, or let the owner do it; the answer is the exit code.

    Raises:
        HubDeskError: it cannot be done.
        OSError: the data dir cannot be used.
    """
    paths = Paths((options.data_dir or default_data_dir()).absolute())
    connection = connection_for(options.endpoint, paths)
    given = _given_token(options)
    paths.create()
    set_up_logging(paths.logs)
    for attempt in range(HANDOVERS):
        owner = Owner(paths)
        try:
            if owner.acquire():
                return await _carry_out(options, paths, connection, owner, errand, given, out)
        finally:
            await owner.close()
        if given or options.account:
            out.note("HubDesk is running on this data dir and uses its own account.")
        with contextlib.suppress(OwnerGoneError):
            return await _hand_over(paths, connection, errand, out)
        out.note(f"The other HubDesk has ended; going on alone ({attempt + 1}).")
    raise OwnerGoneError


async def _carry_out(
    options: argparse.Namespace,
    paths: Paths,
    connection: Connection,
    owner: Owner,
    errand: AnyErrand,
    given: Secret | None,
    out: Output,
) -> int:
    pool = HubPool()
    session = Session(connection, TokenStore() if options.account else None)
    gateway = HubGateway(connection, pool, session.token)
    session.attach(gateway)
    planner, queue = build_transfers(paths, connection, gateway, pool, session.token, SettingsStore(paths.settings))
    try:
        if given is not None:
            session.use(given.reveal())
        if options.account:
            await _use_account(session, options.account)
        await queue.start(resume=False)
        errands = Errands(planner, queue, UploadPlanner(gateway, connection, pool))
        desk = RequestDesk(connection, errands)
        await owner.serve(desk.handle)
        work = asyncio.ensure_future(errands.carry_out(errand, out.emit))
        with _interruptible(work):
            try:
                await work
                await desk.idle()
            except asyncio.CancelledError:
                await queue.pause_all()
                out.note("Stopped. What is done so far is kept; the same command goes on with it.")
                return INTERRUPTED
        return OK
    finally:
        await queue.close()
        gateway.close()
        pool.close()


async def _hand_over(paths: Paths, connection: Connection, errand: AnyErrand, out: Output) -> int:
    async def ask() -> int:
        async for event in ask_owner(paths, errand_table(errand, connection.endpoint)):
            out.event(event)
            if event.get("event") == "failed":
                return exit_code(kind_of(str(event.get("kind"))))
        return OK

    work = asyncio.ensure_future(ask())
    with _interruptible(work):
        try:
            return await work
        except asyncio.CancelledError:
            out.note("HubDesk goes on with it.")
            return INTERRUPTED


@contextlib.contextmanager
def _interruptible(work: asyncio.Future[Any]) -> Any:  # noqa: ANN401 - a context manager
    """Let Ctrl+C and a polite kill cancel the work instead of ending the process."""
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)
    with contextlib.suppress(NotImplementedError):  # Windows: asyncio.run cancels everything itself
        for each in signals:
            loop.add_signal_handler(each, work.cancel)
    try:
        yield
    finally:
        with contextlib.suppress(NotImplementedError):
            for each in signals:
                loop.remove_signal_handler(each)


def _given_token(options: argparse.Namespace) -> Secret | None:
    if options.token_stdin:
        value = sys.stdin.readline().strip()
        if not value or not value.isascii() or any(sign.isspace() for sign in value):
            raise InputError(ErrorKind.UNAUTHORIZED, "no token on stdin")
        return Secret(value)
    if options.use_hf_token:
        found = read_hf_token()
        if found is None:
            raise InputError(ErrorKind.UNAUTHORIZED, "neither HF_TOKEN nor `hf auth login` gave one")
        return found
    return None


async def _use_account(session: Session, name: str) -> None:
    await session.start()
    identity = await session.identify()
    if identity is None or identity.name != name:
        found = f"the keyring has {identity.name}" if identity else f"the keyring: {session.state.value}"
        raise InputError(ErrorKind.KEYRING, found, subject=name)
