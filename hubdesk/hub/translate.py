"""Turns what goes wrong on the way to the Hub and back into HubDeskError."""

from __future__ import annotations

import errno
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from hubdesk.core.errors import DiskError, ErrorKind, HubDeskError, HubError, InputError, NetworkError

MAX_DETAIL = 500

_RATE_LIMIT = re.compile(r'"\w+"\s*;\s*r\s*=\s*(?P<left>\d{1,9})\s*;\s*t\s*=\s*(?P<seconds>\d{1,9})')
_REPO_PATH = re.compile(r"/api/(?:models|datasets|spaces)/.|/resolve/")
_BROKEN_OFF = re.compile(r"closed|disconnected", re.IGNORECASE)
_DISABLED = "access to this resource is disabled"
_BAD_TOKEN = re.compile(r"invalid credentials|access token .*is expired", re.IGNORECASE)

_BY_CODE = {
    "RepoNotFound": ErrorKind.REPO_NOT_FOUND,
    "RevisionNotFound": ErrorKind.REVISION_NOT_FOUND,
    "EntryNotFound": ErrorKind.FILE_NOT_FOUND,
    "GatedRepo": ErrorKind.GATED,
}
_BY_STATUS = {
    401: ErrorKind.UNAUTHORIZED,
    402: ErrorKind.PAYMENT_REQUIRED,
    403: ErrorKind.FORBIDDEN,
    407: ErrorKind.PROXY,
    408: ErrorKind.TIMEOUT,
    409: ErrorKind.CONFLICT,
    412: ErrorKind.CHANGED_SINCE,
    413: ErrorKind.TOO_LARGE,
    429: ErrorKind.RATE_LIMITED,
    451: ErrorKind.DISABLED,
    511: ErrorKind.BAD_ANSWER,  # a captive portal wants a sign-in
}
_BY_ERRNO = {
    errno.ENOSPC: ErrorKind.DISK_FULL,
    errno.EDQUOT: ErrorKind.DISK_FULL,
    errno.EACCES: ErrorKind.NO_PERMISSION,
    errno.EPERM: ErrorKind.NO_PERMISSION,
    errno.EROFS: ErrorKind.NO_PERMISSION,
    errno.ENAMETOOLONG: ErrorKind.NAME_TOO_LONG,
    errno.ENOENT: ErrorKind.TARGET_GONE,
    errno.EEXIST: ErrorKind.TARGET_EXISTS,
    errno.ENOTDIR: ErrorKind.TARGET_EXISTS,
    errno.EFBIG: ErrorKind.TOO_LARGE,  # FAT32 ends at 4 GiB
    # a drive that was taken out, a share whose server is gone
    errno.EIO: ErrorKind.TARGET_GONE,
    errno.ENODEV: ErrorKind.TARGET_GONE,
    errno.ENXIO: ErrorKind.TARGET_GONE,
    errno.ESTALE: ErrorKind.TARGET_GONE,
    errno.ENOTCONN: ErrorKind.TARGET_GONE,
}
_NETWORK = frozenset({ErrorKind.OFFLINE, ErrorKind.TIMEOUT, ErrorKind.TLS, ErrorKind.PROXY})


@contextmanager
def translate_errors(subject: str = "") -> Iterator[None]:
    """Let only HubDeskError out of the block; `subject` is what the block is about.

    Raises:
        HubDeskError: in place of whatever was raised inside.
    """
    try:
        yield
    except HubDeskError as error:
        error.subject = error.subject or subject
        raise
    except Exception as error:  # the door of the Hub: nothing else may come through it
        translated = translate(error)
        translated.subject = translated.subject or subject
        raise translated from error


def translate(error: BaseException) -> HubDeskError:
    """What an exception of the library, its HTTP client or the system means to a person."""
    if isinstance(error, HubDeskError):
        return error
    return _library_error(error) or _transport_error(error) or _system_error(error) or _unknown(error)


def refusal(
    status: int, headers: Mapping[str, str], message: str = "", *, url: str = "", kind: ErrorKind | None = None
) -> HubDeskError:
    """The error that an HTTP status of 300 and above stands for; `headers` must find names in any case."""
    said = headers.get("x-error-message", "") or message
    found = kind or _BY_CODE.get(headers.get("x-error-code", "")) or _kind_of(status, headers, said, url)
    family = NetworkError if found in _NETWORK else HubError
    return family(
        found,
        f"{status} {said}".strip()[:MAX_DETAIL],
        retry_after=retry_after(headers) if status in {429, 503} else None,
        status=status,
        request_id=(headers.get("x-request-id") or headers.get("x-amzn-trace-id") or "")[:100],
    )


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds to wait, from `Retry-After` or from a `RateLimit` of which nothing is left."""
    given = headers.get("retry-after", "").strip()
    if given.isascii() and given.isdigit():
        return float(min(int(given[:9]), 86_400))
    if given:
        try:
            return max(0.0, (parsedate_to_datetime(given) - datetime.now(UTC)).total_seconds())
        except (TypeError, ValueError):
            return None
    match = _RATE_LIMIT.search(headers.get("ratelimit", ""))
    if match and int(match["left"]) == 0:
        return float(match["seconds"])
    return None


def _kind_of(status: int, headers: Mapping[str, str], said: str, url: str) -> ErrorKind:
    if _DISABLED in said.lower():
        return ErrorKind.DISABLED
    if status == 401 and not _BAD_TOKEN.search(said) and _REPO_PATH.search(url):
        return ErrorKind.REPO_NOT_FOUND  # the Hub says 401 to anonymous callers, so as not to tell what exists
    if status in {404, 410}:
        is_hub = _REPO_PATH.search(url) and "html" not in headers.get("content-type", "").lower()
        return ErrorKind.REPO_NOT_FOUND if is_hub else ErrorKind.BAD_ANSWER
    if kind := _BY_STATUS.get(status):
        return kind
    if status >= 500:
        return ErrorKind.SERVER
    return ErrorKind.BAD_REQUEST if status >= 400 else ErrorKind.BAD_ANSWER


def _library_error(error: BaseException) -> HubDeskError | None:
    from huggingface_hub import errors

    if isinstance(error, errors.LocalEntryNotFoundError | errors.FileMetadataError):
        # "Not in the cache" hides why it could not be fetched.
        cause = error.__cause__
        return translate(cause) if cause else HubError(ErrorKind.BAD_ANSWER, _text(error))
    if isinstance(error, errors.HfHubHTTPError):
        kinds: tuple[tuple[type[BaseException], ErrorKind], ...] = (
            (errors.GatedRepoError, ErrorKind.GATED),  # is a RepositoryNotFoundError too
            (errors.RepositoryNotFoundError, ErrorKind.REPO_NOT_FOUND),
            (errors.RevisionNotFoundError, ErrorKind.REVISION_NOT_FOUND),
            (errors.RemoteEntryNotFoundError, ErrorKind.FILE_NOT_FOUND),
            (errors.DisabledRepoError, ErrorKind.DISABLED),
        )
        kind = next((kind for family, kind in kinds if isinstance(error, family)), None)
        answer = error.response
        message = error.server_message or _text(error)
        return refusal(answer.status_code, answer.headers, message, url=str(answer.url), kind=kind)
    if isinstance(error, errors.OfflineModeIsEnabled):
        return NetworkError(ErrorKind.OFFLINE, "HF_HUB_OFFLINE is set")
    if isinstance(error, errors.HFValidationError):
        return InputError(ErrorKind.BAD_REPO_ID, _text(error))
    if isinstance(error, errors.HfUriError):
        return InputError(ErrorKind.BAD_URL, _text(error))
    if isinstance(error, errors.EntryNotFoundError):
        return HubError(ErrorKind.FILE_NOT_FOUND, _text(error))
    return None


def _transport_error(error: BaseException) -> HubDeskError | None:
    import httpx2

    if isinstance(error, httpx2.TimeoutException):
        return NetworkError(ErrorKind.TIMEOUT, _text(error))
    if isinstance(error, httpx2.ProxyError):
        return NetworkError(ErrorKind.PROXY, _text(error))
    if isinstance(error, httpx2.RemoteProtocolError) and not _BROKEN_OFF.search(str(error)):
        return HubError(ErrorKind.BAD_ANSWER, _text(error))
    if isinstance(error, httpx2.NetworkError | httpx2.RemoteProtocolError):
        kind = ErrorKind.TLS if _has_cause(error, ssl.SSLError) else ErrorKind.OFFLINE
        return NetworkError(kind, _text(error))
    if isinstance(error, httpx2.HTTPError | httpx2.InvalidURL | httpx2.StreamError):
        return HubError(ErrorKind.BAD_ANSWER, _text(error))
    return None


def _system_error(error: BaseException) -> HubDeskError | None:
    if isinstance(error, ssl.SSLError):
        return NetworkError(ErrorKind.TLS, _text(error))
    if isinstance(error, TimeoutError):
        return NetworkError(ErrorKind.TIMEOUT, _text(error))
    if isinstance(error, ConnectionError | socket.gaierror):
        return NetworkError(ErrorKind.OFFLINE, _text(error))
    if isinstance(error, OSError) and (kind := _BY_ERRNO.get(error.errno or 0)):
        return DiskError(kind, _text(error), subject=str(error.filename or ""))
    return None


def _unknown(error: BaseException) -> HubDeskError:
    return HubDeskError(ErrorKind.INTERNAL, f"{type(error).__name__}: {_text(error)}")


def _has_cause(error: BaseException, family: type[BaseException]) -> bool:
    seen: BaseException | None = error
    for _ in range(10):
        if seen is None:
            return False
        if isinstance(seen, family):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def _text(error: BaseException) -> str:
    """The first line of its message."""
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:MAX_DETAIL]
