"""Who somebody is, and the small things clients ask on the way."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from hubdesk.localhub import refusal
from hubdesk.localhub.facts import Kind
from hubdesk.localhub.people.cast import ORGANIZATIONS, PEOPLE
from hubdesk.localhub.people.identity import identity
from hubdesk.localhub.routing import get
from hubdesk.localhub.web import answer, hub_of, viewer_of


def whoami(request: Request) -> Response:
    """GET /api/whoami-v2."""
    person = viewer_of(request).person
    if person is None:
        raise refusal.sign_in()
    return answer(identity(person, hub_of(request).state.created))


def user_overview(request: Request) -> Response:
    """GET /api/users/{name}/overview."""
    name = request.path_params["name"]
    fullnames = {each.name: each.fullname for each in ORGANIZATIONS}
    for person in PEOPLE:
        if person.name == name:
            orgs = [{"name": org, "fullname": fullnames[org], "avatarUrl": ""} for org in person.roles]
            about = {"user": name, "fullname": person.fullname, "type": "user", "isPro": False, "orgs": orgs}
            return answer(about | {"avatarUrl": ""} | _counts(request, name))
    raise refusal.Refusal(404, "User not found")


def organization_overview(request: Request) -> Response:
    """GET /api/organizations/{name}/overview; every owner in the catalogue counts as an organisation."""
    name = request.path_params["name"]
    fullnames = {each.name: each.fullname for each in ORGANIZATIONS}
    counts = _counts(request, name)
    if name not in fullnames and not (counts["numModels"] or counts["numDatasets"] or counts["numSpaces"]):
        raise refusal.Refusal(404, "Organization not found")
    members = sum(1 for person in PEOPLE if name in person.roles)
    about = {"name": name, "fullname": fullnames.get(name, name), "type": "org", "avatarUrl": "", "numUsers": members}
    return answer(about | counts)


def repositories(request: Request) -> Response:
    """GET /api/settings/repositories and /api/organizations/{name}/settings/repositories."""
    hub, viewer = hub_of(request), viewer_of(request)
    if viewer.person is None:
        raise refusal.sign_in()
    owner = request.path_params.get("name") or viewer.name
    if owner not in viewer.namespaces:
        raise refusal.forbidden("You are not a member of this organization")
    rows = [row for shelf in hub.shelves.values() for row in shelf.of(owner)]
    total = sum(row.storage or 0 for row in rows) or 1
    return answer(
        [
            {
                "id": row.id,
                "type": row.kind.singular,
                "updatedAt": row.updated_at,
                "visibility": "private" if row.private else "public",
                "storage": row.storage or 0,
                "storagePercent": round((row.storage or 0) / total, 4),
            }
            for row in rows
        ]
    )


def agent_harnesses(request: Request) -> Response:
    """GET /api/agent-harnesses."""
    return answer({"standardEnvVars": [], "harnesses": {}})


def telemetry(request: Request) -> Response:
    """HEAD /api/telemetry/{topic}: nothing is recorded."""
    return Response(None, 204)


def _counts(request: Request, owner: str) -> dict[str, int]:
    hub, viewer = hub_of(request), viewer_of(request)
    names = {Kind.MODEL: "numModels", Kind.DATASET: "numDatasets", Kind.SPACE: "numSpaces"}
    return {name: hub.shelves[kind].count_of(owner, viewer.namespaces) for kind, name in names.items()} | {
        "numDiscussions": 0,
        "numPapers": 0,
        "numUpvotes": 0,
        "numLikes": 0,
        "numFollowing": 0,
        "numFollowers": 0,
    }


ROUTES = [
    get("/api/whoami-v2", whoami),
    get("/api/settings/repositories", repositories),
    get("/api/organizations/{name:one}/settings/repositories", repositories),
    get("/api/agent-harnesses", agent_harnesses),
    get("/api/telemetry/{topic:rest}", telemetry),
    get("/api/users/{name:one}/overview", user_overview),
    get("/api/organizations/{name:one}/overview", organization_overview),
]
