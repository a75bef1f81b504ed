"""The window's command line, and links that try to be more than links."""

from __future__ import annotations

from pathlib import Path

import pytest

from hubdesk.core.paths import HUGGING_FACE
from hubdesk.options import parse_options


def test_nothing_asked_means_the_hub() -> None:
    options = parse_options([])
    assert options.endpoint == HUGGING_FACE
    assert not options.demo
    assert options.data_dir is None
    assert options.address == ""


def test_everything_asked() -> None:
    options = parse_options(
        ["--demo", "--data-dir", "/d", "--lang", "ko", "--theme", "dark", "--endpoint", "http://x/", "hf://a/b"]
    )
    assert (options.demo, options.data_dir, options.language, options.theme) == (True, Path("/d"), "ko", "dark")
    assert options.endpoint == "http://x"
    assert options.address == "hf://a/b"
    assert not options.only_show


def test_everything_after_a_link_is_the_link() -> None:
    options = parse_options(["--demo", "--open-url", "hf://a/b", "--endpoint", "http://evil", "--tour", "/tmp/x"])
    assert options.address == "hf://a/b --endpoint http://evil --tour /tmp/x"
    assert options.only_show
    assert options.endpoint == HUGGING_FACE
    assert options.tour is None


def test_a_bad_option_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_options(["--lang", "xx"])
    assert ended.value.code == 2
    assert "invalid choice" in capsys.readouterr().err
