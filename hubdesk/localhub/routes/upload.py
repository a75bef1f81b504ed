"""Uploads: what to send how, the check of cards, and the commit."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from hubdesk.localhub.cardcheck import check_card
from hubdesk.localhub.changes import Changes, read_changes, resolve_changes
from hubdesk.localhub.discussions.contributions import Contributions
from hubdesk.localhub.discussions.pulls import NewCommit, pull_number
from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.git.repo import MAIN
from hubdesk.localhub.learn import main_moved
from hubdesk.localhub.possession import Possession
from hubdesk.localhub.query import boolean
from hubdesk.localhub.refusal import Refusal, bad_request, revision_not_found
from hubdesk.localhub.routing import REPO, post
from hubdesk.localhub.sending import Rules
from hubdesk.localhub.web import answer, commit_of, endpoint, hub_of, json_body, kind_of, repo_id_of, viewer_of

MAX_FILES = 256


async def validate_yaml(request: Request) -> Response:
    """POST /api/validate-yaml: 200, or 400 where the card has errors; the body has the same shape."""
    body = await json_body(request)
    try:
        kind = Kind.of(str(body.get("repoType") or "model"))
    except ValueError:
        raise bad_request(f"There is no type {body.get('repoType')}") from None
    verdict = await run_in_threadpool(check_card, str(body.get("content") or ""), kind)
    shown = {"errors": verdict.errors, "warnings": verdict.warnings}
    return answer(shown, status=400 if verdict.errors else 200)


async def preupload(request: Request) -> Response:
    """POST /api/T/{id}/preupload/{rev}."""
    body = await json_body(request)
    files = body.get("files")
    if not isinstance(files, list) or len(files) > MAX_FILES:
        raise bad_request(f"A list of at most {MAX_FILES} files is needed")

    def run() -> Response:
        community, _ = _committing(request)
        repo = community.repo
        snapshot = repo.snapshot(commit_of(repo, request.path_params["rev"]))
        rules = Rules(repo, snapshot, body.get("gitIgnore"))
        return answer({"files": [rules.judge(each) for each in files]})

    return await run_in_threadpool(run)


async def commit(request: Request) -> Response:
    """POST /api/T/{id}/commit/{rev}: lines of JSON."""
    changes = await read_changes(request.stream())
    return await run_in_threadpool(_commit, request, changes)


def _commit(request: Request, changes: Changes) -> Response:
    hub, revision = hub_of(request), request.path_params["rev"]
    community, create_pr = _committing(request)
    facts, repo = community.facts, community.repo
    branch = revision if revision.startswith("refs/") else f"refs/heads/{revision}"
    now = datetime.now(UTC)
    # Before the lock: who may read a file elsewhere is asked there.
    large = {oid: Possession(hub, facts, viewer_of(request)).find(oid) for oid in changes.large_files()}
    with repo.lock:
        places = ("refs/heads/",) if create_pr else ("refs/heads/", "refs/pr/")
        head = repo.ref(branch) if branch.startswith(places) else None
        if head is None:
            if not create_pr and repo.resolve(revision) is not None:
                raise bad_request(f"{revision} is not a branch: nothing can be committed there")
            raise revision_not_found(revision)
        if changes.parent and not (len(changes.parent) >= 5 and head.startswith(changes.parent)):
            raise Refusal(412, "The branch was updated since you opened this page. Please refresh and try again.")
        files = resolve_changes(changes, repo.snapshot(head), large.get)
        _check_readme(facts, files.get("README.md"))
        commit = NewCommit(branch, head, files, _legible(changes.title), _legible(changes.description), now)
        made, num = community.offer(commit) if create_pr else (community.commit(commit), 0)
    if branch == MAIN and not create_pr:
        main_moved(hub, facts, repo, now)
    page = f"{endpoint(request)}/{facts.kind.prefix}{facts.id}"
    pull_request = {"pullRequestUrl": f"{page}/discussions/{num}"} if create_pr else {}
    return answer(
        {"success": True, "commitOid": made, "commitUrl": f"{page}/commit/{made}", "hookOutput": "", **pull_request}
    )


def _committing(request: Request) -> tuple[Contributions, bool]:
    """The repository a commit is for, if this person may make it, and whether it is to be a pull request."""
    create_pr = bool(boolean("create_pr", request.query_params.get("create_pr")))
    hub, viewer, revision = hub_of(request), viewer_of(request), request.path_params["rev"]
    kind, repo_id = kind_of(request), repo_id_of(request)
    num = 0 if create_pr else pull_number(revision)
    if not (create_pr or num):
        return Contributions(hub, hub.find_to_write(kind, repo_id, viewer), viewer), False
    hub.find_to_discuss(kind, repo_id, viewer)
    community = Contributions(hub, hub.find_files(kind, repo_id, viewer), viewer)
    if num:
        community.check_may_add(num)
    return community, create_pr


def _legible(text: str) -> str:
    """Without what no file and no database can keep: halves of surrogate pairs."""
    return text.encode("utf-8", "replace").decode()


def _check_readme(facts: Facts, content: bytes | None) -> None:
    if content is None:
        return
    errors = check_card(content.decode("utf-8", "replace"), facts.kind).errors
    if errors:
        about = "; ".join(f"line {each['line']}: {each['message']}" for each in errors)
        raise bad_request(f"Invalid metadata in README.md: {about}")


ROUTES = [
    post("/api/validate-yaml", validate_yaml),
    post(f"{REPO}/preupload/{{rev:one}}", preupload),
    post(f"{REPO}/commit/{{rev:one}}", commit),
]
