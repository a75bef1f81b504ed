"""The runtime of a Space: where it comes to rest, and, by the clock, where it is on the way there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

from hubdesk.localhub.facts import Facts
from hubdesk.localhub.spaces.hardware import BASIC, ZERO

BUILD_SECONDS, START_SECONDS = 1.0, 0.5
SLEEP_SECONDS = 172_800  # what free hardware allows
_AT_REST = frozenset({"PAUSED", "NO_APP_FILE", "CONFIG_ERROR"})  # nothing is built on the way there


@dataclass(frozen=True, slots=True)
class Runtime:
    """What is known about how a Space runs; `settled` is the stage it comes to rest in."""

    settled: str
    since: str = ""  # when it was last started or changed; empty: long ago
    over: bool = False  # whether an older version goes on running meanwhile
    error: str = ""
    hardware: str = BASIC
    sleep_seconds: int | None = None  # of upgraded hardware; None: never
    dev_mode: bool = False
    volumes: tuple[Mapping[str, Any], ...] = ()

    def stage(self, now: datetime) -> str:
        """Where it is at this moment."""
        elapsed = (now - datetime.fromisoformat(self.since)).total_seconds() if self.since else None
        if self.settled in _AT_REST or elapsed is None or not 0 <= elapsed < BUILD_SECONDS + START_SECONDS:
            return self.settled
        if elapsed < BUILD_SECONDS:
            return "RUNNING_BUILDING" if self.over else "BUILDING"
        if self.settled == "BUILD_ERROR":
            return self.settled
        return "RUNNING_APP_STARTING" if self.over else "APP_STARTING"


def runtime_of(facts: Facts) -> Runtime:
    """The runtime of a Space, as it was stored or as the catalogue has it."""
    if facts.runtime is None:
        flavor = ZERO if facts.sdk == "gradio" and facts.likes - len(facts.likers) > 1000 else BASIC
        return Runtime(facts.stage or "NO_APP_FILE", hardware=flavor)
    known = {each.name for each in fields(Runtime)}
    values = {key: value for key, value in facts.runtime.items() if key in known}
    return Runtime(**values | {"volumes": tuple(values.get("volumes", ()))})


def with_runtime(facts: Facts, runtime: Runtime) -> Facts:
    """The facts of a Space with another runtime."""
    return replace(facts, stage=runtime.settled, runtime=asdict(runtime) | {"volumes": list(runtime.volumes)})


def stage_of(facts: Facts) -> str:
    """The stage a Space is in now."""
    return runtime_of(facts).stage(datetime.now(UTC))


def shown(facts: Facts) -> dict[str, Any]:
    """The JSON object of a runtime."""
    runtime = runtime_of(facts)
    stage = runtime.stage(datetime.now(UTC))
    running = stage.startswith("RUNNING")
    static = facts.sdk == "static"
    domain = {"domain": f"{subdomain(facts)}.practice.invalid", "stage": "READY" if running else "PENDING"}
    content: dict[str, Any] = {
        "stage": stage,
        "hardware": {
            "current": runtime.hardware if running and not static else None,
            "requested": None if static else runtime.hardware,
        },
        "storage": None,
        "gcTimeout": SLEEP_SECONDS if runtime.hardware in (BASIC, ZERO) else runtime.sleep_seconds,
        "replicas": {"current": int(running), "requested": 1},
        "devMode": runtime.dev_mode,
        "domains": [domain],
    }
    if runtime.error and stage == runtime.settled:
        content["errorMessage"] = runtime.error
    if runtime.volumes:
        content["volumes"] = [dict(each) for each in runtime.volumes]
    return content


def subdomain(facts: Facts) -> str:
    """The first part of the address where a Space would be seen."""
    return facts.id.lower().translate(str.maketrans("/._", "---"))


def now() -> str:
    """This moment, as on the wire."""
    return written(datetime.now(UTC))


def written(moment: datetime) -> str:
    """A moment as on the wire: to the millisecond, which matters where a second is long."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
