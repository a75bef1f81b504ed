"""Signing in from applications: device codes, the page to approve them, and tokens."""

from __future__ import annotations

import math
from dataclasses import asdict

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from hubdesk.localhub.people import oauth_page
from hubdesk.localhub.people.cast import person_named
from hubdesk.localhub.people.oauth import Grant, OAuthError
from hubdesk.localhub.people.tokens import TOKENS
from hubdesk.localhub.refusal import bad_request
from hubdesk.localhub.routing import get, on, post
from hubdesk.localhub.web import answer, check_secret, endpoint, hub_of, json_body

_DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"
_MOST_SECONDS = 10 * 365 * 86400
_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
_PAGE = {
    **_NO_STORE,
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "same-origin",  # a form without a referrer would come from the origin "null"
    "X-Content-Type-Options": "nosniff",
}


async def begin(request: Request) -> Response:
    """POST /oauth/device: a device code for an application."""
    form = await _form(request)

    def run() -> Response:
        oauth = hub_of(request).oauth
        try:
            client = _needed(form, "client_id")
            code, device = oauth.begin(client, _text(form, "scope"))
        except OAuthError as error:
            return _refused(error)
        page = f"{endpoint(request)}/oauth/device"
        shown = {
            "device_code": code,
            "user_code": device.user_code,
            "verification_uri": page,
            "verification_uri_complete": f"{page}?user_code={device.user_code}",
            "expires_in": _seconds(oauth.times.device),
            "interval": _seconds(oauth.times.interval),
        }
        return answer(shown, headers=_NO_STORE)

    return await run_in_threadpool(run)


async def token(request: Request) -> Response:
    """POST /oauth/token: tokens for a device code or a refresh token."""
    form = await _form(request)

    def run() -> Response:
        oauth = hub_of(request).oauth
        try:
            kind, client = _needed(form, "grant_type"), _needed(form, "client_id")
            if kind == _DEVICE_CODE:
                return _granted(oauth.collect(client, _needed(form, "device_code")))
            if kind == "refresh_token":
                return _granted(oauth.renew(client, _needed(form, "refresh_token")))
            raise OAuthError("unsupported_grant_type", "Only device codes and refresh tokens are taken")
        except OAuthError as error:
            return _refused(error)

    return await run_in_threadpool(run)


def page(request: Request) -> Response:
    """GET /oauth/device: where somebody approves or denies."""
    devices = hub_of(request).oauth.devices
    typed = request.query_params.get("user_code", "").strip()
    device = devices.by_user_code(typed)
    if device is None:
        return HTMLResponse(oauth_page.ask_for_code(typed[:20]), 404 if typed else 200, headers=_PAGE)
    people = list({each.person.name: each.person for each in TOKENS}.values())
    return HTMLResponse(oauth_page.ask_for_decision(device, people, devices.show(device)), headers=_PAGE)


async def decide(request: Request) -> Response:
    """POST /oauth/device/decision: the form of that page."""
    form = await _form(request)

    def run() -> Response:
        decision, person = _text(form, "decision"), person_named(_text(form, "person"))
        if decision not in ("approve", "deny") or (decision == "approve" and person is None):
            return _told("Not understood", "The form was not complete.", 400)
        name = person.name if person and decision == "approve" else ""
        if not hub_of(request).oauth.devices.decide(_text(form, "user_code"), _text(form, "form"), name):
            return _told("Too late", "This form was used already, or the sign-in has ended. Begin again.", 403)
        if not name:
            return _told("Denied", "The application gets no access. You can close this page.", 200)
        return _told("Approved", f"The application is signed in as {name}. You can close this page.", 200)

    return await run_in_threadpool(run)


async def times(request: Request) -> Response:
    """GET and PUT /_practice/oauth: how long things last, in seconds (interval, device, access, refresh)."""
    check_secret(request)
    oauth = hub_of(request).oauth
    if request.method == "PUT":
        wanted = await json_body(request)
        known = asdict(oauth.times)
        for name, value in wanted.items():
            if name not in known or type(value) not in (int, float) or not 0 <= value <= _MOST_SECONDS:
                raise bad_request(f"{name} is not one of {', '.join(known)}, or not a number of seconds")
        oauth.set_times(**wanted)
    return answer(asdict(oauth.times))


async def _form(request: Request) -> FormData:
    async with request.form(max_files=0, max_fields=20) as form:
        return form


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _needed(form: FormData, name: str) -> str:
    if not (value := _text(form, name)) or len(value) > 500:
        raise OAuthError("invalid_request", f"{name} is missing")
    return value


def _granted(grant: Grant) -> Response:
    shown = {
        "access_token": grant.access,
        "token_type": "bearer",
        "expires_in": _seconds(grant.seconds),
        "refresh_token": grant.refresh,
        "scope": " ".join(grant.scopes),
    }
    return answer(shown, headers=_NO_STORE)


def _refused(error: OAuthError) -> Response:
    return answer({"error": error.code, "error_description": error.description}, status=400, headers=_NO_STORE)


def _told(title: str, text: str, status: int) -> Response:
    return HTMLResponse(oauth_page.told(title, text), status, headers=_PAGE)


def _seconds(number: float) -> float:
    """Whole seconds where they are: clients expect them."""
    return math.floor(number) if number == math.floor(number) else number


ROUTES = [
    post("/oauth/device", begin),
    get("/oauth/device", page),
    post("/oauth/device/decision", decide),
    post("/oauth/token", token),
    on("GET PUT", "/_practice/oauth", times),
]
