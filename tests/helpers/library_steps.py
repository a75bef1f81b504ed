"""Run as a process: evaluates expressions with the unmodified huggingface_hub and answers in JSON lines."""

from __future__ import annotations

import json
import os
import sys
import warnings
from pathlib import Path
from typing import Any


def main() -> None:
    """Answer until standard input ends."""
    import huggingface_hub
    from huggingface_hub import HfApi, errors
    from huggingface_hub.utils import _oauth_device

    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    warnings.simplefilter("ignore")
    names: dict[str, Any] = {
        "api": HfApi(token=os.environ["OWNER_TOKEN"]),
        "reader": HfApi(token=os.environ["READER_TOKEN"]),
        "fine": HfApi(token=os.environ["FINE_TOKEN"]),
        "expired": HfApi(token=os.environ["EXPIRED_TOKEN"]),
        "oauth": HfApi(token=os.environ["OAUTH_TOKEN"]),
        "device": _oauth_device,
        "anonymous": HfApi(token=False),
        "HfApi": HfApi,
        "hub": huggingface_hub,
        "Path": Path,
    }
    for line in sys.stdin:
        try:
            answer: dict[str, Any] = {"value": _value(line, names)}
        except Exception as error:
            response = getattr(error, "response", None)
            answer = {
                "error": [each.__name__ for each in type(error).__mro__],
                "status": getattr(response, "status_code", None),
                "message": str(error),
            }
        print(json.dumps(answer, default=str), file=answers, flush=True)
    assert errors


def _value(line: str, names: dict[str, Any]) -> object:
    """Of an expression; or what statements leave as `result`."""
    asked = json.loads(line)
    if isinstance(asked, str):
        return eval(asked, names)
    inside = dict(names)
    exec(asked["statements"], inside)
    return inside.get("result")


if __name__ == "__main__":
    main()
