"""Signing in from another device (RFC 8628): codes that wait for somebody's decision."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from hubdesk.localhub.people.keyring import digest
from hubdesk.localhub.records import Records

_DEVICES, _USER_CODES = "oauth-devices", "oauth-user-codes"
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels, no words
_KEPT_FORMS = 4
_EARLY = 0.8  # of the interval: what the clocks and the way may take off


@dataclass(frozen=True, slots=True)
class Device:
    """One request to sign in; `status` is waiting, approved or denied, `until` in seconds since 1970."""

    name: str  # the digest of the device code
    user_code: str
    client: str
    scopes: tuple[str, ...]
    until: float
    status: str = "waiting"
    person: str = ""
    forms: tuple[str, ...] = ()  # digests of the one-time values of the pages that were shown

    @property
    def expired(self) -> bool:
        """Whether it is too late."""
        return self.until <= time.time()


class Devices:
    """The sign-ins that are under way; they survive a restart of the server."""

    def __init__(self, records: Records, clock: Callable[[], float] = time.monotonic) -> None:
        self._records = records
        self._clock = clock
        self._polled: dict[str, float] = {}

    def begin(self, client: str, scopes: tuple[str, ...], seconds: float) -> tuple[str, Device]:
        """A new sign-in, and its device code."""
        code = secrets.token_urlsafe(32)
        letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
        device = Device(digest(code), f"{letters[:4]}-{letters[4:]}", client, scopes, time.time() + seconds)
        with self._records.together():
            self._tidy()
            self._put(device)
            self._records.put(_USER_CODES, device.user_code, content={"device": device.name})
        return code, device

    def by_code(self, code: str) -> Device | None:
        """The sign-in of a device code."""
        return self._get(digest(code))

    def by_user_code(self, typed: str) -> Device | None:
        """The sign-in of the short code that a person typed, if it still waits."""
        letters = "".join(each for each in typed.upper() if each in _LETTERS)
        saved = self._records.get(_USER_CODES, f"{letters[:4]}-{letters[4:]}") if len(letters) == 8 else None
        device = self._get(saved["device"]) if saved else None
        return device if device and device.status == "waiting" and not device.expired else None

    def show(self, device: Device) -> str:
        """A value for the form on the page, good for one decision."""
        value = secrets.token_urlsafe(24)
        with self._records.together():
            known = self._get(device.name) or device
            self._put(replace(known, forms=(*known.forms, digest(value))[-_KEPT_FORMS:]))
        return value

    def decide(self, typed: str, value: str, person: str) -> bool:
        """Approve for a person, or deny where there is none; False where the form is not one that was shown."""
        with self._records.together():
            device = self.by_user_code(typed)
            if device is None or digest(value) not in device.forms:
                return False
            self._put(replace(device, status="approved" if person else "denied", person=person, forms=()))
            return True

    def is_early(self, device: Device, interval: float) -> bool:
        """Whether the client asks again sooner than it was told to."""
        now = self._clock()
        last = self._polled.get(device.name)
        self._polled[device.name] = now
        return last is not None and now - last < interval * _EARLY

    def end(self, device: Device) -> None:
        """Forget a sign-in: its code has been used."""
        with self._records.together():
            self._records.delete(_DEVICES, device.name)
            self._records.delete(_USER_CODES, device.user_code)
        self._polled.pop(device.name, None)

    def _tidy(self) -> None:
        now = time.time()
        for _, saved in self._records.below(_DEVICES):
            device = _device(saved)
            if device.until + 3600 < now:  # for an hour the client is told that it was too late
                self.end(device)

    def _get(self, name: str) -> Device | None:
        saved = self._records.get(_DEVICES, name)
        return _device(saved) if saved else None

    def _put(self, device: Device) -> None:
        self._records.put(_DEVICES, device.name, content=asdict(device))


def _device(saved: dict[str, Any]) -> Device:
    return Device(**{**saved, "scopes": tuple(saved["scopes"]), "forms": tuple(saved["forms"])})
