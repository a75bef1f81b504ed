"""Loaded by a Python that is to tell which paths it touches: one line for each, in the file named by WATCHED_PATHS."""

import os
import sys

_FIRST_PATHS = {
    "open": 1, "os.mkdir": 1, "os.rename": 2, "os.remove": 1, "os.rmdir": 1, "os.link": 2, "os.symlink": 2,
    "os.truncate": 1, "os.chmod": 1, "os.listdir": 1, "os.scandir": 1, "shutil.rmtree": 1, "subprocess.Popen": 1,
}  # fmt: skip
_log = os.open(os.environ["WATCHED_PATHS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
_seen = set()


def _watch(event, arguments):  # noqa: ANN001, ANN202 - this runs in every Python below
    for path in arguments[: _FIRST_PATHS.get(event, 0)]:
        if isinstance(path, (str, bytes, os.PathLike)):
            line = f"{event} {os.path.abspath(os.fsdecode(path))}"
            if line not in _seen:
                _seen.add(line)
                os.write(_log, (line + "\n").encode("utf-8", "backslashreplace"))


sys.addaudithook(_watch)
