"""`hubdesk upload`: the same plan, queue and engine as the window's. What the Hub has already is not sent again."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from hubdesk.cli.running import add_shared_options
from hubdesk.core.errors import ErrorKind, InputError
from hubdesk.core.types import RepoRef, RepoType
from hubdesk.transfers.uploads.errand import UploadErrand
from hubdesk.transfers.uploads.model import UploadRequest, UploadSource


def add_upload(commands: Any, epilog: str) -> None:  # noqa: ANN401 - argparse hides its type
    """Teach the command to a parser."""
    parser = commands.add_parser(
        "upload",
        help="upload a file or a folder to a repository",
        description="Upload a file or a folder to a repository that exists, as `hf upload` does. Until the commit the "
        "repository is untouched. A run that was stopped, however it was stopped, goes on when it is repeated.",
        epilog=epilog,
    )
    add = parser.add_argument
    add("repo", metavar="REPO", help="owner/name")
    add("path", metavar="PATH", type=Path, help="the file or folder")
    add("path_in_repo", metavar="PATH_IN_REPO", nargs="?", help="where it goes (default: the file's name, or the top)")
    add("--include", metavar="PATTERN", nargs="*", action="extend", default=[], help="only what matches; * crosses /")
    add("--exclude", metavar="PATTERN", nargs="*", action="extend", default=[], help="all but what matches")
    add("--delete", metavar="PATTERN", nargs="*", action="extend", default=[], help="files of the repository that go")
    add("--revision", default="main", help="the branch (default: %(default)s)")
    add("--commit-message", metavar="TEXT", default="", help="the title of the commit")
    add("--commit-description", metavar="TEXT", default="", help="its description")
    add("--create-pr", action="store_true", help="as a pull request")
    add("--no-gitignore", action="store_true", help="send what .gitignore leaves out, too")
    add("--allow-secrets", action="store_true", help="send what looks like keys and passwords, too")
    add("--dry-run", action="store_true", help="say what would be done, and do nothing")
    add("--quiet", action="store_true", help="print the address of the commit and nothing else")
    add_shared_options(parser)
    parser.set_defaults(errand=_errand)


def _errand(options: argparse.Namespace) -> UploadErrand:
    local: Path = options.path.absolute()
    if not local.exists():
        raise InputError(ErrorKind.BAD_FILE, "there is no such file or folder", subject=str(options.path))
    where = (options.path_in_repo or "").strip("/")
    if where in {"", "."}:
        where = "" if local.is_dir() else local.name
    request = UploadRequest(
        ref=RepoRef(options.repo, RepoType(options.repo_type)),
        sources=(UploadSource(where, local),),
        revision=options.revision,
        message=options.commit_message,
        description=options.commit_description,
        create_pr=options.create_pr,
        include=tuple(options.include),
        exclude=tuple(options.exclude),
        delete=tuple(options.delete),
        git_ignore=not options.no_gitignore,
    )
    return UploadErrand(request, allow_secrets=options.allow_secrets, dry_run=options.dry_run)
