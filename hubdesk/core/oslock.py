"""Locks that the system frees when their holder ends, however it ends."""

from __future__ import annotations

import errno
import os
import sys

if sys.platform == "win32":
    import msvcrt

    _BEYOND = 1 << 40  # a byte far behind any content, which stays readable to others

    def try_lock(descriptor: int) -> bool:
        """Lock an open file for this process; False where another one holds it."""
        os.lseek(descriptor, _BEYOND, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    _NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})

    def try_lock(descriptor: int) -> bool:
        """Lock an open file for this process; False where another one holds it.

        On a file system that knows no locks everyone gets one: a lock that is never given would be worse.
        """
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
        return True
