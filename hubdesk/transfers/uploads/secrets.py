"""Finds keys and passwords in text, and files that are known to hold some. A finding never repeats the secret.

Every detector has marks without which it cannot find anything. Whole files are searched for the marks only, which is
fast; the detector itself sees the few lines that have one.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from hubdesk.transfers.uploads.codes import Code
from hubdesk.transfers.uploads.model import Finding, Severity

MAX_TEXT = 5_000_000  # bytes; of a longer file the start is looked at
MAX_FINDINGS = 20  # per file: whoever has so many knows what to do
MAX_LOOKS = 2_000  # lines per file, mark and plug-in: more are data, and each takes up to half a millisecond
_BEFORE, _AFTER = 300, 1_200  # of a very long line, what is looked at around a mark

_FILE_NAMES = frozenset(
    {".env", ".netrc", "_netrc", ".npmrc", ".pypirc", ".pgpass", ".git-credentials", ".htpasswd"}
    | {"id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "stored_tokens", "credentials.json", "kaggle.json"}
)
_FILE_SUFFIXES = (".pem", ".ppk", ".p12", ".pfx", ".jks", ".keystore", ".kdbx", ".ovpn")
_HARMLESS_ENV = frozenset({".env.example", ".env.sample", ".env.template", ".env.dist"})
_ASSIGNING = frozenset(
    {".py", ".sh", ".ini", ".cfg", ".conf", ".properties", ".env", ".yaml", ".yml", ".toml", ".js", ".ts", ".ipynb"}
)
_PLACEHOLDER = re.compile(
    r"example|sample|dummy|placeholder|your[-_ ]|xxxx|\.\.\.|\*\*\*|[<>${}%]|"
    r"\A(?:pass(?:word|wd)?|pwd|secret|token|user(?:name)?|changeme|test|none|null|true|false)\d*\Z",
    re.IGNORECASE,
)
_ASSIGNMENT = re.compile(r"[=:(,]\s*[\"'`]")

_OWN = {
    "Hugging Face Token": re.compile(r"(?<![A-Za-z0-9])hf_[A-Za-z0-9]{30,}(?![A-Za-z0-9_])"),
    "Hugging Face Organization Token": re.compile(r"(?<![A-Za-z0-9])api_org_[A-Za-z0-9]{30,}(?![A-Za-z0-9_])"),
    "GitHub Token": re.compile(r"github_pat_[A-Za-z0-9_]{60,}"),
    "Anthropic Token": re.compile(r"sk-ant-[A-Za-z0-9_-]{32,}"),
    "Google API Key": re.compile(r"AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"),
    "Private Key": re.compile(r"BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY|PuTTY-User-Key-File-\d"),
}


@dataclass(frozen=True, slots=True)
class _Detector:
    """`name` is a pattern of our own or a plug-in; its marks are lower case where case does not matter to it."""

    name: str
    marks: tuple[bytes, ...]
    any_case: bool = False


_DETECTORS = (
    _Detector("Hugging Face Token", (b"hf_",)),
    _Detector("Hugging Face Organization Token", (b"api_org_",)),
    _Detector("GitHub Token", (b"github_pat_",)),
    _Detector("Anthropic Token", (b"sk-ant-",)),
    _Detector("Google API Key", (b"AIza",)),
    _Detector("Private Key", (b"PRIVATE KEY", b"PuTTY-User-Key-File-")),
    _Detector("artifactory", (b"AKC",)),
    _Detector("aws", (b"AKIA", b"ASIA", b"ABIA", b"ACCA", b"A3T")),
    _Detector("aws", (b"aws",), any_case=True),
    _Detector("azure", (b"AccountKey=",)),
    _Detector("basic_auth", (b"://",)),
    _Detector("cloudant", (b"cloudant",), any_case=True),
    _Detector("github", (b"ghp_", b"gho_", b"ghu_", b"ghs_", b"ghr_")),
    _Detector("gitlab", (b"glpat-", b"gldt-", b"glft-", b"glsoat-", b"glrt-", b"GR1348941", b"glcbt-", b"glimt-")),
    _Detector("gitlab", (b"glptt-", b"glagent-", b"gloas-")),
    _Detector("ibm_cos", (b"secret",), any_case=True),
    _Detector("jwt", (b"eyJ",)),
    _Detector("mailchimp", (b"-us",)),
    _Detector("npm", (b"_authToken=",)),
    _Detector("openai", (b"T3BlbkFJ",)),
    _Detector("pypi", (b"pypi-AgE",)),
    _Detector("sendgrid", (b"SG.",)),
    _Detector("slack", (b"xox", b"hooks.slack.com"), any_case=True),
    _Detector("softlayer", (b"softlayer",), any_case=True),
    _Detector("square", (b"sq0csp-",)),
    _Detector("stripe", (b"k_live_",)),
    _Detector("telegram", (b":AA",)),
    _Detector("twilio", (b"twilio",), any_case=True),
)
_KEYWORDS = _Detector(
    "keyword",
    (
        *(f"{what}key".encode() for what in ("api", "auth", "account", "private", "client", "service", "db")),
        *(f"{what}_key".encode() for what in ("api", "auth", "account", "private", "client", "service", "db")),
        *(b"db_pass", b"password", b"passwd", b"pwd", b"secret"),
    ),
    any_case=True,
)


def is_text(start: bytes) -> bool:
    """Whether the start of a file looks like text."""
    return b"\0" not in start or start.startswith((b"\xff\xfe", b"\xfe\xff"))


def is_secret_file(path: str) -> bool:
    """Whether files of this name hold keys or passwords."""
    name = path.rpartition("/")[2].lower()
    if name in _HARMLESS_ENV:
        return False
    return name in _FILE_NAMES or name.startswith(".env.") or name.endswith(_FILE_SUFFIXES)


def secret_findings(path: str, content: bytes) -> list[Finding]:
    """The secrets in a text, one finding per kind and line."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16", "replace").encode()
    found: dict[tuple[int, str], Finding] = {}
    folded = content.lower()
    assigns = PurePosixPath(path).suffix.lower() in _ASSIGNING or is_secret_file(path)
    for detector in (*_DETECTORS, _KEYWORDS) if assigns else _DETECTORS:
        haystack = folded if detector.any_case else content
        for mark in detector.marks:
            line, counted, looks = 1, 0, 0
            for start, end in _around(haystack, mark):
                text = content[start:end].decode("utf-8", "replace")
                if not _is_worth_a_look(detector.name, text):
                    continue
                looks += 1
                if looks > MAX_LOOKS and detector.name not in _OWN:
                    break
                kind = _kind(detector.name, text)
                if not kind:
                    continue
                line, counted = line + content.count(b"\n", counted, start), start
                found.setdefault((line, kind), Finding(Severity.WARNING, Code.SECRET, path, line, (kind,)))
                if len(found) >= MAX_FINDINGS:
                    return _settled(found)
    return _settled(found)


def _settled(found: dict[tuple[int, str], Finding]) -> list[Finding]:
    """By line; what a specific detector found is not said again as a keyword's."""
    named = {line for line, kind in found if kind != "Secret Keyword"}
    return [found[key] for key in sorted(found) if key[1] != "Secret Keyword" or key[0] not in named]


def _around(haystack: bytes, mark: bytes) -> Iterator[tuple[int, int]]:
    """The lines that have a mark; of a very long one, the neighbourhood of the mark."""
    end = 0
    place = haystack.find(mark)
    while place >= 0:
        left = max(0, place - _BEFORE)
        start = haystack.rfind(b"\n", left, place) + 1 or left
        newline = haystack.find(b"\n", place, place + _AFTER)
        end = newline if newline >= 0 else min(len(haystack), place + _AFTER)
        yield start, end
        place = haystack.find(mark, max(end - _BEFORE, place + len(mark)) if newline < 0 else end)


def _is_worth_a_look(name: str, line: str) -> bool:
    """Whether what every such secret has beside its mark is there."""
    if name == "basic_auth":
        return "@" in line
    return name != "keyword" or _ASSIGNMENT.search(line) is not None


def _kind(name: str, line: str) -> str:
    """What kind of secret a detector sees in a line; empty for none, and for what is only an example."""
    if name in _OWN:
        if name == "Private Key":
            return name if _OWN[name].search(line) else ""
        return name if any(not _is_example(secret) for secret in _OWN[name].findall(line)) else ""
    from hubdesk.transfers.uploads.secret_plugins import finds, is_made_up

    kind, secrets = finds(name, line)
    for secret in secrets:
        if _is_example(secret) or is_made_up(secret):
            continue
        if name == "basic_auth" and "/" in secret:
            continue
        if name == "keyword" and (len(secret) < 8 or _entropy(secret) < 3):
            continue
        return kind
    return ""


def _is_example(secret: str) -> bool:
    return len(set(secret)) < 5 or _PLACEHOLDER.search(secret) is not None


def _entropy(secret: str) -> float:
    """Shannon's, in bits per character."""
    return -sum(n / len(secret) * math.log2(n / len(secret)) for n in Counter(secret).values())
