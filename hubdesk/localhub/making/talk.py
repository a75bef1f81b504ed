"""What the made-up people said and offered before anyone came: discussions and pull requests of their repositories."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from hubdesk.localhub.discussions import pulls, thread
from hubdesk.localhub.discussions.book import Book
from hubdesk.localhub.discussions.pulls import NewCommit
from hubdesk.localhub.discussions.thread import Commit, Discussion, Event, Pull, Status, StatusChange, TitleChange
from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.git.repo import MAIN, GitRepo, iso
from hubdesk.localhub.lfs import LfsStore
from hubdesk.localhub.making import people
from hubdesk.localhub.making.plan import store
from hubdesk.localhub.records import Records


def begin(facts: Facts, repo: GitRepo, lfs: LfsStore, records: Records) -> None:
    """Give a repository that was just made its discussions; the same ones each time."""
    told = _TOLD.get((facts.kind, facts.id))
    if told and any((each.id, each.created_at) == (facts.id, facts.created_at) for each in people.owned(facts.kind)):
        teller = _Teller(facts, repo, lfs)
        told(teller)
        Book(records).put_all(facts, teller.discussions)


class _Teller:
    """Tells what happened, between the commit before the last of main and the last."""

    def __init__(self, facts: Facts, repo: GitRepo, lfs: LfsStore) -> None:
        self.discussions: list[Discussion] = []
        self._facts, self._repo, self._lfs = facts, repo, lfs
        log = repo.log(str(repo.ref(MAIN)), limit=2)
        self._base = log[-1].oid
        self._first, self._last = (datetime.fromisoformat(each.date) for each in (log[-1], log[0]))

    def discuss(self, author: str, title: str, text: str) -> Discussion:
        """Somebody opened a discussion."""
        return self._open(author, title, text, None)

    def offer(self, author: str, title: str, text: str, files: Mapping[str, bytes]) -> Discussion:
        """Somebody opened a pull request with one commit."""
        opened = self._open(author, title, text, Pull(MAIN, self._base))
        changes = {path: store(path, content, self._lfs) for path, content in files.items()}
        date = self._moment()
        made = NewCommit(opened.ref, self._base, changes, title, text, date).write(self._repo, opened.ref, author)
        return self._keep(opened, Commit(self._id(), author, iso(date), title, made))

    def say(self, discussion: Discussion, author: str, text: str) -> Discussion:
        """Somebody answered."""
        return self._keep(discussion, thread.say(self._id(), author, iso(self._moment()), text))

    def close(self, discussion: Discussion, author: str) -> Discussion:
        """Somebody closed it."""
        return self._keep(discussion, StatusChange(self._id(), author, iso(self._moment()), Status.CLOSED))

    def rename(self, discussion: Discussion, author: str, title: str) -> Discussion:
        """Somebody gave it another title."""
        change = TitleChange(self._id(), author, iso(self._moment()), discussion.title, title)
        return self._keep(discussion, change)

    def merge(self, discussion: Discussion, author: str) -> None:
        """Somebody merged it."""
        pull = discussion.pull
        assert pull is not None  # only pull requests are merged
        merged = pulls.offer(self._repo, discussion, pull).merged(self._repo)
        assert not merged.conflicts
        oid = pulls.squash(self._repo, discussion, pull, merged.changes, by=author, date=self._last)
        change = StatusChange(self._id(), author, iso(self._last), Status.MERGED)
        self.discussions[discussion.num - 1] = pulls.as_merged(discussion, pull, change, oid)

    def _open(self, author: str, title: str, text: str, pull: Pull | None) -> Discussion:
        num, date = len(self.discussions) + 1, iso(self._moment())
        said = thread.say(self._id(), author, date, text)
        opened = Discussion(num, title, author, date, Status.OPEN, (said,), pull)
        self.discussions.append(opened)
        return opened

    def _keep(self, discussion: Discussion, event: Event) -> Discussion:
        grown = discussion.with_event(event)
        self.discussions[grown.num - 1] = grown
        return grown

    def _moment(self) -> datetime:
        """Each thing happened after the one before, and all before the last commit."""
        done = sum(len(each.events) + 1 for each in self.discussions)
        return (self._first + (self._last - self._first) * done / (done + 6)).astimezone(UTC)

    def _id(self) -> str:
        done = sum(len(each.events) for each in self.discussions)
        seed = f"{self._facts.kind} {self._facts.id} {len(self.discussions)} {done}"
        return f"{int(self._moment().timestamp()):08x}{hashlib.blake2b(seed.encode(), digest_size=8).hexdigest()}"


def _sentiment(tell: _Teller) -> None:
    asked = tell.discuss(
        "joon", "Which tokenizer was used?", "The card does not say it. Is it the one of the base model?"
    )
    tell.say(asked, "minji", "Yes, unchanged. I shall add it to the card.")
    examples = "# Examples\n\n- 버스가 빨리 왔어요: positive\n- 너무 추웠어요: negative\n".encode()
    helped = tell.offer("joon", "Add examples", "Two sentences, to see what it does.", {"examples.md": examples})
    tell.say(helped, "minji", "Thank you!")
    losses = b"\x93NUMPY\x01\x00" + bytes(range(256)) * 8
    tell.offer("joon", "Add the losses of the last run", "For whoever wants to plot them.", {"runs/loss.npy": losses})
    irony = "# Examples\n\n- 참 빨리도 왔네요: positive, although it is irony\n".encode()
    tell.offer("sora", "Show where it fails", "It takes irony for praise.", {"examples.md": irony})
    pinned = tell.offer("haneul", "Pin the requirements", "", {"requirements.txt": b"transformers==4.2.0\n"})
    pinned = tell.say(pinned, "minji", "This version is too old for the tokenizer; I would rather not pin any.")
    tell.close(pinned, "haneul")
    korean = tell.discuss(
        "sora", "띄어쓰기가 틀린 문장에서 결과가 달라집니다", "`정말좋아요`와 `정말 좋아요`의 점수가 많이 다릅니다. 🤔"
    )
    tell.say(korean, "minji", "확인했습니다. 다음 학습에는 띄어쓰기를 섞은 문장을 넣겠습니다.")
    tell.merge(tell.discussions[helped.num - 1], "minji")


def _reviews(tell: _Teller) -> None:
    source = "# 출처\n\n모두 지어낸 문장입니다.\n".encode()
    tell.offer("joon", "출처를 덧붙입니다", "출처가 없어서 추가했습니다.", {"출처.md": source})
    done = tell.discuss("haneul", "Are these real passengers?", "The names look made up.")
    done = tell.say(done, "minji", "They are: nobody wrote these reviews.")
    tell.close(done, "minji")


def _tiny(tell: _Teller) -> None:
    tell.discuss("minji", "How was it trained?", "On what, and for how long?")
    tell.offer("sora", "Add a tokenizer test", "", {"tests/sentences.txt": "안녕하세요\nHello\n".encode()})


def _playground(tell: _Teller) -> None:
    slow = tell.discuss("joon", "slow", "The first answer takes a minute.")
    slow = tell.rename(slow, "minji", "The first answer is slow")
    slow = tell.say(slow, "haneul", "Buy faster answers at my page")
    spam = slow.comments[-1]
    nothing = thread.Wording(thread.HIDDEN, spam.author, spam.date)
    tell.discussions[0] = slow.with_comment(replace(spam, wordings=(nothing,), hidden_by="minji"))


_TOLD: Mapping[tuple[Kind, str], Callable[[_Teller], None]] = {
    (Kind.MODEL, "minji/hangul-sentiment"): _sentiment,
    (Kind.DATASET, "minji/seoul-bus-reviews"): _reviews,
    (Kind.MODEL, "open-models/tiny-gpt"): _tiny,
    (Kind.SPACE, "minji/hangul-playground"): _playground,
}
