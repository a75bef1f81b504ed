"""What ended and was taken off the list stays searchable, up to a limit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from hubdesk.core.store import Database, Row
from hubdesk.transfers.model import FINISHED

KEEP_TRANSFERS = 5_000
KEEP_FILES = 250_000  # of all of them together: one transfer may have a hundred thousand

_ENDED = f"state IN ({', '.join(repr(state.value) for state in sorted(FINISHED))})"
_SAYS = """(
    repo_id LIKE :word ESCAPE '\\' OR revision LIKE :word ESCAPE '\\' OR target LIKE :word ESCAPE '\\'
    OR EXISTS (SELECT 1 FROM file WHERE transfer_id = id AND path LIKE :word ESCAPE '\\')
)"""


def find(database: Database, connection_id: str, search: str, limit: int, offset: int) -> list[Row]:
    """The transfers that ended and say every word, the last one first."""
    words = {f"word{number}": _pattern(word) for number, word in enumerate(search.split())}
    says = "".join(f" AND {_SAYS.replace(':word', f':{name}')}" for name in words)
    return database.rows(
        f"SELECT * FROM transfer WHERE connection_id = :connection AND {_ENDED}{says}"
        " ORDER BY coalesce(finished, created) DESC, id DESC LIMIT :limit OFFSET :offset",
        {"connection": connection_id, "limit": limit, "offset": offset, **words},
    )


def dismiss(database: Database, transfer_ids: Sequence[int], now: datetime) -> None:
    """Take transfers that ended off the list; they stay in the history."""
    database.change_many(
        f"UPDATE transfer SET dismissed = ? WHERE id = ? AND {_ENDED}",
        [(now.timestamp(), transfer_id) for transfer_id in transfer_ids],
    )


def trim(database: Database, transfers: int = KEEP_TRANSFERS, files: int = KEEP_FILES) -> None:
    """Forget the oldest that are off the list, where there are too many of them or of their files."""
    database.change(
        "DELETE FROM transfer WHERE id IN (SELECT id FROM ("
        " SELECT id, row_number() OVER last_first AS place, sum(file_count) OVER last_first AS files"
        " FROM transfer WHERE dismissed IS NOT NULL WINDOW last_first AS (ORDER BY dismissed DESC, id DESC)"
        ") WHERE place > 1 AND (place > ? OR files > ?))",
        (transfers, files),
    )


def _pattern(word: str) -> str:
    """A word as LIKE finds it anywhere."""
    for special in "\\%_":
        word = word.replace(special, f"\\{special}")
    return f"%{word}%"
