"""Search, and what there is to filter by."""

from __future__ import annotations

import re
from dataclasses import replace

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from hubdesk.localhub import present, tags
from hubdesk.localhub.facts import Kind
from hubdesk.localhub.filenames import FileNames
from hubdesk.localhub.query import Query, boolean, parse_expand, parse_query
from hubdesk.localhub.routing import get
from hubdesk.localhub.spaces.runtime import stage_of
from hubdesk.localhub.web import answer, hub_of, kind_of, next_link, viewer_of

MOST_WITH_FILES = 200  # repositories on a page that names their files: naming them takes a while
_SMALL_WORDS = frozenset({"and", "are", "for", "from", "how", "into", "the", "what", "with", "your"})


def search(request: Request) -> Response:
    """GET /api/models, /api/datasets, /api/spaces."""
    hub, kind, given = hub_of(request), kind_of(request), request.query_params
    query = parse_query(kind, given)
    keys = [*parse_expand(kind, given)] or _properties(kind, given, query)
    with_files = "siblings" in keys
    if with_files:
        query = replace(query, limit=min(query.limit, MOST_WITH_FILES))
    found = hub.shelves[kind].search(query, viewer_of(request).namespaces)
    headers = {"X-Total-Count": str(found.total)}
    if found.cursor:
        headers |= next_link(request, cursor=found.cursor)
    rows = [present.listed(facts, keys) for facts in found.rows]
    if with_files:
        names = FileNames(hub)
        for row, facts in zip(rows, found.rows, strict=True):
            row["siblings"] = [{"rfilename": name} for name in names.of(facts)]
    return answer(rows, headers=headers)


def _properties(kind: Kind, given: QueryParams, query: Query) -> list[str]:
    """What is told of each repository where nobody says what to expand."""
    full = boolean("full", given.get("full"))
    keys = [*present.FULL[kind], "siblings"] if full else [*present.SUMMARY[kind]]
    keys += ["cardData"] if boolean("cardData", given.get("cardData")) else []
    keys += ["config"] if boolean("config", given.get("config")) else []
    return keys + (["models", "datasets"] if query.linked or query.models or query.datasets else [])


def tags_by_type(request: Request) -> Response:
    """GET /api/models-tags-by-type and /api/datasets-tags-by-type."""
    kind = kind_of(request)
    groups = tags.by_type(kind, hub_of(request).shelves[kind])
    wanted = request.query_params.get("type")
    return answer({wanted: groups.get(wanted, [])} if wanted else groups)


def semantic_search(request: Request) -> Response:
    """GET /api/spaces/semantic-search: Spaces whose title or description hold the words, best first."""
    given = request.query_params
    words = _words(given.get("q") or "")
    shelf = hub_of(request).shelves[Kind.SPACE]
    rows = shelf.search(parse_query(Kind.SPACE, given), viewer_of(request).namespaces).rows
    running = not boolean("includeNonRunning", given.get("includeNonRunning"))
    sdks = set(given.getlist("sdk"))
    scored = []
    for facts in rows:
        if (running and stage_of(facts) != "RUNNING") or (sdks and facts.sdk not in sdks):
            continue
        text = _words(f"{facts.title} {facts.description} {facts.id} {' '.join(facts.models)}")
        score = sum(any(each.startswith(word) for each in text) for word in words) / (len(words) or 1)
        if score:
            scored.append((score, facts))
    scored.sort(key=lambda each: (-each[0], -each[1].likes))
    keys = ["author", "sdk", "likes", "private", "tags", "runtime", "trendingScore"]
    return answer(
        [
            present.listed(facts, keys)
            | {
                "title": facts.title,
                "emoji": facts.emoji,
                "ai_short_description": facts.description,
                "semanticRelevancyScore": round(score, 3),
            }
            for score, facts in scored
        ]
    )


def _words(text: str) -> frozenset[str]:
    """What a text is about: its words, short ones left out."""
    return frozenset(word for word in re.findall(r"\w+", text.lower()) if len(word) > 2 and word not in _SMALL_WORDS)


ROUTES = [
    get("/api/{kind:kind}-tags-by-type", tags_by_type),
    get("/api/spaces/semantic-search", semantic_search),
    get("/api/{kind:kind}", search),
]
