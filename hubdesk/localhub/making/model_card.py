"""The body of a model card: honest about being made up, and long enough to look at."""

from __future__ import annotations

from collections.abc import Sequence

from hubdesk.localhub.cardfacts import card_data
from hubdesk.localhub.facts import Facts, draw
from hubdesk.localhub.making.usage import usage
from hubdesk.localhub.making.yaml_text import front_matter

_NOTE = (
    "> [!NOTE]\n> This repository belongs to a practice Hub on your own machine. Its name, licence, task, tags and "
    "numbers are those of a public model; everything else here, weights included, is made up.\n"
)
_NOTE_KO = (
    "> **알림** 이 저장소는 내 컴퓨터에서 도는 연습용 Hub에 있습니다. 이름, 라이선스, 작업, 태그, 숫자는 공개된 모델의 "
    "것이지만 가중치를 포함한 나머지는 모두 연습을 위해 지어낸 내용입니다.\n"
)
_OWN_NOTE = (
    "> [!NOTE]\n> This repository belongs to a practice Hub on your own machine. "
    "Everything here, its owner and weights included, is made up.\n"
)
_OWN_NOTE_KO = (
    "> **알림** 이 저장소는 내 컴퓨터에서 도는 연습용 Hub에 있습니다. "
    "소유자와 가중치를 포함한 모든 내용은 연습을 위해 지어냈습니다.\n"
)
_BENCHMARKS = ("Reading", "Arithmetic", "Following instructions", "Common sense", "Code")


def first_card(facts: Facts) -> bytes:
    """The README of the first commit: nearly nothing."""
    metadata = {"license": facts.license} if facts.license else {}
    return f"{front_matter(metadata)}# {facts.name}\n".encode()


def model_card(facts: Facts, files: Sequence[str]) -> bytes:
    """The finished README of a model."""
    parts = [front_matter(card_data(facts)), f"# {facts.name}\n\n", _OWN_NOTE if facts.own else _NOTE, "\n"]
    if "ko" in facts.languages:
        parts += [_OWN_NOTE_KO if facts.own else _NOTE_KO, "\n"]
    parts += [_about(facts), _use(facts), _files(files)]
    if "ko" in facts.languages:
        parts.append(_korean(facts))
    parts += [_evaluation(facts), _limits(facts), _citation(facts)]
    return "".join(parts).encode()


def _about(facts: Facts) -> str:
    rows = [
        ("Task", facts.task or "not given"),
        ("Library", facts.library or "not given"),
        ("Parameters", f"{facts.parameters:,}" if facts.parameters else "not given"),
        ("Languages", ", ".join(facts.languages[:12]) or "not given"),
        ("Licence", facts.license or "not given"),
        ("First published", facts.created_at[:10]),
    ]
    rows += [("Base model", f"[{name}](https://huggingface.co/{name})") for name in facts.base_models]
    table = "".join(f"| {name} | {value} |\n" for name, value in rows)
    what = "a made-up model" if facts.own else "a practice copy of a public model, in the shape of the real one"
    return (
        f"## About\n\n**{facts.name}** by *{facts.author}* is {what}: search for it, look through its files, "
        "download it and compare its versions.\n\n"
        f"| Property | Value |\n|---|---|\n{table}\n"
    )


def _use(facts: Facts) -> str:
    return (
        f"## How to use it\n\n```python\n{usage(facts)}\n```\n\nOr from a terminal:\n\n"
        f"```bash\nhf download {facts.id}\n```\n\n"
    )


def _files(files: Sequence[str]) -> str:
    shown = [path for path in files if not path.startswith(".")][:12]
    rows = "".join(f"| `{path}` | {_purpose(path)} |\n" for path in shown)
    more = f"\n… and {len(files) - len(shown)} more.\n" if len(files) > len(shown) + 1 else ""
    return f"## Files\n\n| File | What it is |\n|:--|:--|\n{rows}{more}\n" if shown else ""


def _purpose(path: str) -> str:
    endings = {
        ".safetensors": "weights, safe to load",
        ".gguf": "weights for llama.cpp and its family",
        ".bin": "weights as a Python pickle",
        ".onnx": "weights for ONNX Runtime",
        ".onnx_data": "external data of the ONNX file",
        ".index.json": "which tensor is in which file",
    }
    for ending, purpose in endings.items():
        if path.endswith(ending):
            return purpose
    return "tokenizer" if "token" in path else "settings"


def _korean(facts: Facts) -> str:
    return (
        "## 한국어 안내\n\n"
        f"**{facts.name}** 모델은 한국어를 지원합니다. 아래 순서로 살펴보세요.\n\n"
        "1. **파일** 탭에서 가중치의 형식과 크기를 확인합니다.\n"
        "2. 라이선스를 읽고 쓰려는 목적에 맞는지 확인합니다.\n"
        "3. 필요한 파일만 골라서 내려받습니다.\n\n"
        "| 항목 | 값 |\n|---|---|\n"
        f"| 작업 | {facts.task or '없음'} |\n| 라이선스 | {facts.license or '없음'} |\n\n"
    )


def _evaluation(facts: Facts) -> str:
    rows = "".join(
        f"| {name} | {40 + draw(f'{facts.id} {name}', 500) / 10:.1f} "
        f"| {35 + draw(f'base {facts.id} {name}', 450) / 10:.1f} |\n"
        for name in _BENCHMARKS
    )
    return (
        "## Evaluation\n\nMade-up numbers, to show what a table looks like:\n\n"
        f"| Benchmark | {facts.name[:40]} | Baseline |\n|:--|--:|--:|\n{rows}\n"
    )


def _limits(facts: Facts) -> str:
    licence = f"the `{facts.license}` licence" if facts.license else "an unknown licence"
    terms = "" if facts.own else f"- The real model is published under {licence}; read its terms on its own page.\n"
    return (
        "## Limits\n\n- The weights are tiny or meaningless: the model answers nothing sensible.\n"
        f"{terms}- Figures above are not measurements.\n\n"
    )


def _citation(facts: Facts) -> str:
    papers = [tag.removeprefix("arxiv:") for tag in facts.tags if tag.startswith("arxiv:")][:5]
    if not papers:
        return ""
    lines = "".join(f"- [arXiv:{paper}](https://arxiv.org/abs/{paper})\n" for paper in papers)
    return f"## Papers\n\nThe real model's card names these papers:\n\n{lines}"
