"""What a server may say, and what not."""

from __future__ import annotations

import pytest

from hubdesk.core.errors import ErrorKind, HubError
from hubdesk.hub.trust import (
    check_path,
    check_revision,
    is_digest,
    is_hub_host,
    is_private_host,
    is_repo_id,
    is_revision,
    same_origin,
)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "..",
        "a/../../b",
        "a/..",
        "./a",
        "a//b",
        "a/",
        "a\\b",
        "a\0b",
        "a\nb",
        "C:/x",
        "c:x",
        ".git/config",
        "a/.GIT/hooks/post-checkout",
        "a/.git. /x",
    ],
)
def test_an_unsafe_path_is_refused_by_name(path: str) -> None:
    with pytest.raises(HubError) as caught:
        check_path(path)
    assert caught.value.kind is ErrorKind.UNTRUSTED
    assert caught.value.subject == path


@pytest.mark.parametrize(
    "path", ["a", "a/b.c", ".gitattributes", "..a/b..", "한글/모델.safetensors", "a b", ".github/x"]
)
def test_an_ordinary_path_is_kept(path: str) -> None:
    assert check_path(path) == path


@pytest.mark.parametrize(
    "revision",
    [
        "", "..", ".", "../x", "a/../b", "/a", "a/", "a//b", ".hidden", "a/.git", "a\\b", "C:x", "a b", "a\nb", "a\0b",
        "x.lock", "a.", "a..b", "@", "a@{1}", "a~1", "a^", "a*", "a?", "[a", "\ud800", "x" * 256,
    ],
)  # fmt: skip
def test_what_can_be_no_revision_is_refused_by_name(revision: str) -> None:
    with pytest.raises(HubError) as caught:
        check_revision(revision)
    assert caught.value.kind is ErrorKind.REVISION_NOT_FOUND
    assert caught.value.subject == revision[:200]


@pytest.mark.parametrize(
    "revision",
    [
        "main",
        "v1.0",
        "refs/pr/3",
        "refs/convert/parquet",
        "feature/x-y_z",
        "한글",
        "a@b",
        "a+b#1",
        "c" * 40,
        "1.5.lock5",
    ],
)
def test_a_revision_is_what_git_allows(revision: str) -> None:
    assert is_revision(revision)


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://hub.test/x", True),
        ("https://HUB.test:443/x?y", True),
        ("http://hub.test/x", False),
        ("https://hub.test:444/x", False),
        ("https://hub.test.evil.test/x", False),
        ("https://hub.test@evil.test/x", False),
        ("https://someone@hub.test/x", False),
        ("//hub.test/x", False),
        ("https://[::1", False),
        ("https://hub.test:99999/", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_an_origin_is_scheme_host_and_port(url: str, same: bool) -> None:
    assert same_origin(url, "https://hub.test") is same


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST.",
        "printer",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "017700000001",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.178.1",
        "169.254.169.254",
        "0.0.0.0",
        "::1",
        "::ffff:127.0.0.1",
        "fe80::1%eth0",
        "fd00::1",
        "metadata.google.internal",
        "nas.local",
        "",
    ],
)
def test_a_private_host_is_known_in_every_spelling(host: str) -> None:
    assert is_private_host(host)


@pytest.mark.parametrize("host", ["huggingface.co", "1.1.1.1", "2606:4700::1111", "img.shields.io", "10.example.com"])
def test_a_public_host_is_not_private(host: str) -> None:
    assert not is_private_host(host)


def test_hosts_of_the_hub() -> None:
    assert is_hub_host("cdn-lfs.huggingface.co")
    assert is_hub_host("cas-bridge.xethub.hf.co")
    assert not is_hub_host("evilhuggingface.co")
    assert not is_hub_host("huggingface.co.evil.test")


def test_digests_and_ids() -> None:
    assert is_digest("a" * 40)
    assert is_digest("0" * 64)
    assert not is_digest("a" * 41)
    assert not is_digest("A" * 40)
    assert not is_digest("a" * 40 + "\n")
    assert is_repo_id("Qwen/Qwen3-8B")
    assert is_repo_id("gpt2")
    for bad in ("", "a/b/c", "../x", "a/..", "a--b/c", "a/b.git", "a b", "/a", "-a/b", "a/b\n"):
        assert not is_repo_id(bad), bad
