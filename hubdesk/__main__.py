"""Reads the command line and picks the window, the engine, the practice Hub or a headless command."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

HEADLESS_COMMANDS = frozenset({"download", "upload"})


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the arguments ask for and return the exit code. Only the window imports Qt."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    first = arguments[0] if arguments else ""
    if first == "--engine":
        from hubdesk.transfers.engine import engine_main

        return engine_main()
    if first == "--localhub":
        from hubdesk.localhub.server import main as localhub_main

        return localhub_main(arguments[1:])
    if first in HEADLESS_COMMANDS:
        from hubdesk.cli import main as cli_main

        return cli_main(arguments)
    gc.disable()  # collecting while everything is imported and built costs a tenth of the start; see ui/garbage.py
    import hubdesk.ui.plain_imports  # noqa: F401 - makes the imports that follow cheaper
    from hubdesk.app import main as window_main

    return window_main(arguments)


if __name__ == "__main__":
    sys.exit(main())
