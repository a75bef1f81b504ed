"""Gated repositories: asking for access, and what the authors do about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from helpers.hub_client import Answer, HubClient
from helpers.library import Library
from helpers.practice_hub import PracticeHub

NO_REQUEST = "No access request found matching your criteria"


@pytest.fixture
def reader(hub: PracticeHub) -> HubClient:
    """The read token of joon."""
    return HubClient(hub.url, hub.reader_token)


@pytest.fixture
def gated(owner: HubClient) -> Iterator[str]:
    """A new repository with manual approval."""
    owner.post("/api/repos/create", {"name": "behind-a-gate"})
    owner.post("/api/models/minji/behind-a-gate/settings", {"gated": "manual"}, method="PUT")
    yield "minji/behind-a-gate"
    owner.post("/api/repos/delete", {"name": "behind-a-gate"}, method="DELETE")


def _lists(owner: HubClient, repo: str) -> dict[str, list[str]]:
    names = ("pending", "accepted", "rejected", "reset")
    rows = {name: owner.get(f"/api/models/{repo}/user-access-request/{name}").json for name in names}
    return {name: [row["user"]["user"] for row in found] for name, found in rows.items() if found}


def _handle(owner: HubClient, repo: str, **body: object) -> Answer:
    return owner.post(f"/api/models/{repo}/user-access-request/handle", body)


def _check(client: HubClient, repo: str) -> Answer:
    return client.get(f"/api/models/{repo}/auth-check")


def test_the_way_of_a_request(owner: HubClient, reader: HubClient, gated: str) -> None:
    refused = _check(reader, gated)
    page = f"{reader.url}/{gated}"
    assert (refused.status, refused.code) == (403, "GatedRepo")
    assert refused.json["error"] == (
        f"Access to model {gated} is restricted and you are not in the authorized list. Visit {page} to ask for access."
    )
    asked = reader.post(f"/{gated}/ask-access", {})
    assert (asked.status, asked.headers["Location"]) == (303, page)
    assert _lists(owner, gated) == {"pending": ["joon"]}
    assert _check(reader, gated).json["error"] == (
        f"Your request to access model {gated} is awaiting a review from the repo authors."
    )
    assert _handle(owner, gated, user="joon", status="accepted").json == {}
    assert _lists(owner, gated) == {"accepted": ["joon"]}
    assert _check(reader, gated).status == 200
    assert reader.get(f"/{gated}/resolve/main/.gitattributes").status == 200
    assert _handle(owner, gated, user="joon", status="rejected", rejectionReason="why not").status == 200
    refused = reader.get(f"/{gated}/resolve/main/.gitattributes", method="HEAD")
    assert (refused.status, refused.code) == (403, "GatedRepo")
    assert _check(reader, gated).json["error"].endswith("has been rejected by the repo's authors.")
    assert reader.post(f"/{gated}/ask-access", {}).status == 303
    assert _lists(owner, gated) == {"rejected": ["joon"]}
    assert _handle(owner, gated, user="joon", status="reset").status == 200
    assert "has been reset" in _check(reader, gated).json["error"]
    assert reader.post(f"/{gated}/ask-access", {}).status == 303
    assert _lists(owner, gated) == {"pending": ["joon"]}
    assert reader.post(f"/api/models/{gated}/user-access-request/cancel", {}).json == {"ok": True}
    assert _lists(owner, gated) == {}
    assert reader.post(f"/api/models/{gated}/user-access-request/cancel", {}).status == 404


def test_automatic_approval_lets_in_at_once(owner: HubClient, reader: HubClient, gated: str) -> None:
    owner.post(f"/api/models/{gated}/settings", {"gated": "auto"}, method="PUT")
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode({"Affiliation": "학교 🏫"}).encode()
    assert reader.send("POST", f"/{gated}/ask-access", body, headers=form).status == 303
    assert _check(reader, gated).status == 200
    (row,) = owner.get(f"/api/models/{gated}/user-access-request/accepted").json
    assert row["fields"] == {"Affiliation": "학교 🏫"}
    assert row["user"]["email"] == "joon@practice.invalid"


def test_who_waits_still_waits_when_approval_becomes_automatic(owner: HubClient, reader: HubClient, gated: str) -> None:
    reader.post(f"/{gated}/ask-access", {})
    owner.post(f"/api/models/{gated}/settings", {"gated": "auto"}, method="PUT")
    assert _lists(owner, gated) == {"pending": ["joon"]}
    assert _check(reader, gated).status == 403


def test_nobody_asks_anonymously_and_members_need_not_ask(hub: PracticeHub, owner: HubClient, gated: str) -> None:
    assert HubClient(hub.url).post(f"/{gated}/ask-access", {}).status == 401
    assert owner.post(f"/{gated}/ask-access", {}).status == 303
    assert _lists(owner, gated) == {}
    assert owner.post("/minji/night-bus-llm/ask-access", {}).status == 400
    assert owner.post("/minji/nothing/ask-access", {}).status == 404


def test_what_a_gate_leaves_open(hub: PracticeHub, reader: HubClient, owner: HubClient, gated: str) -> None:
    anonymous = HubClient(hub.url)
    assert anonymous.get(f"/api/models/{gated}").json["gated"] == "manual"
    assert anonymous.get(f"/api/models/{gated}/tree/main").status == 200
    card = {"path": "README.md", "content": "IyBIaQ==", "encoding": "base64"}
    owner.commit(
        f"/api/models/{gated}/commit/main",
        {"key": "header", "value": {"summary": "Card", "description": ""}},
        {"key": "file", "value": card},
    )
    assert anonymous.get(f"/{gated}/resolve/main/README.md").status == 200
    assert anonymous.get(f"/{gated}/resolve/main/LICENSE").code == "EntryNotFound"
    for path in ("raw/main/README.md", "resolve/main/readme.md", "resolve/main/.gitattributes", "resolve/no/thing"):
        assert (anonymous.get(f"/{gated}/{path}").status, anonymous.get(f"/{gated}/{path}").code) == (401, "GatedRepo")
        assert (reader.get(f"/{gated}/{path}").status, reader.get(f"/{gated}/{path}").code) == (403, "GatedRepo")
    assert owner.get(f"/{gated}/raw/main/README.md").body == b"# Hi"
    assert anonymous.get(f"/{gated}/raw/main/README.md").status == 401


def test_hashes_of_large_files_are_hidden_behind_a_gate(hub: PracticeHub, owner: HubClient, reader: HubClient) -> None:
    path = "/api/models/hangul-lab/ko-embedding/tree/main"
    shown = {row["path"]: row for row in owner.get(path).json}["model.safetensors"]
    for client in (reader, HubClient(hub.url)):
        hidden = {row["path"]: row for row in client.get(path).json}["model.safetensors"]
        assert hidden["lfs"]["oid"] == "*" * 64
        assert hidden["lfs"]["size"] == shown["lfs"]["size"]
        assert hidden["oid"] == shown["oid"]
        assert set(hidden.get("xetHash", "*")) == {"*"}
    assert set(shown["lfs"]["oid"]) != {"*"}


def test_a_narrow_token_needs_leave_for_public_gates(practice_hub: PracticeHub) -> None:
    path = "/api/models/black-forest-labs/FLUX.1-dev/auth-check"
    assert HubClient(practice_hub.url, practice_hub.token).get(path).status == 200
    assert HubClient(practice_hub.url, practice_hub.oauth_token).get(path).status == 200
    fine = HubClient(practice_hub.url, practice_hub.fine_token)
    refused = fine.get(path)
    assert (refused.status, refused.code) == (403, "")
    assert refused.json["error"].startswith("Please enable access to public gated repositories")
    assert fine.get("/api/models/hangul-lab/ko-embedding/auth-check").status == 200


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        ({"user": "joon", "status": "bogus"}, 400, "Invalid option: expected one of"),
        ({"user": "joon"}, 400, "Invalid option"),
        ({"status": "accepted"}, 400, "Either userId or user must be provided, but not both"),
        ({"status": "accepted", "user": "joon", "userId": "0" * 24}, 400, "Either userId or user"),
        ({"status": "accepted", "user": "joon", "requestId": "0"}, 400, "Either userId, user or requestId"),
        ({"status": "rejected", "user": "joon", "rejectionReason": "x" * 201}, 400, "<=200 characters"),
        ({"status": "rejected", "user": "joon", "rejectionReason": [1]}, 400, "expected string"),
        ({"status": "accepted", "user": "nobody"}, 404, "User not found"),
        ({"status": "accepted", "userId": "0" * 24}, 404, "User not found"),
        ({"status": "accepted", "user": {"a": ["\ud800"]}}, 404, "User not found"),
        ({"status": "accepted", "user": "joon"}, 404, NO_REQUEST),
        ({"status": "accepted", "requestId": "0" * 24}, 404, NO_REQUEST),
        ({"status": ["accepted"], "user": "joon"}, 400, "Invalid option"),
    ],
)
def test_decisions_that_make_no_sense(
    owner: HubClient, gated: str, body: dict[str, object], status: int, error: str
) -> None:
    refused = _handle(owner, gated, **body)
    assert refused.status == status
    assert error in refused.json["error"]
    assert refused.headers["X-Error-Message"].isascii()


def test_a_decision_twice_is_refused(owner: HubClient, reader: HubClient, gated: str) -> None:
    reader.post(f"/{gated}/ask-access", {})
    for status in ("pending", "accepted", "rejected"):
        if status != "pending":
            assert _handle(owner, gated, user="joon", status=status).status == 200
        again = _handle(owner, gated, user="joon", status=status)
        assert (again.status, again.json["error"]) == (404, NO_REQUEST)


def test_only_who_may_write_decides(hub: PracticeHub, reader: HubClient, gated: str) -> None:
    path = f"/api/models/{gated}/user-access-request"
    for client, status in ((reader, 403), (HubClient(hub.url), 401), (HubClient(hub.url, hub.fine_token), 403)):
        assert client.get(f"{path}/pending").status == status
        assert client.post(f"{path}/handle", {"status": "bogus"}).status == status
        assert client.post(f"{path}/grant", {}).status == status
        assert client.post(f"{path}/batch", {}).status == status
        assert client.get(f"/{gated}/user-access-report").status == status


@pytest.mark.parametrize(("query", "status"), [("limit=5", 400), ("limit=x", 400), ("limit=1001", 400), ("q=JO", 200)])
def test_the_lists_take_a_limit_and_a_search(
    owner: HubClient, reader: HubClient, gated: str, query: str, status: int
) -> None:
    reader.post(f"/{gated}/ask-access", {})
    answer = owner.get(f"/api/models/{gated}/user-access-request/pending?{query}")
    assert answer.status == status
    assert status != 200 or [row["user"]["user"] for row in answer.json] == ["joon"]
    assert owner.get(f"/api/models/{gated}/user-access-request/pending?q=sora").json == []
    assert owner.get(f"/api/models/{gated}/user-access-request/unheard-of").status == 400


def test_several_at_once_and_the_report(owner: HubClient, reader: HubClient, gated: str) -> None:
    reader.post(f"/{gated}/ask-access", {})
    owner.post(f"/api/models/{gated}/user-access-request/grant", {"user": "haneul"})
    people = [{"user": "joon"}, {"user": "haneul"}, {"user": "nobody"}, {"user": "sora"}]
    outcome = owner.post(f"/api/models/{gated}/user-access-request/batch", {"status": "accepted", "requests": people})
    assert outcome.json == [
        {"user": "joon", "ok": True},
        {"user": "haneul", "ok": True},
        {"user": "nobody", "ok": False, "error": "user_not_found"},
        {"user": "sora", "ok": False, "error": "request_not_found"},
    ]
    report = owner.get(f"/{gated}/user-access-report")
    assert report.headers["Content-Disposition"] == "attachment; filename=user-access-report-minji-behind-a-gate.json"
    assert {(row["user"], row["status"], "email" in row) for row in report.json} == {
        ("joon", "accepted", True),
        ("haneul", "accepted", False),
    }


def test_requests_follow_the_repository(owner: HubClient, reader: HubClient, gated: str) -> None:
    reader.post(f"/{gated}/ask-access", {})
    owner.post("/api/repos/move", {"fromRepo": gated, "toRepo": "hangul-lab/gate-moved", "type": "model"})
    assert _lists(owner, "hangul-lab/gate-moved") == {"pending": ["joon"]}
    owner.post("/api/repos/delete", {"name": "gate-moved", "organization": "hangul-lab"}, method="DELETE")
    owner.post("/api/repos/create", {"name": "gate-moved", "organization": "hangul-lab"})
    owner.post("/api/models/hangul-lab/gate-moved/settings", {"gated": "auto"}, method="PUT")
    assert _lists(owner, "hangul-lab/gate-moved") == {}
    owner.post("/api/repos/delete", {"name": "gate-moved", "organization": "hangul-lab"}, method="DELETE")


def test_requests_outlive_the_process(tmp_path: Path) -> None:
    options, path = ("--catalogue", "none"), "/api/models/hangul-lab/ko-embedding/user-access-request"
    with PracticeHub(tmp_path, options=options) as first:
        owner = HubClient(first.url, first.token)
        assert owner.post(f"{path}/handle", {"user": "joon", "status": "accepted"}).status == 200
    with PracticeHub(tmp_path, options=options) as second:
        owner = HubClient(second.url, second.token)
        assert [row["user"]["user"] for row in owner.get(f"{path}/accepted").json] == ["joon"]
        assert owner.get(f"{path}/pending").json == []


def test_the_library_decides_about_requests(library: Library) -> None:
    repo = "'minji/gated-by-library'"
    library(f"str(api.create_repo({repo}))")
    assert library.failure(f"list(api.list_pending_access_requests({repo}))").status == 400
    assert library.failure(f"api.grant_access({repo}, 'joon')").status == 400
    library(f"api.update_repo_settings({repo}, gated='manual')")
    assert library(f"list(api.list_pending_access_requests({repo}))") == []
    assert library.failure(f"reader.auth_check({repo})").classes[0] == "GatedRepoError"
    library(f"api.grant_access({repo}, 'joon')")
    assert library(f"reader.auth_check({repo})") is None
    assert library.failure(f"api.grant_access({repo}, 'joon')").status == 400
    assert library.failure(f"api.grant_access({repo}, 'nobody-at-all')").status == 404
    (accepted,) = library(f"[vars(each) for each in api.list_accepted_access_requests({repo})]")
    assert (accepted["username"], accepted["status"], accepted["email"]) == ("joon", "accepted", None)
    library(f"api.cancel_access_request({repo}, 'joon')")
    (pending,) = library(f"[each.request_id for each in api.list_pending_access_requests({repo})]")
    library(f"api.reject_access_request({repo}, request_id='{pending}', rejection_reason='이유')")
    assert library(f"[each.username for each in api.list_rejected_access_requests({repo})]") == ["joon"]
    assert library.failure(f"api.reject_access_request({repo}, 'joon', rejection_reason=None)").status == 404
    library(f"api.accept_access_request({repo}, request_id='{pending}')")
    assert library(f"reader.auth_check({repo})") is None
    assert library.failure(f"list(reader.list_accepted_access_requests({repo}))").status == 403
    library(f"api.delete_repo({repo})")


def test_the_lists_of_the_gated_repositories_that_are_there(library: Library) -> None:
    repo = "'hangul-lab/ko-embedding'"
    (pending,) = library(f"[vars(each) for each in api.list_pending_access_requests({repo})]")
    assert (pending["username"], pending["fullname"], pending["fields"]) == (
        "joon",
        "Park Joon",
        {"Affiliation": "Practice"},
    )
    assert library(f"[each.username for each in api.list_rejected_access_requests({repo})]") == ["haneul"]
    listed = "api.list_accepted_access_requests('hangul-lab/everyday-korean', repo_type='dataset')"
    assert library(f"[each.username for each in {listed}]") == ["haneul"]
