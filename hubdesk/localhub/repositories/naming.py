"""Which names repositories, branches and tags may have."""

from __future__ import annotations

import re

from hubdesk.localhub.refusal import bad_request

_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?")
_REF = re.compile(r"(?!.*(?:\.\.|//|/\.|@\{|\.lock(?:/|$)))(?!HEAD$)\w[\w./+-]{0,99}(?<![./])")
_ENDINGS = (".git", ".ipynb")
_RULE = "letters, digits, '-', '_' and '.', at most 96, neither beginning nor ending with '-' or '.', no '--' or '..'"


def check_name(name: str) -> str:
    """The name of a repository.

    Raises:
        Refusal: 400, none may be called so.
    """
    if name.endswith(_ENDINGS):
        raise bad_request(f"Invalid repo name: {name!r} - repo names cannot end with {' or '.join(_ENDINGS)}")
    if not _NAME.fullmatch(name) or "--" in name or ".." in name:
        raise bad_request(f"Invalid repo name: {name!r} - a name has {_RULE}")
    return name


def check_branch(name: str) -> str:
    """The name of a branch.

    Raises:
        Refusal: 400, none may be called so.
    """
    if not _REF.fullmatch(name) or name.startswith("refs/"):
        raise bad_request(f"Invalid reference for a branch: {name}")
    return name


def check_tag(name: str) -> str:
    """The name of a tag.

    Raises:
        Refusal: 400, none may be called so.
    """
    if not _REF.fullmatch(name) or name.startswith("refs/"):
        raise bad_request(f"Invalid reference for a tag: {name}")
    return name
