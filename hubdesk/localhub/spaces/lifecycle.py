"""What moves a Space: new files, a restart, a pause, other hardware. Nothing runs; it only tells where it would be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hubdesk.localhub.facts import Facts
from hubdesk.localhub.git.repo import GitRepo
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.records import key_of
from hubdesk.localhub.refusal import bad_request
from hubdesk.localhub.spaces.outcome import Outcome, Read, outcome
from hubdesk.localhub.spaces.runtime import Runtime, now, runtime_of, stage_of, with_runtime


def pushed(hub: Hub, facts: Facts) -> Facts:
    """The main branch of a Space has other files: it is built from them, while the old version runs on."""
    found = outcome_of(hub, facts)

    def change(runtime: Runtime) -> Runtime:
        if runtime.settled == "PAUSED":
            return runtime
        over = stage_of(facts).startswith("RUNNING")
        return replace(runtime, settled=found.stage, error=found.error, since=_since(facts, found), over=over)

    return _change(hub, facts, change)


def reconfigured(hub: Hub, facts: Facts) -> Facts:
    """Its secrets or variables are others: what is not paused starts anew."""
    return facts if runtime_of(facts).settled == "PAUSED" else started(hub, facts)


def started(hub: Hub, facts: Facts) -> Facts:
    """It starts anew, paused or not."""
    found = outcome_of(hub, facts)
    return _change(
        hub,
        facts,
        lambda runtime: replace(
            runtime, settled=found.stage, error=found.error, since=_since(facts, found), over=False
        ),
    )


def paused(hub: Hub, facts: Facts) -> Facts:
    """It stops until somebody restarts it.

    Raises:
        Refusal: 400, there is nothing that could stop.
    """
    if runtime_of(facts).settled == "NO_APP_FILE":
        raise bad_request("This Space has no application file: there is nothing to pause")
    return _change(hub, facts, lambda runtime: replace(runtime, settled="PAUSED", error="", since=now(), over=False))


def changed(hub: Hub, facts: Facts, change: Callable[[Runtime], Runtime], *, restarts: bool = False) -> Facts:
    """Its hardware, sleep time, dev mode or volumes are others."""
    known = _change(hub, facts, change)
    return reconfigured(hub, known) if restarts else known


def outcome_of(hub: Hub, facts: Facts) -> Outcome:
    """What would become of its files as they are, with its secrets and variables."""
    environment = {
        rest[0] for name in ("space-secrets", "space-variables") for rest, _ in hub.records.below(name, key_of(facts))
    }
    return outcome(reader(hub.open(facts)), environment)


def reader(repo: GitRepo) -> Read:
    """Reads the files at the head of the main branch; large ones are not there, for this purpose."""
    head = repo.resolve("main")
    files = repo.snapshot(head).files if head else {}

    def read(path: str) -> bytes | None:
        entry = files.get(path)
        return repo.blob(entry.oid) if entry and not entry.sha256 else None

    return read


def _since(facts: Facts, found: Outcome) -> str:
    """When what is now shown began; files that are served as they are need no time."""
    return "" if facts.sdk == "static" and found.stage == "RUNNING" else now()


def _change(hub: Hub, facts: Facts, change: Callable[[Runtime], Runtime]) -> Facts:
    return hub.change(facts, lambda known: with_runtime(known, change(runtime_of(known))))
