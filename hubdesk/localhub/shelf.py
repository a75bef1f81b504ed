"""Finds repositories of one kind: an inverted index of tags and one order per sort key, all in memory."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass

from hubdesk.localhub.facts import Facts, Kind, words
from hubdesk.localhub.query import Query
from hubdesk.localhub.records import key_of
from hubdesk.localhub.refusal import bad_request

_GGUF_APPS = frozenset(
    words(
        "atomic-chat backyard docker-model-runner hermes-agent jan jellybox lemonade llama.cpp lmstudio localai "
        "msty node-llama-cpp ollama openclaw pi recursechat sanctum unsloth"
    )
)
_SERVERS = frozenset({"vllm", "sglang", "tgi"})
_IMAGE_APPS = frozenset({"diffusionbee", "drawthings", "joyfusion"})


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a search."""

    rows: list[Facts]
    total: int
    cursor: str  # empty on the last page


class Shelf:
    """The repositories of one kind."""

    def __init__(self, kind: Kind, rows: Iterable[Facts] = ()) -> None:
        self.kind = kind
        self._lock = threading.Lock()
        self._rows: list[Facts | None] = []
        self._lowered: list[str] = []  # lower-cased ids, by row number
        self._numbers: dict[str, int] = {}
        self._spelt: dict[str, str] = {}  # lower-cased ids -> ids
        self._terms: dict[str, set[int]] = {}
        self._private: set[int] = set()
        self._orders: dict[str, list[int]] = {}
        for facts in rows:
            self._add(facts)

    def __len__(self) -> int:
        return len(self._numbers)

    def get(self, repo_id: str) -> Facts | None:
        """The repository of this id; capital letters make no difference, unless two differ in nothing else."""
        number = self._numbers.get(repo_id)
        if number is None and (spelt := self._spelt.get(repo_id.lower())):
            number = self._numbers.get(spelt)
        return None if number is None else self._rows[number]

    def all(self) -> list[Facts]:
        """Every repository, private ones too."""
        with self._lock:
            return [row for row in self._rows if row is not None]

    def put(self, facts: Facts) -> None:
        """Add a repository, or replace what is known about it; `get` finds the old or the new, and never nothing."""
        with self._lock:
            number = self._numbers.get(facts.id)
            if number is None or (known := self._rows[number]) is None:
                self._add(facts)
            else:
                self._replace(number, known, facts)
            self._orders.clear()

    def remove(self, repo_id: str) -> None:
        """Forget a repository."""
        with self._lock:
            self._drop(repo_id)
            self._orders.clear()

    def search(self, query: Query, owners: frozenset[str]) -> Found:
        """One page; private repositories are found only where `owners` has their owner, or their own `repo_key`.

        Raises:
            Refusal: 400, the cursor is not one of ours.
        """
        with self._lock:
            matches = self._matches(query) - self._hidden(owners)
            order = self._order(query.sort)
            start = self._after(query.cursor, order) if query.cursor else 0
            page: list[int] = []
            more = False
            for number in order[start:] if start else order:
                if number in matches:
                    if len(page) == query.limit:
                        more = True
                        break
                    page.append(number)
            rows = [row for number in page if (row := self._rows[number]) is not None]
            return Found(rows, len(matches), _cursor(rows[-1]) if more else "")

    def count_of(self, owner: str, owners: frozenset[str]) -> int:
        """How many repositories somebody has, as far as `owners` may see them."""
        with self._lock:
            return len(self._terms.get(f"\0author {owner.lower()}", set()) - self._hidden(owners))

    def of(self, owner: str) -> list[Facts]:
        """Everything somebody has, the latest change first."""
        with self._lock:
            numbers = self._terms.get(f"\0author {owner.lower()}", set())
            rows = [row for number in numbers if (row := self._rows[number]) is not None]
        return sorted(rows, key=lambda row: (row.updated_at, row.id), reverse=True)

    def _matches(self, query: Query) -> set[int]:
        terms = [numbers for tag in query.filters for numbers in self._tagged(tag.lower())]
        if query.author:
            terms.append(self._terms.get(f"\0author {query.author.lower()}", set()))
        if query.task:
            terms.append(self._terms.get(f"\0task {query.task.lower()}", set()))
        if query.gated is not None:
            terms.append(self._terms.get(f"\0gated {query.gated}", set()))
        terms += [self._terms.get(f"\0uses {name.lower()}", set()) for name in (*query.datasets, *query.models)]
        terms += [self._for_app(app) for app in query.apps]
        if query.linked:
            terms.append(self._terms.get("\0linked", set()))
        terms.sort(key=len)
        matches = set.intersection(*terms) if terms else set(self._numbers.values())
        for text in query.searches:
            lowered = self._lowered
            matches = {number for number in matches if text in lowered[number]}
        if query.min_parameters is not None or query.max_parameters is not None:
            low, high = query.min_parameters or 0, query.max_parameters
            matches = {number for number in matches if _within(self._rows[number], low, high)}
        return matches

    def _tagged(self, tag: str) -> list[set[int]]:
        """Who has a tag; what is no tag as a whole may be several joined by commas."""
        if tag in self._terms:
            return [self._terms[tag]]
        return [self._terms.get(part.strip(), set()) for part in tag.split(",") if part.strip()]

    def _for_app(self, app: str) -> set[int]:
        """What an app can run, judged by format and library."""
        term = self._terms.get
        if app in _GGUF_APPS:
            return term("gguf", set())
        if app == "mlx-lm":
            return term("mlx", set())
        if app in _IMAGE_APPS:
            return term("diffusers", set()) & term("\0task text-to-image", set())
        if app in _SERVERS:
            text = term("\0task text-generation", set()) | term("\0task image-text-to-text", set())
            return text & term("transformers", set()) & term("safetensors", set())
        return set()

    def _hidden(self, owners: frozenset[str]) -> set[int]:
        rows = self._rows
        return {
            number
            for number in self._private
            if (row := rows[number]) is None or not (row.author in owners or key_of(row) in owners)
        }

    def _order(self, sort: str) -> list[int]:
        order = self._orders.get(sort)
        if order is None:
            keyed = [(getattr(row, sort), row.downloads, row.id, at) for at, row in enumerate(self._rows) if row]
            keyed.sort(reverse=True)
            order = self._orders[sort] = [each[-1] for each in keyed]
        return order

    def _after(self, cursor: str, order: list[int]) -> int:
        number = self._numbers.get(_read_cursor(cursor))
        if number is None:
            raise bad_request("Invalid cursor")
        return order.index(number) + 1

    def _add(self, facts: Facts) -> None:
        number = len(self._rows)
        self._rows.append(facts)
        self._lowered.append(facts.id.lower())
        self._numbers[facts.id] = number
        self._spelt[self._lowered[number]] = facts.id
        terms = self._terms
        for term in _terms(facts):
            if (numbers := terms.get(term)) is None:
                terms[term] = {number}
            else:
                numbers.add(number)
        if facts.private:
            self._private.add(number)

    def _replace(self, number: int, known: Facts, facts: Facts) -> None:
        before, now = _terms(known), _terms(facts)
        for term in before - now:
            self._terms[term].discard(number)
        for term in now - before:
            self._terms.setdefault(term, set()).add(number)
        self._rows[number] = facts
        (self._private.add if facts.private else self._private.discard)(number)

    def _drop(self, repo_id: str) -> None:
        number = self._numbers.pop(repo_id, None)
        if number is None or (facts := self._rows[number]) is None:
            return
        if self._spelt.get(self._lowered[number]) == repo_id:
            del self._spelt[self._lowered[number]]
        for term in _terms(facts):
            self._terms[term].discard(number)
        self._rows[number] = None
        self._private.discard(number)


def _terms(facts: Facts) -> set[str]:
    """Everything a repository can be found by, lower-cased."""
    terms = {tag.lower() for tag in facts.tags}
    terms.update(facts.formats)
    terms.add(f"\0author {facts.author.lower()}")
    terms.add(f"\0gated {bool(facts.gated)}")
    if facts.task:
        terms.update((f"\0task {facts.task}", facts.task))
    if facts.library:
        terms.add(facts.library.lower())
    if facts.license:
        terms.add(f"license:{facts.license.lower()}")
    if facts.kind is Kind.MODEL:
        terms.update(facts.languages)
        terms.update(f"base_model:{name.lower()}" for name in facts.base_models)
    for name in (*facts.models, *facts.datasets):
        terms.update((f"\0uses {name.lower()}", "\0linked"))
    return terms


def _within(row: Facts | None, low: int, high: int | None) -> bool:
    return (
        row is not None
        and row.parameters is not None
        and low <= row.parameters
        and (high is None or row.parameters <= high)
    )


def _cursor(row: Facts) -> str:
    return base64.urlsafe_b64encode(json.dumps({"after": row.id}).encode()).decode()


def _read_cursor(cursor: str) -> str:
    try:
        content = json.loads(base64.urlsafe_b64decode(cursor.encode()))
    except ValueError:
        raise bad_request("Invalid cursor") from None
    return str(content.get("after", "")) if isinstance(content, dict) else ""
