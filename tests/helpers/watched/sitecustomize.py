"""Loaded by a Python that is to tell which paths it touches: one line for each, in the file named by WATCHED_PATHS."""

import os
import sys

_PATHS = {  # event -> where its paths are among the arguments, and where the open folders they may be relative to
    "open": {0: None}, "os.mkdir": {0: 2}, "os.rename": {0: 2, 1: 3}, "os.remove": {0: 1}, "os.rmdir": {0: 1},
    "os.link": {0: 2, 1: 3}, "os.symlink": {1: 2}, "os.truncate": {0: None}, "os.chmod": {0: 2},
    "os.listdir": {0: None}, "os.scandir": {0: None}, "shutil.rmtree": {0: 1}, "subprocess.Popen": {0: None},
}  # fmt: skip
_log = os.open(os.environ["WATCHED_PATHS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
_seen = set()


def _watch(event, arguments):  # noqa: ANN001, ANN202 - this runs in every Python below
    for at, folder_at in _PATHS.get(event, {}).items():
        path = arguments[at]
        if isinstance(path, (str, bytes, os.PathLike)):
            folder = arguments[folder_at] if folder_at is not None and folder_at < len(arguments) else None
            whole = os.path.join(os.getcwd() if folder in (None, -1) else f"/dev/fd/{folder}", os.fsdecode(path))
            line = f"{event} {os.path.normpath(whole)}"
            if line not in _seen:
                _seen.add(line)
                os.write(_log, (line + "\n").encode("utf-8", "backslashreplace"))


sys.addaudithook(_watch)
