"""How a headless command ends: its exit code, and the sentence on stderr."""

from __future__ import annotations

from hubdesk.core.errors import ErrorKind

OK, FAILED, USAGE, NOT_FOUND, SIGN_IN, DISK, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130

_CODES = {
    ErrorKind.BAD_REPO_ID: USAGE,
    ErrorKind.BAD_URL: USAGE,
    ErrorKind.BAD_PATTERN: USAGE,
    ErrorKind.BAD_FILE: USAGE,
    ErrorKind.REPO_NOT_FOUND: NOT_FOUND,
    ErrorKind.REVISION_NOT_FOUND: NOT_FOUND,
    ErrorKind.FILE_NOT_FOUND: NOT_FOUND,
    ErrorKind.GATED: NOT_FOUND,
    ErrorKind.DISABLED: NOT_FOUND,
    ErrorKind.UNAUTHORIZED: SIGN_IN,
    ErrorKind.KEYRING: SIGN_IN,
    ErrorKind.DISK_FULL: DISK,
    ErrorKind.NO_PERMISSION: DISK,
    ErrorKind.NAME_TOO_LONG: DISK,
    ErrorKind.TARGET_EXISTS: DISK,
    ErrorKind.TARGET_GONE: DISK,
}

_SENTENCES = {
    ErrorKind.REPO_NOT_FOUND: "There is no such repository, or it is private and needs an account.",
    ErrorKind.REVISION_NOT_FOUND: "The repository has no such branch, tag or commit.",
    ErrorKind.FILE_NOT_FOUND: "The repository has no such file.",
    ErrorKind.GATED: "The repository is gated: ask for access on its page, then use an account that has it.",
    ErrorKind.DISABLED: "The repository has been disabled.",
    ErrorKind.UNAUTHORIZED: "This needs an account: --account NAME, --token-stdin or --use-hf-token.",
    ErrorKind.FORBIDDEN: "The account is not allowed to do this.",
    ErrorKind.RATE_LIMITED: "The Hub asks for a pause. Try again later.",
    ErrorKind.SERVER: "The Hub has a problem. Try again later.",
    ErrorKind.BAD_ANSWER: "The answer does not come from a Hub. Check the endpoint and the network.",
    ErrorKind.UNTRUSTED: "The server asked for something unsafe, and HubDesk refused.",
    ErrorKind.OFFLINE: "The Hub cannot be reached. What has come so far is kept.",
    ErrorKind.TIMEOUT: "The Hub does not answer. What has come so far is kept.",
    ErrorKind.TLS: "The connection is not secure: the certificate cannot be checked.",
    ErrorKind.PROXY: "The proxy refuses.",
    ErrorKind.DISK_FULL: "There is not enough space.",
    ErrorKind.NO_PERMISSION: "The folder cannot be written.",
    ErrorKind.TARGET_EXISTS: "Something else stands there. It is untouched; --replace replaces files, not folders.",
    ErrorKind.TARGET_GONE: "The folder is gone.",
    ErrorKind.CORRUPT: "The content was not what the repository says, twice. It was thrown away.",
    ErrorKind.ENGINE_LOST: "The process that moves the bytes ended unexpectedly. What has come so far is kept.",
    ErrorKind.BAD_REPO_ID: "This is no repository id: it is owner/name.",
    ErrorKind.BAD_URL: "This is no address of a Hub.",
    ErrorKind.BAD_PATTERN: "A pattern is empty.",
    ErrorKind.KEYRING: "The keyring holds no such account, or cannot be opened.",
    ErrorKind.CHANGED_SINCE: "The repository has changed meanwhile. Try again.",
    ErrorKind.BAD_FILE: "A file cannot be used.",
    ErrorKind.BAD_REQUEST: "It was refused.",
    ErrorKind.TOO_LARGE: "It is too large for the Hub.",
    ErrorKind.PAYMENT_REQUIRED: "The Hub wants this to be paid for.",
    ErrorKind.CONFLICT: "HubDesk is busy with something else there.",
}


def exit_code(kind: ErrorKind) -> int:
    """The exit code that an error stands for."""
    return _CODES.get(kind, FAILED)


def sentence(kind: ErrorKind) -> str:
    """What an error means to the person who typed the command."""
    return _SENTENCES.get(kind, "Something went wrong.")


def kind_of(name: str) -> ErrorKind:
    """The kind of this name; INTERNAL for one that another version may have used."""
    return ErrorKind(name) if name in set(ErrorKind) else ErrorKind.INTERNAL
