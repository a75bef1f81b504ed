"""What a Space was set up with: kept in the records, except what its runtime shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hubdesk.localhub.facts import Facts
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.records import key_of
from hubdesk.localhub.refusal import Refusal, bad_request
from hubdesk.localhub.spaces import lifecycle
from hubdesk.localhub.spaces.options import MAX_SETTINGS, Options, Setting
from hubdesk.localhub.spaces.runtime import now, runtime_of, with_runtime

SECRETS, VARIABLES = "space-secrets", "space-variables"


def store_new(hub: Hub, facts: Facts, options: Options, *, like: Facts | None = None) -> Facts:
    """Set up a Space whose files were just made; a duplicate begins with the variables of the Space it is like."""
    with hub.records.together():
        for key, content in stored(hub, like, VARIABLES).items() if like else ():
            hub.records.put(VARIABLES, key_of(facts), key, content=content)
        for collection, given in ((SECRETS, options.secrets), (VARIABLES, options.variables)):
            for setting in given:
                _put(hub, facts, collection, setting)

    def set_up(known: Facts) -> Facts:
        fresh = runtime_of(replace(known, stage="", likers=(), likes=0, runtime=None))
        return with_runtime(
            known,
            replace(
                fresh,
                hardware=options.hardware, sleep_seconds=options.sleep_seconds, volumes=options.volumes,
            ),
        )  # fmt: skip

    return lifecycle.pushed(hub, hub.change(facts, set_up))


def stored(hub: Hub, facts: Facts, collection: str) -> dict[str, dict[str, Any]]:
    """The secrets or variables of a Space by their names; of a secret only when it was set, and what for."""
    return {rest[0]: content for rest, content in hub.records.below(collection, key_of(facts))}


def put(hub: Hub, facts: Facts, collection: str, setting: Setting) -> None:
    """Add or replace a secret or variable; the Space starts anew with it.

    Raises:
        Refusal: 409, it is the name of one of the other; 400, too many.
    """
    other = VARIABLES if collection == SECRETS else SECRETS
    with hub.records.together():
        known = stored(hub, facts, collection)
        if hub.records.get(other, key_of(facts), setting.key) is not None:
            raise Refusal(409, f"{setting.key} is the name of a {'variable' if other == VARIABLES else 'secret'}")
        if setting.key not in known and len(known) >= MAX_SETTINGS:
            raise bad_request(f"A Space has at most {MAX_SETTINGS} of these")
        _put(hub, facts, collection, setting)
    lifecycle.reconfigured(hub, facts)


def take(hub: Hub, facts: Facts, collection: str, key: str) -> None:
    """Take a secret or variable away; where there is none, nothing happens."""
    with hub.records.together():
        if hub.records.get(collection, key_of(facts), key) is None:
            return
        hub.records.delete(collection, key_of(facts), key)
    lifecycle.reconfigured(hub, facts)


def _put(hub: Hub, facts: Facts, collection: str, setting: Setting) -> None:
    content: dict[str, Any] = {"description": setting.description, "updatedAt": now()}
    if collection == VARIABLES:
        content["value"] = setting.value  # a secret's is not kept: nothing here ever needs it
    hub.records.put(collection, key_of(facts), setting.key, content=content)
