"""What opens the Xet store: tokens for one repository at one commit, and addresses of parts of xorbs."""

from __future__ import annotations

import hmac
import json
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass
from hashlib import sha256

from hubdesk.localhub.facts import Kind
from hubdesk.localhub.records import Records

TOKEN_SECONDS = 3600
_PREFIX = "xet_"


@dataclass(frozen=True, slots=True)
class Grant:
    """What a token allows until it ends: to send (`write`), or to read the files of a commit."""

    kind: Kind
    repo_id: str
    commit: str
    write: bool
    expires: int  # seconds since 1970

    @property
    def is_ours(self) -> bool:
        """Whether it is the Hub's own, for all repositories."""
        return not self.repo_id


OURS = Grant(Kind.MODEL, "", "", True, 2**40)


class Seals:
    """Makes tokens and addresses that only this data dir could have made; they outlive the process."""

    def __init__(self, records: Records) -> None:
        with records.together():
            known = records.get("xet-seal", "key")
            if known is None:
                known = {"key": secrets.token_hex(32)}
                records.put("xet-seal", "key", content=known)
        self._key = bytes.fromhex(known["key"])

    def token(self, grant: Grant) -> str:
        """The token of a grant."""
        content = urlsafe_b64encode(json.dumps(asdict(grant)).encode()).decode().rstrip("=")
        return f"{_PREFIX}{content}.{self._seal(content)}"

    def open(self, token: str) -> Grant | None:
        """What a token grants; None if it is not ours or has ended."""
        content, _, seal = token.removeprefix(_PREFIX).partition(".")
        if not token.startswith(_PREFIX) or not self._is_sealed(content, seal):
            return None
        values = json.loads(urlsafe_b64decode(content + "=" * (-len(content) % 4)))
        grant = Grant(**{**values, "kind": Kind(values["kind"])})
        return grant if grant.expires > time.time() else None

    def address(self, xorb: str, start: int, end: int) -> str:
        """The address, below the store's, of the bytes from `start` up to `end` of a xorb."""
        part = f"{xorb}/{start}-{end}/{int(time.time()) + TOKEN_SECONDS}"
        return f"/parts/{part}?secret={self._seal(part)}"

    def opens(self, part: str, seal: str) -> bool:
        """Whether an address is one of ours and has not ended."""
        return self._is_sealed(part, seal) and int(part.rpartition("/")[2]) > time.time()

    def _seal(self, content: str) -> str:
        return hmac.new(self._key, content.encode(), sha256).hexdigest()

    def _is_sealed(self, content: str, seal: str) -> bool:
        return hmac.compare_digest(self._seal(content).encode(), seal.encode("utf-8", "replace"))
