"""Starts the practice Hub: reads its options, prints where it is, serves until told to stop."""

from __future__ import annotations

import argparse
import contextlib
import functools
import importlib.util
import json
import os
import secrets
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from hubdesk.localhub.alone import InUseError, alone
from hubdesk.localhub.people.cast import ORGANIZATIONS
from hubdesk.localhub.people.tokens import TOKENS
from hubdesk.localhub.reset import check, reset
from hubdesk.localhub.xet import WORKER


def parse_arguments(argv: list[str]) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m hubdesk.localhub",
        description="The practice Hub: a Hub-compatible server on 127.0.0.1, to learn and to test with.",
        epilog="With --transport lfs, uploads by huggingface_hub and hf need HF_HUB_DISABLE_XET=1.",
    )
    parser.add_argument("--port", type=int, default=0, help="the port; 0 (the default) takes a free one")
    parser.add_argument("--data", type=Path, help="where repositories are kept; a temporary folder if left out")
    parser.add_argument("--reset", action="store_true", help="forget everything done in --data, and begin anew")
    parser.add_argument("--catalogue", metavar="FILE", help="models to offer (.jsonl or .jsonl.gz), or 'none'")
    parser.add_argument("--transport", choices=["xet", "lfs"], default="xet", help="how large files travel")
    parser.add_argument("--rate", type=int, default=0, metavar="BYTES/s", help="how fast files are sent, all together")
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="SPEC",
        help="a fault to have, such as status=503;path=/api/;count=2; may be repeated (docs/practice-hub.md)",
    )
    parser.add_argument("--request-log", type=Path, metavar="FILE", help="write each request as a line of JSON")
    parser.add_argument("--until-stdin-closes", action="store_true", help="stop when standard input ends")
    parser.add_argument("--json", action="store_true", help="print nothing but the first line of JSON")
    options = parser.parse_args(argv)
    if options.reset and not options.data:
        parser.error("--reset needs --data")
    return options


def main(argv: list[str] | None = None) -> int:
    """Serve; the answer is the exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments == [WORKER]:
        from hubdesk.localhub.xet.worker import main as work

        return work()
    options = parse_arguments(arguments)
    with contextlib.ExitStack() as stack:
        data = options.data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="practice-hub-")))
        try:
            if options.reset:
                check(data)
            stack.enter_context(alone(data))
        except (InUseError, ValueError, OSError) as error:
            print(error, file=sys.stderr)
            return 1 if isinstance(error, InUseError) else 2
        return _serve(options, data)


def _serve(options: argparse.Namespace, data: Path) -> int:
    import uvicorn

    from hubdesk.localhub.app import create_app, xet_app
    from hubdesk.localhub.content.quick import QuickFiles
    from hubdesk.localhub.doors import Doors, listen, port_of
    from hubdesk.localhub.faults.spec import Faults
    from hubdesk.localhub.faults.thief import Thief
    from hubdesk.localhub.faults.trouble import Trouble
    from hubdesk.localhub.guard import Guard
    from hubdesk.localhub.hub import Hub
    from hubdesk.localhub.protocol import Protocol
    from hubdesk.localhub.requestlog import RequestLog
    from hubdesk.localhub.web import owner_of
    from hubdesk.localhub.xet.engine import Engine
    from hubdesk.localhub.xet.tokens import OURS

    try:
        faults, log = Faults(options.fault), RequestLog(options.request_log)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    try:
        listener, other = listen(options.port), listen(0)
    except OSError as error:
        print(f"cannot listen on 127.0.0.1:{options.port}: {error.strerror}", file=sys.stderr)
        return 1
    port = port_of(listener)
    try:
        if options.reset:
            reset(data)
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    models_file = Path(options.catalogue) if options.catalogue not in (None, "none") else None
    hub = Hub(data, models_file=models_file, empty=options.catalogue == "none")
    if options.transport == "xet" and importlib.util.find_spec("hf_xet"):  # there is none for a few systems
        hub.xet.engine = Engine(xet_app(hub), hub.xet.seals.token(OURS), data / "xet" / "cache")
    hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
    secret = secrets.token_urlsafe(24)
    app = create_app(hub, faults=faults, log=log, secret=secret)
    files = QuickFiles(app, app.state.files)
    thief = app.state.thief = Thief(files, url=f"http://127.0.0.1:{port_of(other)}", data=data.resolve())
    troubled = Trouble(files, faults=faults, thief=thief, rate=options.rate)
    guarded = Guard(troubled, hosts=hosts, log=log, owner_of=functools.partial(owner_of, hub))
    config = uvicorn.Config(
        Doors(guarded, thief, port_of(other)), http=Protocol, loop="asyncio", ws="none", lifespan="off",
        log_config=None, access_log=False, server_header=False, date_header=False, timeout_keep_alive=30,
        timeout_graceful_shutdown=1, backlog=512, proxy_headers=False,
    )  # fmt: skip
    server = uvicorn.Server(config)
    print(json.dumps(_first_line(hub, port, secret, thief.url), ensure_ascii=False), flush=True)
    if not options.json:
        hint = "" if hub.xet.engine else " Uploads need HF_HUB_DISABLE_XET=1: this Hub speaks LFS alone."
        print(f"Stop with Ctrl+C.{hint}", flush=True)
    if options.until_stdin_closes:
        threading.Thread(target=_stop_when_stdin_closes, args=(server,), daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener, other])
    if hub.xet.engine is not None:
        hub.xet.engine.close()
    return 0


def _first_line(hub: Any, port: int, secret: str, other_origin: str) -> dict[str, object]:  # noqa: ANN401 - imported late
    return {
        "url": f"http://127.0.0.1:{port}",
        "users": [
            {"name": each.person.name, "token": hub.state.tokens[each.key], "role": each.role, "token_name": each.name}
            for each in TOKENS
        ],
        "organizations": [each.name for each in ORGANIZATIONS],
        "control": {"url": f"http://127.0.0.1:{port}/_practice", "secret": secret, "other_origin": other_origin},
    }


def _stop_when_stdin_closes(server: Any) -> None:  # noqa: ANN401 - imported late
    with contextlib.suppress(OSError):
        while os.read(0, 4096):  # not sys.stdin: its lock would be held when the interpreter ends
            pass
    server.should_exit = True
