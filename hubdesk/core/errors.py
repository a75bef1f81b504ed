"""The errors HubDesk raises: a kind that the window turns into a sentence, and the technical detail beside it.

```
HubDeskError
 ├─ HubError            the Hub refused or failed
 ├─ NetworkError        the Hub was not reached
 ├─ DiskError           this computer's disk refused
 └─ InputError          what was typed, pasted or dropped cannot be used
```
"""

from __future__ import annotations

from enum import StrEnum


class ErrorKind(StrEnum):
    """What went wrong, as far as a person or a retry policy must tell it apart."""

    # the Hub
    REPO_NOT_FOUND = "repo_not_found"
    REVISION_NOT_FOUND = "revision_not_found"
    FILE_NOT_FOUND = "file_not_found"
    GATED = "gated"
    DISABLED = "disabled"
    UNAUTHORIZED = "unauthorized"
    FORBIDDEN = "forbidden"
    PAYMENT_REQUIRED = "payment_required"
    CONFLICT = "conflict"
    CHANGED_SINCE = "changed_since"
    TOO_LARGE = "too_large"
    BAD_REQUEST = "bad_request"
    RATE_LIMITED = "rate_limited"
    SERVER = "server"
    BAD_ANSWER = "bad_answer"  # HTML instead of JSON, missing headers: a captive portal or a wrong endpoint
    UNTRUSTED = "untrusted"  # the server asked for something unsafe
    # the way there
    OFFLINE = "offline"
    TIMEOUT = "timeout"
    TLS = "tls"
    PROXY = "proxy"
    # this computer
    DISK_FULL = "disk_full"
    NO_PERMISSION = "no_permission"
    NAME_TOO_LONG = "name_too_long"
    TARGET_EXISTS = "target_exists"
    TARGET_GONE = "target_gone"
    CORRUPT = "corrupt"
    KEYRING = "keyring"
    ENGINE_LOST = "engine_lost"
    # what was given
    BAD_REPO_ID = "bad_repo_id"
    BAD_URL = "bad_url"
    BAD_PATTERN = "bad_pattern"
    BAD_CARD = "bad_card"
    BAD_FILE = "bad_file"
    # the rest
    INTERNAL = "internal"


_RETRYABLE = frozenset(
    {
        ErrorKind.RATE_LIMITED,
        ErrorKind.SERVER,
        ErrorKind.BAD_ANSWER,
        ErrorKind.OFFLINE,
        ErrorKind.TIMEOUT,
        ErrorKind.PROXY,
        ErrorKind.DISK_FULL,
        ErrorKind.ENGINE_LOST,
    }
)


class HubDeskError(Exception):
    """The root of the family.

    `detail` is technical and untranslated, never a secret; `subject` is what it is about (a repo id, a path);
    `retry_after` is in seconds where the server gave one; `status` and `request_id` come from the server.
    """

    def __init__(
        self,
        kind: ErrorKind,
        detail: str = "",
        *,
        subject: str = "",
        retry_after: float | None = None,
        status: int | None = None,
        request_id: str = "",
    ) -> None:
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail
        self.subject = subject
        self.retry_after = retry_after
        self.status = status
        self.request_id = request_id

    @property
    def retryable(self) -> bool:
        """Whether trying the same again can help."""
        return self.kind in _RETRYABLE

    def __str__(self) -> str:
        about = f" ({self.subject})" if self.subject else ""
        return f"{self.kind.value}{about}: {self.detail}" if self.detail else f"{self.kind.value}{about}"


class HubError(HubDeskError):
    """The Hub refused or failed."""


class NetworkError(HubDeskError):
    """The Hub was not reached."""


class DiskError(HubDeskError):
    """This computer's disk refused."""


class InputError(HubDeskError):
    """What was typed, pasted or dropped cannot be used."""
