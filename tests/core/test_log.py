"""No token reaches a log, a traceback included."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from hubdesk.core.log import RedactingFormatter, redact, set_up_logging

TOKEN = "hf_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6"


@pytest.mark.parametrize(
    "text",
    [
        f"token {TOKEN}",
        f"Authorization: Bearer {TOKEN}",
        "Authorization: Bearer opaque-value-without-prefix",
        f"https://host/path?token={TOKEN}&x=1",
        "api_org_abcdefghijklmnopqrstuvwxyz",
        f"'{TOKEN}'",
    ],
)
def test_what_looks_like_a_token_is_taken_out(text: str) -> None:
    redacted = redact(text)
    assert TOKEN not in redacted
    assert "opaque-value" not in redacted
    assert "abcdefghijklmnopqrstuvwxyz" not in redacted
    assert "•••" in redacted


def test_other_text_stays() -> None:
    text = "GET /api/models/Qwen/Qwen3-8B 502 in hf_hub_download, bearer of news"
    assert redact(text).startswith("GET /api/models/Qwen/Qwen3-8B 502 in hf_hub_download")


def test_a_traceback_is_redacted(tmp_path: Path) -> None:
    set_up_logging(tmp_path)
    logger = logging.getLogger("hubdesk.test")
    try:
        try:
            raise ValueError(f"rejected {TOKEN}")
        except ValueError:
            logger.exception("failed with %s", TOKEN)
        text = (tmp_path / "hubdesk.log").read_text(encoding="utf-8")
    finally:
        root = logging.getLogger("hubdesk")
        for handler in list(root.handlers):
            if isinstance(handler.formatter, RedactingFormatter):
                root.removeHandler(handler)
                handler.close()
    assert "ValueError" in text
    assert TOKEN not in text
