"""Which secret is which token: the ready-made ones, and those that sign-ins gave out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from hubdesk.localhub.people.cast import person_named
from hubdesk.localhub.people.tokens import TOKENS, Role, Token, new_secret
from hubdesk.localhub.records import Records

_ISSUED = "access-tokens"


class Keyring:
    """Secrets are looked up by their sha256: how long it takes tells nothing, and those given out are not kept."""

    def __init__(self, made: Mapping[str, str], created: str, records: Records) -> None:
        self._made = {digest(made[token.key]): replace(token, created=created) for token in TOKENS}
        self._records = records

    def find(self, secret: str) -> Token | None:
        """The token of a secret, expired or not."""
        name = digest(secret)
        return self._made.get(name) or self._issued(name)

    def issue(self, token: Token) -> str:
        """A new secret for an OAuth token, good until it expires."""
        secret = new_secret(token.role)
        content = {
            "name": token.name,
            "person": token.person.name,
            "created": token.created,
            "expires": token.expires,
            "scopes": list(token.oauth),
        }
        with self._records.together():
            for key, saved in self._records.below(_ISSUED):
                if saved["expires"] < token.created:
                    self._records.delete(_ISSUED, *key)
            self._records.put(_ISSUED, digest(secret), content=content)
        return secret

    def _issued(self, name: str) -> Token | None:
        saved = self._records.get(_ISSUED, name)
        person = person_named(saved["person"]) if saved else None
        if saved is None or person is None:
            return None
        return Token(
            name, saved["name"], person, Role.OAUTH, saved["created"], saved["expires"], oauth=tuple(saved["scopes"])
        )


def digest(secret: str) -> str:
    """What a secret is known by."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
