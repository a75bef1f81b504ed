"""The pages of a repository: what it is, its files, one file, its discussions."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from hubdesk.localhub.discussions.thread import HIDDEN, Comment, Commit, Discussion, Event, StatusChange, TitleChange
from hubdesk.localhub.facts import Facts, Kind
from hubdesk.localhub.git.repo import Entry
from hubdesk.localhub.pages.html import Child, Html, document, element, joined, link, row, table
from hubdesk.localhub.spaces.runtime import stage_of

_MOST_ROWS = 1000
_UNITS = ("bytes", "kB", "MB", "GB", "TB")


def address(facts: Facts, *parts: str) -> str:
    """Where something of a repository is."""
    return "/" + "/".join((quote(f"{facts.kind.prefix}{facts.id}"), *parts))


def place(facts: Facts, what: str, revision: str, path: str = "") -> str:
    """Where a file or folder at a revision is shown, or downloaded."""
    return address(facts, what, quote(revision, safe=""), *([quote(path)] if path else []))


def overview(facts: Facts, files: Sequence[tuple[str, Entry | str]], readme: str | None) -> bytes:
    """The first page of a repository."""
    parts: list[Child] = [_way(facts), _facts(facts), element("h2", "Files"), _files(facts, "main", files)]
    if readme is not None:
        parts += [element("h2", "README.md"), element("pre", readme)]
    return document(_title(facts), *parts)


def tree(facts: Facts, revision: str, folder: str, files: Sequence[tuple[str, Entry | str]]) -> bytes:
    """The files of one folder at a revision."""
    return document(f"{facts.id}: /{folder}", _way(facts, revision, folder), _files(facts, revision, files))


def blob(facts: Facts, revision: str, entry: Entry, text: str | None) -> bytes:
    """One file: its text, or why there is none to see."""
    download = link(place(facts, "resolve", revision, entry.path), "Download")
    about = element("p", download, f" ({size_text(entry.size)})")
    content = element("p", "Too large, or no text.") if text is None else element("pre", text)
    folder = entry.path.rpartition("/")[0]
    return document(f"{facts.id}: {entry.path}", _way(facts, revision, folder), about, content)


def discussions(facts: Facts, found: list[Discussion]) -> bytes:
    """The discussions and pull requests of a repository."""
    rows = (
        row(
            f"#{each.num}",
            link(address(facts, "discussions", str(each.num)), each.title),
            each.status.value,
            each.author,
        )
        for each in found
    )
    shown = table(*rows) if found else element("p", "Nobody has said anything yet.")
    return document(f"{facts.id}: discussions", _way(facts), shown)


def discussion(facts: Facts, found: Discussion) -> bytes:
    """One discussion or pull request, event by event."""
    way = joined(_way(facts), element("p", link(address(facts, "discussions"), "All discussions")))
    kind = "Pull request" if found.pull else "Discussion"
    about = element("p", f"{kind} #{found.num} by {found.author}, {found.status.value}")
    return document(found.title, way, about, *(_event(each) for each in found.events))


def size_text(size: int) -> str:
    """A size for people."""
    number, unit = float(size), 0
    while number >= 1000 and unit < len(_UNITS) - 1:
        number, unit = number / 1000, unit + 1
    return f"{number:.0f} {_UNITS[unit]}" if unit == 0 else f"{number:.1f} {_UNITS[unit]}"


def _title(facts: Facts) -> str:
    return f"{facts.emoji} {facts.title}" if facts.kind is Kind.SPACE and facts.title else facts.id


def _way(facts: Facts, revision: str = "", folder: str = "") -> Html:
    """Where one is, and the way up."""
    author = [link("/" + quote(facts.author), facts.author), " / "] if facts.author else []
    steps: list[Child] = [f"{facts.kind.singular}: ", *author, link(address(facts), facts.name)]
    parts = folder.split("/") if folder else []
    if revision:
        steps += [" / ", link(place(facts, "tree", revision), revision)]
    for depth, part in enumerate(parts, start=1):
        steps += [" / ", link(place(facts, "tree", revision, "/".join(parts[:depth])), part)]
    return element("nav", element("p", *steps))


def _facts(facts: Facts) -> Html:
    known = {
        "Who may see it": "private" if facts.private else "everybody",
        "Access": f"must be asked for ({facts.gated})" if facts.gated else "",
        "Stage": stage_of(facts) if facts.kind is Kind.SPACE else "",
        "Task": facts.task,
        "Library": facts.library or facts.sdk,
        "License": facts.license,
        "Likes": str(facts.likes),
        "Downloads": "" if facts.kind is Kind.SPACE else str(facts.downloads),
        "Last change": facts.updated_at[:10],
        "Tags": ", ".join(facts.tags),
    }
    rows = (element("tr", element("th", name), element("td", value)) for name, value in known.items() if value)
    return joined(table(*rows), element("p", link(address(facts, "discussions"), "Discussions and pull requests")))


def _files(facts: Facts, revision: str, files: Sequence[tuple[str, Entry | str]]) -> Html:
    rows = [_file(facts, revision, path, entry) for path, entry in files[:_MOST_ROWS]]
    more = len(files) - len(rows)
    return joined(table(*rows), element("p", f"… and {more} more") if more else Html(""))


def _file(facts: Facts, revision: str, path: str, entry: Entry | str) -> Html:
    name = path.rpartition("/")[2]
    if isinstance(entry, str):
        return row(link(place(facts, "tree", revision, path), f"{name}/"), "", "")
    return element(
        "tr",
        element("td", link(place(facts, "blob", revision, path), name)),
        element("td", size_text(entry.size), class_="size"),
        element("td", link(place(facts, "resolve", revision, path), "download")),
    )


def _event(event: Event) -> Html:
    match event:
        case Comment():
            said = event.wordings[-1].raw if event.wordings else HIDDEN
            return joined(element("p", f"{event.author}, {event.date[:10]}"), element("pre", said))
        case StatusChange():
            return element("p", f"{event.author} changed the status to {event.status.value}")
        case TitleChange():
            return element("p", f"{event.author} changed the title from {event.before}")
        case Commit():
            return element("p", f"{event.author} added a commit: {event.subject} ({event.oid[:7]})")
