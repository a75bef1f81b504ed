"""The names of the files of many repositories at once, without making those that nobody opened yet."""

from __future__ import annotations

from collections.abc import Iterable

from hubdesk.localhub.facts import Facts
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.making.people import plan_for


class FileNames:
    """What the main branches of repositories hold."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def of(self, facts: Facts) -> Iterable[str]:
        """The paths of a repository's files, in order; of one that was never opened, those it will have."""
        if facts.own or self._hub.git.exists(facts.kind, facts.id):
            repo = self._hub.open(facts)
            head = repo.resolve("main")
            return repo.snapshot(head).files if head else ()
        return sorted({path for step in plan_for(facts).steps for path in step.files})
