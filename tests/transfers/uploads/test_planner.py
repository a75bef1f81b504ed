"""Plans of uploads against the practice Hub."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import socket
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.hub_client import HubClient
from helpers.machine import slowness
from helpers.practice_hub import PracticeHub
from hubdesk.account.connections import connection_for
from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.paths import Paths
from hubdesk.core.types import RepoRef, RepoType
from hubdesk.transfers.uploads.codes import Code
from hubdesk.transfers.uploads.model import (
    FileMode,
    Reason,
    UploadPlan,
    UploadRequest,
    UploadSource,
    Verdict,
)
from hubdesk.transfers.uploads.planner import UploadPlanner
from hubdesk.transfers.uploads.spool import remove_spool, spool, spool_folder

MakePlanner = Callable[[str | None], UploadPlanner]


MINE = RepoRef("minji/hangul-sentiment")
THEIRS = RepoRef("openai-community/gpt2")


def request_for(*sources: UploadSource | Path, ref: RepoRef = MINE, **wishes: object) -> UploadRequest:
    """A request; a path alone goes to the top."""
    found = tuple(each if isinstance(each, UploadSource) else UploadSource("", each) for each in sources)
    return UploadRequest(ref, found, **wishes)  # type: ignore[arg-type]


def verdicts(plan: UploadPlan) -> dict[str, Verdict | Reason]:
    """What becomes of each file: its verdict, or the reason to leave it out."""
    return {file.path: file.reason or file.verdict for file in plan.files}


def codes(plan: UploadPlan) -> list[tuple[str, str]]:
    """Every finding's code and path."""
    return [(str(finding.code), finding.path) for finding in plan.findings]


def remote_bytes(hub: PracticeHub, path: str) -> bytes:
    """A file of the repository."""
    return HubClient(hub.url, hub.token).get(f"/{MINE.repo_id}/resolve/main/{path}").body


async def test_tells_added_changed_and_unchanged_apart(planner: UploadPlanner, hub: PracticeHub, folder: Path) -> None:
    config, weights = remote_bytes(hub, "config.json"), remote_bytes(hub, "model.safetensors")
    (folder / "config.json").write_bytes(config)
    (folder / "model.safetensors").write_bytes(weights)
    (folder / "tokenizer.json").write_bytes(b"{}")
    (folder / "new.txt").write_text("new")
    told: list[tuple[int, int]] = []
    plan = await planner.plan(request_for(folder), lambda done, total: told.append((done, total)))
    assert verdicts(plan) == {
        "config.json": Verdict.UNCHANGED,
        "model.safetensors": Verdict.UNCHANGED,
        "new.txt": Verdict.ADDED,
        "tokenizer.json": Verdict.CHANGED,
    }
    total = len(config) + len(weights)
    assert told[0] == (0, total)
    assert told[-1] == (total, total)
    assert plan.send_bytes == 5
    assert plan.commits == 1
    assert len(plan.parent) == 40


async def test_a_file_of_the_same_size_is_told_by_its_content(
    planner: UploadPlanner, hub: PracticeHub, folder: Path
) -> None:
    weights = bytearray(remote_bytes(hub, "model.safetensors"))
    weights[-1] ^= 1
    (folder / "model.safetensors").write_bytes(weights)
    plan = await planner.plan(request_for(folder))
    [file] = plan.to_send
    assert (file.verdict, file.mode) == (Verdict.CHANGED, FileMode.LFS)
    assert file.oid == hashlib.sha256(weights).hexdigest()


async def test_asks_little(planner: UploadPlanner, hub: PracticeHub, folder: Path) -> None:
    for number in range(300):
        (folder / f"{number}.txt").write_text("x")
    await planner.plan(request_for(folder))
    asked = [request["path"].removeprefix("/api/models/minji/hangul-sentiment") for request in hub.requests()]
    assert [path.split("/")[1] for path in asked] == ["revision", "auth-check", "tree", "preupload", "preupload"]


async def test_leaves_out_what_git_and_the_library_keep_to_themselves(planner: UploadPlanner, folder: Path) -> None:
    for path in (".git/config", "sub/.git/x", ".cache/huggingface/x", ".cache/other", "keep.txt", "x.log", "sub/x.log"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("x")
    (folder / ".gitignore").write_text("*.log\n")
    (folder / "sub/.gitignore").write_text("!x.log\n")
    plan = await planner.plan(request_for(UploadSource("data", folder)))
    assert verdicts(plan) == {
        "data/.git/": Reason.GIT_FOLDER,
        "data/sub/.git/": Reason.GIT_FOLDER,
        "data/.cache/huggingface/": Reason.GIT_FOLDER,
        "data/.cache/other": Verdict.ADDED,
        "data/.gitignore": Verdict.ADDED,
        "data/sub/.gitignore": Verdict.ADDED,
        "data/keep.txt": Verdict.ADDED,
        "data/x.log": Reason.GIT_IGNORE,
        "data/sub/x.log": Verdict.ADDED,
    }
    unruly = await planner.plan(request_for(UploadSource("data", folder), git_ignore=False))
    assert verdicts(unruly)["data/x.log"] is Verdict.ADDED


async def test_the_hub_has_its_own_rules(planner: UploadPlanner, hub: PracticeHub) -> None:
    client = HubClient(hub.url, hub.token)
    ref = RepoRef("minji/with-rules")
    client.post("/api/repos/create", {"name": "with-rules", "type": "model"})
    rules = {"path": ".gitignore", "content": base64.b64encode(b"*.tmp\n").decode(), "encoding": "base64"}
    made = client.commit(
        f"/api/models/{ref.repo_id}/commit/main",
        {"key": "header", "value": {"summary": "Rules"}},
        {"key": "file", "value": rules},
    )
    assert made.status == 200
    sources = (UploadSource("a.tmp", content=b"x"), UploadSource("a.txt", content=b"x"))
    assert verdicts(await planner.plan(request_for(*sources, ref=ref))) == {
        "a.tmp": Reason.HUB,
        "a.txt": Verdict.ADDED,
    }
    assert verdicts(await planner.plan(request_for(*sources, ref=ref, git_ignore=False)))["a.tmp"] is Verdict.ADDED
    new_rules = UploadSource(".gitignore", content=b"*.txt\n")
    assert verdicts(await planner.plan(request_for(*sources, new_rules, ref=ref)))["a.txt"] is Reason.HUB


async def test_patterns(planner: UploadPlanner, folder: Path) -> None:
    for path in ("a.json", "b.txt", "deep/c.json", "deep/d.bin"):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text("x")
    plan = await planner.plan(request_for(folder, include=("*.json", "deep/"), exclude=("*/d.*",)))
    assert verdicts(plan) == {
        "a.json": Verdict.ADDED,
        "b.txt": Reason.PATTERN,
        "deep/c.json": Verdict.ADDED,
        "deep/d.bin": Reason.PATTERN,
    }


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
async def test_links_pipes_and_sockets(planner: UploadPlanner, folder: Path, tmp_path: Path) -> None:
    (folder / "real.txt").write_text("content")
    (folder / "sub").mkdir()
    (tmp_path / "outside.txt").write_text("private")
    (folder / "inside").symlink_to("real.txt")
    (folder / "outside").symlink_to(tmp_path / "outside.txt")
    (folder / "broken").symlink_to("nowhere")
    (folder / "loop").symlink_to("loop")
    (folder / "around").symlink_to(".")
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as held:
        held.bind(str(folder / "sock"))
        async with asyncio.timeout(10):
            plan = await planner.plan(request_for(folder))
    assert verdicts(plan) == {
        "real.txt": Verdict.ADDED,
        "inside": Verdict.ADDED,
        **dict.fromkeys(("outside", "broken", "loop", "around", "pipe", "sock"), Reason.NOT_A_FILE),
    }
    assert {file.path: file.size for file in plan.to_send} == {"real.txt": 7, "inside": 7}


async def test_a_snapshot_in_the_cache_can_be_sent(planner: UploadPlanner, hub: PracticeHub, tmp_path: Path) -> None:
    repo = connection_for(hub.url, Paths(tmp_path / "data")).cache_dir / "models--a--b"
    (repo / "blobs").mkdir(parents=True)
    (repo / "blobs/abc").write_text("blob")
    snapshot = repo / "snapshots" / ("0" * 40)
    snapshot.mkdir(parents=True)
    (snapshot / "file.txt").symlink_to("../../blobs/abc")
    (snapshot / "escape.txt").symlink_to(tmp_path / "data")
    assert verdicts(await planner.plan(request_for(snapshot))) == {
        "file.txt": Verdict.ADDED,
        "escape.txt": Reason.NOT_A_FILE,
    }


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
async def test_what_cannot_be_read_is_left_out(planner: UploadPlanner, folder: Path) -> None:
    (folder / "closed.txt").write_text("x")
    (folder / "closed.txt").chmod(0)
    (folder / "shut").mkdir(mode=0)
    plan = await planner.plan(request_for(folder))
    (folder / "shut").chmod(0o700)
    assert verdicts(plan) == {"closed.txt": Reason.UNREADABLE, "shut/": Reason.UNREADABLE}
    assert sorted(path for code, path in codes(plan) if code == Code.UNREADABLE) == ["closed.txt", "shut/"]


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
async def test_names_that_no_repository_has(planner: UploadPlanner, folder: Path) -> None:
    for name in (b"back\\slash", b"not\xffutf8", b"new\nline", b"C:drive", b"good"):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text("x")
    deep = "/".join(["d" * 200] * 6)
    (folder / deep).mkdir(parents=True)
    (folder / deep / "far").write_text("x")
    snippets = [UploadSource(path, content=b"x") for path in ("a/../b", "nul\0", "x/.git/config", ".GIT", "ok/./fine")]
    plan = await planner.plan(request_for(folder, *snippets))
    assert [file.path for file in plan.to_send] == ["good", "ok/fine"]
    assert [file.reason for file in plan.of(Verdict.IGNORED)] == [Reason.BAD_NAME] * 9
    assert len([code for code, _ in codes(plan) if code == Code.BAD_NAME]) == 9
    assert all(file.path.encode() for file in plan.files)


async def test_non_ascii_names(planner: UploadPlanner, folder: Path) -> None:
    (folder / "한국어 모델.json").write_text("{}")
    assert [file.path for file in (await planner.plan(request_for(folder))).to_send] == ["한국어 모델.json"]


async def test_sources_that_meet(planner: UploadPlanner, folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text("one")
    (folder / "b").write_text("file")
    other = tmp_path / "a.txt"
    other.write_text("two")
    twice = await planner.plan(request_for(folder, UploadSource("a.txt", folder / "a.txt")))
    assert not twice.blocked
    plan = await planner.plan(request_for(folder, other, UploadSource("b/c", content=b"x")))
    assert {code for code, _ in codes(plan)} >= {Code.TWO_SOURCES, Code.IN_THE_WAY}
    assert plan.blocked
    assert planner.revise(plan, frozenset({"b"})).blocked
    cleared = planner.revise(plan, frozenset({"a.txt", "b"}))
    assert not cleared.blocked


async def test_a_file_and_a_folder_of_the_repository(planner: UploadPlanner) -> None:
    sources = (UploadSource("config.json/x", content=b"x"), UploadSource("fine", content=b"x"))
    plan = await planner.plan(request_for(*sources))
    assert ("in_the_way", "config.json/x") in codes(plan)
    assert not planner.revise(plan, frozenset({"config.json/x"})).blocked
    cleared = await planner.plan(request_for(*sources, delete=("config.json",)))
    assert not cleared.blocked
    assert planner.revise(cleared, frozenset({"config.json"})).blocked


async def test_what_is_gone_is_an_error(planner: UploadPlanner, folder: Path) -> None:
    plan = await planner.plan(request_for(folder / "nowhere", UploadSource("a", content=b"x")))
    assert plan.blocked
    assert [finding.values for finding in plan.findings if finding.code == Code.SOURCE_GONE] == [
        (str(folder / "nowhere"),)
    ]


async def test_deletions(planner: UploadPlanner, folder: Path) -> None:
    (folder / "config.json").write_text("{}")
    (folder / "tokenizer.json").write_text("{}")
    plan = await planner.plan(request_for(folder, delete=("*",), exclude=("tokenizer.json",)))
    found = verdicts(plan)
    assert found["config.json"] is Verdict.CHANGED
    assert found["tokenizer.json"] is Verdict.DELETED
    assert found["README.md"] is Verdict.DELETED
    assert ".gitattributes" not in found
    assert (str(Code.NO_CARD), "README.md") in codes(plan)
    kept = planner.revise(plan, frozenset({"README.md"}))
    assert verdicts(kept)["README.md"] is Reason.UNCHECKED
    assert (str(Code.NO_CARD), "README.md") not in codes(kept)
    named = await planner.plan(request_for(delete=(".gitattributes",)))
    assert [file.path for file in named.of(Verdict.DELETED)] == [".gitattributes"]
    assert not named.is_empty
    assert (str(Code.GIT_ATTRIBUTES), ".gitattributes") in codes(named)


async def test_taking_files_out_and_back(planner: UploadPlanner, hub: PracticeHub, folder: Path) -> None:
    (folder / ".env").write_text("A=1")
    (folder / "a.txt").write_text("x" * 10)
    (folder / "empty").touch()
    plan = await planner.plan(request_for(folder))
    hub.forget_requests()
    less = planner.revise(plan, frozenset({".env", "empty", "unknown"}))
    assert verdicts(less) == {".env": Reason.UNCHECKED, "a.txt": Verdict.ADDED, "empty": Reason.UNCHECKED}
    assert less.send_bytes == 10
    assert codes(plan) == [("secret_file", ".env"), ("empty_file", "empty")]
    assert codes(less) == []
    assert codes(planner.revise(less, frozenset({"empty"}))) == [("secret_file", ".env")]
    assert planner.revise(less, frozenset()) == plan
    assert planner.revise(plan, frozenset({".env", "a.txt", "empty"})).is_empty
    assert hub.requests() == []


async def test_several_commits_are_said_beforehand(planner: UploadPlanner, folder: Path) -> None:
    for number in range(1_001):
        (folder / f"{number}.txt").write_text("x")
    plan = await planner.plan(request_for(folder))
    assert plan.commits == 2
    assert planner.revise(plan, frozenset({"0.txt"})).commits == 1


async def test_a_card_is_checked_by_the_hub(planner: UploadPlanner) -> None:
    card = UploadSource("README.md", content=b"---\nlicense: 3\ntags: x: y\n---\n# Hi\n")
    plan = await planner.plan(request_for(card))
    assert plan.blocked
    assert plan.findings[0].code == Code.CARD_ERROR
    plain = await planner.plan(request_for(UploadSource("README.md", content=b"# Hi\n")))
    assert ("no_licence", "README.md") in codes(plain)
    good = await planner.plan(request_for(UploadSource("README.md", content=b"---\nlicense: mit\n---\n# Hi\n")))
    assert codes(good) == []


async def test_secrets_and_pickles(planner: UploadPlanner, folder: Path) -> None:
    token = "hf" + "_AbCdEfGhIjKlMnOpQrStUvWxYzaBcDeFgH"
    (folder / "run.py").write_text(f"import os\nlogin({token!r})\n")
    (folder / "weights.bin").write_bytes(b"\x80\x02}q\x00.")
    plan = await planner.plan(request_for(folder))
    assert [(each.code, each.path, each.line, each.values) for each in plan.findings] == [
        (Code.SECRET, "run.py", 2, ("Hugging Face Token",)),
        (Code.PICKLE, "weights.bin", 0, ("safetensors",)),
    ]
    assert token not in repr(plan)


@pytest.mark.parametrize(
    ("ref", "who", "wishes", "kind"),
    [
        (RepoRef("minji/nowhere"), "token", {}, ErrorKind.REPO_NOT_FOUND),
        (MINE, "", {}, ErrorKind.UNAUTHORIZED),
        (MINE, "expired_token", {}, ErrorKind.UNAUTHORIZED),
        (MINE, "reader_token", {}, ErrorKind.FORBIDDEN),
        (THEIRS, "token", {}, ErrorKind.FORBIDDEN),
        (MINE, "reader_token", {"create_pr": True}, ErrorKind.FORBIDDEN),
        (MINE, "token", {"revision": "no-such-branch"}, ErrorKind.REVISION_NOT_FOUND),
        (MINE, "token", {"exclude": ("",)}, ErrorKind.BAD_PATTERN),
    ],
)
async def test_says_early_what_is_not_possible(
    make_planner: MakePlanner, hub: PracticeHub, ref: RepoRef, who: str, wishes: dict[str, object], kind: ErrorKind
) -> None:
    planner = make_planner(getattr(hub, who) if who else None)
    with pytest.raises(HubDeskError) as refused:
        await planner.plan(request_for(UploadSource("a", content=b"x"), ref=ref, **wishes))
    assert refused.value.kind is kind


async def test_a_commit_or_tag_is_no_branch(planner: UploadPlanner, hub: PracticeHub) -> None:
    plan = await planner.plan(request_for(UploadSource("a", content=b"x")))
    with pytest.raises(HubDeskError) as refused:
        await planner.plan(request_for(UploadSource("a", content=b"x"), revision=plan.parent))
    assert refused.value.kind is ErrorKind.REVISION_NOT_FOUND


async def test_others_repositories_take_pull_requests(planner: UploadPlanner) -> None:
    plan = await planner.plan(request_for(UploadSource("a", content=b"x"), ref=THEIRS, create_pr=True))
    assert [file.path for file in plan.to_send] == ["a"]


async def test_spaces_and_datasets(planner: UploadPlanner) -> None:
    for ref in (
        RepoRef("minji/seoul-bus-reviews", RepoType.DATASET),
        RepoRef("minji/hangul-playground", RepoType.SPACE),
    ):
        plan = await planner.plan(request_for(UploadSource("x.pkl", content=b"\x80\x04\x95"), ref=ref))
        assert (str(Code.PICKLE), "x.pkl") in codes(plan)


async def test_failures_of_the_hub_come_through(planner: UploadPlanner, hub: PracticeHub) -> None:
    hub.set_faults("status=503;path=/preupload/")
    with pytest.raises(HubDeskError) as failed:
        await planner.plan(request_for(UploadSource("a", content=b"x")))
    assert failed.value.kind is ErrorKind.SERVER


async def test_cancelling_ends_the_hashing(planner: UploadPlanner, hub: PracticeHub, folder: Path) -> None:
    size = len(remote_bytes(hub, "model.safetensors"))
    with (folder / "model.safetensors").open("wb") as file:
        file.truncate(size)
    begun = asyncio.Event()
    planning = asyncio.create_task(planner.plan(request_for(folder), lambda *_: begun.set()))
    await begun.wait()
    planning.cancel()
    with pytest.raises(asyncio.CancelledError):
        await planning


async def test_content_is_kept_on_disk_until_the_upload_is_over(planner: UploadPlanner, tmp_path: Path) -> None:
    (tmp_path / "real").write_text("x")
    sources = (
        UploadSource("notes/a.md", content=b"typed"),
        UploadSource("b", content=b""),
        UploadSource("c", tmp_path / "real"),
    )
    plan = await planner.plan(request_for(*sources))
    place = spool_folder(tmp_path / "data", 7)
    kept = spool(plan, place)
    assert {file.path: file.local.read_bytes() for file in kept.to_send if file.local} == {
        "notes/a.md": b"typed",
        "b": b"",
        "c": b"x",
    }
    for file in kept.to_send:
        assert file.local is not None
        assert (file.mtime_ns, file.size) == (file.local.stat().st_mtime_ns, file.local.stat().st_size)
    if os.name == "posix":
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
        assert {stat.S_IMODE(each.stat().st_mode) for each in place.iterdir()} == {0o600}
    remove_spool(place)
    remove_spool(place)
    assert not place.exists()
    assert spool(kept, place) == kept
    assert not place.exists()


async def test_five_thousand_files_take_little_time(planner: UploadPlanner, hub: PracticeHub, folder: Path) -> None:
    text = '{"api_url": "https://example.org/%d", "secret": false, "text": "some words"}\n' * 50
    for number in range(5_000):
        place = folder / f"{number % 50}"
        place.mkdir(exist_ok=True)
        (place / f"{number}.json").write_text(text)
    (folder / ".gitignore").write_text("".join(f"/never{number}/*.tmp\n*.{number}x\n" for number in range(50)))
    started = time.process_time()
    plan = await planner.plan(request_for(folder))
    used = time.process_time() - started
    assert len(plan.to_send) == 5_001
    assert plan.commits == 6
    assert used < 6 * slowness()  # of the processor, on a machine that may be slow and busy; typically 1.5
    started = time.process_time()
    planner.revise(plan, frozenset({"0/0.json"}))
    assert time.process_time() - started < 0.5 * slowness()
