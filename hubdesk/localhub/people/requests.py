"""Requests for access to gated repositories: who asked, and what became of it."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

from hubdesk.localhub.facts import Facts
from hubdesk.localhub.git.repo import iso
from hubdesk.localhub.people.cast import account_id
from hubdesk.localhub.records import Records, key_of

PENDING, ACCEPTED, REJECTED, RESET = STATUSES = ("pending", "accepted", "rejected", "reset")
_REQUESTS, _SEEDED = "access-requests", "access-requests-seeded"
_ASKED, _REVIEWED = "2026-06-10T08:15:30.250Z", "2026-06-11T02:40:00.000Z"


@dataclass(frozen=True, slots=True)
class AccessRequest:
    """One person's request for one repository; there is at most one."""

    id: str
    user: str
    status: str
    asked: str
    reviewed: str = ""
    granted_by: str = ""
    reason: str = ""  # of a rejection or a reset
    shares_email: bool = True  # not where access was granted without being asked for
    fields: dict[str, str] | None = None  # the answers to the form


_SEEDS = (
    ("models/meta-llama/Llama-3.2-1B", AccessRequest("", "minji", ACCEPTED, _ASKED, _ASKED)),
    ("models/black-forest-labs/FLUX.1-dev", AccessRequest("", "minji", ACCEPTED, _ASKED, _ASKED)),
    ("models/hangul-lab/ko-embedding", AccessRequest("", "joon", PENDING, _ASKED, fields={"Affiliation": "Practice"})),
    ("models/hangul-lab/ko-embedding", AccessRequest("", "haneul", REJECTED, _ASKED, _REVIEWED, reason="No reply")),
    ("datasets/hangul-lab/everyday-korean", AccessRequest("", "haneul", ACCEPTED, _ASKED, _ASKED)),
)


class AccessRequests:
    """The requests of all gated repositories."""

    def __init__(self, records: Records) -> None:
        self._records = records
        with records.together():
            if records.get(_SEEDED, "done") is None:
                for repo, request in _SEEDS:
                    self._put(repo, replace(request, id=account_id(f"{repo} {request.user}")))
                records.put(_SEEDED, "done", content={})

    def get(self, facts: Facts, user: str) -> AccessRequest | None:
        """The request of one person."""
        saved = self._records.get(_REQUESTS, key_of(facts), user)
        return AccessRequest(**saved) if saved else None

    def by_id(self, facts: Facts, request_id: str) -> AccessRequest | None:
        """The request of this id."""
        return next((each for each in self.all(facts) if each.id == request_id), None)

    def all(self, facts: Facts) -> list[AccessRequest]:
        """Every request for a repository, the latest first."""
        found = [AccessRequest(**saved) for _, saved in self._records.below(_REQUESTS, key_of(facts))]
        return sorted(found, key=lambda each: (each.asked, each.user), reverse=True)

    def ask(self, facts: Facts, user: str, fields: dict[str, str]) -> None:
        """Ask for access: granted at once or left to the authors; who waits or was rejected changes nothing."""
        with self._records.together():
            known = self.get(facts, user)
            if known is None or known.status == RESET:
                now = _now()
                accepted = facts.gated == "auto"
                request = AccessRequest(
                    known.id if known else _new_id(), user, ACCEPTED if accepted else PENDING, now,
                    now if accepted else "", fields=fields or None,
                )  # fmt: skip
                self._put(key_of(facts), request)

    def withdraw(self, facts: Facts, user: str) -> bool:
        """Take back a request that waits; False if there is none."""
        with self._records.together():
            known = self.get(facts, user)
            if known is None or known.status != PENDING:
                return False
            self._records.delete(_REQUESTS, key_of(facts), user)
            return True

    def handle(self, facts: Facts, user: str, status: str, *, by: str, reason: str = "") -> bool:
        """Decide about a request; False if there is none, or it is decided that way already."""
        with self._records.together():
            known = self.get(facts, user)
            if known is None or known.status == status:
                return False
            reviewed = "" if status == PENDING else _now()
            granted_by = by if status == ACCEPTED else ""
            self._put(
                key_of(facts), replace(known, status=status, reviewed=reviewed, granted_by=granted_by, reason=reason)
            )
            return True

    def grant(self, facts: Facts, user: str, *, by: str) -> bool:
        """Let somebody in, asked or not; False if they are in already."""
        with self._records.together():
            if self.get(facts, user) is not None:
                return self.handle(facts, user, ACCEPTED, by=by)
            now = _now()
            self._put(
                key_of(facts), AccessRequest(_new_id(), user, ACCEPTED, now, now, granted_by=by, shares_email=False)
            )
            return True

    def _put(self, repo: str, request: AccessRequest) -> None:
        self._records.put(_REQUESTS, repo, request.user, content=asdict(request))


def _now() -> str:
    return iso(datetime.now(UTC))


def _new_id() -> str:
    return secrets.token_hex(12)
