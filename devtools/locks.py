"""Writes the hashed requirement files that every environment is made from."""

from __future__ import annotations

import os
from collections.abc import Sequence

from devtools import children
from devtools.console import Command, call
from devtools.environment import Environment

OPTIONS = (
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-header", "--no-emit-index-url", "--no-emit-find-links", "--quiet"),
)


def write(environment: Environment, upgrade: Sequence[str]) -> int:
    """Resolve both locks, the developers' one on top of the program's own.

    Versions stay as they are unless a package is named, or all are with `--upgrade`.
    """
    wishes = [part for name in upgrade for part in (["--upgrade"] if name == "--upgrade" else ["-P", name])]
    targets: dict[str, list[str]] = {"run": [], "dev": ["--group", "dev", "--constraints", "locks/run.txt"]}
    for name, options in targets.items():
        output = f"locks/{name}.txt"
        command: Command = ["-m", "uv", "pip", "compile", "pyproject.toml", *options, *OPTIONS, *wishes]
        code = call([environment.python, *command, "-o", output], children.clean(os.environ), environment.root)
        if code != 0:
            return code
    return 0
