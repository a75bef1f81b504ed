"""Makes requests no reasonable client sends, for every route the practice Hub has."""

from __future__ import annotations

import ast
import inspect
import json
import random
import re
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlencode

from starlette.routing import Route

from hubdesk.localhub.app import SUBJECTS
from hubdesk.localhub.facts import words

ROUTES: tuple[Route, ...] = tuple(route for subject in SUBJECTS for route in subject.ROUTES)
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get")

# Percent-encoded, as they stand in a path; some are no UTF-8, overlong, or lead elsewhere.
HOSTILE = (
    "..", "../../canary.txt", "..%2f..%2f..%2fcanary.txt", "%2e%2e/%2e%2e/%2e%2e/canary.txt", "..%5c..%5ccanary.txt",
    "%00", "README.md%00.txt", "%2fetc%2fpasswd", "/etc/passwd", "%c0%ae%c0%ae%c0%af%c0%ae%c0%ae%c0%afcanary.txt",
    "%ff%fe", "%ed%a0%80", ".", "./", "//", "~", "~root", "C:%5cWindows", ".git/config", ".git%2fHEAD", "HEAD",
    "refs/heads/main.lock", "refs%2fheads%2f..%2f..%2f..%2fconfig", "objects/info", "%", "%zz", "%u002e", "%25%32%65",
    "%e2%80%ae", "%f0%9f%98%80", "%20", "%0d%0aX-Injected:%20yes", "%0a", "--upload-pack=x", "$(id)", "'\"<>",
    "a" * 3000,
    "%ed%95%9c%ea%b8%80", "-1", "0", "99999999999999999999999", "1e9", "0x10", "null", "%09", "name.git", "a/b/c/d",
    "*",
    "@{-1}", "main~1", "main^", "stdin", "con", "..%00/", "%252e%252e%252fcanary.txt", ";", "&", "%3f", "%23", "[::1]",
)  # fmt: skip
USUAL = {
    "repo": (
        "minji/fuzz", "minji/fuzz-space", "minji/fuzz-data", "minji/secret-project", "minji/empty-model", "gpt2",
        "minji/withdrawn-model", "hangul-lab/ko-embedding", "minji/first-experiment", "joon/other", "nobody/nothing",
    ),
    "kind": ("models", "datasets", "spaces"),
    "place": ("", "datasets/", "spaces/"),
    "how": ("resolve", "raw"),
    "rev": ("main", "refs%2Fpr%2F1", "refs/pr/1", "v1", "abcdef", "0" * 40),
    "path": ("README.md", "large.bin", "config.json", "a/b.txt", ".gitattributes"),
    "name": ("minji", "joon", "hangul-lab", "main", "v1"),
    "num": ("1", "2", "3"),
}  # fmt: skip
OFTEN = words(
    "name type path paths files content key value summary oid size title status limit cursor expand recursive"
)
OWN = {"": "minji/fuzz", "models": "minji/fuzz", "datasets": "minji/fuzz-data", "spaces": "minji/fuzz-space",
       "resolve": "minji/fuzz", "raw": "minji/fuzz"}  # fmt: skip
LINES = ("header", "file", "lfsFile", "deletedFile", "deletedFolder", "copyFile", "deletedEntry", "nonsense")

_PARSING = threading.Lock()  # CPython 3.11 counts the depth of a tree once for all threads, and stops with SystemError


@lru_cache
def vocabulary(module: str) -> tuple[str, ...]:
    """The words that a module of routes knows, among them the keys it reads from bodies and queries."""
    source = inspect.getsource(sys.modules[module])
    with _PARSING:
        tree = ast.parse(source)
    texts = (each.value for each in ast.walk(tree) if isinstance(each, ast.Constant))
    return (*sorted({text for text in texts if isinstance(text, str) and re.fullmatch(r"\w{2,24}", text)}), *OFTEN)


@dataclass(frozen=True)
class Message:
    """A request as it is sent, and the route it was meant for."""

    route: str
    method: str
    content: bytes

    def __str__(self) -> str:
        return f"{self.route}: {self.content[:400]!r}"


class Fuzzer:
    """A stream of requests that depends on its seed alone."""

    def __init__(self, seed: int, *, host: str, tokens: Sequence[str], known: Sequence[str]) -> None:
        self._dice = random.Random(seed)
        self._host = host
        self._tokens = tokens
        self._kind = ""
        self._words: tuple[str, ...] = OFTEN
        self._known = tuple(known)  # commit ids, sha256 and the like that exist

    def message(self) -> Message:
        """The next request."""
        dice = self._dice
        route = dice.choice(ROUTES)
        self._kind = "spaces" if route.path.startswith("/api/spaces/") else ""
        self._words = vocabulary(route.endpoint.__module__)
        methods = sorted(route.methods or {"GET"})
        method = dice.choice(methods) if dice.random() < 0.85 else dice.choice(METHODS)
        path = (
            self._path(route)
            if dice.random() < 0.9
            else "/" + "/".join(self._hostile() for _ in range(dice.randint(0, 5)))
        )
        if dice.random() < 0.4:
            path += "?" + self._query()
        body = self._body() if method not in ("GET", "HEAD") or dice.random() < 0.05 else b""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._host}", "Connection: close", *self._headers(len(body))]
        head = "\r\n".join(lines).encode("utf-8", "surrogateescape")
        return Message(f"{method} {route.path}", method, head + b"\r\n\r\n" + body)

    def _anything(self) -> str:
        return "/" + "/".join(self._hostile() for _ in range(self._dice.randint(0, 5)))

    def _hostile(self) -> str:
        return self._dice.choice(HOSTILE)

    def _path(self, route: Route) -> str:
        return re.sub(r"\{(\w+):(\w+)\}", lambda found: self._part(found[1], found[2]), route.path)

    def _part(self, name: str, kind: str) -> str:
        dice = self._dice
        if kind in ("kind", "place", "how"):
            return self._remember(dice.choice(USUAL[kind])) if dice.random() < 0.97 else self._hostile()
        if kind == "repo" and dice.random() < 0.7:
            return OWN[self._kind]
        if dice.random() < 0.25:
            return self._hostile()
        usual = USUAL.get("repo" if kind == "repo" else name, self._known)
        return dice.choice(usual) if dice.random() < 0.85 else quote(dice.choice(self._known), safe="")

    def _remember(self, kind: str) -> str:
        self._kind = kind.rstrip("/")
        return kind

    def _query(self) -> str:
        dice = self._dice
        pairs = [(dice.choice(self._words), self._text()) for _ in range(dice.randint(1, 4))]
        if dice.random() < 0.2:
            return "&".join(f"{key}={self._hostile()}" for key, _ in pairs)
        return urlencode(pairs, errors="surrogatepass")

    def _text(self) -> str:
        dice = self._dice
        choices = ("true", "false", "1", "-1", "50", "1000000", "", "main", "minji/fuzz", "README.md", "a\0b",
                   "../../canary.txt",
                   "\ud800", "9" * 40, "한국어 😀", "/etc/passwd", "model", "open", "text-generation", "trendingScore",
                   "refs/pr/1", "NaN", "1e999", "min:1B,max:6B", "x" * 2000, *self._words, *self._known)  # fmt: skip
        return dice.choice(choices)

    def _value(self, depth: int = 0) -> object:
        dice = self._dice
        simple = (None, True, False, 0, -1, 1.5, 10**30, 1e308, "", [], {}, self._text(), self._text(), self._text())
        if depth > 3 or dice.random() < 0.6:
            return dice.choice(simple)
        if dice.random() < 0.4:
            return [self._value(depth + 1) for _ in range(dice.randint(0, 3))]
        return self._object(depth + 1)

    def _object(self, depth: int = 0) -> dict[str, object]:
        dice = self._dice
        return {dice.choice(self._words): self._value(depth) for _ in range(dice.randint(0, 6))}

    def _body(self) -> bytes:
        dice = self._dice
        shape = dice.random()
        if shape < 0.45:
            return json.dumps(self._value() if shape < 0.1 else self._object()).encode()
        if shape < 0.65:
            return b"\n".join(json.dumps(self._line()).encode() for _ in range(dice.randint(1, 4)))
        if shape < 0.8:
            pairs = [(dice.choice(self._words), self._text()) for _ in range(dice.randint(0, 5))]
            return urlencode(pairs, errors="surrogatepass").encode()
        return dice.choice(
            (b"", b"{", b"[" * 100_000, b'{"a":' * 5000, b"\xff\xfe\x00", b"\0" * 50, b"null", b"NaN", b'"\\ud800"',
             b"--x\r\n\r\n--x--", dice.randbytes(300), b'{"files": null}', b"1" * 5000, b"0000",
             b"0032want " + b"0" * 40)
        )  # fmt: skip

    def _line(self) -> dict[str, object]:
        key = self._dice.choice(LINES)
        value = self._object() | {"path": self._text()} if self._dice.random() < 0.8 else self._value()
        return {"key": key, "value": {"summary": "Fuzz"} if key == "header" and self._dice.random() < 0.7 else value}

    def _headers(self, length: int) -> list[str]:
        dice = self._dice
        lines = [f"Content-Length: {length}"] if length or dice.random() < 0.2 else []
        if dice.random() < 0.8:
            secret = (
                self._tokens[0]
                if dice.random() < 0.6
                else dice.choice((*self._tokens, "hf_wrong", "", "\xff", "a" * 3000))
            )
            basic = ("Basic !!!!", "Basic dXNlcjo=", "Bearer", "Digest x=y", f"bearer  {secret}", f"Bearer {secret} x")
            lines.append(f"Authorization: {dice.choice(basic) if dice.random() < 0.08 else f'Bearer {secret}'}")
        usual = {
            "Content-Type": ("application/json", "application/x-ndjson", "application/x-www-form-urlencoded",
                             "multipart/form-data; boundary=x", "text/plain; charset=nonsense", "\xff"),
            "Range": ("bytes=0-10", "bytes=5-3", "bytes=-5", "bytes=99999999999999999999999-", "bytes=a-b",
                      "bytes=--1"),
            "If-None-Match": ("*", '"x"', "W/", ","),
            "If-Range": ('"x"', "Sun, 22 Nov 2026 22:00:00 GMT"),
            "Accept-Encoding": ("gzip", "identity;q=0"),
            "Content-Encoding": ("gzip", "deflate", "br"),
            "X-Request-Id": ("x" * 5000, "a\tb", "\xff"),
            "X-Amzn-Trace-Id": ("Root=1-2", "한국어"),
            "Git-Protocol": ("version=2", "version=99"),
            "Cookie": ("token=x; a=b",),
            "Origin": ("null", f"http://{self._host}", "https://evil.example"),
            "Transfer-Encoding": ("identity",),
            "Expect": ("100-continue",),
            "X-HTTP-Method-Override": ("DELETE",),
            "X-Practice-Secret": ("", "wrong", "\xff"),
        }  # fmt: skip
        for name in dice.sample(sorted(usual), dice.choice((0, 0, 1, 2, 3))):
            lines.append(f"{name}: {dice.choice(usual[name])}")
        return lines
