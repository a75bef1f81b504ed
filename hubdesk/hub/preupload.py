"""What the Hub says before an upload: whether it is allowed at all, and how each file is to be sent."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from hubdesk.core.errors import ErrorKind, HubError
from hubdesk.core.types import RepoRef
from hubdesk.hub.fields import bad_answer, mapping, parts, text
from hubdesk.hub.trust import check_revision
from hubdesk.hub.wire import Wire, api_path

MAX_FILES = 256  # of one request; the Hub refuses more
SAMPLE_SIZE = 512


@dataclass(frozen=True, slots=True)
class UploadSample:
    """A file that is to be sent; `start` is its first `SAMPLE_SIZE` bytes."""

    path: str
    size: int
    start: bytes


@dataclass(frozen=True, slots=True)
class UploadAdvice:
    """How the Hub wants one file: `large` goes beforehand, and `ignored` is what the repository's rules leave out."""

    path: str
    large: bool
    ignored: bool


def check_write(wire: Wire, ref: RepoRef) -> None:
    """Return, if the token may commit to this repository.

    Raises:
        HubDeskError: UNAUTHORIZED without a token, FORBIDDEN with one that may not, or it could not be asked.
    """
    if not wire.has_token():
        raise HubError(ErrorKind.UNAUTHORIZED, "no token")
    wire.get_nothing(api_path(ref, "/auth-check/write"))


def ask_how(
    wire: Wire,
    ref: RepoRef,
    revision: str,
    samples: Sequence[UploadSample],
    git_ignore: str | None,
    create_pr: bool,
) -> tuple[UploadAdvice, ...]:
    """The advice for each of at most `MAX_FILES` files; `git_ignore` stands in for the repository's own rules.

    Raises:
        HubDeskError: it failed; BAD_ANSWER where one of the files is missing in the answer.
    """
    body: dict[str, object] = {
        "files": [
            {"path": each.path, "sample": base64.b64encode(each.start).decode("ascii"), "size": each.size}
            for each in samples
        ]
    }
    if git_ignore is not None:
        body["gitIgnore"] = git_ignore
    path = api_path(ref, f"/preupload/{quote(check_revision(revision), safe='')}")
    answer = wire.post_json(f"{path}?create_pr=1" if create_pr else path, body)
    found = {text(each, "path"): each for each in parts(mapping(answer.data, "the advice"), "files")}
    advice = []
    for sample in samples:
        mode = text(found.get(sample.path, {}), "uploadMode")
        if mode not in {"lfs", "regular"}:
            raise bad_answer(f"no upload mode for {sample.path[:200]}")
        large = mode == "lfs" and sample.size > 0  # an empty file cannot be stored as a large one
        advice.append(UploadAdvice(sample.path, large, found[sample.path].get("shouldIgnore") is True))
    return tuple(advice)
