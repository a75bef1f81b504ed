#!/usr/bin/env python3
"""Everything a developer does with HubDesk, from a fresh clone: `python3 dev.py demo`, `python3 dev.py test`, ….

Needs Python 3.11 or newer and nothing else; `python3 dev.py --help` lists the commands.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

OLDEST = (3, 11)
TRIED = ("python3.13", "python3.12", "python3.11", "python3.14")


def main() -> int:
    """Run with a Python that is new enough, or say that there is none."""
    if sys.version_info < OLDEST:
        return start_newer()
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from devtools.commands import run

    return run(sys.argv[1:])


def start_newer() -> int:
    """Start again under a newer Python of this machine."""
    for name in TRIED:
        path = shutil.which(name)
        if path is not None and os.name == "posix":
            os.execv(path, [path, *sys.argv])
    print("HubDesk needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
