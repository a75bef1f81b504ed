"""The headless command `hubdesk download`: the same queue and engine as the window's, in English.

Exit codes: 0 done; 1 failed; 2 wrong usage; 3 not found, or gated; 4 needs signing in; 5 the disk (space, permission, a
file in the way); 130 interrupted. What has come so far is kept, and the same command goes on with it.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hubdesk.account.connections import connection_for
from hubdesk.account.hf_token import read_hf_token
from hubdesk.account.secret import Secret
from hubdesk.account.session import Session
from hubdesk.account.token_store import TokenStore
from hubdesk.cli.outcomes import DISK, FAILED, INTERRUPTED, OK, exit_code, kind_of
from hubdesk.cli.output import Output
from hubdesk.core.errors import ErrorKind, HubDeskError, InputError
from hubdesk.core.log import set_up_logging
from hubdesk.core.paths import HUGGING_FACE, Paths, default_data_dir
from hubdesk.core.settings import SettingsStore
from hubdesk.core.types import Connection, RepoRef, RepoType
from hubdesk.hub.gateway import HubGateway
from hubdesk.hub.pool import HubPool
from hubdesk.transfers.assembly import build_transfers
from hubdesk.transfers.errand import Errand, Errands, RequestDesk, errand_table, failed_event
from hubdesk.transfers.model import DownloadRequest
from hubdesk.transfers.owner import Owner, OwnerGoneError, ask_owner

HANDOVERS = 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; never a traceback."""
    options = _parser().parse_args(sys.argv[1:] if argv is None else argv)
    out = Output(as_json=options.json, quiet=options.quiet)
    try:
        return asyncio.run(_download(options, out))
    except KeyboardInterrupt:
        return INTERRUPTED
    except HubDeskError as error:
        out.event(failed_event(error))
        return exit_code(error.kind)
    except BrokenPipeError:
        return FAILED
    except OSError as error:
        out.event(failed_event(HubDeskError(ErrorKind.NO_PERMISSION, str(error))))
        return DISK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hubdesk")
    commands = parser.add_subparsers(dest="command", required=True)
    download = commands.add_parser(
        "download",
        help="download a repository or some of its files",
        description="Download a repository, or the files and patterns named, as `hf download` does. A run that was "
        "stopped, however it was stopped, goes on when it is repeated.",
        epilog=(__doc__ or "").partition("\n\n")[2],
    )
    add = download.add_argument
    add("repo", metavar="REPO", help="owner/name")
    add("files", metavar="FILE", nargs="*", help="files or folders of the repository (default: everything)")
    add("--include", metavar="PATTERN", nargs="*", action="extend", default=[], help="only what matches; * crosses /")
    add("--exclude", metavar="PATTERN", nargs="*", action="extend", default=[], help="all but what matches")
    add("--revision", default="main", help="branch, tag or commit (default: %(default)s)")
    add(
        "--repo-type", "--type", choices=[each.value for each in RepoType], default="model", help="default: %(default)s"
    )
    add("--local-dir", type=Path, metavar="DIR", help="a plain folder instead of the HF cache")
    add("--replace", action="store_true", help="replace files in the folder that have other content")
    add("--json", action="store_true", help="one JSON object on each line of stdout")
    add("--quiet", action="store_true", help="print the path and nothing else")
    add("--endpoint", default=HUGGING_FACE, help="the Hub to talk to (default: %(default)s)")
    add("--data-dir", type=Path, metavar="DIR", help="where HubDesk keeps everything it writes")
    account = download.add_mutually_exclusive_group()
    account.add_argument("--account", metavar="NAME", help="use this account from the keyring")
    account.add_argument("--token-stdin", action="store_true", help="read a token from the first line of stdin")
    account.add_argument("--use-hf-token", action="store_true", help="use HF_TOKEN or the token of `hf auth login`")
    return parser


async def _download(options: argparse.Namespace, out: Output) -> int:
    """Do it as the owner of the data dir, or let the owner do it."""
    paths = Paths((options.data_dir or default_data_dir()).absolute())
    connection = connection_for(options.endpoint, paths)
    errand = _errand(options)
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
    errand: Errand,
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
        errands = Errands(planner, queue)
        desk = RequestDesk(connection, errands)
        await owner.serve(desk.handle)
        work = asyncio.ensure_future(errands.carry_out(errand, out.emit))
        with _interruptible(work):
            try:
                await work
                await desk.idle()
            except asyncio.CancelledError:
                await queue.pause_all()
                out.note("Stopped. What has come so far is kept; the same command goes on with it.")
                return INTERRUPTED
        return OK
    finally:
        await queue.close()
        gateway.close()
        pool.close()


async def _hand_over(paths: Paths, connection: Connection, errand: Errand, out: Output) -> int:
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


def _errand(options: argparse.Namespace) -> Errand:
    request = DownloadRequest(
        ref=RepoRef(options.repo, RepoType(options.repo_type)),
        revision=options.revision,
        files=tuple(options.files),
        include=tuple(options.include),
        exclude=tuple(options.exclude),
        local_dir=options.local_dir.absolute() if options.local_dir else None,
    )
    return Errand(request, options.replace)


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
