"""Files of an upload as the engine is told of them."""

from __future__ import annotations

from hubdesk.transfers.job import JobFile
from hubdesk.transfers.sending.messages import Item, Row
from hubdesk.transfers.uploads.job import is_large


def row_of(fetch_id: int, file: JobFile) -> Row:
    """A file as it travels to the engine."""
    return Item(fetch_id, file.path, file.source, file.size, file.mtime_ns, file.etag, int(is_large(file))).row()
