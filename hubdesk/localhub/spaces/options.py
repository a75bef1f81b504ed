"""What arrives to set up a Space, checked: hardware, sleep, secrets, variables, volumes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hubdesk.localhub.facts import Kind
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.names import Moved
from hubdesk.localhub.people.viewer import Viewer
from hubdesk.localhub.refusal import Refusal, bad_request
from hubdesk.localhub.spaces.hardware import BASIC, check_flavor

MAX_SETTINGS = 200
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,254}")
_MAX_VALUE, _MAX_DESCRIPTION, _MAX_VOLUMES = 32_768, 1_000, 10
_MOUNT = re.compile(r"(?:/[A-Za-z0-9_.-]{1,100}){1,8}")
_KINDS = {"model": Kind.MODEL, "dataset": Kind.DATASET, "space": Kind.SPACE}


@dataclass(frozen=True, slots=True)
class Setting:
    """A secret or a variable."""

    key: str
    value: str
    description: str | None


@dataclass(frozen=True, slots=True)
class Options:
    """What a new Space begins with."""

    hardware: str = BASIC
    sleep_seconds: int | None = None
    secrets: tuple[Setting, ...] = ()
    variables: tuple[Setting, ...] = ()
    volumes: tuple[Mapping[str, Any], ...] = ()


def read_options(hub: Hub, viewer: Viewer, body: Mapping[str, Any], *, owner: str, sdk: str) -> Options:
    """The options in the body of a creation or duplication: to be read before the Space is made.

    Raises:
        Refusal: 400, one makes no sense; 402, the owner cannot pay the hardware; 404, nothing to mount.
    """
    hardware = BASIC if body.get("hardware") is None else check_flavor(body["hardware"], owner)
    volumes = () if body.get("volumes") is None else read_volumes(hub, viewer, body)
    if sdk == "static" and (volumes or hardware != BASIC):
        raise static()
    return Options(
        hardware=hardware,
        sleep_seconds=None if body.get("sleepTimeSeconds") is None else read_sleep(body["sleepTimeSeconds"]),
        secrets=_settings(body.get("secrets")),
        variables=_settings(body.get("variables")),
        volumes=volumes,
    )


def static() -> Refusal:
    """What a Space cannot do that is only files."""
    return bad_request("Static Spaces are always running: they have no hardware, no volumes, and no state to change")


def read_setting(body: object) -> Setting:
    """A secret or variable.

    Raises:
        Refusal: 400, the name, the value or the description cannot be one.
    """
    if not isinstance(body, dict):
        raise bad_request("A secret or variable is an object with a key and a value")
    value, description = body.get("value"), body.get("description")
    if not isinstance(value, str) or len(value) > _MAX_VALUE:
        raise bad_request(f"The value must be text of up to {_MAX_VALUE} characters")
    if description is not None and (not isinstance(description, str) or len(description) > _MAX_DESCRIPTION):
        raise bad_request(f"The description must be text of up to {_MAX_DESCRIPTION} characters")
    return Setting(read_key(body), value, description)


def read_key(body: Mapping[str, Any]) -> str:
    """The name of a secret or variable.

    Raises:
        Refusal: 400, it cannot be one.
    """
    key = body.get("key")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise bad_request("The key must begin with a letter and have only letters, digits and _")
    return key


def read_sleep(seconds: object) -> int | None:
    """How long a Space stays awake unvisited; None is for ever.

    Raises:
        Refusal: 400, not a number of seconds.
    """
    if not isinstance(seconds, int) or isinstance(seconds, bool) or not (seconds == -1 or 0 < seconds <= 10**8):
        raise bad_request("The sleep time is a number of seconds, or -1 for never")
    return None if seconds == -1 else seconds


def read_volumes(hub: Hub, viewer: Viewer, body: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """The volumes in a body.

    Raises:
        Refusal: 400, they cannot be mounted so; 404 (401 for anonymous), there is no such repository.
    """
    given = body.get("volumes")
    if not isinstance(given, list) or len(given) > _MAX_VOLUMES:
        raise bad_request(f"volumes must be a list of up to {_MAX_VOLUMES}")
    volumes = tuple(_volume(hub, viewer, each) for each in given)
    if len({each["mountPath"] for each in volumes}) < len(volumes):
        raise bad_request("Two volumes cannot be mounted in one place")
    return volumes


def _volume(hub: Hub, viewer: Viewer, given: object) -> Mapping[str, Any]:
    if not isinstance(given, dict):
        raise bad_request("A volume is an object with type, source and mountPath")
    kind, source, place = given.get("type"), given.get("source"), given.get("mountPath")
    if kind == "bucket":
        raise Refusal(404, "Bucket not found: this Hub has no buckets")
    if not isinstance(kind, str) or kind not in _KINDS or not isinstance(source, str):
        raise bad_request("A volume needs a type (model, dataset or space) and a source")
    if not isinstance(place, str) or not _MOUNT.fullmatch(place) or {".", ".."} & set(place.split("/")):
        raise bad_request("mountPath must be an absolute path")
    try:
        found = hub.find(_KINDS[kind], source, viewer)
    except Moved as moved:
        found = hub.find(_KINDS[kind], moved.new, viewer)
    volume: dict[str, Any] = {"type": kind, "source": found.id, "mountPath": place, "readOnly": True}
    for name in ("revision", "path"):
        if (value := given.get(name)) is not None:
            if not isinstance(value, str) or len(value) > 300:
                raise bad_request(f"{name} must be text")
            volume[name] = value
    return volume


def _settings(given: object) -> tuple[Setting, ...]:
    if given is None:
        return ()
    if not isinstance(given, list) or len(given) > MAX_SETTINGS:
        raise bad_request(f"secrets and variables are lists of up to {MAX_SETTINGS}")
    return tuple(read_setting(each) for each in given)
