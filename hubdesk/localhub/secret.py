"""Keeps secrets out of what is written down."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode

MASK = "•••"
_SECRET_KEY = re.compile(r"token|secret|signature|password|credential|(^|[_-])(key|code|sig|auth)$", re.IGNORECASE)
_TOKEN = re.compile(r"hf_[A-Za-z0-9_-]{8,}|(?<![A-Za-z0-9_-])ey[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_.-]{10,}")
_TICKET = re.compile(r"^(/_(?!xet/)[a-z]+/|/carried/).+", re.DOTALL)  # addresses that hold a secret of their own


def mask(text: str) -> str:
    """A path or another text, without the tokens in it and the secrets of upload addresses."""
    return _TOKEN.sub(MASK, _TICKET.sub(rf"\1{MASK}", text))


def mask_query(query: str) -> str:
    """A query, without what is secret in it."""
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([(key, MASK if _SECRET_KEY.search(key) else mask(value)) for key, value in pairs])
