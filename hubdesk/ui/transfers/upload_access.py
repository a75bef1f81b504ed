"""What an account may do with a repository, as far as is known without asking the Hub."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from hubdesk.account.session import Session
from hubdesk.core.types import RepoRef


class Access(Enum):
    """Whether files can be uploaded."""

    WRITE = auto()  # or not known yet: planning asks
    OFFER = auto()  # somebody else's: as a pull request
    READ_ONLY = auto()  # the token may not write anything
    ANONYMOUS = auto()


def access_to(ref: RepoRef, session: Session) -> Access:
    """What this session may do; a fine-grained token may do less, which planning finds out."""
    if session.token() is None:
        return Access.ANONYMOUS
    identity = session.identity
    if identity is None:
        return Access.WRITE
    if identity.role == "read":
        return Access.READ_ONLY
    if ref.owner in {identity.name, *identity.organizations}:
        return Access.WRITE
    return Access.OFFER


def refusal_text(access: Access) -> str:
    """Why nothing can be uploaded; empty where something can."""
    if access is Access.ANONYMOUS:
        return QCoreApplication.translate(
            "UploadPlan", "Sign in to upload: the Hub wants to know whose files these are."
        )
    if access is Access.READ_ONLY:
        return QCoreApplication.translate(
            "UploadPlan", "This token may only read. Sign in with one that may write to upload."
        )
    return ""


def landing_text(access: Access, ref: RepoRef, folder: str) -> str:
    """Where a drop would go, or why it cannot."""
    if access in (Access.ANONYMOUS, Access.READ_ONLY):
        return refusal_text(access)
    if access is Access.OFFER:
        if folder:
            text = QCoreApplication.translate("UploadPlan", "Drop to offer to {name} as a pull request, in {folder}/")
        else:
            text = QCoreApplication.translate("UploadPlan", "Drop to offer to {name} as a pull request")
    elif folder:
        text = QCoreApplication.translate("UploadPlan", "Drop to upload to {name}, in {folder}/")
    else:
        text = QCoreApplication.translate("UploadPlan", "Drop to upload to {name}")
    return text.format(name=ref.repo_id, folder=folder)
