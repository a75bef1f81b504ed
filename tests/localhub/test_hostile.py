"""A Hub that means harm: what it answers, and that the other origin sees what clients bring there."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from helpers.hub_client import HubClient
from helpers.library import Library
from helpers.practice_hub import PracticeHub

MODEL = "/api/models/minji/hangul-sentiment"
FILE = "/minji/hangul-sentiment/resolve/main/model.safetensors"
BATCH = "/minji/empty-model.git/info/lfs/objects/batch"
TOKEN = f"{MODEL}/xet-read-token/main"


@pytest.fixture
def thief(hub: PracticeHub) -> Iterator[PracticeHub]:
    """The Hub whose other origin has seen nothing yet."""
    hub.forget_thief()
    yield hub
    hub.clear_faults()


def target(link: str) -> str:
    """The address in a Link header."""
    return link[link.index("<") + 1 : link.index(">")]


def test_a_redirect_serves_the_same_elsewhere(thief: PracticeHub, owner: HubClient) -> None:
    whole = owner.get(FILE)
    thief.set_faults(f"redirect;path={FILE}")
    for method in ("HEAD", "GET"):
        answer = owner.get(FILE, method=method)
        assert (answer.status, answer.body) == (302, b"")
        for name in ("X-Repo-Commit", "X-Linked-Etag", "X-Linked-Size"):
            assert answer.headers[name] == whole.headers[name]
        location = answer.headers["Location"]
        assert location.startswith(f"{thief.other_origin}/")
        part = HubClient(thief.other_origin).get(location, headers={"Range": "bytes=10-19"})
        assert (part.status, part.body) == (206, whole.body[10:20])
    HubClient(thief.other_origin, "hf_carried_along").get(location)
    assert [(each["method"], each["authorization"]) for each in thief.thief_requests()] == [
        ("GET", False), ("GET", False), ("GET", True)
    ]  # fmt: skip
    assert "hf_carried_along" not in json.dumps(thief.thief_requests())
    assert location.rpartition("/")[2] not in json.dumps(thief.thief_requests())


def test_the_library_takes_no_token_along(practice_hub: PracticeHub, library: Library, tmp_path: Path) -> None:
    path = "/open-models/tiny-gpt/resolve/main/model.safetensors"
    practice_hub.forget_thief()
    practice_hub.set_faults({"kind": "redirect", "path": f"{path}$"}, {"kind": "drop_header", "value": "X-Xet-Hash"})
    try:
        got = library(f"api.hf_hub_download('open-models/tiny-gpt', 'model.safetensors', cache_dir={str(tmp_path)!r})")
    finally:
        practice_hub.clear_faults()
    assert Path(got).read_bytes() == HubClient(practice_hub.url).get(path).body
    seen = practice_hub.thief_requests()
    assert [each["method"] for each in seen] == ["GET"]
    assert not any(each["authorization"] for each in seen)


def test_the_library_believes_in_any_xet_store(thief: PracticeHub, tmp_path: Path) -> None:
    ask = f"api.hf_hub_download('minji/hangul-sentiment', 'model.safetensors', local_dir={str(tmp_path / 'to')!r})"
    with Library(thief, tmp_path / "home", xet=True) as library:
        thief.set_faults("cas_url=thief")
        assert "404" in library.failure(ask).message
    seen = thief.thief_requests()
    assert {each["path"].split("/")[2] for each in seen} == {"reconstructions"}
    assert all(each["authorization"] for each in seen)


@pytest.mark.parametrize(
    ("fault", "error"),
    [("404;code=RepoNotFound", "RepositoryNotFoundError"), ("404;code=RevisionNotFound", "RevisionNotFoundError"),
     ("404;code=EntryNotFound", "RemoteEntryNotFoundError"), ("403;code=GatedRepo", "GatedRepoError"),
     ("403;message=Access to this resource is disabled.", "DisabledRepoError"), ("400", "BadRequestError"),
     ("413", "HfHubHTTPError"), ("500", "HfHubHTTPError")],
)  # fmt: skip
def test_the_library_raises_what_it_should(practice_hub: PracticeHub, library: Library, fault: str, error: str) -> None:
    practice_hub.set_faults(f"status={fault};path=/paths-info/;method=POST")
    try:
        failed = library.failure("api.get_paths_info('open-models/tiny-gpt', ['README.md'])")
    finally:
        practice_hub.clear_faults()
    assert (failed.classes[0], failed.status) == (error, int(fault[:3]))


def test_a_private_file_is_served_to_whoever_has_the_address(thief: PracticeHub, owner: HubClient) -> None:
    path = "/minji/secret-project/resolve/main/config.json"
    thief.set_faults({"kind": "redirect", "value": "307"})
    location = owner.get(path).headers["Location"]
    thief.clear_faults()
    assert HubClient(thief.other_origin).get(location).body == owner.get(path).body
    assert HubClient(thief.other_origin).get("/carried/guess").json == {}


def test_redirects_in_a_circle(hub: PracticeHub, owner: HubClient) -> None:
    hub.set_faults("redirect_loop=308")
    answer = owner.get(f"{FILE}?a=b")
    assert (answer.status, answer.headers["Location"]) == (308, f"{hub.url}{FILE}?a=b")


def test_next_pages_elsewhere_and_without_end(thief: PracticeHub, owner: HubClient) -> None:
    thief.set_faults("foreign_next;count=1", "endless_next;skip=1")
    foreign = target(owner.get("/api/models", limit=2).headers["Link"])
    assert foreign.startswith(thief.other_origin)
    assert HubClient(thief.other_origin).get(foreign).json == []
    assert target(owner.get("/api/models", limit=2).headers["Link"]) == f"{thief.url}/api/models?limit=2"
    assert [each["path"] for each in thief.thief_requests()] == ["/next"]


def test_uploads_led_elsewhere(thief: PracticeHub, owner: HubClient) -> None:
    wish = {"operation": "upload", "transfers": ["basic", "multipart"], "objects": [{"oid": "c" * 64, "size": 12}]}
    thief.set_faults("foreign_upload", "foreign_verify")
    actions = owner.post(BATCH, wish).json["objects"][0]["actions"]
    assert actions["upload"]["href"].startswith(thief.other_origin)
    assert actions["verify"]["href"].startswith(thief.other_origin)
    assert HubClient(thief.other_origin).send("PUT", actions["upload"]["href"], b"x" * 12).headers["ETag"]
    assert HubClient(thief.other_origin, "hf_t0ken").post(actions["verify"]["href"], {}).status == 200
    assert [(each["method"], each["authorization"], each["bytes_in"]) for each in thief.thief_requests()] == [
        ("PUT", False, 12), ("POST", True, 2)
    ]  # fmt: skip


def test_xet_tokens_asked_for_elsewhere(thief: PracticeHub, owner: HubClient) -> None:
    thief.set_faults("foreign_xet_auth;count=1", "foreign_refresh;skip=1")
    link = owner.get(FILE, method="HEAD").headers["Link"]
    assert link.endswith('; rel="xet-auth"')
    stolen = HubClient(thief.other_origin).get(target(link)).json
    assert stolen["casUrl"].startswith(thief.other_origin)
    answer = owner.get(FILE, method="HEAD").headers
    assert answer["X-Xet-Refresh-Route"].startswith(thief.other_origin)
    assert "Link" not in answer


@pytest.mark.parametrize(
    ("named", "begins"),
    [("folder", "local://"), ("file", "file://"), ("https", "https://cas.practice.invalid"), ("thief", "http://"),
     ("errors", "http://"), ("stalls", "http://"), ("refused", "http://"), ("ftp://x.invalid", "ftp://x.invalid")],
)  # fmt: skip
def test_xet_stores_elsewhere(hub: PracticeHub, owner: HubClient, named: str, begins: str) -> None:
    hub.set_faults(f"cas_url={named}")
    answer = owner.get(TOKEN)
    url = answer.json["casUrl"]
    assert url.startswith(begins)
    assert answer.headers["X-Xet-Cas-Url"] == url
    place = urlsplit(url)
    match named:
        case "refused":
            with socket.socket() as probe:
                assert probe.connect_ex((str(place.hostname), int(place.port or 0))) != 0
        case "errors":
            assert HubClient(hub.other_origin).get(f"{place.path}/v1/anything").status == 500
        case "stalls":
            with socket.create_connection((str(place.hostname), int(place.port or 0)), timeout=0.2) as waiting:
                waiting.sendall(f"GET {place.path}/v1/anything HTTP/1.1\r\nHost: x\r\n\r\n".encode())
                with pytest.raises(TimeoutError):
                    waiting.recv(1)


def test_xet_tokens_that_ended(hub: PracticeHub, owner: HubClient) -> None:
    good = owner.get(TOKEN).json["exp"]
    hub.set_faults("xet_expired")
    answer = owner.get(TOKEN)
    assert answer.json["exp"] < good - 3600
    assert answer.headers["X-Xet-Token-Expiration"] == str(answer.json["exp"])


def test_xet_hashes_of_nothing(hub: PracticeHub, owner: HubClient) -> None:
    good = owner.get(FILE, method="HEAD").headers["X-Xet-Hash"]
    hub.set_faults("xet_hash")
    wrong = owner.get(FILE, method="HEAD").headers["X-Xet-Hash"]
    tree = owner.get(f"{MODEL}/tree/main").json
    assert len(wrong) == len(good)
    assert wrong != good
    assert [each["xetHash"] for each in tree if each["path"] == "model.safetensors"] == [wrong]


@pytest.mark.parametrize(
    ("variant", "name"),
    [("dotdot", "../outside.txt"), ("absolute", "/outside.txt"), ("backslash", "..\\outside.txt"),
     ("git", ".git/hooks/post-checkout"), ("nul", "nul\0byte.txt"), ("drive", "C:/outside.txt"),
     ("trailing", "dot."), ("device", "CON"), ("empty", ""), ("unicode", "\ud800.txt"),
     ("control", "line\nbreak.txt"), ("stream", "config.json:hidden")],
)  # fmt: skip
def test_hostile_names(hub: PracticeHub, owner: HubClient, variant: str, name: str) -> None:
    asked = f"{MODEL}/tree/main"
    good = {each["path"] for each in owner.get(asked).json}
    hub.set_faults(f"paths={variant}")
    listed = [each["path"] for each in owner.get(asked).json]
    siblings = [each["rfilename"] for each in owner.get(MODEL).json["siblings"]]
    for names in (listed, siblings):
        assert name in names if variant != "stream" else any(each.endswith(":hidden") for each in names)
        assert good <= set(names)


def test_all_hostile_names_at_once(hub: PracticeHub, owner: HubClient) -> None:
    hub.set_faults("paths")
    listed = [each["path"] for each in owner.get(f"{MODEL}/tree/main", recursive="true").json]
    assert len(listed) > 30
    assert len(listed) > len(set(listed))
    assert max(map(len, listed)) > 5000
    assert len({each.lower() for each in listed}) < len(set(listed))


@pytest.mark.parametrize(
    ("variant", "value"), [("negative", -1), ("huge", 2**63), ("text", "12"), ("null", None), ("fraction", 0.5)]
)
def test_impossible_sizes(hub: PracticeHub, owner: HubClient, variant: str, value: object) -> None:
    hub.set_faults(f"sizes={variant}")
    for each in owner.get(f"{MODEL}/tree/main").json:
        assert each["size"] == value
        assert each.get("lfs", {"size": value})["size"] == value


@pytest.mark.parametrize("variant", ["empty", "short", "not_hex", "path", "quotes", "long", "unicode", "newline"])
def test_impossible_etags_and_ids(hub: PracticeHub, owner: HubClient, variant: str) -> None:
    hub.set_faults(f"etag={variant};path=/resolve/", f"oids={variant};path=/tree/")
    headers = owner.get(FILE, method="HEAD").headers
    assert headers["ETag"] == headers["X-Linked-Etag"]
    ids = {each["lfs"]["oid"] for each in owner.get(f"{MODEL}/tree/main").json if "lfs" in each}
    assert len(ids) == 1
    assert headers["ETag"] == f'"{ids.pop()}"'.encode().decode("latin-1") or variant == "unicode"
    assert "X-Injected" not in headers


def test_anything_can_be_set(hub: PracticeHub, owner: HubClient) -> None:
    hub.set_faults(
        "set_json=/*/id ../../evil;path=/api/models$", "set_json=/siblings/0 null;path=sentiment",
        {"kind": "set_json", "value": " 7", "path": "whoami"}, "set_header=X-Linked-Size: -5;path=/resolve/",
    )  # fmt: skip
    assert {each["id"] for each in owner.get("/api/models").json} == {"../../evil"}
    assert owner.get(MODEL).json["siblings"][0] is None
    assert owner.get("/api/whoami-v2").json == 7
    assert owner.get(FILE, method="HEAD").headers["X-Linked-Size"] == "-5"
