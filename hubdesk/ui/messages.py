"""What each kind of error says to a person: what happened, what is safe, and the one thing to do."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from hubdesk.core.errors import ErrorKind, HubDeskError


@dataclass(frozen=True)
class Message:
    """A translated message; `tone` is info, warn or bad, `icon` a lucide name."""

    title: str
    text: str
    action: str
    icon: str
    tone: str


_SHAPES: dict[ErrorKind, tuple[str, str]] = {
    ErrorKind.REPO_NOT_FOUND: ("search-x", "warn"),
    ErrorKind.REVISION_NOT_FOUND: ("git-branch", "warn"),
    ErrorKind.FILE_NOT_FOUND: ("file-x", "warn"),
    ErrorKind.GATED: ("lock", "warn"),
    ErrorKind.DISABLED: ("ban", "warn"),
    ErrorKind.UNAUTHORIZED: ("key-round", "warn"),
    ErrorKind.FORBIDDEN: ("lock", "warn"),
    ErrorKind.PAYMENT_REQUIRED: ("wallet", "warn"),
    ErrorKind.CONFLICT: ("git-merge", "warn"),
    ErrorKind.CHANGED_SINCE: ("git-merge", "warn"),
    ErrorKind.TOO_LARGE: ("weight", "warn"),
    ErrorKind.BAD_REQUEST: ("circle-alert", "bad"),
    ErrorKind.RATE_LIMITED: ("gauge", "warn"),
    ErrorKind.SERVER: ("circle-alert", "bad"),
    ErrorKind.BAD_ANSWER: ("unplug", "bad"),
    ErrorKind.UNTRUSTED: ("shield-alert", "bad"),
    ErrorKind.OFFLINE: ("wifi-off", "warn"),
    ErrorKind.TIMEOUT: ("timer-off", "warn"),
    ErrorKind.TLS: ("shield-alert", "bad"),
    ErrorKind.PROXY: ("route-off", "warn"),
    ErrorKind.DISK_FULL: ("hard-drive", "bad"),
    ErrorKind.NO_PERMISSION: ("folder-lock", "bad"),
    ErrorKind.NAME_TOO_LONG: ("text-cursor-input", "warn"),
    ErrorKind.TARGET_EXISTS: ("files", "warn"),
    ErrorKind.TARGET_GONE: ("folder-x", "bad"),
    ErrorKind.CORRUPT: ("file-exclamation-point", "bad"),
    ErrorKind.KEYRING: ("key-round", "warn"),
    ErrorKind.ENGINE_LOST: ("rotate-ccw", "warn"),
    ErrorKind.BAD_REPO_ID: ("circle-alert", "warn"),
    ErrorKind.BAD_URL: ("link-2-off", "warn"),
    ErrorKind.BAD_PATTERN: ("regex", "warn"),
    ErrorKind.BAD_CARD: ("file-exclamation-point", "warn"),
    ErrorKind.BAD_FILE: ("file-exclamation-point", "warn"),
    ErrorKind.INTERNAL: ("bug", "bad"),
}

_AGAIN = QT_TRANSLATE_NOOP("Messages", "Try again")
_BACK = QT_TRANSLATE_NOOP("Messages", "Go back")
_RELOAD = QT_TRANSLATE_NOOP("Messages", "Load again")
_PAGE = QT_TRANSLATE_NOOP("Messages", "Open the page")
_CORRECT = QT_TRANSLATE_NOOP("Messages", "Correct it")
_FOLDER = QT_TRANSLATE_NOOP("Messages", "Choose a folder")

_TEXTS: dict[ErrorKind, tuple[object, object, object]] = {
    ErrorKind.REPO_NOT_FOUND: (
        QT_TRANSLATE_NOOP("Messages", "This repository was not found"),
        QT_TRANSLATE_NOOP(
            "Messages", "It may have been renamed, deleted or made private. Nothing on this computer was changed."
        ),
        _AGAIN,
    ),
    ErrorKind.REVISION_NOT_FOUND: (
        QT_TRANSLATE_NOOP("Messages", "This revision does not exist"),
        QT_TRANSLATE_NOOP(
            "Messages", "The branch, tag or commit is not in the repository. The repository itself is fine."
        ),
        _AGAIN,
    ),
    ErrorKind.FILE_NOT_FOUND: (
        QT_TRANSLATE_NOOP("Messages", "This file is not in the repository"),
        QT_TRANSLATE_NOOP(
            "Messages", "It may have been moved or deleted in a newer commit. Everything else is still there."
        ),
        _RELOAD,
    ),
    ErrorKind.GATED: (
        QT_TRANSLATE_NOOP("Messages", "The owner asks for consent first"),
        QT_TRANSLATE_NOOP("Messages", "The files open once you have accepted the terms on the repository's page."),
        _PAGE,
    ),
    ErrorKind.DISABLED: (
        QT_TRANSLATE_NOOP("Messages", "The Hub has disabled this repository"),
        QT_TRANSLATE_NOOP("Messages", "Its files cannot be fetched. Copies on this computer stay usable."),
        _PAGE,
    ),
    ErrorKind.UNAUTHORIZED: (
        QT_TRANSLATE_NOOP("Messages", "The Hub wants to know who you are"),
        QT_TRANSLATE_NOOP(
            "Messages", "You are not signed in, or the token is no longer valid. Nothing was sent or changed."
        ),
        _AGAIN,
    ),
    ErrorKind.FORBIDDEN: (
        QT_TRANSLATE_NOOP("Messages", "This account has no access"),
        QT_TRANSLATE_NOOP("Messages", "The token lacks the permission that this needs. Nothing was changed."),
        _PAGE,
    ),
    ErrorKind.PAYMENT_REQUIRED: (
        QT_TRANSLATE_NOOP("Messages", "This needs a paid plan or more storage"),
        QT_TRANSLATE_NOOP("Messages", "The Hub refused for the account's plan. Nothing was changed or charged."),
        _PAGE,
    ),
    ErrorKind.CONFLICT: (
        QT_TRANSLATE_NOOP("Messages", "This exists on the Hub already"),
        QT_TRANSLATE_NOOP("Messages", "Nothing was replaced. Choose another name, or work with what is there."),
        _CORRECT,
    ),
    ErrorKind.CHANGED_SINCE: (
        QT_TRANSLATE_NOOP("Messages", "The repository has changed meanwhile"),
        QT_TRANSLATE_NOOP(
            "Messages", "Someone committed after you loaded it. Nothing was overwritten, your work is kept."
        ),
        _RELOAD,
    ),
    ErrorKind.TOO_LARGE: (
        QT_TRANSLATE_NOOP("Messages", "This is larger than allowed"),
        QT_TRANSLATE_NOOP("Messages", "It exceeds a limit, so it was left alone. Nothing was changed."),
        _BACK,
    ),
    ErrorKind.BAD_REQUEST: (
        QT_TRANSLATE_NOOP("Messages", "The Hub did not understand the request"),
        QT_TRANSLATE_NOOP("Messages", "It refused without changing anything. A filter or a value may not be allowed."),
        _AGAIN,
    ),
    ErrorKind.RATE_LIMITED: (
        QT_TRANSLATE_NOOP("Messages", "The Hub asks for a short break"),
        QT_TRANSLATE_NOOP(
            "Messages", "There were many requests in a few minutes. Transfers that are under way are not affected."
        ),
        _AGAIN,
    ),
    ErrorKind.SERVER: (
        QT_TRANSLATE_NOOP("Messages", "The Hub could not answer"),
        QT_TRANSLATE_NOOP(
            "Messages", "Its server had a problem. Nothing was changed. It often helps to try again in a moment."
        ),
        _AGAIN,
    ),
    ErrorKind.BAD_ANSWER: (
        QT_TRANSLATE_NOOP("Messages", "The answer did not come from a Hub"),
        QT_TRANSLATE_NOOP(
            "Messages", "A sign-in page of the network or a wrong address can cause this. Nothing was changed."
        ),
        _AGAIN,
    ),
    ErrorKind.UNTRUSTED: (
        QT_TRANSLATE_NOOP("Messages", "The server asked for something unsafe"),
        QT_TRANSLATE_NOOP("Messages", "HubDesk stopped before anything was written or any token was sent."),
        _BACK,
    ),
    ErrorKind.OFFLINE: (
        QT_TRANSLATE_NOOP("Messages", "No network"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "The Hub cannot be reached. What is on this computer stays usable; transfers go on by themselves.",
        ),
        _AGAIN,
    ),
    ErrorKind.TIMEOUT: (
        QT_TRANSLATE_NOOP("Messages", "The Hub took too long"),
        QT_TRANSLATE_NOOP("Messages", "No answer came in time. Nothing was changed. The network may be slow just now."),
        _AGAIN,
    ),
    ErrorKind.TLS: (
        QT_TRANSLATE_NOOP("Messages", "The connection is not secure"),
        QT_TRANSLATE_NOOP(
            "Messages",
            "The server's certificate cannot be trusted, so nothing was sent."
            " A company proxy or a wrong clock can cause this.",
        ),
        _AGAIN,
    ),
    ErrorKind.PROXY: (
        QT_TRANSLATE_NOOP("Messages", "The proxy refused"),
        QT_TRANSLATE_NOOP(
            "Messages", "The Hub was not reached through it. Nothing was changed. Check the proxy settings."
        ),
        _AGAIN,
    ),
    ErrorKind.DISK_FULL: (
        QT_TRANSLATE_NOOP("Messages", "The disk is full"),
        QT_TRANSLATE_NOOP("Messages", "What has arrived is kept. Free some space, then go on from there."),
        _AGAIN,
    ),
    ErrorKind.NO_PERMISSION: (
        QT_TRANSLATE_NOOP("Messages", "This place cannot be written"),
        QT_TRANSLATE_NOOP("Messages", "The system does not allow it. Nothing was changed. Another folder may do."),
        _FOLDER,
    ),
    ErrorKind.NAME_TOO_LONG: (
        QT_TRANSLATE_NOOP("Messages", "A path is too long for this system"),
        QT_TRANSLATE_NOOP("Messages", "Nothing was written there. A folder with a shorter path helps."),
        _FOLDER,
    ),
    ErrorKind.TARGET_EXISTS: (
        QT_TRANSLATE_NOOP("Messages", "There is a different file of this name"),
        QT_TRANSLATE_NOOP("Messages", "It was left as it is. Choose another folder, or agree to replace it."),
        _FOLDER,
    ),
    ErrorKind.TARGET_GONE: (
        QT_TRANSLATE_NOOP("Messages", "The folder is no longer there"),
        QT_TRANSLATE_NOOP(
            "Messages", "It was moved, deleted, or its drive was taken out. Connect it again, then go on."
        ),
        _AGAIN,
    ),
    ErrorKind.CORRUPT: (
        QT_TRANSLATE_NOOP("Messages", "The content does not match its checksum"),
        QT_TRANSLATE_NOOP("Messages", "The damaged copy is not used. Fetching it again usually repairs it."),
        _AGAIN,
    ),
    ErrorKind.KEYRING: (
        QT_TRANSLATE_NOOP("Messages", "The system keyring is not available"),
        QT_TRANSLATE_NOOP("Messages", "A token is kept for this session only and is never written to a file."),
        _AGAIN,
    ),
    ErrorKind.ENGINE_LOST: (
        QT_TRANSLATE_NOOP("Messages", "The transfer helper stopped"),
        QT_TRANSLATE_NOOP("Messages", "What has arrived is kept, and it goes on from there."),
        _AGAIN,
    ),
    ErrorKind.BAD_REPO_ID: (
        QT_TRANSLATE_NOOP("Messages", "This is not the name of a repository"),
        QT_TRANSLATE_NOOP("Messages", "A name looks like “owner/name”. Nothing was sent."),
        _CORRECT,
    ),
    ErrorKind.BAD_URL: (
        QT_TRANSLATE_NOOP("Messages", "This address names no repository of this Hub"),
        QT_TRANSLATE_NOOP("Messages", "It was not opened. Copy the address of a model, dataset or Space page."),
        _CORRECT,
    ),
    ErrorKind.BAD_PATTERN: (
        QT_TRANSLATE_NOOP("Messages", "This pattern cannot be used"),
        QT_TRANSLATE_NOOP("Messages", "Patterns look like “*.safetensors” or “onnx/*”. Nothing was started."),
        _CORRECT,
    ),
    ErrorKind.BAD_CARD: (
        QT_TRANSLATE_NOOP("Messages", "The card cannot be read completely"),
        QT_TRANSLATE_NOOP(
            "Messages", "Its metadata has a mistake. The text is shown as far as possible, nothing is lost."
        ),
        _AGAIN,
    ),
    ErrorKind.BAD_FILE: (
        QT_TRANSLATE_NOOP("Messages", "This file cannot be read"),
        QT_TRANSLATE_NOOP("Messages", "It is not what its name says, or it is damaged. It was left as it is."),
        _BACK,
    ),
    ErrorKind.INTERNAL: (
        QT_TRANSLATE_NOOP("Messages", "Something went wrong in HubDesk"),
        QT_TRANSLATE_NOOP(
            "Messages", "This is our mistake. Your files are as they were. The details help to repair it."
        ),
        _AGAIN,
    ),
}


def message_for(error: HubDeskError) -> Message:
    """The message of an error, in the language of now."""
    title, text, action = (str(part) for part in _TEXTS[error.kind])
    icon, tone = _SHAPES[error.kind]
    return Message(
        title=QCoreApplication.translate("Messages", title),
        text=QCoreApplication.translate("Messages", text),
        action=QCoreApplication.translate("Messages", action),
        icon=icon,
        tone=tone,
    )
