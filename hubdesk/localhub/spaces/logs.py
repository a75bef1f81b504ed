"""The logs of a Space: made up, as what it would print if it ran."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from hubdesk.localhub.facts import Facts, draw
from hubdesk.localhub.spaces.outcome import Outcome
from hubdesk.localhub.spaces.runtime import BUILD_SECONDS, START_SECONDS, runtime_of, written

_INSTALL = {
    "gradio": "RUN pip install --no-cache-dir -r /tmp/requirements.txt gradio[oauth]",
    "streamlit": "RUN pip install --no-cache-dir -r /tmp/requirements.txt streamlit",
    "docker": "RUN pip install --no-cache-dir -r requirements.txt",
}
_READY = {
    "gradio": ("* Running on local URL:  http://0.0.0.0:7860, with SSR", "* To create a public link, set share=True"),
    "streamlit": ("  You can now view your Streamlit app in your browser.", "  URL: http://0.0.0.0:8501"),
    "docker": ("INFO:     Application startup complete.", "INFO:     Uvicorn running on http://0.0.0.0:7860"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line, and when it was printed."""

    text: str
    moment: datetime

    def event(self) -> dict[str, str]:
        """The line as the Hub sends it."""
        return {"data": f"{self.text}\n", "timestamp": written(self.moment)}


def lines(facts: Facts, which: str, found: Outcome) -> list[Line]:
    """All lines of the build or the run, those of the next second or two as well."""
    runtime = runtime_of(facts)
    if facts.sdk == "static" or runtime.settled in ("NO_APP_FILE", "CONFIG_ERROR"):
        return []
    started = datetime.fromisoformat(runtime.since or facts.updated_at).astimezone(UTC)
    paused = runtime.settled == "PAUSED"
    if which == "build":
        texts = _build(facts, found if runtime.settled == "BUILD_ERROR" else Outcome("RUNNING"))
        return [] if paused else _spread(texts, started, BUILD_SECONDS)
    if runtime.settled == "BUILD_ERROR":
        return []
    started += timedelta(seconds=0 if paused else BUILD_SECONDS)
    return _spread(_run(facts, paused=paused, failure=found.log), started, START_SECONDS)


def visit(facts: Facts, moment: datetime) -> Line:
    """What a running program prints now and then: somebody looks whether it is well."""
    port = 40_000 + draw(f"{facts.id} {moment.isoformat(timespec='seconds')}", 20_000)
    return Line(f'INFO:     10.0.0.1:{port} - "GET / HTTP/1.1" 200 OK', moment)


def _build(facts: Facts, found: Outcome) -> list[str]:
    head = [
        f"===== Build Queued =====  {facts.id} (practice: nothing is built)",
        "--> FROM docker.io/library/python:3.11",
        "DONE 0.1s",
        f"--> {_INSTALL.get(facts.sdk, _INSTALL['docker'])}",
    ]
    if found.stage == "BUILD_ERROR":
        return [*head, *found.log, '--> ERROR: process "/bin/sh -c pip install" did not complete: exit code: 1']
    return [*head, "DONE 0.6s", "--> COPY . .", "DONE 0.0s", "--> Pushing image", "DONE 0.2s"]


def _run(facts: Facts, *, paused: bool, failure: tuple[str, ...]) -> list[str]:
    head = "===== Application Startup ====="
    if paused:
        return ["Space is paused: the container was stopped"]
    if failure:
        return [head, *failure]
    return [head, *_READY.get(facts.sdk, _READY["docker"])]


def _spread(texts: list[str], started: datetime, seconds: float) -> list[Line]:
    step = seconds / (len(texts) or 1)
    return [Line(text, started + timedelta(seconds=step * at)) for at, text in enumerate(texts)]
