"""Run as a process: loads `hf` once, then runs each command line it is given in a fork of itself."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from typing import NoReturn


def main() -> None:
    """Answer until standard input ends."""
    from huggingface_hub.cli import hf

    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    for line in sys.stdin:
        asked = json.loads(line)
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
            child = os.fork()
            if child == 0:
                os.dup2(out.fileno(), 1)
                os.dup2(errors.fileno(), 2)
                _run(hf.main, asked)
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            texts = []
            for stream in (out, errors):
                stream.seek(0)
                texts.append(stream.read().decode("utf-8", "replace"))
        print(json.dumps({"code": code, "out": texts[0], "errors": texts[1]}), file=answers, flush=True)


def _run(command: object, asked: dict[str, object]) -> NoReturn:
    assert callable(command)
    code = 0
    try:
        os.chdir(str(asked["folder"]))
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - the process ends soon
        sys.argv = ["hf", *asked["arguments"]]  # type: ignore[misc]
        command()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
