"""Reads what people paste: Hub URLs and hf:// ids."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from hubdesk.core.errors import ErrorKind, HubError, InputError
from hubdesk.core.types import RepoRef, RepoType
from hubdesk.hub.trust import check_path, is_repo_id, is_revision

_HUB_HOSTS = frozenset({"huggingface.co", "www.huggingface.co", "hf.co", "www.hf.co"})
_TYPES = {"models": RepoType.MODEL, "datasets": RepoType.DATASET, "spaces": RepoType.SPACE}
_OTHER_TYPES = frozenset({"buckets", "kernels", "collections", "papers"})
_WITH_PATH = frozenset({"blob", "tree", "resolve", "raw", "blame", "edit", "commits"})
_PAGES = frozenset({"commit", "discussions", "settings", "viewer", "embed", "logs", "revision", "refs"})
_RESERVED = _OTHER_TYPES | {
    "api",
    "blog",
    "brand",
    "chat",
    "docs",
    "enterprise",
    "front",
    "huggingchat",
    "inference",
    "inference-api",
    "inference-endpoints",
    "inference-providers",
    "jobs",
    "join",
    "landing",
    "languages",
    "learn",
    "login",
    "logout",
    "metrics",
    "new",
    "new-dataset",
    "new-space",
    "notifications",
    "oauth",
    "organizations",
    "password_reset",
    "posts",
    "pricing",
    "privacy",
    "search",
    "settings",
    "storage",
    "support",
    "tasks",
    "terms-of-service",
    "users",
    "welcome",
}
_SPECIAL_REVISION = re.compile(r"refs/(?:pr/\d+|convert/[\w.-]+)(?=/|\Z)")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_BARE_HOST = re.compile(r"(?:www\.)?(?:huggingface\.co|hf\.co)(?:/|\Z)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """Where a pasted text leads: a repository, and perhaps a revision and a path in it."""

    ref: RepoRef
    revision: str = ""
    path: str = ""


def parse_address(text: str, *, endpoint: str) -> Address | None:
    """The address that a text is, or None where it is text to search for.

    Raises:
        InputError: BAD_URL; the subject is the host where that is none of the Hub's or the connection's.
    """
    text = text.strip().strip("<>")
    if not text or any(sign.isspace() or ord(sign) < 32 for sign in text):
        return None
    if text[:5].lower() == "hf://":
        return _parse_id(text[5:])
    if _BARE_HOST.match(text):
        text = f"https://{text}"
    return _parse_url(text, endpoint) if _SCHEME.match(text) else None


def _parse_url(text: str, endpoint: str) -> Address:
    own = urlsplit(endpoint)
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as error:
        raise InputError(ErrorKind.BAD_URL, str(error), subject=text[:200]) from error
    is_own = (host, port) == ((own.hostname or "").lower(), own.port)
    if not is_own and (host not in _HUB_HOSTS or port not in {None, 80, 443}):
        raise InputError(ErrorKind.BAD_URL, "another host", subject=host)
    segments = [segment for segment in parts.path.split("/") if segment]
    if len(segments) > 2 and segments[0] == "api" and segments[1] in _TYPES:
        segments = segments[1:]  # an API address names a repository just as well
    return _parse_page(segments)


def _parse_page(segments: list[str]) -> Address:
    """The path of a repository's page, still percent-encoded: [type] id [page [revision [path]]]."""
    repo_type = RepoType.MODEL
    if segments and segments[0] in _TYPES:
        repo_type = _TYPES[segments[0]]
        segments = segments[1:]
    elif segments and segments[0].lower() in _RESERVED:
        raise _bad("not a repository", segments[0])
    is_canonical = len(segments) < 2 or segments[1] in _WITH_PATH | _PAGES
    id_length = 1 if is_canonical else 2
    ref = _ref(segments[:id_length], repo_type)
    page, location = segments[id_length : id_length + 1], segments[id_length + 1 :]
    if not page or not location:
        return Address(ref)
    if page[0] in _WITH_PATH:
        return Address(ref, *_revision_and_path(location))
    if page[0] in {"commit", "revision"}:
        return Address(ref, _revision(location[0]))
    return Address(ref)


def _parse_id(text: str) -> Address:
    """What follows hf://, as huggingface_hub writes it: [type/]id[@revision][/path]."""
    before, has_revision, after = text.partition("@")
    segments = [segment for segment in before.split("/") if segment]
    repo_type = RepoType.MODEL
    if segments and segments[0] in _TYPES:
        repo_type = _TYPES[segments[0]]
        segments = segments[1:]
    elif segments and segments[0] in _OTHER_TYPES:
        raise _bad("not a repository", segments[0])
    ref = _ref(segments[:2], repo_type)
    if not has_revision:
        return Address(ref, "", _path(segments[2:]))
    if len(segments) > 2 or not after.strip("/"):
        raise _bad("no revision after @", text)
    return Address(ref, *_revision_and_path(after.strip("/").split("/")))


def _revision_and_path(segments: list[str]) -> tuple[str, str]:
    """A branch with a slash comes encoded, but refs/pr/N and refs/convert/… often do not."""
    joined = "/".join(segments)
    if special := _SPECIAL_REVISION.match(joined):
        return special[0], _path(joined[special.end() :].split("/"))
    return _revision(segments[0]), _path(segments[1:])


def _revision(segment: str) -> str:
    revision = unquote(segment)
    if not is_revision(revision):
        raise _bad("no revision", revision)
    return revision


def _path(segments: list[str]) -> str:
    path = "/".join(unquote(segment) for segment in segments if segment)
    if not path:
        return ""
    try:
        return check_path(path)
    except HubError as error:
        raise _bad("unsafe path", path) from error


def _ref(segments: list[str], repo_type: RepoType) -> RepoRef:
    repo_id = "/".join(unquote(segment) for segment in segments)
    if not is_repo_id(repo_id):
        raise _bad("no repository id", repo_id)
    return RepoRef(repo_id, repo_type)


def _bad(detail: str, subject: str) -> InputError:
    return InputError(ErrorKind.BAD_URL, detail, subject=subject[:200])
