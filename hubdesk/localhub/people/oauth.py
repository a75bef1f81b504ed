"""OAuth: gives out access tokens for sign-ins that were approved, and new ones for refresh tokens."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hubdesk.localhub.git.repo import iso
from hubdesk.localhub.people.cast import Person, person_named
from hubdesk.localhub.people.devices import Device, Devices
from hubdesk.localhub.people.keyring import Keyring, digest
from hubdesk.localhub.people.permissions import OAUTH
from hubdesk.localhub.people.tokens import Role, Token
from hubdesk.localhub.records import Records

_REFRESH = "oauth-refresh-tokens"


class OAuthError(Exception):
    """What the token endpoint answers instead of a token: one of the words of RFC 6749 and RFC 8628."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(description)
        self.code = code
        self.description = description


@dataclass(frozen=True, slots=True)
class Times:
    """How long things last, in seconds."""

    interval: float = 1
    device: float = 900
    access: float = 30 * 86400
    refresh: float = 90 * 86400


@dataclass(frozen=True, slots=True)
class Grant:
    """An access token and what comes with it."""

    access: str
    refresh: str
    seconds: float
    scopes: tuple[str, ...]


class OAuth:
    """The authorization server of one Hub; `times` may be replaced."""

    def __init__(self, keyring: Keyring, records: Records) -> None:
        self.devices = Devices(records)
        self.times = Times()
        self._keyring = keyring
        self._records = records

    def begin(self, client: str, wanted: str) -> tuple[str, Device]:
        """A new sign-in for an application; nothing wanted is everything.

        Raises:
            OAuthError: a scope is unknown.
        """
        scopes = tuple(dict.fromkeys(wanted.split())) or tuple(OAUTH)
        if unknown := [scope for scope in scopes if scope not in OAUTH]:
            raise OAuthError("invalid_scope", f"There is no scope {unknown[0][:60]}")
        return self.devices.begin(client, scopes, self.times.device)

    def collect(self, client: str, code: str) -> Grant:
        """The tokens of a sign-in that was approved; its code is good for this once.

        Raises:
            OAuthError: not yet, or never.
        """
        with self._records.together():
            device = self.devices.by_code(code)
            if device is None or device.client != client:
                raise OAuthError("invalid_grant", "The device code is unknown or has been used")
            if device.expired:
                raise OAuthError("expired_token", "The device code has expired")
            if device.status == "denied":
                raise OAuthError("access_denied", "The sign-in was denied")
            person = person_named(device.person)
            if person is None:
                if self.devices.is_early(device, self.times.interval):
                    raise OAuthError("slow_down", f"Ask every {self.times.interval:g} s at most")
                raise OAuthError("authorization_pending", "Nobody has decided yet")
            self.devices.end(device)
            return self._issue(person, client, device.scopes)

    def renew(self, client: str, refresh: str) -> Grant:
        """New tokens for a refresh token, which is spent then; the access token before lives out its time.

        Raises:
            OAuthError: it is unknown, spent, expired, or another application's.
        """
        with self._records.together():
            saved = self._records.get(_REFRESH, digest(refresh))
            person = person_named(saved["person"]) if saved else None
            if saved is None or person is None or saved["client"] != client or saved["until"] <= iso(_now()):
                raise OAuthError("invalid_grant", "The refresh token is unknown, spent or expired")
            self._records.delete(_REFRESH, digest(refresh))
            return self._issue(person, client, tuple(saved["scopes"]))

    def set_times(self, **seconds: float) -> None:
        """Let things last longer or shorter from now on."""
        self.times = replace(self.times, **seconds)

    def _issue(self, person: Person, client: str, scopes: tuple[str, ...]) -> Grant:
        now, times = _now(), self.times
        until = iso(now + timedelta(seconds=times.access))
        token = Token("", f"oauth-{person.name}", person, Role.OAUTH, iso(now), until, oauth=scopes)
        refresh = f"hf_refresh_{secrets.token_urlsafe(32)}"
        content = {
            "person": person.name,
            "client": client,
            "scopes": list(scopes),
            "until": iso(now + timedelta(seconds=times.refresh)),
        }
        for key, saved in self._records.below(_REFRESH):
            if saved["until"] < iso(now):
                self._records.delete(_REFRESH, *key)
        self._records.put(_REFRESH, digest(refresh), content=content)
        return Grant(self._keyring.issue(token), refresh, times.access, scopes)


def _now() -> datetime:
    return datetime.now(UTC)
