"""Discussions: what people say about a repository, who may change it, and what is refused."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers.hub_client import HubClient
from helpers.library import Library
from helpers.practice_hub import PracticeHub

HF = Path(sys.executable).with_name("hf")
_numbers = itertools.count()


@pytest.fixture(scope="module")
def talk(small_hub: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The unmodified library on the small Hub."""
    with Library(small_hub, tmp_path_factory.mktemp("hf-home")) as library:
        yield library


@pytest.fixture
def repo(owner: HubClient) -> str:
    """A new repository of the owner."""
    name = f"talk-{next(_numbers)}"
    assert owner.post("/api/repos/create", {"name": name}).status == 200
    return f"minji/{name}"


def _path(repo: str, *more: object) -> str:
    return "/".join(map(str, ("/api/models", repo, "discussions", *more)))


def _start(owner: HubClient, repo: str, title: str = "A question", **values: object) -> int:
    answer = owner.post(_path(repo), {"title": title, "description": "text", "pullRequest": False, **values})
    assert answer.status == 200, answer.body
    number: int = answer.json["num"]
    return number


def _events(owner: HubClient, repo: str, num: int) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = owner.get(_path(repo, num)).json["events"]
    return events


def test_the_library_opens_reads_and_lists_them(talk: Library, repo: str) -> None:
    opened = f"api.create_discussion('{repo}', ' Why so slow? 왜 🐢 ', description='**It** is')"
    shown = talk(f"(lambda d: [d.num, d.title, d.status, d.author, d.is_pull_request, d.repo_id, d.repo_type, d.url,"
                 f" d.diff, d.conflicting_files, d.target_branch, d.git_reference])({opened})")  # fmt: skip
    assert shown[:7] == [1, "Why so slow? 왜 🐢", "open", "minji", False, repo, "model"]
    assert shown[7].endswith(f"/{repo}/discussions/1")
    assert shown[8:] == [None, None, None, None]
    talk(f"str(api.create_discussion('{repo}', 'Another'))")
    assert talk(f"[d.num for d in api.get_repo_discussions('{repo}')]") == [2, 1]
    details = f"api.get_discussion_details('{repo}', 1)"
    assert talk(f"[(e.type, e.author, e.content, e.edited, e.hidden, e.rendered) for e in {details}.events]") == [
        ["comment", "minji", "**It** is", False, False, "<p>**It** is</p>"]
    ]
    assert talk(f"{details} == anonymous.get_discussion_details('{repo}', 1)")


def test_the_library_comments_edits_and_hides(talk: Library, repo: str) -> None:
    talk(f"api.create_discussion('{repo}', 'A question').num")
    assert talk(f"api.comment_discussion('{repo}', 1, 'frist').content") == "frist"
    comment = f"api.get_discussion_details('{repo}', 1).events[1]"
    about = "[c.id, c.content, c.edited, c.number_of_edits, c.last_edited_by, c.edit_history[0]['raw']]"
    edited = talk(f"(lambda c: {about})"
                  f"(api.edit_discussion_comment('{repo}', 1, {comment}.id.upper(), 'first'))")  # fmt: skip
    assert edited[1:] == ["first", True, 1, "minji", "frist"]
    assert talk(f"[{comment}.id, {comment}.content]") == edited[:2]
    assert talk(f"api.hide_discussion_comment('{repo}', 1, '{edited[0]}').hidden")
    assert talk(f"[{comment}.hidden, {comment}.content, {comment}.edit_history]") == [
        True, "This comment has been hidden", [],
    ]  # fmt: skip
    assert "first" not in talk(f"str({comment}._event)")
    assert talk.failure(f"api.edit_discussion_comment('{repo}', 1, '{edited[0]}', 'again')").status == 403
    assert talk.failure(f"api.edit_discussion_comment('{repo}', 1, 'deadbeef', 'again')").status == 404


def test_the_library_renames_closes_and_reopens(talk: Library, repo: str) -> None:
    talk(f"api.create_discussion('{repo}', 'A question').num")
    renamed = f"api.rename_discussion('{repo}', 1, ' New title ')"
    assert talk(f"(lambda e: [e.old_title, e.new_title, e.author])({renamed})") == ["A question", "New title", "minji"]
    change = f"api.change_discussion_status('{repo}', 1, 'closed', comment='Enough')"
    assert talk(f"{change}.new_status") == "closed"
    shown = talk(
        f"(lambda d: [d.title, d.status, [e.type for e in d.events]])(api.get_discussion_details('{repo}', 1))"
    )
    assert shown == ["New title", "closed", ["comment", "title-change", "comment", "status-change"]]
    assert talk.failure(f"api.change_discussion_status('{repo}', 1, 'closed')").status == 400
    assert talk(f"api.change_discussion_status('{repo}', 1, 'open').new_status") == "open"


def test_lists_are_filtered_and_paged(talk: Library, owner: HubClient, repo: str) -> None:
    for number in range(34):
        _start(owner, repo, f"Number {number}", pullRequest=number % 5 == 0)
    for number in (3, 4, 6):
        assert owner.post(_path(repo, number, "status"), {"status": "closed"}).status == 200
    listed = f"[d.num for d in api.get_repo_discussions('{repo}', %s)]"
    assert talk(listed % "author=None") == list(range(34, 0, -1))
    assert talk(listed % "discussion_type='pull_request'") == [31, 26, 21, 16, 11, 6, 1]
    assert len(talk(listed % "discussion_type='discussion'")) == 27
    assert talk(listed % "discussion_status='closed'") == [6, 4, 3]
    assert talk(listed % "discussion_type='pull_request', discussion_status='closed'") == [6]
    assert talk(listed % "discussion_status='open', author='minji'") == [
        n for n in range(34, 0, -1) if n not in (3, 4, 6)
    ]
    assert talk(listed % "author='joon'") == []
    page = owner.get(_path(repo), p=2).json
    assert (page["count"], page["start"], len(page["discussions"]), page["numClosedDiscussions"]) == (34, 30, 4, 3)
    assert owner.get(_path(repo), p=3).json["discussions"] == []
    assert [each["title"] for each in owner.get(_path(repo), search="number 33").json["discussions"]] == ["Number 33"]
    for wrong in ({"p": "-1"}, {"p": "x"}, {"p": "9" * 20}, {"type": "issue"}, {"status": "merged"}):
        assert owner.get(_path(repo), **wrong).status == 400, wrong


def test_who_may_not_write_may_not_talk(talk: Library, hub: PracticeHub, owner: HubClient, repo: str) -> None:
    _start(owner, repo)
    for who, status in (("reader", 403), ("anonymous", 401)):
        for what in ("create_discussion(%r, 'A title')", "create_pull_request(%r, 'A title')",
                     "comment_discussion(%r, 1, 'x')", "rename_discussion(%r, 1, 'A title')",
                     "change_discussion_status(%r, 1, 'closed')", "merge_pull_request(%r, 1)"):  # fmt: skip
            assert talk.failure(f"{who}.{what % repo}").status == status, (who, what)
    assert len(_events(owner, repo, 1)) == 1
    assert HubClient(hub.url, "hf_wrong").get(_path(repo)).status == 401


def test_others_words_are_not_ours_to_change(talk: Library) -> None:
    """In a repository where the owner of the token only reads; the discussion there is her own."""
    tiny = "'open-models/tiny-gpt'"
    joined = f"[e for e in api.get_discussion_details({tiny}, 2).events if e.type == 'comment'][0].id"
    assert talk.failure(f"api.edit_discussion_comment({tiny}, 2, {joined}, 'mine now')").status == 403
    assert talk.failure(f"api.hide_discussion_comment({tiny}, 2, {joined})").status == 403
    assert talk.failure(f"api.rename_discussion({tiny}, 2, 'My title')").status == 403
    assert talk.failure(f"api.change_discussion_status({tiny}, 2, 'closed')").status == 403
    assert talk(f"api.comment_discussion({tiny}, 2, 'May I?').author") == "minji"
    assert talk(f"api.change_discussion_status({tiny}, 1, 'closed').new_status") == "closed"
    assert talk(f"api.change_discussion_status({tiny}, 1, 'open').new_status") == "open"


def test_owners_look_after_what_others_say(talk: Library) -> None:
    sentiment = "'minji/hangul-sentiment'"
    first = f"api.get_discussion_details({sentiment}, 1).events[0].id"
    edited = talk(f"(lambda c: [c.author, c.last_edited_by, c.content])"
                  f"(api.edit_discussion_comment({sentiment}, 1, {first}, 'Which tokenizer?'))")  # fmt: skip
    assert edited == ["joon", "minji", "Which tokenizer?"]
    assert talk(f"api.rename_discussion({sentiment}, 1, 'Tokenizer').new_title") == "Tokenizer"


def test_what_is_missing_is_404(talk: Library, owner: HubClient, repo: str) -> None:
    assert talk.failure(f"api.get_discussion_details('{repo}', 7)").status == 404
    for num in ("0", "x", "1.5", "9" * 30, "%31%2F", "١"):
        assert owner.send("GET", _path(repo) + "/" + num.encode().decode("latin-1")
                          if num.isascii() else _path(repo, "%D9%A1")).status == 404, num  # fmt: skip
    for what in ("comment", "title", "status", "merge", "comment/deadbeef/edit", "comment/deadbeef/hide"):
        body = {"comment": "text", "title": "title", "status": "open", "content": "text"}
        assert owner.post(_path(repo, 7, what), body).status == 404, what
    assert "RepositoryNotFoundError" in talk.failure("api.get_discussion_details('minji/nothing', 1)").classes
    assert (
        "RepositoryNotFoundError" in talk.failure("list(reader.get_repo_discussions('minji/secret-project'))").classes
    )
    assert "DisabledRepoError" in talk.failure("list(api.get_repo_discussions('minji/withdrawn-model'))").classes
    assert talk("[d.num for d in api.get_repo_discussions('minji/secret-project')]") == []


@pytest.mark.parametrize("value", [None, 7, [], {}, True, "", "ab", "x" * 201, "\ud800ab", "   ", "\0" * 9])
def test_titles_that_are_none_are_refused(owner: HubClient, repo: str, value: object) -> None:
    body = {"title": value, "description": "text"}
    assert owner.post(_path(repo), body).status == 400
    _start(owner, repo)
    assert owner.post(_path(repo, 1, "title"), body).status == 400
    assert owner.get(_path(repo)).json["count"] == 1


@pytest.mark.parametrize("body", [b"null", b"[]", b"7", b'"x"', b"{", b"\xff", b"[" * 100_000, b'{"comment":["x"]}',
                                  b'{"comment":" "}', b'{"comment":"\\ud800"}', b'{"content":7}'])  # fmt: skip
def test_bodies_that_make_no_sense_are_refused(owner: HubClient, repo: str, body: bytes) -> None:
    _start(owner, repo)
    comment = _events(owner, repo, 1)[0]["id"]
    for place in ("comment", "title", "status", f"comment/{comment}/edit"):
        assert owner.send("POST", _path(repo, 1, place), body).status == 400, place
    assert 400 <= owner.send("POST", _path(repo), body).status < 500
    assert len(_events(owner, repo, 1)) == 1


def test_text_comes_back_as_it_was_and_harmless_as_html(owner: HubClient, repo: str) -> None:
    text = '<script>alert(1)</script>\n\n\n안녕 & "x"\nline\n'
    _start(owner, repo, description=text)
    latest = _events(owner, repo, 1)[0]["data"]["latest"]
    assert latest["raw"] == text
    assert latest["html"] == ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>안녕 &amp; &quot;x&quot;\nline</p>")
    assert owner.post(_path(repo, 1, "comment"), {"comment": "x" * 65_537}).status == 400


def test_they_follow_the_repository_and_go_with_it(owner: HubClient, repo: str) -> None:
    _start(owner, repo)
    assert owner.post("/api/repos/move", {"fromRepo": repo, "toRepo": f"{repo}-new", "type": "model"}).status == 200
    moved = owner.get(_path(f"{repo}-new", 1)).json
    assert (moved["title"], moved["repo"]["name"]) == ("A question", f"{repo}-new")
    name = f"{repo}-new".partition("/")[2]
    assert owner.post("/api/repos/delete", {"name": name}, method="DELETE").status == 200
    assert owner.post("/api/repos/create", {"name": name}).status == 200
    assert owner.get(_path(f"{repo}-new")).json["count"] == 0
    assert _start(owner, f"{repo}-new") == 1


def test_the_made_up_ones_are_the_same_each_time(hub: PracticeHub, owner: HubClient, tmp_path: Path) -> None:
    places = ["/api/datasets/minji/seoul-bus-reviews/discussions", "/api/spaces/minji/hangul-playground/discussions"]
    with PracticeHub(tmp_path, options=("--catalogue", "none")) as other:
        for place in places:
            here, there = owner.get(place).json, HubClient(other.url, other.token).get(place).json
            assert here == there
            for each in here["discussions"]:
                one = f"{place}/{each['num']}"
                assert owner.get(one).json == HubClient(other.url, other.token).get(one).json
    korean = owner.get(places[0], type="pull_request").json["discussions"][0]
    assert (korean["title"], korean["status"]) == ("출처를 덧붙입니다", "open")
    renamed = owner.get(f"{places[1]}/1").json["events"]
    assert [event["type"] for event in renamed] == ["comment", "title-change", "comment"]
    assert renamed[2]["data"]["hidden"]


def test_they_are_still_there_after_a_restart(tmp_path: Path) -> None:
    for start in range(2):
        with PracticeHub(tmp_path, options=("--catalogue", "none")) as hub:
            owner = HubClient(hub.url, hub.token)
            assert owner.get(_path("minji/night-bus-llm")).json["count"] == start
            assert _start(owner, "minji/night-bus-llm") == start + 1


def test_files_are_attached(talk: Library, hub: PracticeHub, owner: HubClient, tmp_path: Path) -> None:
    picture = tmp_path / "shot.png"
    picture.write_bytes(b"\x89PNG made up")
    url = talk(f"api.upload_attachment({str(picture)!r})")
    answer = HubClient(hub.url).get(url)
    assert (answer.body, answer.headers["Content-Type"]) == (picture.read_bytes(), "image/png")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert talk(f"anonymous.upload_attachment({str(picture)!r})") != url
    assert talk.failure(f"reader.upload_attachment({str(picture)!r})").status == 403
    for ending in ("", ".gif", ".png/x", "%09.png"):
        assert owner.get(f"{url.removesuffix('.png')}{ending}").status == 404
    for kind, content, status in (("text/html", b"<b>", 400), ("image/png", b"", 400), ("", b"x", 400),
                                  ("image/png", b"x" * 10_000_001, 413)):  # fmt: skip
        assert owner.send("POST", "/uploads", content, headers={"Content-Type": kind}).status == status, kind
    assert HubClient(hub.url, "hf_wrong").send(
        "POST", "/uploads", b"x", headers={"Content-Type": "image/png"}
    ).status == 401  # fmt: skip


def test_hf_discusses(talk: Library, repo: str, tmp_path: Path) -> None:
    picture = tmp_path / "shot.png"
    picture.write_bytes(b"\x89PNG made up")
    _hf(talk, "create", repo, "--title", "From hf", "--body", "See ![this](shot.png)", "--attach", str(picture))
    _hf(talk, "comment", repo, "1", "--body", "More")
    _hf(talk, "rename", repo, "1", "From the command line")
    comment = json.loads(_hf(talk, "info", repo, "1", "--format", "json"))["events"][1]["id"]
    _hf(talk, "edit", repo, "1", comment, "--body", "Even more")
    listed = _hf(talk, "list", repo)
    assert "From the command line" in listed
    _hf(talk, "close", repo, "1", "--yes", "--comment", "Done")
    assert "From the command line" not in _hf(talk, "list", repo)
    _hf(talk, "reopen", repo, "1", "--yes")
    shown = json.loads(_hf(talk, "info", repo, "1", "--format", "json"))
    assert shown["status"] == "open"
    assert shown["events"][1]["content"] == "Even more"
    assert "/uploads/" in shown["events"][0]["content"]


def _hf(library: Library, *arguments: str) -> str:
    environment = {**library.environment, "HF_TOKEN": library.environment["OWNER_TOKEN"]}
    done = subprocess.run(
        [HF, "discussions", *arguments], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
