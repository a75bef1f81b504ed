"""Webhooks of the practice Hub: kept and shown, never called."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.hub_client import HubClient
from helpers.library import Library
from helpers.practice_hub import PracticeHub

HF = Path(sys.executable).with_name("hf")
NEW = "api.create_webhook(url='https://example.invalid/hook', watched=[{'type': 'user', 'name': 'minji'}], secret='s3')"


@pytest.fixture(autouse=True)
def _none_left(library: Library) -> Iterator[None]:
    yield
    library("[api.delete_webhook(hook.id) for hook in api.list_webhooks()]")


def test_a_webhook_from_beginning_to_end(library: Library) -> None:
    hook = library(f"vars({NEW})")
    assert (hook["url"], hook["secret"], hook["disabled"]) == ("https://example.invalid/hook", "s3", False)
    assert hook["domains"] == ["repo", "discussion"]
    number = hook["id"]
    assert len(number) == 24
    assert library("[hook.id for hook in api.list_webhooks()]") == [number]
    assert library(f"[[w.type, w.name] for w in api.get_webhook('{number}').watched]") == [["user", "minji"]]
    changed = library(f"vars(api.update_webhook('{number}', url='http://127.0.0.1:9/', domains=['repo']))")
    assert (changed["url"], changed["domains"]) == ("http://127.0.0.1:9/", ["repo"])
    assert library(f"api.get_webhook('{number}').watched[0].name") == "minji"  # nothing said: as before
    assert library(f"api.disable_webhook('{number}').disabled") is True
    assert library(f"api.enable_webhook('{number}').disabled") is False
    library(f"api.delete_webhook('{number}')")
    assert library.failure(f"api.get_webhook('{number}')").status == 404
    assert library.failure(f"api.delete_webhook('{number}')").status == 404


def test_webhooks_belong_to_one_person(library: Library) -> None:
    number = library(f"{NEW}.id")
    assert library("reader.list_webhooks()") == []
    assert library.failure(f"reader.get_webhook('{number}')").status == 404
    assert library.failure(f"reader.delete_webhook('{number}')").status == 403
    assert library.failure("anonymous.list_webhooks()").status == 401
    assert library.failure(NEW.replace("api.", "reader.")).status == 403


@pytest.mark.parametrize(
    "change",
    [
        ("https://example.invalid/hook", "ftp://example.invalid/"),
        ("https://example.invalid/hook", "http://["),
        ("'user'", "'planet'"),
        ("'minji'", "'../minji'"),
        ("watched=[{'type': 'user', 'name': 'minji'}]", "watched=[]"),
        ("secret='s3'", "domains=['weather']"),
        ("secret='s3'", "secret='비밀'"),
    ],
)
def test_impossible_webhooks(library: Library, change: tuple[str, str]) -> None:
    failure = library.failure(NEW.replace(*change))
    assert failure.classes[0] == "BadRequestError", failure
    assert library("api.list_webhooks()") == []


def test_there_are_no_jobs_to_start(library: Library) -> None:
    assert library.failure("api.create_webhook(job_id='1', watched=[{'type': 'user', 'name': 'minji'}])").status == 404


@pytest.mark.parametrize("body", [b"null", b"[]", b"{", b'{"url":1}', b'{"url":"http://a","watched":{}}',
                                  b'{"url":"http://a","watched":[null]}', b'{"domains":[[]]}'])  # fmt: skip
def test_strange_bodies(practice_hub: PracticeHub, body: bytes) -> None:
    client = HubClient(practice_hub.url, practice_hub.token)
    assert client.send("POST", "/api/settings/webhooks", body).status == 400


def test_secrets_stay_out_of_the_log(library: Library, practice_hub: PracticeHub) -> None:
    library(NEW.replace("s3", "whispered"))
    assert "whispered" not in str(practice_hub.requests())


def test_the_command_line(library: Library) -> None:
    number = library(f"{NEW}.id")
    done = subprocess.run(
        [HF, "webhooks", "ls", "--format", "json"],
        env=library.environment | {"HF_TOKEN": library.environment["OWNER_TOKEN"]},
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert number in done.stdout
