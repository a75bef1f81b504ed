"""What hostile answers hold: names, sizes and ids that no honest Hub would send."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_HEX = "0123456789abcdef"

# For each kind of hostile name, the names themselves, made from the path of a file that is really there.
PATHS: Mapping[str, Callable[[str], tuple[str, ...]]] = {
    "dotdot": lambda path: ("../outside.txt", "inner/../../outside.txt", ".."),
    "absolute": lambda path: ("/outside.txt", "//server/share/outside.txt"),
    "backslash": lambda path: ("..\\outside.txt", "\\outside.txt", "inner\\outside.txt"),
    "nul": lambda path: ("nul\0byte.txt",),
    "control": lambda path: ("line\nbreak.txt", "escape\x1b[2J.txt"),
    "git": lambda path: (".git/hooks/post-checkout", "inner/.GIT/config"),
    "drive": lambda path: ("C:/outside.txt", "C:outside.txt"),
    "stream": lambda path: (f"{path}:hidden", f"{path}::$DATA"),
    "device": lambda path: ("CON", "inner/aux.txt", "COM1"),
    "trailing": lambda path: ("dots.../file.txt", "dot.", "blank "),
    "empty": lambda path: ("", ".", "inner//file.txt", "folder/"),
    "duplicate": lambda path: (path, path),
    "case": lambda path: (path.swapcase(),),
    "inside": lambda path: (f"{path}/inside.txt",),
    "long": lambda path: (f"{'x' * 300}.txt", "/".join(["deep"] * 2000)),
    "unicode": lambda path: ("\u202etxt.exe", "\ud800.txt", "e\u0301.txt", "\u00e9.txt"),
}
SIZES: Mapping[str, object] = {
    "negative": -1,
    "huge": 2**63,
    "text": "12",
    "fraction": 0.5,
    "null": None,
    "true": True,
    "list": [12],
}
ETAGS: Mapping[str, str] = {
    "empty": "",
    "short": _HEX,
    "long": _HEX * 8,
    "not_hex": "g" * 64,
    "upper": _HEX.upper() * 4,
    "path": "../../../outside",
    "absolute": "/outside",
    "quotes": '0123" onload="x',
    "newline": "0123456789abcdef%0d%0aX-Injected: yes",
    "unicode": "\u00e9" * 40,
}
SHAPES: Mapping[str, str] = {
    "null": "null",
    "list": "[1, null, [], {}]",
    "table": '{"error": null}',
    "number": "1e999",
    "text": '"text"',
    "empty": "",
    "deep": "[" * 100_000 + "]" * 100_000,
    "nan": '{"size": NaN, "sha": -Infinity}',
    "surrogate": '{"id": "\\ud800", "sha": "\\udfff"}',
}
# Where `cas_url` leads; `{data}` is the data dir, `{thief}` the other origin, `{closed}` a port where nobody listens.
CAS_URLS: Mapping[str, str] = {
    "folder": "local://{data}/elsewhere",
    "https": "https://cas.practice.invalid",
    "file": "file://{data}/elsewhere",
    "thief": "{thief}",
    "refused": "http://127.0.0.1:{closed}",
    "errors": "{thief}/errors",
    "stalls": "{thief}/stalls",
}
