"""What is in a repository: listings of files, and the text of one."""

from __future__ import annotations

from urllib.parse import quote

from hubdesk.core.errors import ErrorKind, HubError
from hubdesk.core.types import RepoFile, RepoRef
from hubdesk.hub import convert
from hubdesk.hub.trust import check_path, check_revision
from hubdesk.hub.wire import Answer, Wire, api_path

MAX_PAGES = 2_000


def list_folder(wire: Wire, ref: RepoRef, commit: str, folder: str) -> tuple[RepoFile, ...]:
    """One level, folders first, then by name; with the last commit of the first files.

    Last commits come 50 to a page and names 1000, so a large folder is read by names.

    Raises:
        HubDeskError: it failed; UNTRUSTED where the server names an unsafe path.
    """
    first = wire.get_json(_tree_path(ref, commit, folder), [("recursive", "false"), ("expand", "true")])
    found = convert.tree(first.data, folder, recursive=False)
    if first.next_url:
        known = {file.path: file for file in found}
        found = [known.get(file.path, file) for file in _walk(wire, ref, commit, folder, recursive=False)]
    return tuple(sorted(found, key=lambda file: (not file.is_folder, file.path.lower(), file.path)))


def list_all(wire: Wire, ref: RepoRef, commit: str) -> tuple[RepoFile, ...]:
    """Every file of the repository, by path; no folders.

    Raises:
        HubDeskError: it failed; UNTRUSTED where the server names an unsafe path.
    """
    found = [file for file in _walk(wire, ref, commit, "", recursive=True) if not file.is_folder]
    return tuple(sorted(found, key=lambda file: file.path))


def read_text(wire: Wire, ref: RepoRef, path: str, revision: str, max_bytes: int) -> str:
    """A file as UTF-8, with what cannot be decoded replaced.

    Raises:
        HubDeskError: it failed; FILE_NOT_FOUND, or TOO_LARGE above `max_bytes`.
    """
    check_path(path)
    address = f"/{ref.web_path}/resolve/{quote(check_revision(revision), safe='')}/{quote(path)}"
    return wire.get_file(address, max_bytes=max_bytes).decode("utf-8", errors="replace")


def _walk(wire: Wire, ref: RepoRef, commit: str, folder: str, *, recursive: bool) -> list[RepoFile]:
    params = [("recursive", "true" if recursive else "false"), ("expand", "false")]
    answer: Answer = wire.get_json(_tree_path(ref, commit, folder), params)
    found = convert.tree(answer.data, folder, recursive=recursive)
    seen: set[str] = set()
    while answer.next_url:
        if answer.next_url in seen or len(seen) >= MAX_PAGES:
            raise HubError(ErrorKind.BAD_ANSWER, "the listing does not end")
        seen.add(answer.next_url)
        answer = wire.get_json(answer.next_url)
        found += convert.tree(answer.data, folder, recursive=recursive)
    return _once_each(found)


def _once_each(files: list[RepoFile]) -> list[RepoFile]:
    """The files, if no path comes twice, and none is a folder too: two things of one name cannot both be meant.

    Raises:
        HubError: UNTRUSTED, with the path as its subject.
    """
    seen: set[str] = set()
    for file in files:
        if file.path in seen:
            raise HubError(ErrorKind.UNTRUSTED, "the path comes twice", subject=file.path[:200])
        seen.add(file.path)
    plain = {file.path for file in files if not file.is_folder}
    for path in seen:
        above = path
        while above := above.rpartition("/")[0]:
            if above in plain:
                raise HubError(ErrorKind.UNTRUSTED, "a file and a folder at once", subject=above[:200])
    return files


def _tree_path(ref: RepoRef, commit: str, folder: str) -> str:
    below = f"/{quote(check_path(folder), safe='')}" if folder else ""
    return api_path(ref, f"/tree/{quote(commit, safe='')}{below}")
