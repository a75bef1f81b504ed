"""What the Hub learns of a repository when its main branch moves."""

from __future__ import annotations

from datetime import datetime

from hubdesk.localhub.derive import derive
from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.git.repo import GitRepo, iso
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.spaces import lifecycle


def main_moved(hub: Hub, facts: Facts, repo: GitRepo, moment: datetime) -> Facts:
    """Read the facts anew from the files; a Space is built from them."""
    known = hub.change(facts, lambda known: derive(known, repo, hub.lfs, iso(moment)))
    return lifecycle.pushed(hub, known) if known.kind is Kind.SPACE else known
