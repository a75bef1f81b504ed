"""What people paste."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubdesk.core.errors import ErrorKind, InputError
from hubdesk.core.types import RepoRef, RepoType
from hubdesk.hub.address import Address, parse_address

HUB = "https://huggingface.co"
QWEN = RepoRef("Qwen/Qwen3-8B")
SQUAD = RepoRef("rajpurkar/squad", RepoType.DATASET)
SPACE = RepoRef("gradio/hello", RepoType.SPACE)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://huggingface.co/Qwen/Qwen3-8B", Address(QWEN)),
        ("  https://huggingface.co/Qwen/Qwen3-8B/  ", Address(QWEN)),
        ("<https://huggingface.co/Qwen/Qwen3-8B>", Address(QWEN)),
        ("HTTPS://HuggingFace.co/Qwen/Qwen3-8B?library=transformers#usage", Address(QWEN)),
        ("http://www.huggingface.co/Qwen/Qwen3-8B", Address(QWEN)),
        ("huggingface.co/Qwen/Qwen3-8B", Address(QWEN)),
        ("hf.co/Qwen/Qwen3-8B", Address(QWEN)),
        ("https://hf.co/Qwen/Qwen3-8B", Address(QWEN)),
        ("https://huggingface.co/gpt2", Address(RepoRef("gpt2"))),
        ("https://huggingface.co/gpt2/blob/main/config.json", Address(RepoRef("gpt2"), "main", "config.json")),
        ("https://huggingface.co/Qwen/Qwen3-8B/tree/main", Address(QWEN, "main")),
        ("https://huggingface.co/Qwen/Qwen3-8B/tree/main/onnx/small/", Address(QWEN, "main", "onnx/small")),
        ("https://huggingface.co/Qwen/Qwen3-8B/blob/main/config.json", Address(QWEN, "main", "config.json")),
        (
            "https://huggingface.co/Qwen/Qwen3-8B/resolve/abc123/a%20b.txt?download=true",
            Address(QWEN, "abc123", "a b.txt"),
        ),
        ("https://huggingface.co/Qwen/Qwen3-8B/raw/main/README.md", Address(QWEN, "main", "README.md")),
        ("https://huggingface.co/Qwen/Qwen3-8B/blame/main/README.md", Address(QWEN, "main", "README.md")),
        ("https://huggingface.co/Qwen/Qwen3-8B/tree/feature%2Fnew/src", Address(QWEN, "feature/new", "src")),
        ("https://huggingface.co/Qwen/Qwen3-8B/tree/refs%2Fpr%2F7", Address(QWEN, "refs/pr/7")),
        ("https://huggingface.co/Qwen/Qwen3-8B/blob/refs/pr/7/a/b.md", Address(QWEN, "refs/pr/7", "a/b.md")),
        (
            "https://huggingface.co/datasets/rajpurkar/squad/tree/refs%2Fconvert%2Fparquet/plain_text",
            Address(SQUAD, "refs/convert/parquet", "plain_text"),
        ),
        ("https://huggingface.co/Qwen/Qwen3-8B/commit/" + "a" * 40, Address(QWEN, "a" * 40)),
        ("https://huggingface.co/Qwen/Qwen3-8B/commits/main", Address(QWEN, "main")),
        ("https://huggingface.co/Qwen/Qwen3-8B/discussions/5", Address(QWEN)),
        ("https://huggingface.co/Qwen/Qwen3-8B/settings", Address(QWEN)),
        ("https://huggingface.co/Qwen/Qwen3-8B/tree", Address(QWEN)),
        ("https://huggingface.co/datasets/rajpurkar/squad", Address(SQUAD)),
        ("https://huggingface.co/datasets/squad", Address(RepoRef("squad", RepoType.DATASET))),
        ("https://huggingface.co/datasets/rajpurkar/squad/viewer/default/train", Address(SQUAD)),
        ("https://huggingface.co/spaces/gradio/hello", Address(SPACE)),
        ("https://huggingface.co/api/models/Qwen/Qwen3-8B", Address(QWEN)),
        ("https://huggingface.co/api/datasets/rajpurkar/squad/revision/dev", Address(SQUAD, "dev")),
        ("hf://Qwen/Qwen3-8B", Address(QWEN)),
        ("HF://models/Qwen/Qwen3-8B", Address(QWEN)),
        ("hf://Qwen/Qwen3-8B/a/b.txt", Address(QWEN, "", "a/b.txt")),
        ("hf://datasets/rajpurkar/squad@dev/data/train.csv", Address(SQUAD, "dev", "data/train.csv")),
        ("hf://datasets/rajpurkar/squad@refs/pr/3/x.csv", Address(SQUAD, "refs/pr/3", "x.csv")),
        ("hf://datasets/rajpurkar/squad@a%2Fb/x.csv", Address(SQUAD, "a/b", "x.csv")),
        ("hf://spaces/gradio/hello@main", Address(SPACE, "main")),
        ("hf://gpt2", Address(RepoRef("gpt2"))),
    ],
)
def test_an_address_is_read(text: str, address: Address) -> None:
    assert parse_address(text, endpoint=HUB) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "Qwen/Qwen3-8B",
        "qwen",
        "hello world",
        "huggingface.com/x",
        "see https://hf.co/a/b",
        "hf:x",
        "ftp://a/b",
    ],
)
def test_anything_else_is_searched_for(text: str) -> None:
    assert parse_address(text, endpoint=HUB) is None


@pytest.mark.parametrize(
    "text",
    [
        "https://huggingface.co",
        "https://huggingface.co/",
        "https://huggingface.co/models",
        "https://huggingface.co/models?pipeline_tag=text-generation",
        "https://huggingface.co/datasets",
        "https://huggingface.co/docs/hub/index",
        "https://huggingface.co/settings/tokens",
        "https://huggingface.co/papers/2401.00001",
        "https://huggingface.co/collections/a/b",
        "https://huggingface.co/join",
        "https://huggingface.co/a..b/c",
        "https://huggingface.co/..%2F..%2Fetc/passwd",
        "https://huggingface.co/Qwen/Qwen3-8B/blob/main/..%2F..%2Fsecret",
        "https://huggingface.co/Qwen/Qwen3-8B/blob/main/.git/config",
        "https://huggingface.co/Qwen/Qwen3-8B/tree/..%2F..%2Fx",
        "https://huggingface.co/Qwen/Qwen3-8B/commit/..",
        "hf://a/b@..%2F..%2Fx/README.md",
        "https://[::1",
        "https://huggingface.co:99999/a/b",
        "hf://",
        "hf://datasets",
        "hf://buckets/a/b",
        "hf://a/b@",
        "hf://a/b/c@main",
        "hf://a b",
    ],
)
def test_an_address_of_no_repository_is_refused(text: str) -> None:
    if " " in text:
        assert parse_address(text, endpoint=HUB) is None
        return
    with pytest.raises(InputError) as caught:
        parse_address(text, endpoint=HUB)
    assert caught.value.kind is ErrorKind.BAD_URL


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://github.com/huggingface/hub", "github.com"),
        ("https://huggingface.co.evil.test/a/b", "huggingface.co.evil.test"),
        ("https://huggingface.co@evil.test/a/b", "evil.test"),
        ("https://huggingface.co:8080/a/b", "huggingface.co"),
        ("http://127.0.0.1:1234/a/b", "127.0.0.1"),
    ],
)
def test_another_host_is_named(text: str, host: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_address(text, endpoint=HUB)
    assert (caught.value.kind, caught.value.subject) == (ErrorKind.BAD_URL, host)


def test_the_connections_own_host_is_read() -> None:
    address = parse_address("http://127.0.0.1:1234/datasets/a/b/tree/main/x", endpoint="http://127.0.0.1:1234")
    assert address == Address(RepoRef("a/b", RepoType.DATASET), "main", "x")


@given(st.text(max_size=60), st.sampled_from(["", "hf://", "https://huggingface.co/", "https://"]))
def test_nothing_breaks_it(text: str, prefix: str) -> None:
    try:
        found = parse_address(prefix + text, endpoint=HUB)
    except InputError as error:
        assert error.kind is ErrorKind.BAD_URL  # noqa: PT017 - either outcome is fine
    else:
        assert found is None or ".." not in found.path.split("/")
