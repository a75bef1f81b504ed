"""Who may read the files of gated repositories."""

from __future__ import annotations

from hubdesk.localhub import refusal
from hubdesk.localhub.facts import Facts
from hubdesk.localhub.people.permissions import Permission
from hubdesk.localhub.people.requests import ACCEPTED, AccessRequests
from hubdesk.localhub.people.viewer import Viewer
from hubdesk.localhub.records import Records, key_of


class Gate:
    """The gates of all repositories, and the requests to pass them."""

    def __init__(self, records: Records) -> None:
        self.requests = AccessRequests(records)

    def is_open(self, facts: Facts, viewer: Viewer) -> bool:
        """Whether the files may be read: nothing is gated, or a member or somebody who was let in asks."""
        try:
            self.check(facts, viewer)
        except refusal.Refusal:
            return False
        return True

    def check(self, facts: Facts, viewer: Viewer) -> None:
        """Refuse who may not read the files.

        Raises:
            Refusal: 403 (401 for anonymous).
        """
        if not facts.gated:
            return
        if viewer.token is None:
            raise refusal.gated(facts.id, facts.kind, anonymous=True)
        if not (viewer.token.reads_gated or viewer.may(Permission.READ, facts.author, key_of(facts))):
            raise refusal.gated_out_of_scope()
        if viewer.role_in(facts.author):
            return
        request = self.requests.get(facts, viewer.name)
        if request is None or request.status != ACCEPTED:
            raise refusal.gated(facts.id, facts.kind, anonymous=False, status=request.status if request else "")
