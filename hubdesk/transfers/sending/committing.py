"""Makes one commit, never blindly twice: what may have been made already is looked for on the Hub first."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import quote

from hubdesk.core.errors import ErrorKind, HubDeskError, HubError
from hubdesk.core.log import redact
from hubdesk.core.types import RepoRef, RepoType
from hubdesk.hub.translate import translate
from hubdesk.hub.trust import check_revision, is_commit
from hubdesk.transfers.protocol import FileStopped, Message
from hubdesk.transfers.sending.body import Body
from hubdesk.transfers.sending.history import History
from hubdesk.transfers.sending.messages import CommitFailed, CommitRivalled, Committed, Item, SendCommit
from hubdesk.transfers.sending.parcel import MAX_TEXT, Parcel
from hubdesk.transfers.sending.put import Tools
from hubdesk.transfers.sending.stopping import Stop, StoppedError

PATIENCE_S = 180.0  # the Hub thinks about commits of many files for a while
ASK_AGAIN = 3  # how often a pull request is moved to a head that runs away

_NUMBER = re.compile(r"/discussions/(\d{1,9})/?\Z")
_TRANSIENT = frozenset({ErrorKind.OFFLINE, ErrorKind.TIMEOUT, ErrorKind.SERVER, ErrorKind.BAD_ANSWER, ErrorKind.PROXY})


class Committing:
    """One order to commit. `run` is called once, on a thread of its own; it may be stopped until the last byte went."""

    def __init__(self, order: SendCommit, items: list[Item], tools: Tools) -> None:
        self.order = order
        self.parcel = Parcel(Item(order.fetch_id, "", "", 0, 0, "", 0))
        self._items = items
        self._tools = tools
        self._ref = RepoRef(order.repo_id, RepoType(order.repo_type))
        self._looking = Stop()  # looking is short, and must not end half-way because somebody presses a button
        self._history = History(tools.post, self._ref, self._looking)
        self._may_be_made = order.look_first
        self._body: Body | None = None

    def stop(self) -> None:
        """Stop it if the Hub cannot have it yet; else its answer is awaited."""
        self.parcel.stop.event.set()
        if self._body is None or not self._body.is_sent:
            self.parcel.stop.set()

    def run(self) -> Message:
        """Make the commit; the answer is what became of it."""
        try:
            return self._run(self.order)
        except StoppedError:
            if self._may_be_made:
                return self._failed(HubError(ErrorKind.TIMEOUT, "stopped"))
            return FileStopped(self.order.fetch_id, 0)
        except Exception as error:  # whatever it is, it is the answer
            return self._failed(translate(error))

    def _run(self, order: SendCommit) -> Message:
        if self._may_be_made:
            if (known := self._look(order)) is not None:
                return known
            self._may_be_made = False
        for _ in range(ASK_AGAIN):
            if not self._items and not order.deletions:
                return Committed(order.fetch_id, order.parent or self._history.head(order.revision), made=False)
            try:
                return self._send(order)
            except HubDeskError as error:
                if error.kind is ErrorKind.FILE_NOT_FOUND and order.deletions:  # others deleted some of them already
                    there = self._history.oids(order.parent or self._history.head(order.revision), order.deletions)
                    left = [path for path in order.deletions if path in there]
                    if len(left) < len(order.deletions):
                        order = replace(order, deletions=left)
                        continue
                if error.status != 412:
                    raise
                self._may_be_made = False
                if (known := self._look(order)) is not None:
                    return known
                head = self._history.head(order.revision)
                if self._history.has(head, self._items, order.deletions):
                    return Committed(order.fetch_id, head, made=False)
                if not order.create_pr:
                    return CommitRivalled(order.fetch_id, head)
                order = replace(order, parent=head)  # a pull request overwrites nothing: it may start from there
        raise HubError(ErrorKind.CHANGED_SINCE, "the branch moves all the time", status=412)

    def _look(self, order: SendCommit) -> Committed | None:
        """The commit, if the Hub has it."""
        what = (order.parent, order.title, self._items, order.deletions)
        if order.create_pr:
            commit, number = self._history.find_pull(*what)
            return Committed(order.fetch_id, commit, number) if number else None
        commit = self._history.find(order.revision, *what)
        return Committed(order.fetch_id, commit) if commit else None

    def _send(self, order: SendCommit) -> Message:
        body = self._body = Body(order, self._items)
        parcel, throttle = self.parcel, self._tools.throttle

        def pace(size: int) -> None:
            throttle.take(size, parcel.stop.event)
            parcel.stop.check()

        parcel.stop.check()
        parcel.put(0)
        path = f"/api/{self._ref.repo_type.api_name}/{self._ref.repo_id}/commit/"
        path += quote(check_revision(order.revision), safe="") + ("?create_pr=1" if order.create_pr else "")
        try:
            reply = self._tools.post.send(
                "POST",
                path,
                parcel.stop,
                body=body.stream(pace, parcel.add),
                size=body.size,
                headers={"content-type": "application/x-ndjson"},
                patience_s=PATIENCE_S,
            )
            said = reply.table()
            commit = said.get("commitOid")
            if not isinstance(commit, str) or not is_commit(commit):
                raise HubError(ErrorKind.BAD_ANSWER, "no id of a commit", status=reply.status)
            number = _NUMBER.search(str(said.get("pullRequestUrl", ""))) if order.create_pr else None
            if order.create_pr and number is None:
                raise HubError(ErrorKind.BAD_ANSWER, "no pull request", status=reply.status)
        except Exception as error:
            self._doubt(error, body)
            if self._may_be_made and (known := self._look(order)) is not None:
                return known
            raise
        return Committed(order.fetch_id, commit, int(number[1]) if number else 0)

    def _doubt(self, error: Exception, body: Body) -> None:
        """Tell whether the Hub may have obeyed although this came back."""
        if not body.is_sent:
            return
        found = translate(error)
        refused = found.status is not None and 400 <= found.status < 500 and found.status != 408
        self._may_be_made = not refused

    def _failed(self, error: HubDeskError) -> CommitFailed:
        return CommitFailed(
            fetch_id=self.order.fetch_id,
            unsure=self._may_be_made,
            kind=error.kind.value,
            detail=redact(error.detail)[:MAX_TEXT],
            subject=error.subject[:MAX_TEXT],
            status=error.status,
            retry_after=error.retry_after,
        )
