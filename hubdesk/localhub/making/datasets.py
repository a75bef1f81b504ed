"""The files of a dataset, from its facts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

from hubdesk.localhub.cardfacts import card_data
from hubdesk.localhub.facts import Facts, draw
from hubdesk.localhub.making.plan import GITATTRIBUTES, Content, Plan, Step
from hubdesk.localhub.making.yaml_text import front_matter

Row = dict[str, str | int]
_SPLITS = {"train": 160, "validation": 30, "test": 40}
_SUBJECTS = (
    "The bus",
    "A student",
    "My neighbour",
    "The museum",
    "This recipe",
    "The weather",
    "Our team",
    "The river",
)
_VERBS = ("arrives at", "talks about", "changes", "looks like", "remembers", "opens", "follows", "improves")
_OBJECTS = (
    "the old bridge",
    "a new idea",
    "the morning",
    "every window",
    "the long road",
    "a quiet garden",
    "the book",
)
_SUBJECTS_KO = ("버스가", "학생이", "이웃이", "박물관이", "날씨가", "우리 팀이", "강물이", "선생님이")
_OBJECTS_KO = ("오래된 다리에", "새로운 생각을", "아침마다", "조용한 정원에서", "긴 길을", "책을")
_VERBS_KO = ("도착합니다.", "이야기합니다.", "바꿉니다.", "기억합니다.", "따라갑니다.", "좋아합니다.")


def plan_dataset(facts: Facts) -> Plan:
    """The commits of a catalogue dataset."""
    form = facts.formats[0] if facts.formats else "csv"
    build, ending = _WRITERS.get(form, _WRITERS["csv"])
    data: dict[str, Content] = {f"data/{split}.{ending}": build(_rows(facts, split, n)) for split, n in _SPLITS.items()}
    title = f"# {facts.title or facts.name}\n".encode()
    steps = (
        Step("initial commit", {".gitattributes": GITATTRIBUTES, "README.md": title}),
        Step("Add data", data),
        Step("Update README.md", {"README.md": dataset_card(facts, ending)}),
    )
    return Plan(
        steps, {"1.0.0": 1} if draw(f"tag {facts.id}", 2) else {}, {"script": 1} if draw(facts.id, 4) == 0 else {}
    )


def dataset_card(facts: Facts, ending: str) -> bytes:
    """The finished README of a dataset."""
    metadata = card_data(facts)
    metadata["configs"] = [
        {
            "config_name": "default",
            "data_files": [{"split": split, "path": f"data/{split}.{ending}"} for split in _SPLITS],
        }
    ]
    splits = "".join(f"| {split} | {count} |\n" for split, count in _SPLITS.items())
    tasks = "".join(f"- `{tag.partition(':')[2]}`\n" for tag in facts.tags if tag.startswith("task_"))
    origin = "Its name, licence, languages and tasks are those of a public dataset; the rows are made up for practice."
    terms = "; the real dataset's page has its terms."
    if facts.own:
        origin, terms = "Everything in it is made up for practice.", "."
    columns = "".join(f"- `{name}`\n" for name in _rows(facts, "train", 1)[0])
    return (
        f"{front_matter(metadata)}# {facts.title or facts.name}\n\n"
        f"> [!NOTE]\n> This dataset belongs to a practice Hub on your own machine. {origin}\n\n"
        f"## Summary\n\n{facts.description or facts.title or facts.name}.\n\n"
        f"## Splits\n\n| Split | Rows |\n|:--|--:|\n{splits}\n## Columns\n\n{columns}\n"
        f"## Supported tasks\n\n{tasks or '- not given' + chr(10)}\n"
        f'## Load it\n\n```python\nfrom datasets import load_dataset\n\ndataset = load_dataset("{facts.id}")\n'
        'print(dataset["train"][0])\n```\n\n'
        f"## Licence\n\n{facts.license or 'not given'}{terms}\n"
    ).encode()


def _rows(facts: Facts, split: str, count: int) -> list[Row]:
    korean = "ko" in facts.languages
    questions = any("question" in tag for tag in facts.tags)
    rows: list[Row] = []
    for at in range(count):
        text = _sentence(f"{facts.id} {split} {at}", korean)
        row: Row = {"id": f"{split}-{at:05}", "text": text}
        if questions:
            row |= {"question": "누가?" if korean else "Who or what?", "answer": text.split(" ")[0]}
        else:
            row["label"] = draw(f"label {facts.id} {split} {at}", 3)
        rows.append(row)
    return rows


def _sentence(seed: str, korean: bool) -> str:
    words = (_SUBJECTS_KO, _OBJECTS_KO, _VERBS_KO) if korean else (_SUBJECTS, _VERBS, _OBJECTS)
    chosen = " ".join(group[draw(f"{seed} {at}", len(group))] for at, group in enumerate(words))
    return chosen if korean else f"{chosen}."


def _csv(rows: list[Row]) -> bytes:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def _jsonl(rows: list[Row]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _text(rows: list[Row]) -> bytes:
    return "".join(f"{row['text']}\n" for row in rows).encode()


_WRITERS: dict[str, tuple[Callable[[list[Row]], bytes], str]] = {
    "csv": (_csv, "csv"),
    "json": (_jsonl, "jsonl"),
    "text": (_text, "txt"),
}
