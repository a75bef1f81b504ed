"""Repositories that are hard to handle: very many files, a very large one, odd names, shards, quantisations."""

from __future__ import annotations

from dataclasses import replace
from unicodedata import normalize

from hubdesk.localhub.facts import Facts, Kind, draw
from hubdesk.localhub.making import weights
from hubdesk.localhub.making.models import plan_model
from hubdesk.localhub.making.owned import Owned, card, dataset, model
from hubdesk.localhub.making.plan import GITATTRIBUTES, Content, Plan, Step

FOLDERS, FILES_IN_FOLDER = 100, 200
FORMER_NAMES: dict[tuple[Kind, str], str] = {(Kind.MODEL, "minji/first-name"): "minji/renamed-model"}
_SPLIT_PARTS = 3
_PLACES = ("Jongno", "Mapo", "Gangnam", "Songpa", "Nowon", "Yeouido", "Itaewon", "Hongdae")
_WEATHER = ("clear", "rain", "snow", "fog", "wind", "haze")
_DECOMPOSED = normalize("NFD", "분해된 이름.txt")
NAMES: dict[str, bytes] = {
    "데이터/서울 버스 🚌.csv": "노선,정류장\n100,종로\n".encode(),
    "데이터/깊은/곳에/있는/파일.txt": "여기까지 왔습니다.\n".encode(),
    "메모 #1 (최종) & 100% 확실.txt": "이름에 # % & ( )가 있습니다.\n".encode(),
    "조합된 이름.txt": b"NFC\n",
    _DECOMPOSED: b"NFD\n",
    "emoji/👩‍🚀🇰🇷.txt": b"One glyph may be many code points.\n",
    "a+b=c;d,e.txt": b"plus, equals, semicolon, comma\n",
    "'quoted' [brackets] {braces}.txt": b"quotes and brackets\n",
    " leading blank.txt": b"the name begins with a blank\n",
    "가" * 60 + ".txt": "이름이 긴 파일\n".encode(),
}


def _many_files(facts: Facts) -> Plan:
    steps = [Step("initial commit", {".gitattributes": GITATTRIBUTES})]
    for folder in range(FOLDERS):
        files: dict[str, Content] = {
            f"records/{folder:03}/{number:05}.txt": _record(folder, number).encode()
            for number in range(folder * FILES_IN_FOLDER, (folder + 1) * FILES_IN_FOLDER)
        }
        steps.append(Step(f"Add records of folder {folder:03}", files))
    for folder in range(FOLDERS):
        number = folder * FILES_IN_FOLDER + draw(f"corrected {folder}", FILES_IN_FOLDER)
        corrected = f"{_record(folder, number)}checked: yes\n".encode()
        steps.append(Step(f"Correct record {number:05}", {f"records/{folder:03}/{number:05}.txt": corrected}))
    text = (
        f"{FOLDERS * FILES_IN_FOLDER:,} small files in {FOLDERS} folders, committed in {len(steps) + 1} steps.",
        "To see how a program lists, filters and downloads very many files.",
    )
    return Plan((*steps, Step("Update README.md", {"README.md": card(facts, *text)})))


def _record(folder: int, number: int) -> str:
    drawn = draw(f"record {number}", 1 << 30)
    place, weather = _PLACES[drawn % len(_PLACES)], _WEATHER[(drawn >> 8) % len(_WEATHER)]
    return f"id: {number:05}\nfolder: {folder:03}\nplace: {place}\nweather: {weather}\npassengers: {drawn % 97}\n"


def _odd_names(facts: Facts) -> Plan:
    text = (
        "File names with Korean letters (composed and decomposed), emoji, blanks, signs that addresses escape, and a "
        "long one.",
        "All of them are valid on the Hub; some file systems change or refuse some.",
    )
    first: dict[str, Content] = {".gitattributes": GITATTRIBUTES, "README.md": card(facts, *text)}
    weight = weights.safetensors(facts.id, weights.block_shapes("names"), "F32")
    return Plan(
        (Step("initial commit", first), Step("이름들 더하기 ✨", {**NAMES, "모델/가중치.safetensors": weight})),
        branches={"experiment": 1},
    )


def _quantised(facts: Facts) -> Plan:
    name = facts.name.removesuffix("-GGUF")
    files: dict[str, Content] = {
        f"{name}-{kind}.gguf": weights.gguf(facts, kind, "llama") for kind in weights.QUANTISATIONS if kind != "BF16"
    }
    for part in range(_SPLIT_PARTS):
        path = f"BF16/{name}-BF16-{part + 1:05}-of-{_SPLIT_PARTS:05}.gguf"
        files[path] = weights.gguf(replace(facts, id=f"{facts.id} {part}"), "BF16", "llama")
    made = plan_model(replace(facts, formats=()))
    return Plan((made.steps[0], Step("Add quantisations", files), made.steps[-1]))


SPECIAL: tuple[Owned, ...] = (
    dataset("minji/twenty-thousand-files", _many_files, title="Twenty thousand files", license="cc0-1.0",
            languages=("en",), formats=("text",), likes=3, downloads=91, description="Very many small text files",
            tags=("license:cc0-1.0", "language:en", "size_categories:10K<n<100K", "format:text", "modality:text")),
    model("minji/six-gigabytes", task="text-generation", languages=("en",), license="mit", library="transformers",
          formats=("safetensors",), parameters=3_009_347_584, likes=2, downloads=40,
          tags=("transformers", "safetensors", "llama", "text-generation", "en", "license:mit")),
    dataset("minji/names-in-any-script", _odd_names, title="Names in any script 이름들 🪁", license="cc0-1.0",
            languages=("ko",), likes=4, downloads=33, description="File names that are hard to handle",
            tags=("license:cc0-1.0", "language:ko", "size_categories:n<1K", "modality:text")),
    model("open-models/sharded-70b", task="text-generation", languages=("en", "ko"), license="apache-2.0",
          library="transformers", formats=("safetensors",), parameters=70_553_706_496, likes=52, downloads=910,
          tags=("transformers", "safetensors", "llama", "text-generation", "en", "ko", "license:apache-2.0")),
    model("open-models/sharded-70b-GGUF", _quantised, task="text-generation", languages=("en", "ko"),
          license="apache-2.0", library="gguf", formats=("gguf",), parameters=70_553_706_496, likes=31, downloads=640,
          base_model="open-models/sharded-70b",
          tags=("gguf", "llama", "text-generation", "en", "ko", "license:apache-2.0",
                "base_model:open-models/sharded-70b", "base_model:quantized:open-models/sharded-70b")),
    model("minji/renamed-model", task="text-classification", languages=("en",), license="mit",
          library="transformers", formats=("safetensors",), parameters=66_955_010, likes=1, downloads=5,
          tags=("transformers", "safetensors", "bert", "text-classification", "en", "license:mit")),
)  # fmt: skip
