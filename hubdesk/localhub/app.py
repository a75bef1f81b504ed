"""The routes of the practice Hub as one ASGI application."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from hubdesk.localhub.arriving import Arrivals
from hubdesk.localhub.content.memory import FileMemory
from hubdesk.localhub.faults.spec import Faults
from hubdesk.localhub.git.lock import RepoGoneError
from hubdesk.localhub.hub import Hub
from hubdesk.localhub.names import Moved
from hubdesk.localhub.refusal import Refusal
from hubdesk.localhub.requestlog import RequestLog
from hubdesk.localhub.routes import (
    access,
    account,
    attachments,
    collections,
    content,
    control,
    discussions,
    git,
    info,
    lfs,
    lfs_files,
    manage,
    oauth,
    pages,
    refs,
    search,
    shards,
    social,
    spaces,
    tree,
    upload,
    webhooks,
    xet,
    xet_store,
)
from hubdesk.localhub.web import redirect, refuse, refuse_plainly, vanished

# The first match answers: what names fixed words comes before what takes any repository, and files and pages come last.
SUBJECTS = (
    control,
    account,
    oauth,
    access,
    search,
    attachments,
    social,
    collections,
    webhooks,
    spaces,
    discussions,
    upload,
    manage,
    refs,
    lfs_files,
    tree,
    shards,
    info,
    lfs,
    git,
    xet,
    xet_store,
    content,
    pages,
)


def create_app(hub: Hub, *, faults: Faults, log: RequestLog, secret: str) -> Starlette:
    """The application over one Hub; `secret` opens the control endpoint."""
    routes = [route for subject in SUBJECTS for route in subject.ROUTES]
    handlers = {Refusal: refuse, Moved: redirect, RepoGoneError: vanished, HTTPException: refuse_plainly}
    app = Starlette(routes=routes, exception_handlers=handlers)
    app.state.hub, app.state.faults, app.state.log, app.state.secret = hub, faults, log, secret
    app.state.arrivals = Arrivals(hub.lfs)
    app.state.files = FileMemory()
    return app


def xet_app(hub: Hub) -> Starlette:
    """The Xet store of a Hub, for the Hub itself."""
    app = Starlette(routes=xet_store.ROUTES, exception_handlers={Refusal: refuse, HTTPException: refuse_plainly})
    app.state.hub = hub
    return app
