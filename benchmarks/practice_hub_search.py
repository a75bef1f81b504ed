"""How long does the practice Hub take to answer a search over its whole catalogue?"""

from __future__ import annotations

import http.client
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlencode, urlsplit

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1] / "tests")]

from report import percentile, report  # noqa: E402

from helpers.practice_hub import PracticeHub  # noqa: E402

LIMIT_MS = 30.0
ROUNDS = 40
PAGE = 50
EXPAND = ["author", "downloads", "likes", "lastModified", "pipeline_tag", "library_name", "gated", "private", "tags",
          "trendingScore", "safetensors", "gguf", "createdAt"]  # fmt: skip
SORTS = ("trendingScore", "downloads", "likes", "createdAt", "lastModified")
OFTEN_AT_ONCE = {
    "pipeline_tag": "text-generation",
    "filter": ["transformers", "safetensors", "license:apache-2.0"],
    "num_parameters": "min:1B,max:9B",
    "search": "qwen",
    "sort": "downloads",
}
QUERIES: dict[str, tuple[str, list[dict[str, object]]]] = {
    "no filter, each sort": ("models", [{"sort": sort} for sort in SORTS]),
    "text": ("models", [{"search": text} for text in ("llama", "qwen3", "q", "bert-base", "zzzz", "gguf")]),
    "tags": ("models", [{"filter": tags} for tags in (["gguf"], ["transformers", "license:mit"], ["ko", "onnx"])]),
    "task and text": ("models", [{"pipeline_tag": "text-generation", "search": text} for text in ("llama", "chat")]),
    "parameters": ("models", [{"num_parameters": "min:6B,max:128B"}, {"num_parameters": "max:1B"}]),
    "app and author": ("models", [{"apps": "ollama"}, {"author": "Qwen"}, {"gated": "true"}]),
    "everything at once": ("models", [OFTEN_AT_ONCE]),
    "datasets": ("datasets", [{"filter": "language:ko"}, {"search": "squad"}, {"filter": "format:csv"}]),
    "spaces": ("spaces", [{}, {"models": "black-forest-labs/FLUX.1-dev"}, {"filter": "gradio"}]),
}


class Client:
    """One kept connection, as a client has."""

    def __init__(self, url: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)

    def time(self, path: str) -> tuple[float, http.client.HTTPResponse]:
        """How many milliseconds one request takes until its last byte."""
        started = time.perf_counter()
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        body = answer.read()
        took = (time.perf_counter() - started) * 1000
        if answer.status != 200:
            raise RuntimeError(f"{path}: {answer.status}")
        json.loads(body)
        return took, answer


def main() -> None:
    started = time.perf_counter()
    with PracticeHub() as hub:
        client = Client(hub.url)
        client.time("/api/models?limit=1")
        report("practice hub: start to first answer", (time.perf_counter() - started) * 1000, "ms", 1500)
        for name, (kind, queries) in QUERIES.items():
            paths = [_path(kind, query) for query in queries]
            _measure(name, [client.time(path)[0] for _ in range(ROUNDS) for path in paths])
        _measure("20th page", list(_pages(client, 20, ROUNDS // 4)))


def _path(kind: str, query: dict[str, object]) -> str:
    expand = EXPAND if kind == "models" else []
    return f"/api/{kind}?{urlencode({**query, 'limit': PAGE, 'expand': expand}, doseq=True)}"


def _pages(client: Client, count: int, rounds: int) -> Iterable[float]:
    for _ in range(rounds):
        path = _path("models", {"search": "a"})
        for number in range(count):
            took, answer = client.time(path)
            if number == count - 1:
                yield took
            link = answer.headers["Link"].partition(";")[0].strip("<>")
            path = link[link.index("/api/") :]


def _measure(name: str, times: list[float]) -> None:
    report(f"practice hub: {name}, median", percentile(times, 0.5), "ms", LIMIT_MS)
    report(f"practice hub: {name}, 95 %", percentile(times, 0.95), "ms")


if __name__ == "__main__":
    main()
