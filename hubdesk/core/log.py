"""Logging to the data dir, with everything that looks like a token taken out."""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

_SECRET = re.compile(
    r"hf_(?:oauth_|jwt_)[\w\-.]{6,}|hf_[A-Za-z0-9]{8,}(?![a-z_])|api_org_\w{6,}"
    r"|(?<=[Bb]earer )[^\s\"']+"
    r"|(?<=[?&]token=)[^&\s\"']+"
)


def redact(text: str) -> str:
    """The text with tokens replaced by dots."""
    return _SECRET.sub("•••", text)


class RedactingFormatter(logging.Formatter):
    """Formats as usual, then redacts, the traceback included."""

    def format(self, record: logging.LogRecord) -> str:
        """One redacted line or more."""
        return redact(super().format(record))


def set_up_logging(folder: Path, *, level: int = logging.INFO) -> None:
    """Write the `hubdesk` logger to `folder/hubdesk.log`, at most 3 files of 1 MB."""
    handler = RotatingFileHandler(
        folder / "hubdesk.log", maxBytes=1_000_000, backupCount=2, encoding="utf-8", delay=True
    )
    handler.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("hubdesk")
    logger.setLevel(level)
    logger.addHandler(handler)
