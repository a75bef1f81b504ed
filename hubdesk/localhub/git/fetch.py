"""git-upload-pack: what a client asks for when it clones or fetches, and the pack it gets."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from dulwich.objects import Commit, Tag, Tree

from hubdesk.localhub.git.commits import Commits
from hubdesk.localhub.git.objects import MODULE_MODE, oid_of
from hubdesk.localhub.git.wire import DATA, FLUSH, PROGRESS, Lines, WireError, channel, line

CAPABILITIES = (
    "multi_ack_detailed side-band-64k ofs-delta shallow deepen-relative no-progress include-tag "
    "allow-tip-sha1-in-want allow-reachable-sha1-in-want symref=HEAD:refs/heads/main "
    "object-format=sha1 agent=practice-hub"
)
_OID = re.compile(rb"[0-9a-f]{40}")
_NEEDED = frozenset({b"multi_ack_detailed", b"side-band-64k"})
_BATCH = 60_000
_MOST_ROUNDS = 1000


@dataclass(slots=True)
class Wish:
    """What a client wants and what it has."""

    wants: list[str] = field(default_factory=list)
    haves: list[str] = field(default_factory=list)
    shallow: set[str] = field(default_factory=set)  # where the client's history ends
    depth: int = 0
    relative: bool = False  # depth counts from where the client's history ends
    done: bool = False
    quiet: bool = False
    tags: bool = False  # annotated tags of what it gets are wanted too


def read_wish(lines: Lines) -> Wish:
    """What the client asks.

    Raises:
        WireError: it makes no sense, or needs what no client of today lacks.
    """
    wish = Wish()
    for number, each in enumerate(lines.section()):
        word, _, rest = each.partition(b" ")
        if word == b"want":
            oid, _, capabilities = rest.partition(b" ")
            wish.wants.append(_oid(oid))
            if number == 0:
                _read_capabilities(wish, set(capabilities.split()))
        elif word == b"shallow":
            wish.shallow.add(_oid(rest))
        elif word == b"deepen" and rest.isdigit() and len(rest) <= 10:
            wish.depth = int(rest)
        else:
            raise WireError(f"{word[:20].decode('ascii', 'replace')} is not offered")
    rounds = 0
    while wish.wants and not lines.ended:
        rounds += 1
        if rounds > _MOST_ROUNDS:
            raise WireError("too many lines")
        for each in lines.section():
            word, _, rest = each.partition(b" ")
            if word == b"have":
                wish.haves.append(_oid(rest))
            elif word == b"done":
                wish.done = True
                return wish
            else:
                raise WireError("only have and done are expected")
    return wish


def answer(commits: Commits, wish: Wish) -> Iterator[bytes]:
    """What the client gets to hear, and the pack once it has said all."""
    if not wish.wants:
        return
    tips = set(commits.refs.values())
    if not tips.issuperset(wish.wants):
        known = commits.reachable(map(commits.peeled, tips))
        for want in wish.wants:
            if want not in known and want not in tips:
                yield line(f"ERR upload-pack: not our ref {want}")
                return
    starts = [commits.peeled(want) for want in wish.wants]
    edge, opened = wish.shallow, set[str]()
    if wish.depth:
        relative = wish.relative and wish.shallow
        inside, edge = commits.within(wish.shallow if relative else starts, wish.depth + bool(relative))
        opened = wish.shallow & (inside - edge)
        yield b"".join(line(f"shallow {oid}") for oid in sorted(edge - wish.shallow))
        yield b"".join(line(f"unshallow {oid}") for oid in sorted(opened)) + FLUSH
        if not (wish.haves or wish.done):
            return
    common = [oid for oid in wish.haves if commits.is_commit(oid)]
    yield b"".join(line(f"ACK {oid} common\n") for oid in common)
    if not wish.done:
        if common and all(commits.reachable([start]) & set(common) for start in starts):
            yield line(f"ACK {common[-1]} ready\n")
        yield line("NAK\n")
        return
    yield line(f"ACK {common[-1]}\n" if common else "NAK\n")
    there = commits.reachable(common, cut=wish.shallow)
    deeper = [parent for oid in opened for parent in commits.parents(oid)]
    new = commits.reachable([*starts, *deeper], stop=there, cut=edge)
    tagged = list(_tags(commits, wish, new | there))
    oids = [*tagged, *new, *_below(commits, new, there)]
    if not wish.quiet:
        yield channel(PROGRESS, b"Enumerating objects: %d, done.\n" % len(oids))
    for part in _batched(_pack(commits, oids)):
        yield channel(DATA, part)
    yield FLUSH


def _read_capabilities(wish: Wish, capabilities: set[bytes]) -> None:
    if not capabilities >= _NEEDED:
        raise WireError("multi_ack_detailed and side-band-64k are needed")
    wish.quiet = b"no-progress" in capabilities
    wish.relative = b"deepen-relative" in capabilities
    wish.tags = b"include-tag" in capabilities


def _oid(text: bytes) -> str:
    if not _OID.fullmatch(text):
        raise WireError("an object id is 40 hex digits")
    return text.decode()


def _tags(commits: Commits, wish: Wish, sent: set[str]) -> Iterator[str]:
    """The annotated tags that were asked for, or that name what the client has then."""
    for oid in dict.fromkeys([*wish.wants, *commits.refs.values()]):
        wanted = oid in wish.wants or (wish.tags and commits.peeled(oid) in sent)
        found = commits.get(oid)
        while wanted and isinstance(found, Tag):
            yield found.id.decode()
            found = commits.get(found.object[1].decode())


def _below(commits: Commits, new: set[str], there: set[str]) -> list[str]:
    """Trees and blobs of the new commits that none of the commits before them had."""
    edges = {parent for oid in new for parent in commits.parents(oid) if parent in there}
    seen: dict[str, None] = {}
    for oid in edges:
        _collect(commits, oid, seen)
    known = len(seen)
    for oid in new:
        _collect(commits, oid, seen)
    return list(seen)[known:]


def _collect(commits: Commits, commit: str, seen: dict[str, None]) -> None:
    found = commits.get(commit)
    pending = [found.tree.decode()] if isinstance(found, Commit) else []
    while pending:
        oid = pending.pop()
        if oid in seen:
            continue
        seen[oid] = None
        tree = commits.get(oid)
        for _, mode, child in tree.iteritems() if isinstance(tree, Tree) else ():
            name = child.decode()
            if mode == 0o040000:
                pending.append(name)
            elif mode != MODULE_MODE:
                seen.setdefault(name)


def _pack(commits: Commits, oids: list[str]) -> Iterator[bytes]:
    """A pack of these objects, each whole."""
    digest = hashlib.sha1(b"PACK" + (2).to_bytes(4, "big") + len(oids).to_bytes(4, "big"))
    yield b"PACK" + (2).to_bytes(4, "big") + len(oids).to_bytes(4, "big")
    for oid in oids:
        kind, content = commits.store.get_raw(oid_of(oid))
        part = _entry_head(kind, len(content)) + zlib.compress(content, 1)
        digest.update(part)
        yield part
    yield digest.digest()


def _entry_head(kind: int, size: int) -> bytes:
    head, size = [kind << 4 | size & 15], size >> 4
    while size:
        head[-1] |= 128
        head.append(size & 127)
        size >>= 7
    return bytes(head)


def _batched(parts: Iterator[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for part in parts:
        waiting += part
        if len(waiting) >= _BATCH:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)
