"""Signing in by OAuth: device codes, the page to approve them, tokens that expire and are renewed."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from helpers.hub_client import Answer, HubClient
from helpers.library import Library, library_environment
from helpers.practice_hub import PracticeHub

CLIENT = {"client_id": "tests"}
DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"


@pytest.fixture
def client(hub: PracticeHub) -> Iterator[HubClient]:
    """An application; it need not wait between questions."""
    hub.set_oauth_times(interval=0)
    yield HubClient(hub.url)
    hub.set_oauth_times(interval=1, device=900, access=2592000, refresh=7776000)


def _form(client: HubClient, path: str, **fields: str) -> Answer:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return client.send("POST", path, urlencode(fields).encode(), headers=headers)


def _begin(client: HubClient, **more: str) -> dict[str, Any]:
    begun: dict[str, Any] = _form(client, "/oauth/device", **CLIENT, **more).json
    return begun


def _poll(client: HubClient, begun: dict[str, Any], **more: str) -> Answer:
    return _form(
        client, "/oauth/token", **{"grant_type": DEVICE_CODE, "device_code": begun["device_code"], **CLIENT, **more}
    )


def _approve(client: HubClient, begun: dict[str, Any], decision: str = "approve", person: str = "minji") -> Answer:
    page = client.get(begun["verification_uri_complete"]).body.decode()
    found = re.search(r'name="form" value="([^"]+)"', page)
    assert found, page
    fields = {"user_code": begun["user_code"], "form": found[1], "person": person, "decision": decision}
    return _form(client, "/oauth/device/decision", **fields)


def _granted(client: HubClient, **more: str) -> dict[str, Any]:
    begun = _begin(client, **more)
    assert _approve(client, begun).status == 200
    granted: dict[str, Any] = _poll(client, begun).json
    return granted


def test_the_library_signs_in(practice_hub: PracticeHub, library: Library) -> None:
    practice_hub.set_oauth_times(interval=0.01)
    try:
        begun = library("device.request_device_code()")
        waited = library.failure(f"device.poll_device_token({begun!r}, on_pending=lambda: 1 / 0)")
        assert waited.classes[0] == "ZeroDivisionError"
        assert _approve(HubClient(practice_hub.url), begun, person="joon").status == 200
        granted = library(f"device.poll_device_token({begun!r})")
        assert library(f"HfApi(token={granted['access_token']!r}).whoami()['name']") == "joon"
        renewed = library(f"device.refresh_access_token({granted['refresh_token']!r})")
        assert library(f"HfApi(token={renewed['access_token']!r}).whoami()['name']") == "joon"
        spent = library.failure(f"device.refresh_access_token({granted['refresh_token']!r})")
        assert "invalid_grant" in spent.message
    finally:
        practice_hub.set_oauth_times(interval=1)


def test_the_library_is_denied_and_too_late(practice_hub: PracticeHub, library: Library) -> None:
    practice_hub.set_oauth_times(interval=0.01)
    begun = library("device.request_device_code()")
    _approve(HubClient(practice_hub.url), begun, "deny")
    assert "denied" in library.failure(f"device.poll_device_token({begun!r})").message
    practice_hub.set_oauth_times(device=0)
    late = library("device.request_device_code()")
    practice_hub.set_oauth_times(device=900, interval=1)
    assert "expired" in library.failure(f"device.poll_device_token({late | {'expires_in': 9}!r})").message


def test_a_device_code_waits_for_a_decision(client: HubClient) -> None:
    begun = _begin(client)
    assert re.fullmatch(r"[A-Z]{4}-[A-Z]{4}", begun["user_code"])
    assert begun["verification_uri"] == f"{client.url}/oauth/device"
    pending = _poll(client, begun)
    assert (pending.status, pending.json["error"]) == (400, "authorization_pending")
    assert pending.headers["Cache-Control"] == "no-store"
    assert _approve(client, begun).status == 200
    granted = _poll(client, begun).json
    assert granted["token_type"] == "bearer"
    assert granted["expires_in"] == 30 * 86400
    assert granted["access_token"].startswith("hf_oauth_")
    used = _poll(client, begun)
    assert (used.status, used.json["error"]) == (400, "invalid_grant")


def test_the_token_does_what_its_scopes_say(hub: PracticeHub, client: HubClient) -> None:
    all_of_it = HubClient(hub.url, _granted(client)["access_token"])
    assert all_of_it.get("/api/models/minji/secret-project/auth-check/write").status == 200
    assert all_of_it.get("/api/whoami-v2").json["auth"]["expiresAt"]
    granted = _granted(client, scope="openid read-repos")
    assert granted["scope"] == "openid read-repos"
    reading = HubClient(hub.url, granted["access_token"])
    assert reading.get("/api/models/minji/secret-project").status == 200
    assert reading.get("/api/models/minji/secret-project/auth-check/write").status == 403
    assert "email" not in reading.get("/api/whoami-v2").json
    profile = HubClient(hub.url, _granted(client, scope="openid profile")["access_token"])
    assert profile.get("/api/models/minji/secret-project").status == 404
    assert profile.get("/api/models/minji/hangul-sentiment").status == 200
    assert _form(client, "/oauth/device", **CLIENT, scope="read-minds").json["error"] == "invalid_scope"


def test_who_asks_too_often_is_slowed_down(hub: PracticeHub, client: HubClient) -> None:
    hub.set_oauth_times(interval=60)
    begun = _begin(client)
    assert [_poll(client, begun).json["error"] for _ in range(2)] == ["authorization_pending", "slow_down"]
    assert _approve(client, begun).status == 200
    assert "access_token" in _poll(client, begun).json


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({}, "invalid_request"),
        ({"grant_type": DEVICE_CODE}, "invalid_request"),
        ({"grant_type": DEVICE_CODE, **CLIENT}, "invalid_request"),
        ({"grant_type": DEVICE_CODE, "device_code": "unknown", **CLIENT}, "invalid_grant"),
        ({"grant_type": "refresh_token", "refresh_token": "unknown", **CLIENT}, "invalid_grant"),
        ({"grant_type": "refresh_token", **CLIENT}, "invalid_request"),
        ({"grant_type": "password", **CLIENT}, "unsupported_grant_type"),
        ({"grant_type": DEVICE_CODE, "device_code": "x" * 501, **CLIENT}, "invalid_request"),
    ],
)
def test_wrong_questions(client: HubClient, fields: dict[str, str], error: str) -> None:
    refused = _form(client, "/oauth/token", **fields)
    assert (refused.status, refused.json["error"]) == (400, error)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe=\x00", b"[1]", b"{" * 5000, b"client_id=%ff%00"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"])
def test_strange_bodies(client: HubClient, body: bytes, kind: str) -> None:
    for path in ("/oauth/token", "/oauth/device", "/oauth/device/decision"):
        assert client.send("POST", path, body, headers={"Content-Type": kind}).status < 500


def test_another_application_gets_nothing(client: HubClient) -> None:
    begun = _begin(client)
    _approve(client, begun)
    assert _poll(client, begun, client_id="somebody-else").json["error"] == "invalid_grant"
    granted = _poll(client, begun).json
    fields = {"grant_type": "refresh_token", "refresh_token": granted["refresh_token"]}
    assert _form(client, "/oauth/token", **fields, client_id="somebody-else").json["error"] == "invalid_grant"
    assert "access_token" in _form(client, "/oauth/token", **fields, **CLIENT).json
    assert _form(client, "/oauth/token", **fields, **CLIENT).json["error"] == "invalid_grant"


def test_tokens_expire(hub: PracticeHub, client: HubClient) -> None:
    hub.set_oauth_times(access=0)
    granted = _granted(client)
    refused = HubClient(hub.url, granted["access_token"]).get("/api/whoami-v2")
    assert (refused.status, "is expired" in refused.json["error"]) == (401, True)
    hub.set_oauth_times(access=60)
    renewed = _form(
        client, "/oauth/token", grant_type="refresh_token", refresh_token=granted["refresh_token"], **CLIENT
    ).json
    assert HubClient(hub.url, renewed["access_token"]).get("/api/whoami-v2").status == 200
    hub.set_oauth_times(refresh=0)
    last = _granted(client)["refresh_token"]
    late = _form(client, "/oauth/token", grant_type="refresh_token", refresh_token=last, **CLIENT)
    assert late.json["error"] == "invalid_grant"


def test_the_page_shows_who_wants_what(client: HubClient) -> None:
    begun = _form(client, "/oauth/device", client_id="<script>alert(1)</script>").json
    page = client.get(begun["verification_uri_complete"])
    text = page.body.decode()
    assert begun["user_code"] in text
    assert "minji" in text
    assert "joon" in text
    assert "<script" not in text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store"
    asking = client.get("/oauth/device")
    assert (asking.status, b'name="user_code"' in asking.body) == (200, True)
    wrong = client.get("/oauth/device", user_code='"><b>x')
    assert (wrong.status, b"<b>x" in wrong.body) == (404, False)
    typed = client.get("/oauth/device", user_code=begun["user_code"].lower().replace("-", " "))
    assert typed.status == 200


def test_only_the_form_that_was_shown_decides(client: HubClient) -> None:
    begun = _begin(client)
    fields = {"user_code": begun["user_code"], "person": "minji", "decision": "approve"}
    assert _form(client, "/oauth/device/decision", **fields).status == 403
    assert _form(client, "/oauth/device/decision", **fields, form="guessed").status == 403
    page = client.get(begun["verification_uri_complete"]).body.decode()
    shown = re.search(r'name="form" value="([^"]+)"', page)
    assert shown
    assert _form(client, "/oauth/device/decision", **{**fields, "person": "nobody"}, form=shown[1]).status == 400
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "http://elsewhere.example"}
    body = urlencode({**fields, "form": shown[1]}).encode()
    assert client.send("POST", "/oauth/device/decision", body, headers=headers).status == 403
    assert _poll(client, begun).json["error"] == "authorization_pending"
    assert _form(client, "/oauth/device/decision", **fields, form=shown[1]).status == 200
    assert _form(client, "/oauth/device/decision", **fields, form=shown[1]).status == 403
    assert "access_token" in _poll(client, begun).json


def test_sign_ins_outlive_the_process_and_leave_no_secrets(tmp_path: Path) -> None:
    options = ("--catalogue", "none")
    with PracticeHub(tmp_path, options=options) as first:
        client = HubClient(first.url)
        granted, begun = _granted(client), _begin(client)
        _approve(client, begun)
    with PracticeHub(tmp_path, options=options) as second:
        client = HubClient(second.url)
        assert HubClient(second.url, granted["access_token"]).get("/api/whoami-v2").json["name"] == "minji"
        later = _poll(client, begun).json
        fields = {"grant_type": "refresh_token", "refresh_token": granted["refresh_token"], **CLIENT}
        assert "access_token" in _form(client, "/oauth/token", **fields).json
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    for secret in (granted["access_token"], granted["refresh_token"], later["access_token"], begun["device_code"]):
        assert secret.encode() not in kept


def test_times_are_for_who_knows_the_secret(hub: PracticeHub, client: HubClient) -> None:
    assert client.get("/_practice/oauth").status == 403
    control = {"X-Practice-Secret": hub.started["control"]["secret"], "Content-Type": "application/json"}
    for body in (
        b'{"interval":"x"}',
        b'{"interval":-1}',
        b'{"interval":NaN}',
        b'{"other":1}',
        b"[]",
        b'{"device":true}',
    ):
        assert client.send("PUT", "/_practice/oauth", body, headers=control).status == 400


def _hf(hub: PracticeHub, home: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "huggingface_hub.cli.hf", *arguments]
    environment = library_environment(hub, home)
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
    )


def test_hf_signs_in_and_renews_its_token(hub: PracticeHub, client: HubClient, tmp_path: Path) -> None:
    hub.set_oauth_times(interval=0.1, access=3600)  # less than a day: to be renewed at once
    with _hf(hub, tmp_path, "auth", "login", "--format", "agent") as signing_in:
        assert signing_in.stdout is not None
        told = signing_in.stdout.readline()
        found = re.search(r"(http\S+user_code=([A-Z-]+))", told)
        assert found, told
        _approve(client, {"verification_uri_complete": found[1], "user_code": found[2]})
        assert "logged in as minji" in signing_in.stdout.read()
    first = (tmp_path / "token").read_text(encoding="utf-8")
    with _hf(hub, tmp_path, "auth", "token") as asking:
        assert asking.stdout is not None
        renewed = asking.stdout.read().split()[0]
    stored = (tmp_path / "stored_tokens").read_text(encoding="utf-8")
    assert stored.startswith("[oauth-minji]")
    assert renewed in stored
    assert first not in stored
    assert HubClient(hub.url, renewed).get("/api/whoami-v2").status == 200
