"""Large files in pull requests, over LFS and over Xet, also to repositories of others."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.library import Library
from helpers.practice_hub import PracticeHub


@pytest.fixture(scope="module")
def offers(small_hub: PracticeHub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The unmodified library on the small Hub."""
    with Library(small_hub, tmp_path_factory.mktemp("hf-home")) as library:
        yield library


def test_a_large_file_offered_to_others_and_taken_by_them(offers: Library, tmp_path: Path) -> None:
    """The owner of the token only reads in the first repository, and looks after the second."""
    content = bytes(range(256)) * 64
    weights = tmp_path / "weights.safetensors"
    weights.write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    upload = (
        f"api.upload_file(path_or_fileobj={str(weights)!r}, path_in_repo='weights.safetensors', repo_id=%r,"
        " create_pr=True, commit_message='Add weights', commit_description='Ours')"
    )
    assert offers.failure((upload % "open-models/tiny-gpt").replace("create_pr=True", "create_pr=False")).status == 403
    url, number = offers(f"(lambda c: [c.pr_url, c.pr_num])({upload % 'open-models/tiny-gpt'})")
    assert url.endswith(f"/open-models/tiny-gpt/discussions/{number}")
    about = f"api.get_discussion_details('open-models/tiny-gpt', {number})"
    assert offers(f"[{about}.title, {about}.status, {about}.events[0].content]") == ["Add weights", "open", "Ours"]
    assert f"+oid sha256:{sha256}\n+size {len(content)}\n" in offers(f"{about}.diff")
    assert offers.failure(f"api.merge_pull_request('open-models/tiny-gpt', {number})").status == 403
    revision = f"revision='refs/pr/{number}'"
    got = f"Path(%s.hf_hub_download('open-models/tiny-gpt', 'weights.safetensors', {revision})).read_bytes() == %r"
    assert offers(got % ("reader", content))
    more = f"api.upload_file(path_or_fileobj=b'x', path_in_repo='more.txt', repo_id='open-models/tiny-gpt', {revision})"
    assert offers(f"{more}.pr_url") is None
    assert offers(f"[e.type for e in {about}.events]") == ["comment", "commit", "commit"]
    assert offers(f"api.change_discussion_status('open-models/tiny-gpt', {number}, 'closed').new_status") == "closed"
    assert offers.failure(more.replace("more.txt", "too-late.txt")).status == 400

    own = offers(f"{upload % 'minji/night-bus-llm'}.pr_num")
    assert offers("api.file_exists('minji/night-bus-llm', 'weights.safetensors')") is False
    offers(f"api.merge_pull_request('minji/night-bus-llm', {own})")
    got = f"Path(api.hf_hub_download('minji/night-bus-llm', 'weights.safetensors')).read_bytes() == {content!r}"
    assert offers(got)


def test_a_large_file_offered_over_xet(small_hub: PracticeHub, tmp_path: Path) -> None:
    small_hub.forget_requests()
    with Library(small_hub, tmp_path, xet=True) as offers:
        upload = (
            "api.upload_file(path_or_fileobj=bytes(range(256)) * 999, path_in_repo='over-xet.bin', repo_id=%r, %s,"
            " commit_message='Add it')"
        )
        number = offers(f"{upload % ('open-models/tiny-gpt', 'create_pr=True')}.pr_num")
        again = upload.replace("999", "777") % ("open-models/tiny-gpt", f"revision='refs/pr/{number}'")
        assert offers.failure(again.replace("api.", "reader.")).status == 403
        offers(f"{again}.oid")
        got = f"api.hf_hub_download('open-models/tiny-gpt', 'over-xet.bin', revision='refs/pr/{number}')"
        assert offers(f"Path({got}).stat().st_size") == 256 * 777
        offers(f"api.change_discussion_status('open-models/tiny-gpt', {number}, 'closed').new_status")
    paths = [each["path"] for each in small_hub.requests()]
    assert any("xet-write-token" in path for path in paths)
    assert not any("/lfs/objects" in path for path in paths)
