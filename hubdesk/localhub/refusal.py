"""The errors the practice Hub answers with, in the words and headers the Hub uses."""

from __future__ import annotations

from collections.abc import Mapping

from hubdesk.localhub.facts import Kind

HERE = "{here}"  # in a message: our own address, as the client wrote it


class Refusal(Exception):
    """An answer other than success; becomes the status, headers and JSON body of the response."""

    def __init__(
        self,
        status: int,
        message: str,
        code: str = "",
        *,
        headers: Mapping[str, str] | None = None,
        body: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.code = code
        self.headers = dict(headers or {})
        self.body = dict(body or {})


def repo_not_found(*, anonymous: bool) -> Refusal:
    """Missing, or private and not for this person: the answer is the same."""
    if anonymous:
        return Refusal(401, "Invalid username or password.", "RepoNotFound")
    return Refusal(404, "Repository not found", "RepoNotFound")


def gated(repo_id: str, kind: Kind, *, anonymous: bool, status: str = "") -> Refusal:
    """The files are for people who were let in; `status` is what became of this person's request."""
    what = f"{kind.singular} {repo_id}"
    if anonymous:
        why = f"Access to {what} is restricted. You must have access to it and be authenticated to access it."
        return Refusal(401, f"{why} Please log in.", "GatedRepo")
    page = f"{HERE}/{kind.prefix}{repo_id}"
    match status:
        case "pending":
            why = f"Your request to access {what} is awaiting a review from the repo authors."
        case "rejected":
            why = f"Your request to access {what} has been rejected by the repo's authors."
        case "reset":
            why = f"Your request to access {what} has been reset by the repo's authors."
            why = f"{why} Visit {page} to submit a new request."
        case _:
            why = f"Access to {what} is restricted and you are not in the authorized list."
            why = f"{why} Visit {page} to ask for access."
    return Refusal(403, why, "GatedRepo")


def gated_out_of_scope() -> Refusal:
    """The person was let in, but the token does not reach gated repositories."""
    what = "Please enable access to public gated repositories"
    return Refusal(403, f"{what} in your fine-grained token settings to view this repository.")


def disabled() -> Refusal:
    """The repository was switched off."""
    return Refusal(403, "Access to this resource is disabled.")


def bad_token() -> Refusal:
    """The token is not one of ours."""
    return Refusal(401, "Invalid credentials in Authorization header")


def expired_token(name: str) -> Refusal:
    """The token was one of ours."""
    return Refusal(401, f'User Access Token "{name}" is expired')


def sign_in() -> Refusal:
    """No token, where one is needed."""
    return Refusal(401, "Invalid username or password.")


def read_only() -> Refusal:
    """The repository may be seen, but person or token may not do this there."""
    return Refusal(403, "You have read access but not the required permissions for this operation")


def user_not_found() -> Refusal:
    """No such user."""
    return Refusal(404, "User not found")


def forbidden(message: str) -> Refusal:
    """The token is good, but not for this."""
    return Refusal(403, message)


def revision_not_found(revision: str) -> Refusal:
    """No such branch, tag or commit."""
    return Refusal(404, f"Invalid rev id: {plain(revision)}", "RevisionNotFound")


def entry_not_found(path: str, commit: str = "") -> Refusal:
    """No such file or folder at this commit."""
    headers = {"X-Repo-Commit": commit} if commit else None
    return Refusal(404, f"Entry not found: {plain(path)}", "EntryNotFound", headers=headers)


def bad_request(message: str) -> Refusal:
    """What was asked makes no sense."""
    return Refusal(400, plain(message))


def plain(text: str) -> str:
    """What fits into a header: printable ASCII, not too long."""
    return text.encode("ascii", "backslashreplace").decode().translate({10: " ", 13: " ", 0: " "})[:300]
