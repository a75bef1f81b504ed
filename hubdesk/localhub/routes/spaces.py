"""Spaces: how they run, and what they are set up with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from hubdesk.localhub import refusal
from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.people.permissions import Permission
from hubdesk.localhub.protocol import ENDLESS
from hubdesk.localhub.query import boolean
from hubdesk.localhub.records import key_of
from hubdesk.localhub.routing import get, on, post
from hubdesk.localhub.spaces import hardware, lifecycle, options, settings, templates
from hubdesk.localhub.spaces.runtime import runtime_of, shown
from hubdesk.localhub.spaces.stream import events
from hubdesk.localhub.web import answer, hub_of, json_body, repo_id_of, viewer_of

SPACE = "/api/spaces/{repo:repo}"
Body = dict[str, Any]


def runtime(request: Request) -> Response:
    """GET …/runtime."""
    return answer(shown(hub_of(request).find(Kind.SPACE, repo_id_of(request), viewer_of(request))))


def restart(request: Request) -> Response:
    """POST …/restart; a factory reboot also builds anew, which takes no longer here."""
    boolean("factory", request.query_params.get("factory"))
    return answer(shown(lifecycle.started(hub_of(request), _moving(request))))


def pause(request: Request) -> Response:
    """POST …/pause."""
    return answer(shown(lifecycle.paused(hub_of(request), _moving(request))))


async def sleep_time(request: Request) -> Response:
    """POST …/sleeptime; free hardware sleeps after two days whatever is said."""
    return await _set(request, lambda facts, body: _asleep(request, facts, options.read_sleep(body.get("seconds"))))


async def request_hardware(request: Request) -> Response:
    """POST …/hardware."""

    def change(facts: Facts, body: Body) -> Facts:
        flavor = hardware.check_flavor(body.get("flavor"), facts.author)
        wanted = body.get("sleepTimeSeconds")
        seconds = runtime_of(facts).sleep_seconds if wanted is None else options.read_sleep(wanted)
        return lifecycle.changed(
            hub_of(request), facts,
            lambda known: replace(known, hardware=flavor, sleep_seconds=seconds),
            restarts=flavor != runtime_of(facts).hardware,
        )  # fmt: skip

    return await _set(request, change)


async def dev_mode(request: Request) -> Response:
    """POST …/dev-mode; to end it is always allowed."""

    def change(facts: Facts, body: Body) -> Facts:
        enabled = body.get("enabled")
        if not isinstance(enabled, bool):
            raise refusal.bad_request("enabled must be true or false")
        if enabled and not hardware.pays(facts.author):
            raise refusal.Refusal(402, "Dev Mode needs a PRO subscription, or a Team or Enterprise plan")
        restarts = enabled != runtime_of(facts).dev_mode
        return lifecycle.changed(
            hub_of(request), facts, lambda known: replace(known, dev_mode=enabled), restarts=restarts
        )

    return await _set(request, change)


async def volumes(request: Request) -> Response:
    """PUT and DELETE …/volumes."""

    def change(facts: Facts, body: Body) -> Facts:
        given: tuple[Any, ...] = ()
        if request.method == "PUT":
            given = options.read_volumes(hub_of(request), viewer_of(request), body)
        elif not runtime_of(facts).volumes:
            raise refusal.bad_request("This Space has no volumes")
        return lifecycle.changed(hub_of(request), facts, lambda known: replace(known, volumes=given), restarts=True)

    return await _set(request, change)


async def secrets(request: Request) -> Response:
    """GET, POST and DELETE …/secrets: names and dates, never values."""
    return await _settings(request, settings.SECRETS)


async def variables(request: Request) -> Response:
    """GET, POST and DELETE …/variables."""
    return await _settings(request, settings.VARIABLES)


async def logs(request: Request) -> Response:
    """GET …/logs/run and …/logs/build, as server-sent events."""
    which = request.path_params["which"]
    if which not in ("run", "build"):
        raise refusal.Refusal(404, "There are logs of the run and of the build")
    hub = hub_of(request)
    facts = await run_in_threadpool(_inside, request)
    found = await run_in_threadpool(lifecycle.outcome_of, hub, facts)
    request.scope["extensions"][ENDLESS] = {}
    return StreamingResponse(
        events(hub, facts, which, found),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"},
    )


def list_hardware(request: Request) -> Response:
    """GET /api/spaces/hardware."""
    viewer_of(request)
    return answer(hardware.listed())


def zero_gpu_quota(request: Request) -> Response:
    """GET /api/spaces/zero-gpu/quota: nobody has used any of theirs."""
    if viewer_of(request).anonymous:
        raise refusal.sign_in()
    return answer({"base": 210, "current": 210, "resetsAt": None, "overquotaUsed": 0})


def list_templates(request: Request) -> Response:
    """GET /api/spaces/templates."""
    viewer_of(request)
    return answer({"templates": templates.listed()})


async def _settings(request: Request, collection: str) -> Response:
    body = {} if request.method == "GET" else await json_body(request)

    def run() -> Response:
        hub = hub_of(request)
        if request.method == "GET":
            secret = collection == settings.SECRETS
            facts = _inside(request) if secret else hub.find(Kind.SPACE, repo_id_of(request), viewer_of(request))
        else:
            facts = hub.find_to_write(Kind.SPACE, repo_id_of(request), viewer_of(request))
            if request.method == "POST":
                settings.put(hub, facts, collection, options.read_setting(body))
            else:
                settings.take(hub, facts, collection, options.read_key(body))
        return answer(settings.stored(hub, facts, collection))

    return await run_in_threadpool(run)


async def _set(request: Request, change: Callable[[Facts, Body], Facts]) -> Response:
    """Change the runtime of a Space as its body says, and show it."""
    body = await json_body(request)
    return await run_in_threadpool(lambda: answer(shown(change(_moving(request), body))))


def _moving(request: Request) -> Facts:
    """The Space of the path, if whoever asks may change it, and there is anything that could run.

    Raises:
        Refusal: 404, 401, 403; 400, it is static.
    """
    facts = hub_of(request).find_to_write(Kind.SPACE, repo_id_of(request), viewer_of(request))
    if facts.sdk == "static":
        raise options.static()
    return facts


def _inside(request: Request) -> Facts:
    """The Space of the path, for those who look after it.

    Raises:
        Refusal: 404, 401, 403.
    """
    viewer = viewer_of(request)
    facts = hub_of(request).find(Kind.SPACE, repo_id_of(request), viewer)
    if viewer.anonymous:
        raise refusal.sign_in()
    if not viewer.belongs_to(facts.author) or not viewer.may(Permission.READ, facts.author, key_of(facts)):
        raise refusal.read_only()
    return facts


def _asleep(request: Request, facts: Facts, seconds: int | None) -> Facts:
    return lifecycle.changed(hub_of(request), facts, lambda known: replace(known, sleep_seconds=seconds))


ROUTES = [
    get("/api/spaces/hardware", list_hardware),
    get("/api/spaces/templates", list_templates),
    get("/api/spaces/zero-gpu/quota", zero_gpu_quota),
    get(f"{SPACE}/runtime", runtime),
    post(f"{SPACE}/restart", restart),
    post(f"{SPACE}/pause", pause),
    post(f"{SPACE}/sleeptime", sleep_time),
    post(f"{SPACE}/hardware", request_hardware),
    post(f"{SPACE}/dev-mode", dev_mode),
    on("PUT DELETE", f"{SPACE}/volumes", volumes),
    on("GET POST DELETE", f"{SPACE}/secrets", secrets),
    on("GET POST DELETE", f"{SPACE}/variables", variables),
    get(f"{SPACE}/logs/{{which:one}}", logs),
]
