"""Trees of a git repository: walking, comparing and editing them, each only where it must."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dulwich.objects import Tree

from hubdesk.localhub.git.objects import FILE_MODE, FOLDER_MODE, MODULE_MODE, Objects, Rows, oid_of


def walk(objects: Objects, tree: str, prefix: str = "") -> Iterator[tuple[str, bool, str]]:
    """Everything below a tree in the order of git: path, whether it is a folder, oid."""
    for name, (mode, oid) in objects.rows(tree).items():
        if mode == FOLDER_MODE:
            yield f"{prefix}{name}", True, oid
            yield from walk(objects, oid, f"{prefix}{name}/")
        elif mode != MODULE_MODE:
            yield f"{prefix}{name}", False, oid


def differences(
    objects: Objects, old: str | None, new: str | None, prefix: str = ""
) -> Iterator[tuple[str, bool, str | None]]:
    """Every path that differs between two trees: path, whether it is a folder now, its oid now (None: gone)."""
    before: Rows = objects.rows(old) if old else {}
    now: Rows = objects.rows(new) if new else {}
    for name, (mode, oid) in now.items():
        was = before.get(name)
        if was == (mode, oid) or mode == MODULE_MODE:
            continue
        path, folder = f"{prefix}{name}", mode == FOLDER_MODE
        was_folder = was is not None and was[0] == FOLDER_MODE
        yield path, folder, oid
        if folder or was_folder:
            inner = differences(
                objects, was[1] if was and was_folder else None, oid if folder else None, f"{path}/"
            )  # fmt: skip
            yield from inner
    for name, (mode, oid) in before.items():
        if name not in now:
            yield f"{prefix}{name}", False, None
            if mode == FOLDER_MODE:
                yield from differences(objects, oid, None, f"{prefix}{name}/")


def edited(objects: Objects, tree: str | None, changes: Mapping[str, str | None]) -> str | None:
    """The tree with files put (by oid) or taken away (None); None if nothing is left in it."""
    rows: Rows = dict(objects.rows(tree)) if tree else {}
    inner: dict[str, dict[str, str | None]] = {}
    own: dict[str, str | None] = {}
    for path, oid in changes.items():
        name, slash, rest = path.partition("/")
        if slash:
            inner.setdefault(name, {})[rest] = oid
        else:
            own[name] = oid
    for name, oid in own.items():
        if oid is None and name in rows and rows[name][0] != FOLDER_MODE:
            del rows[name]
    for name, below in inner.items():
        known = rows.get(name)
        folder = edited(objects, known[1] if known and known[0] == FOLDER_MODE else None, below)
        if folder is not None:
            rows[name] = (FOLDER_MODE, folder)
        elif known and known[0] == FOLDER_MODE:
            del rows[name]
    rows |= {name: (FILE_MODE, oid) for name, oid in own.items() if oid is not None}
    return write(objects, rows) if rows else None


def write(objects: Objects, rows: Rows) -> str:
    """A new tree that lists this."""
    made = Tree()
    for name, (mode, oid) in rows.items():
        made.add(name.encode("utf-8", "surrogateescape"), mode, oid_of(oid))
    return objects.add(made)
