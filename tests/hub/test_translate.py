"""What the library, its client and the system raise, and what it means."""

from __future__ import annotations

import errno
import ssl
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx2
import pytest
from huggingface_hub import errors

from hubdesk.core.errors import DiskError, ErrorKind, HubDeskError, HubError, InputError
from hubdesk.hub.translate import retry_after, translate, translate_errors


def refused(family: type[errors.HfHubHTTPError], status: int, **headers: str) -> errors.HfHubHTTPError:
    """An error as the library raises it."""
    request = httpx2.Request("GET", "https://hub.test/api/models/a/b")
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return family("first line\nsecond line", response=httpx2.Response(status, headers=named, request=request))


def caused(error: Exception, cause: Exception) -> Exception:
    """The error with a cause."""
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (refused(errors.GatedRepoError, 403), ErrorKind.GATED),
        (refused(errors.RepositoryNotFoundError, 404), ErrorKind.REPO_NOT_FOUND),
        (refused(errors.RevisionNotFoundError, 404), ErrorKind.REVISION_NOT_FOUND),
        (refused(errors.RemoteEntryNotFoundError, 404), ErrorKind.FILE_NOT_FOUND),
        (refused(errors.DisabledRepoError, 403), ErrorKind.DISABLED),
        (refused(errors.BadRequestError, 400), ErrorKind.BAD_REQUEST),
        (refused(errors.HfHubHTTPError, 429), ErrorKind.RATE_LIMITED),
        (refused(errors.HfHubHTTPError, 500), ErrorKind.SERVER),
        (errors.OfflineModeIsEnabled("offline"), ErrorKind.OFFLINE),
        (errors.HFValidationError("bad id"), ErrorKind.BAD_REPO_ID),
        (errors.HfUriError("x", "bad"), ErrorKind.BAD_URL),
        (errors.LocalEntryNotFoundError("not cached"), ErrorKind.BAD_ANSWER),
        (caused(errors.LocalEntryNotFoundError("not cached"), httpx2.ReadTimeout("slow")), ErrorKind.TIMEOUT),
        (caused(errors.LocalEntryNotFoundError("x"), refused(errors.GatedRepoError, 403)), ErrorKind.GATED),
        (errors.FileMetadataError("no X-Repo-Commit"), ErrorKind.BAD_ANSWER),
        (httpx2.ConnectTimeout("slow"), ErrorKind.TIMEOUT),
        (httpx2.PoolTimeout("busy"), ErrorKind.TIMEOUT),
        (httpx2.ProxyError("no"), ErrorKind.PROXY),
        (httpx2.ConnectError("refused"), ErrorKind.OFFLINE),
        (caused(httpx2.ConnectError("x"), ssl.SSLCertVerificationError("self-signed")), ErrorKind.TLS),
        (httpx2.ReadError("reset"), ErrorKind.OFFLINE),
        (httpx2.RemoteProtocolError("peer closed connection"), ErrorKind.OFFLINE),
        (httpx2.RemoteProtocolError("illegal status line"), ErrorKind.BAD_ANSWER),
        (httpx2.TooManyRedirects("many"), ErrorKind.BAD_ANSWER),
        (httpx2.InvalidURL("odd"), ErrorKind.BAD_ANSWER),
        (httpx2.DecodingError("gzip"), ErrorKind.BAD_ANSWER),
        (OSError(errno.ENOSPC, "full"), ErrorKind.DISK_FULL),
        (OSError(errno.EACCES, "no"), ErrorKind.NO_PERMISSION),
        (OSError(errno.EROFS, "no"), ErrorKind.NO_PERMISSION),
        (OSError(errno.ENAMETOOLONG, "long"), ErrorKind.NAME_TOO_LONG),
        (ConnectionResetError("reset"), ErrorKind.OFFLINE),
        (TimeoutError("slow"), ErrorKind.TIMEOUT),
        (ssl.SSLError("bad"), ErrorKind.TLS),
        (OSError("odd"), ErrorKind.INTERNAL),
        (ZeroDivisionError("bug"), ErrorKind.INTERNAL),
        (RecursionError("deep"), ErrorKind.INTERNAL),
    ],
)
def test_each_exception_has_its_kind(error: Exception, kind: ErrorKind) -> None:
    assert translate(error).kind is kind


def test_the_family_tells_where_it_happened() -> None:
    assert isinstance(translate(OSError(errno.ENOSPC, "full")), DiskError)
    assert isinstance(translate(errors.HFValidationError("bad")), InputError)
    assert isinstance(translate(refused(errors.GatedRepoError, 403)), HubError)


def test_what_a_server_gives_is_kept() -> None:
    found = translate(refused(errors.HfHubHTTPError, 429, retry_after="7", x_request_id="r-9"))
    assert (found.retry_after, found.request_id, found.status) == (7, "r-9", 429)
    assert "\n" not in found.detail


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "30"}, 30),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "99999999999999999999"}, 86_400),
        ({"ratelimit": '"api";r=0;t=55'}, 55),
        ({"ratelimit": '"api"; r=12; t=55'}, None),
        ({"ratelimit": "nonsense"}, None),
    ],
)
def test_how_long_to_wait(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


def test_how_long_to_wait_until_a_date() -> None:
    then = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    assert 50 < (retry_after({"retry-after": then}) or 0) <= 60
    assert retry_after({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}) == 0


def test_the_block_lets_only_our_errors_out() -> None:
    with pytest.raises(HubDeskError) as caught, translate_errors("a/b"):
        raise httpx2.ConnectError("refused")
    assert caught.value.subject == "a/b"
    assert isinstance(caught.value.__cause__, httpx2.ConnectError)
    ours = HubError(ErrorKind.GATED, subject="c/d")
    with pytest.raises(HubError) as kept, translate_errors("a/b"):
        raise ours
    assert kept.value is ours
    assert ours.subject == "c/d"
    with pytest.raises(KeyboardInterrupt), translate_errors("a/b"):
        raise KeyboardInterrupt
