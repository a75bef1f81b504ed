"""Looks into the files that are to be sent: the sample for the Hub, secrets, pickles. Each is opened once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hubdesk.core.types import RepoType
from hubdesk.hub.preupload import SAMPLE_SIZE, UploadSample
from hubdesk.transfers.uploads.codes import Code
from hubdesk.transfers.uploads.model import Finding, PlannedUpload, Severity
from hubdesk.transfers.uploads.naming import shown
from hubdesk.transfers.uploads.pickles import safer_format
from hubdesk.transfers.uploads.reading import opened
from hubdesk.transfers.uploads.secrets import MAX_TEXT, is_text, secret_findings

_START = 65_536


@dataclass(frozen=True, slots=True)
class Looked:
    """What was seen; `unreadable` are the files that could not be opened."""

    samples: tuple[UploadSample, ...]
    findings: tuple[Finding, ...]
    unreadable: tuple[Finding, ...]


def look_into(
    files: Sequence[PlannedUpload],
    contents: Mapping[str, bytes],
    repo_type: RepoType,
    check: Callable[[], None],
) -> Looked:
    """Look into these files, one after the other."""
    samples, findings, unreadable = [], [], []
    for file in files:
        check()
        try:
            content = _content(file, contents)
        except OSError:
            where = (shown(str(file.local)),)
            unreadable.append(Finding(Severity.WARNING, Code.UNREADABLE, file.path, values=where))
            continue
        samples.append(UploadSample(file.path, file.size, content[:SAMPLE_SIZE]))
        if safer := safer_format(file.path, content, repo_type):
            findings.append(Finding(Severity.WARNING, Code.PICKLE, file.path, values=(safer,)))
        if is_text(content[:_START]):
            findings += secret_findings(file.path, content)
    return Looked(tuple(samples), tuple(findings), tuple(unreadable))


def _content(file: PlannedUpload, contents: Mapping[str, bytes]) -> bytes:
    """The start of a file: of text all that is searched for secrets, otherwise a little.

    Raises:
        OSError: it cannot be read.
    """
    if file.local is None:
        return contents[file.path][:MAX_TEXT]
    with opened(file.local) as source:
        start = source.read(_START)
        if len(start) < _START or not is_text(start):
            return start
        rest = bytearray(start)
        while len(rest) < MAX_TEXT and (block := source.read(MAX_TEXT - len(rest))):
            rest += block
        return bytes(rest)
