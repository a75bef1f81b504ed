"""What the Hub recommends and what it refuses: https://huggingface.co/docs/hub/storage-limits (August 2026).

A folder may have 10,000 entries, and a file 500 GB; recommended are at most 200 GB per file and 100,000 files in a
repository.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from hubdesk.transfers.uploads.codes import Code
from hubdesk.transfers.uploads.model import Finding, PlannedUpload, Severity
from hubdesk.transfers.uploads.naming import above

MAX_ENTRIES = 10_000
MAX_FILES = 100_000
MAX_FILE_SIZE = 500_000_000_000
LARGE_FILE_SIZE = 200_000_000_000


def size_findings(files: Iterable[PlannedUpload]) -> list[Finding]:
    """Files that are larger than the Hub takes, or likes."""
    found = []
    for file in files:
        if file.size > MAX_FILE_SIZE:
            values = (str(file.size), str(MAX_FILE_SIZE))
            found.append(Finding(Severity.ERROR, Code.FILE_TOO_LARGE, file.path, values=values))
        elif file.size > LARGE_FILE_SIZE:
            values = (str(file.size), str(LARGE_FILE_SIZE))
            found.append(Finding(Severity.WARNING, Code.FILE_LARGE, file.path, values=values))
    return found


def count_findings(after: Sequence[str], added: Sequence[str]) -> list[Finding]:
    """Folders and a repository that would have too much in them; only where something is added."""
    if not added:
        return []
    found = []
    if len(after) > MAX_FILES:
        found.append(Finding(Severity.WARNING, Code.REPO_TOO_FULL, values=(str(len(after)), str(MAX_FILES))))
    if len(after) > MAX_ENTRIES:
        touched = {""}.union(*(above(path) for path in added))
        for folder, count in sorted(_entries(after).items()):
            if count > MAX_ENTRIES and folder in touched:
                values = (str(count), str(MAX_ENTRIES))
                found.append(Finding(Severity.ERROR, Code.FOLDER_TOO_FULL, folder, values=values))
    return found


def _entries(paths: Iterable[str]) -> Counter[str]:
    """How many files and folders each folder has."""
    counts: Counter[str] = Counter()
    folders: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        counts[folder] += 1
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
            counts[folder] += 1
    return counts
