"""How discussions look on the wire."""

from __future__ import annotations

import html
import re
from typing import Any

from hubdesk.localhub.discussions.community import Community
from hubdesk.localhub.discussions.pulls import offer
from hubdesk.localhub.discussions.thread import (
    Comment,
    Commit,
    Discussion,
    Event,
    Status,
    StatusChange,
    TitleChange,
    Wording,
)
from hubdesk.localhub.facts import Facts
from hubdesk.localhub.people.identity import author


def summary(facts: Facts, discussion: Discussion) -> dict[str, Any]:
    """A discussion as the list shows it."""
    return {
        "num": discussion.num,
        "author": author(discussion.author),
        "repo": {"name": facts.id, "type": facts.kind.singular},
        "title": discussion.title,
        "status": discussion.status,
        "createdAt": discussion.date,
        "isPullRequest": discussion.pull is not None,
        "numComments": len(discussion.comments),
        "numReactionUsers": 0,
        "topReactions": [],
        "pinned": False,
        "repoOwner": {"name": facts.author, "type": author(facts.author)["type"]},
    }


def details(facts: Facts, community: Community, discussion: Discussion, *, diff: bool) -> dict[str, Any]:
    """A discussion with its events; of a pull request also what it changes, where the files may be read."""
    shown = {
        **summary(facts, discussion),
        "locked": False,
        "events": [event_shown(event) for event in discussion.events],
    }
    if (pull := discussion.pull) is None:
        return shown
    shown["changes"] = {"base": pull.base} | ({"mergeCommitId": pull.merge_commit} if pull.merge_commit else {})
    now = offer(community.repo, discussion, pull)
    done = discussion.status is Status.MERGED
    shown["filesWithConflicts"] = [] if done else list(now.merged(community.repo).conflicts)
    if diff:
        shown["diff"] = now.diff(community.repo)
    return shown


def event_shown(event: Event) -> dict[str, Any]:
    """One thing that happened."""
    kind, data = _event(event)
    return {"id": event.id, "author": author(event.author), "createdAt": event.date, "type": kind, "data": data}


def _event(event: Event) -> tuple[str, dict[str, Any]]:
    match event:
        case Comment():
            return "comment", _comment(event)
        case StatusChange():
            return "status-change", {"status": event.status}
        case TitleChange():
            return "title-change", {"from": event.before, "to": event.after}
        case Commit():
            return "commit", {"subject": event.subject, "oid": event.oid}


def _comment(comment: Comment) -> dict[str, Any]:
    *before, latest = comment.wordings
    editors = list(dict.fromkeys(wording.author for wording in comment.wordings))
    return {
        "edited": bool(before),
        "hidden": bool(comment.hidden_by),
        **({"hiddenBy": comment.hidden_by} if comment.hidden_by else {}),
        "latest": _wording(latest),
        "history": [_wording(wording) for wording in before],
        "numEdits": len(before),
        "editors": editors,
        "editorAvatarUrls": [author(name)["avatarUrl"] for name in editors],
        "reactions": [],
    }


def _wording(wording: Wording) -> dict[str, Any]:
    return {
        "raw": wording.raw,
        "html": _paragraphs(wording.raw),
        "updatedAt": wording.date,
        "author": author(wording.author),
    }


def _paragraphs(text: str) -> str:
    """The text as HTML: what it says, never what it would do."""
    parts = [part.strip("\n") for part in re.split(r"\n\s*\n", text) if part.strip()]
    return "\n".join(f"<p>{html.escape(part)}</p>" for part in parts)
