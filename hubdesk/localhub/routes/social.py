"""Likes, and finding anything by its name."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from hubdesk.localhub import refusal
from hubdesk.localhub.facts import Kind
from hubdesk.localhub.people import identity
from hubdesk.localhub.people.cast import person_named
from hubdesk.localhub.query import parse_limit
from hubdesk.localhub.routing import REPO, get, on
from hubdesk.localhub.social import likes
from hubdesk.localhub.social.quicksearch import quick_search
from hubdesk.localhub.web import answer, hub_of, kind_of, page, repo_id_of, viewer_of

_LIKERS_PAGE, _LIKES_PAGE, _QUICK = 100, 100, 5


def like(request: Request) -> Response:
    """POST and DELETE /api/T/{id}/like."""
    hub, viewer = hub_of(request), viewer_of(request)
    facts = hub.find_to_discuss(kind_of(request), repo_id_of(request), viewer)
    (likes.like if request.method == "POST" else likes.unlike)(hub, facts, viewer.name)
    return answer({})


def likers(request: Request) -> Response:
    """GET /api/T/{id}/likers: the people here; of likes from elsewhere only the number is known."""
    facts = hub_of(request).find(kind_of(request), repo_id_of(request), viewer_of(request))
    shown, headers = page(request, likes.likes_on(facts), _limit(request, _LIKERS_PAGE))
    return answer([identity.profile(each.person) for each in shown], headers=headers)


def likes_of_user(request: Request) -> Response:
    """GET /api/users/{name}/likes."""
    viewer_of(request)
    person = person_named(request.path_params["name"])
    if person is None:
        raise refusal.user_not_found()
    shown, headers = page(request, likes.likes_of(hub_of(request), person.name), _limit(request, _LIKES_PAGE))
    return answer([_like(each) for each in shown], headers=headers)


def quicksearch(request: Request) -> Response:
    """GET /api/quicksearch: a few repositories and accounts by a part of their names."""
    text = (request.query_params.get("q") or "").strip()
    found = quick_search(hub_of(request), viewer_of(request), text, _limit(request, _QUICK, most=20))
    return answer(found)


def leaderboard(request: Request) -> Response:
    """GET /api/datasets/{id}/leaderboard: no dataset here is a benchmark."""
    hub_of(request).find(Kind.DATASET, repo_id_of(request), viewer_of(request))
    raise refusal.Refusal(404, "This dataset has no leaderboard")


def _limit(request: Request, default: int, most: int = 1000) -> int:
    return parse_limit(request.query_params.get("limit"), default, most)


def _like(each: likes.Like) -> dict[str, Any]:
    repo = {"name": each.facts.id, "type": each.facts.kind.singular}
    return {"createdAt": each.date, "repo": repo}


ROUTES = [
    on("POST DELETE", f"{REPO}/like", like),
    get(f"{REPO}/likers", likers),
    get("/api/users/{name:one}/likes", likes_of_user),
    get("/api/quicksearch", quicksearch),
    get("/api/datasets/{repo:repo}/leaderboard", leaderboard),
]
