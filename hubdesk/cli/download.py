"""`hubdesk download`: the same queue and engine as the window's. What has come so far is kept when it is stopped."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from hubdesk.cli.running import add_shared_options
from hubdesk.core.types import RepoRef, RepoType
from hubdesk.transfers.errand import Errand
from hubdesk.transfers.model import DownloadRequest


def add_download(commands: Any, epilog: str) -> None:  # noqa: ANN401 - argparse hides its type
    """Teach the command to a parser."""
    parser = commands.add_parser(
        "download",
        help="download a repository or some of its files",
        description="Download a repository, or the files and patterns named, as `hf download` does. A run that was "
        "stopped, however it was stopped, goes on when it is repeated.",
        epilog=epilog,
    )
    add = parser.add_argument
    add("repo", metavar="REPO", help="owner/name")
    add("files", metavar="FILE", nargs="*", help="files or folders of the repository (default: everything)")
    add("--include", metavar="PATTERN", nargs="*", action="extend", default=[], help="only what matches; * crosses /")
    add("--exclude", metavar="PATTERN", nargs="*", action="extend", default=[], help="all but what matches")
    add("--revision", default="main", help="branch, tag or commit (default: %(default)s)")
    add("--local-dir", type=Path, metavar="DIR", help="a plain folder instead of the HF cache")
    add("--replace", action="store_true", help="replace files in the folder that have other content")
    add("--quiet", action="store_true", help="print the path and nothing else")
    add_shared_options(parser)
    parser.set_defaults(errand=_errand)


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
