"""What an upload plan says in words: verdicts, why a file is left out, and each finding as a sentence."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from hubdesk.transfers.uploads.codes import Code
from hubdesk.transfers.uploads.model import Finding, Reason, UploadPlan, Verdict
from hubdesk.ui.format import number_text, size_text

_TITLES: dict[Code, object] = {
    Code.TWO_SOURCES: QT_TRANSLATE_NOOP("UploadPlan", "Two files for {path}"),
    Code.IN_THE_WAY: QT_TRANSLATE_NOOP("UploadPlan", "{path} stands in the way"),
    Code.SOURCE_GONE: QT_TRANSLATE_NOOP("UploadPlan", "{path} is no longer there"),
    Code.FILE_TOO_LARGE: QT_TRANSLATE_NOOP("UploadPlan", "{path} is too large for the Hub"),
    Code.FOLDER_TOO_FULL: QT_TRANSLATE_NOOP("UploadPlan", "Too many files in one folder {path}"),
    Code.CARD_ERROR: QT_TRANSLATE_NOOP("UploadPlan", "The Hub would refuse this card"),
    Code.SECRET: QT_TRANSLATE_NOOP("UploadPlan", "A secret in {path}"),
    Code.SECRET_FILE: QT_TRANSLATE_NOOP("UploadPlan", "{path} may hold keys or passwords"),
    Code.PICKLE: QT_TRANSLATE_NOOP("UploadPlan", "{path} is a pickle file"),
    Code.FILE_LARGE: QT_TRANSLATE_NOOP("UploadPlan", "{path} is very large"),
    Code.REPO_TOO_FULL: QT_TRANSLATE_NOOP("UploadPlan", "Very many files in one repository"),
    Code.NO_CARD: QT_TRANSLATE_NOOP("UploadPlan", "There is no card"),
    Code.NO_LICENCE: QT_TRANSLATE_NOOP("UploadPlan", "The card names no licence"),
    Code.CARD_WARNING: QT_TRANSLATE_NOOP("UploadPlan", "The Hub has a remark on the card"),
    Code.CASE: QT_TRANSLATE_NOOP("UploadPlan", "{path} looks like another name"),
    Code.CHANGED_MEANWHILE: QT_TRANSLATE_NOOP("UploadPlan", "{path} is being changed"),
    Code.UNREADABLE: QT_TRANSLATE_NOOP("UploadPlan", "{path} cannot be read"),
    Code.BAD_NAME: QT_TRANSLATE_NOOP("UploadPlan", "{path} has a name the Hub cannot keep"),
    Code.EMPTY_FILE: QT_TRANSLATE_NOOP("UploadPlan", "{path} is empty"),
    Code.GIT_ATTRIBUTES: QT_TRANSLATE_NOOP("UploadPlan", "{path} is among the files"),
}
_TEXTS: dict[Code, object] = {
    Code.TWO_SOURCES: QT_TRANSLATE_NOOP(
        "UploadPlan", "{first} and {second} would both go there. Leave one of them out."
    ),
    Code.IN_THE_WAY: QT_TRANSLATE_NOOP(
        "UploadPlan", "{first} needs a folder where a file stands, or the other way round. Choose another folder."
    ),
    Code.SOURCE_GONE: QT_TRANSLATE_NOOP("UploadPlan", "{first} was moved or deleted. Close this and choose it again."),
    Code.FILE_TOO_LARGE: QT_TRANSLATE_NOOP(
        "UploadPlan", "It has {first}, and the Hub takes at most {second}. Split it, or leave it out."
    ),
    Code.FOLDER_TOO_FULL: QT_TRANSLATE_NOOP(
        "UploadPlan", "It would have {first} entries, and the Hub takes at most {second}. Use folders within it."
    ),
    Code.CARD_ERROR: QT_TRANSLATE_NOOP("UploadPlan", "It says: {first}. Correct {path}, then plan again."),
    Code.SECRET: QT_TRANSLATE_NOOP(
        "UploadPlan", "Line {line} seems to hold one: {first}. Whoever reads the repository could use it."
    ),
    Code.SECRET_FILE: QT_TRANSLATE_NOOP(
        "UploadPlan", "Files of this name usually do. Look into it before it is public."
    ),
    Code.PICKLE: QT_TRANSLATE_NOOP("UploadPlan", "It can run code when it is loaded. Safer is {first}."),
    Code.FILE_LARGE: QT_TRANSLATE_NOOP(
        "UploadPlan", "It has {first}; the Hub recommends at most {second}. Several smaller files travel better."
    ),
    Code.REPO_TOO_FULL: QT_TRANSLATE_NOOP(
        "UploadPlan", "The repository would have {first} files; the Hub recommends at most {second}."
    ),
    Code.NO_CARD: QT_TRANSLATE_NOOP("UploadPlan", "A README.md tells others what this is and how to use it."),
    Code.NO_LICENCE: QT_TRANSLATE_NOOP("UploadPlan", "Without one, nobody knows what they may do with it."),
    Code.CARD_WARNING: QT_TRANSLATE_NOOP("UploadPlan", "It says: {first}"),
    Code.CASE: QT_TRANSLATE_NOOP("UploadPlan", "{first} differs only in small and capital letters or in accents."),
    Code.CHANGED_MEANWHILE: QT_TRANSLATE_NOOP(
        "UploadPlan", "It was written to while this plan was made. Wait for that to end, then plan again."
    ),
    Code.UNREADABLE: QT_TRANSLATE_NOOP("UploadPlan", "The system does not let HubDesk read {first}. It is left out."),
    Code.BAD_NAME: QT_TRANSLATE_NOOP("UploadPlan", "{first} is left out. Rename it to upload it."),
    Code.EMPTY_FILE: QT_TRANSLATE_NOOP("UploadPlan", "It has no content. That may be meant so."),
    Code.GIT_ATTRIBUTES: QT_TRANSLATE_NOOP("UploadPlan", "It decides which files the Hub keeps as large files."),
}


def verdict_text(verdict: Verdict) -> str:
    """What a commit would do with a file, in a word."""
    return {
        Verdict.ADDED: QCoreApplication.translate("UploadPlan", "Added"),
        Verdict.CHANGED: QCoreApplication.translate("UploadPlan", "Changed"),
        Verdict.UNCHANGED: QCoreApplication.translate("UploadPlan", "Unchanged"),
        Verdict.IGNORED: QCoreApplication.translate("UploadPlan", "Ignored"),
        Verdict.DELETED: QCoreApplication.translate("UploadPlan", "Deleted"),
    }[verdict]


def reason_text(reason: Reason) -> str:
    """Why a file is left out."""
    return {
        Reason.GIT_FOLDER: QCoreApplication.translate("UploadPlan", "git's own, or the library's notes"),
        Reason.GIT_IGNORE: QCoreApplication.translate("UploadPlan", "named in .gitignore"),
        Reason.PATTERN: QCoreApplication.translate("UploadPlan", "left out by your patterns"),
        Reason.HUB: QCoreApplication.translate("UploadPlan", "named in the repository's .gitignore"),
        Reason.NOT_A_FILE: QCoreApplication.translate("UploadPlan", "not a file, or a link out of the folder"),
        Reason.UNREADABLE: QCoreApplication.translate("UploadPlan", "cannot be read"),
        Reason.BAD_NAME: QCoreApplication.translate("UploadPlan", "no file in a repository can be called this"),
        Reason.UNCHECKED: QCoreApplication.translate("UploadPlan", "left out by you"),
    }[reason]


def note_text(verdict: Verdict, reason: Reason | None) -> str:
    """The note at a file: why it is left out, or what does not happen to it."""
    if reason is not None:
        return reason_text(reason)
    if verdict is Verdict.UNCHANGED:
        return QCoreApplication.translate("UploadPlan", "nothing to send")
    if verdict is Verdict.DELETED:
        return QCoreApplication.translate("UploadPlan", "goes from the repository")
    return ""


def finding_title(finding: Finding) -> str:
    """What it is about, in one line."""
    text = str(_TITLES[Code(finding.code)])
    return QCoreApplication.translate("UploadPlan", text).format(path=finding.path)


def finding_text(finding: Finding) -> str:
    """What it means and what to do."""
    code = Code(finding.code)
    text = QCoreApplication.translate("UploadPlan", str(_TEXTS[code]))
    values = [*finding.values, "", ""]
    if code in _SIZES:
        values = [size_text(int(value)) if value else "" for value in values]
    elif code in _COUNTS:
        values = [number_text(int(value)) if value else "" for value in values]
    return text.format(path=finding.path, line=finding.line, first=values[0], second=values[1])


_SIZES = frozenset({Code.FILE_TOO_LARGE, Code.FILE_LARGE})
_COUNTS = frozenset({Code.FOLDER_TOO_FULL, Code.REPO_TOO_FULL})


def default_message(plan: UploadPlan | None) -> str:
    """What the commit is called where the person writes nothing."""
    sent = plan.to_send if plan is not None else ()
    deleted = plan.of(Verdict.DELETED) if plan is not None else ()
    if len(sent) == 1:
        return QCoreApplication.translate("UploadPlan", "Upload {name}").format(name=sent[0].path.rpartition("/")[2])
    if not sent and len(deleted) == 1:
        return QCoreApplication.translate("UploadPlan", "Delete {name}").format(name=deleted[0].path)
    if not sent and deleted:
        return QCoreApplication.translate("UploadPlan", "Delete {count} files").format(count=len(deleted))
    return QCoreApplication.translate("UploadPlan", "Upload {count} files").format(count=len(sent))
