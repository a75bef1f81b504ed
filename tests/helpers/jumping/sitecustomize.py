"""Loaded by a Python whose clock on the wall is to jump: by as many seconds as the file named by CLOCK_FILE says."""

import datetime
import os
import time

_FILE = os.environ["CLOCK_FILE"]
_now = time.time


def _jump() -> float:
    try:
        with open(_FILE, encoding="ascii") as file:
            return float(file.read() or 0)
    except OSError:
        return 0.0


class _Jumping(datetime.datetime):
    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:
        """Now, and the jump."""
        return super().now(tz) + datetime.timedelta(seconds=_jump())


datetime.datetime = _Jumping  # type: ignore[misc]  # every module that is imported from now on takes this one
time.time = lambda: _now() + _jump()
