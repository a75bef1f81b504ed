"""Reads the command line of the headless commands and runs one.

Exit codes: 0 done; 1 failed; 2 wrong usage; 3 not found, or gated; 4 needs signing in; 5 the disk (space, permission, a
file in the way); 130 interrupted. What is done so far is kept, and the same command goes on with it.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence

from hubdesk.cli.download import add_download
from hubdesk.cli.outcomes import DISK, FAILED, INTERRUPTED, exit_code
from hubdesk.cli.output import Output
from hubdesk.cli.running import run_errand
from hubdesk.cli.upload import add_upload
from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.transfers.errand import failed_event


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; never a traceback."""
    options = _parser().parse_args(sys.argv[1:] if argv is None else argv)
    out = Output(as_json=options.json, quiet=options.quiet)
    try:
        return asyncio.run(run_errand(options, options.errand(options), out))
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
    epilog = (__doc__ or "").partition("\n\n")[2]
    add_download(commands, epilog)
    add_upload(commands, epilog)
    return parser
