"""Who somebody is, the profiles of users and organisations, and the small things clients ask on the way."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from hubdesk.localhub import refusal
from hubdesk.localhub.discussions.book import Book
from hubdesk.localhub.facts import Kind
from hubdesk.localhub.people import identity
from hubdesk.localhub.people.avatars import drawing
from hubdesk.localhub.people.cast import PEOPLE, Person, members_of, organization_named, person_named
from hubdesk.localhub.people.permissions import Permission
from hubdesk.localhub.repositories.wishes import visibility_of
from hubdesk.localhub.routing import get
from hubdesk.localhub.social.likes import likes_of
from hubdesk.localhub.web import answer, hub_of, page, viewer_of

_PAGE, _REPOSITORIES_PAGE = 50, 100
_COUNTS = {Kind.MODEL: "numModels", Kind.DATASET: "numDatasets", Kind.SPACE: "numSpaces"}


def whoami(request: Request) -> Response:
    """GET /api/whoami-v2."""
    token = viewer_of(request).token
    if token is None:
        raise refusal.sign_in()
    return answer(identity.whoami(token))


def user_overview(request: Request) -> Response:
    """GET /api/users/{name}/overview."""
    person = _person(request)
    shown = identity.profile(person) | {
        "orgs": [identity.organization(name) for name in person.roles],
        "details": person.details,
        "isFollowing": _is_followed(request, person.name),
        "numFollowing": len(person.follows),
        "numFollowers": len(_followers_of(person.name)),
        **_repositories_of(request, person.name),
        "numDiscussions": Book(hub_of(request).records).opened_by(person.name),
        "numPapers": 0,
        "numUpvotes": 0,
        "numLikes": len(likes_of(hub_of(request), person.name)),
    }
    return answer(shown)


def user_followers(request: Request) -> Response:
    """GET /api/users/{name}/followers."""
    return _people(request, _followers_of(_person(request).name))


def user_following(request: Request) -> Response:
    """GET /api/users/{name}/following."""
    followed = (person_named(name) for name in _person(request).follows)
    return _people(request, [person for person in followed if person])


def organization_overview(request: Request) -> Response:
    """GET /api/organizations/{name}/overview; every owner in the catalogue counts as an organisation."""
    name = _organization(request)
    known = organization_named(name)
    shown = identity.organization(name) | {
        "details": known.details if known else "",
        "isVerified": known is None,
        "isFollowing": _is_followed(request, name),
        "numUsers": len(members_of(name)),
        "numFollowers": len(_followers_of(name)),
        "numPapers": 0,
        **_repositories_of(request, name),
    }
    return answer(shown)


def organization_members(request: Request) -> Response:
    """GET /api/organizations/{name}/members."""
    return _people(request, members_of(_organization(request)))


def organization_followers(request: Request) -> Response:
    """GET /api/organizations/{name}/followers."""
    return _people(request, _followers_of(_organization(request)))


def repositories(request: Request) -> Response:
    """GET /api/settings/repositories and /api/organizations/{name}/settings/repositories."""
    hub, viewer = hub_of(request), viewer_of(request)
    if viewer.anonymous:
        raise refusal.sign_in()
    owner = request.path_params.get("name") or viewer.name
    if not viewer.role_in(owner) or not viewer.may(Permission.READ, owner):
        raise refusal.read_only()
    rows = [row for shelf in hub.shelves.values() for row in shelf.of(owner)]
    total = sum(row.storage or 0 for row in rows) or 1
    rows.sort(key=lambda row: (-(row.storage or 0), row.id))
    shown, headers = page(request, rows, _REPOSITORIES_PAGE)
    return answer(
        [
            {
                "id": row.id,
                "type": row.kind.singular,
                "updatedAt": row.updated_at,
                "visibility": visibility_of(row),
                "storage": row.storage or 0,
                "storagePercent": round((row.storage or 0) / total, 4),
            }
            for row in shown
        ],
        headers=headers,
    )


def avatar(request: Request) -> Response:
    """GET /avatars/{id}.svg: the picture of an account."""
    return Response(
        drawing(request.path_params["id"]), media_type="image/svg+xml", headers={"Cache-Control": "max-age=86400"}
    )


def agent_harnesses(request: Request) -> Response:
    """GET /api/agent-harnesses."""
    return answer({"standardEnvVars": [], "harnesses": {}})


def telemetry(request: Request) -> Response:
    """HEAD /api/telemetry/{topic}: nothing is recorded."""
    return Response(None, 204)


def _person(request: Request) -> Person:
    person = person_named(request.path_params["name"])
    if person is None:
        raise refusal.user_not_found()
    return person


def _organization(request: Request) -> str:
    name = str(request.path_params["name"])
    if person_named(name) or not (organization_named(name) or any(_repositories_of(request, name).values())):
        raise refusal.Refusal(404, "Organization not found")
    return name


def _people(request: Request, people: list[Person]) -> Response:
    viewer_of(request)
    shown, headers = page(request, people, _PAGE)
    return answer(
        [identity.profile(each) | {"isFollowing": _is_followed(request, each.name)} for each in shown], headers=headers
    )


def _followers_of(name: str) -> list[Person]:
    return [person for person in PEOPLE if name in person.follows]


def _is_followed(request: Request, name: str) -> bool:
    person = viewer_of(request).person
    return person is not None and name in person.follows


def _repositories_of(request: Request, owner: str) -> dict[str, int]:
    hub, viewer = hub_of(request), viewer_of(request)
    return {name: hub.shelves[kind].count_of(owner, viewer.namespaces) for kind, name in _COUNTS.items()}


ROUTES = [
    get("/api/whoami-v2", whoami),
    get("/api/settings/repositories", repositories),
    get("/api/agent-harnesses", agent_harnesses),
    get("/api/telemetry/{topic:rest}", telemetry),
    get("/api/users/{name:one}/overview", user_overview),
    get("/api/users/{name:one}/followers", user_followers),
    get("/api/users/{name:one}/following", user_following),
    get("/api/organizations/{name:one}/overview", organization_overview),
    get("/api/organizations/{name:one}/members", organization_members),
    get("/api/organizations/{name:one}/followers", organization_followers),
    get("/api/organizations/{name:one}/settings/repositories", repositories),
    get("/avatars/{id:one}.svg", avatar),
]
