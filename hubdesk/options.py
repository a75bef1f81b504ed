"""The window's command line."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hubdesk import __version__
from hubdesk.core.paths import HUGGING_FACE


@dataclass(frozen=True, slots=True)
class Options:
    """What the window was asked for."""

    demo: bool
    endpoint: str
    data_dir: Path | None
    language: str  # "", "en" or "ko"
    theme: str  # "", "light" or "dark"
    address: str  # a pasted Hub address, or empty
    only_show: bool  # the address came from a link: show it, start nothing
    tour: Path | None
    self_check: bool


def parse_options(argv: Sequence[str]) -> Options:
    """Read the window's arguments; bad ones end the process with code 2, as argparse does."""
    arguments, from_link = _split_link(list(argv))
    parser = argparse.ArgumentParser(
        prog="hubdesk",
        description="The Hugging Face Hub on the desktop. `hubdesk download --help` tells of the headless command.",
    )
    parser.add_argument("address", nargs="?", default="", help="an hf:// id or a pasted Hub address to open")
    parser.add_argument("--demo", action="store_true", help="use a practice Hub on this computer")
    parser.add_argument("--endpoint", default=HUGGING_FACE, help="the Hub to talk to (default: %(default)s)")
    parser.add_argument("--data-dir", type=Path, help="where HubDesk keeps everything it writes")
    parser.add_argument("--lang", choices=("en", "ko"), default="", help="the language of this run")
    parser.add_argument("--theme", choices=("light", "dark"), default="", help="the theme of this run")
    parser.add_argument("--open-url", metavar="URL", help="show what a link names, and nothing more")
    parser.add_argument("--tour", type=Path, metavar="DIR", help="walk through the window and save pictures")
    parser.add_argument("--self-check", action="store_true", help="build the window, check its parts, print JSON")
    parser.add_argument("--version", action="version", version=f"hubdesk {__version__}")
    parsed = parser.parse_args(arguments)
    return Options(
        demo=parsed.demo,
        endpoint=parsed.endpoint.rstrip("/"),
        data_dir=parsed.data_dir,
        language=parsed.lang,
        theme=parsed.theme,
        address=from_link or parsed.address,
        only_show=bool(from_link),
        tour=parsed.tour,
        self_check=parsed.self_check,
    )


def _split_link(arguments: list[str]) -> tuple[list[str], str]:
    """What stands before `--open-url`, and everything after it as one address: a link cannot smuggle in options."""
    if "--open-url" not in arguments:
        return arguments, ""
    at = arguments.index("--open-url")
    return arguments[:at], " ".join(arguments[at + 1 :])
