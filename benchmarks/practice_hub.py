"""How long does the practice Hub take to answer a search over its whole catalogue, seen from the client?

Over HTTP with one kept connection, 20 rows a page, in turn: texts, filters and sort orders that people use.
"""

from __future__ import annotations

import http.client
import sys
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from report import percentile, report

from helpers.practice_hub import PracticeHub

ROUNDS = 12
QUERY_LIMIT_MS = 30
PAGE = {"limit": "20"}
QUERIES = (
    ("models", {}),
    ("models", {"search": "qwen", "sort": "downloads"}),
    ("models", {"search": "llama 8b instruct", "sort": "likes"}),
    ("models", {"search": "e", "sort": "createdAt"}),
    ("models", {"filter": "text-generation", "sort": "trendingScore"}),
    ("models", {"filter": "gguf,license:apache-2.0", "sort": "lastModified"}),
    ("models", {"author": "google", "sort": "downloads"}),
    ("models", {"search": "there is no such model"}),
    ("datasets", {"search": "squad", "sort": "downloads"}),
    ("spaces", {"search": "chat", "sort": "likes"}),
)


def main() -> int:
    started = time.perf_counter()
    with PracticeHub() as hub:
        report("practice Hub: from start to its address", (time.perf_counter() - started) * 1000, "ms")
        connection = http.client.HTTPConnection(urlsplit(hub.url).netloc)
        paths = [f"/api/{kind}?{urlencode(PAGE | wishes)}" for kind, wishes in QUERIES]
        first = [ask(connection, path) for path in paths]
        times = [ask(connection, path) for _ in range(ROUNDS) for path in paths]
        connection.close()
    report("practice Hub: a search asked for the first time, slowest", max(first), "ms")
    report("practice Hub: a search, median", percentile(times, 0.5), "ms", QUERY_LIMIT_MS)
    report("practice Hub: a search, 99 %", percentile(times, 0.99), "ms")
    return 0


def ask(connection: http.client.HTTPConnection, path: str) -> float:
    """Ask once and read the whole answer; how long that took in ms.

    Raises:
        SystemExit: the answer is no success.
    """
    started = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status} {content[:200]!r}")
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    sys.exit(main())
