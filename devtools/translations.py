"""Collects the texts of the window into .ts files, checks them and compiles them to .qm with Qt's own tools.

Run by the interpreter that has PySide6: `python devtools/translations.py compile|update|check`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
SOURCES = ROOT / "hubdesk"
LANGUAGES = ("ko",)

Key = tuple[str, str, str]
"""Context, source text and disambiguating comment: what makes a message one message."""


class ToolError(RuntimeError):
    """A Qt tool is missing or failed."""


@dataclass(frozen=True)
class Entry:
    """One message of a .ts file, as far as completeness goes."""

    key: Key
    finished: bool
    gone: bool


def main(arguments: list[str]) -> int:
    """Run one of the three actions and report in plain lines."""
    actions = {"compile": compile_all, "update": update, "check": check}
    if len(arguments) != 1 or arguments[0] not in actions:
        print("usage: translations.py compile|update|check", file=sys.stderr)
        return 2
    try:
        problems = list(actions[arguments[0]]())
    except ToolError as error:
        problems = [str(error)]
    for line in problems:
        print(line, file=sys.stderr)
    return 1 if problems else 0


def compile_all(folder: Path = FOLDER) -> Iterator[str]:
    """Compile every .ts that is newer than its .qm; yields nothing, or one line for each file that failed."""
    for ts in sorted(folder.glob("*.ts")):
        if is_current(ts):
            continue
        target = ts.with_suffix(".qm")
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            compiled = Path(scratch, target.name)
            run_tool("lrelease", "-silent", str(ts), "-qm", str(compiled))
            compiled.replace(target)
    yield from ()


def is_current(ts: Path) -> bool:
    """Whether the .qm beside this .ts was made from it as it is now."""
    qm = ts.with_suffix(".qm")
    return qm.is_file() and qm.stat().st_mtime_ns > ts.stat().st_mtime_ns


def update(folder: Path = FOLDER) -> Iterator[str]:
    """Bring the .ts files up to date with the sources, then compile; yields the messages left to translate."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        ts = folder / f"hubdesk_{language}.ts"
        collect(ts, language)
        yield from unfinished(ts)
    yield from compile_all(folder)


def check(folder: Path = FOLDER) -> Iterator[str]:
    """Yield one line for each message that is missing, untranslated or no longer in the sources."""
    for language in LANGUAGES:
        ts = folder / f"hubdesk_{language}.ts"
        if not ts.is_file():
            yield f"{ts.name}: missing; run `python3 dev.py i18n`"
            continue
        with tempfile.TemporaryDirectory() as scratch:
            fresh = Path(scratch, ts.name)
            shutil.copyfile(ts, fresh)
            collect(fresh, language)
            wanted = {entry.key for entry in entries(fresh)}
        present = {entry.key for entry in entries(ts) if not entry.gone}
        for context, source, _ in sorted(wanted - present):
            yield f"{ts.name}: not collected: {context}: {source!r}; run `python3 dev.py i18n`"
        for context, source, _ in sorted(present - wanted):
            yield f"{ts.name}: no longer used: {context}: {source!r}; run `python3 dev.py i18n`"
        yield from unfinished(ts)


def unfinished(ts: Path) -> Iterator[str]:
    """One line for each message of the file that has no finished translation."""
    for entry in entries(ts):
        if not entry.finished and not entry.gone:
            yield f"{ts.name}: not translated: {entry.key[0]}: {entry.key[1]!r}"


def entries(ts: Path) -> Iterator[Entry]:
    """The messages of a .ts file."""
    for context in ET.parse(ts).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            kind = "unfinished" if translation is None else translation.get("type", "")
            text = "" if translation is None else "".join(translation.itertext()).strip()
            key = (name, message.findtext("source", ""), message.findtext("comment", ""))
            yield Entry(key, finished=kind == "" and text != "", gone=kind in ("obsolete", "vanished"))


def collect(ts: Path, language: str) -> None:
    """Let lupdate read the sources into one .ts file, keeping its translations."""
    sources = sorted(str(path) for path in SOURCES.rglob("*.py"))
    with tempfile.TemporaryDirectory() as scratch:
        listing = Path(scratch, "sources.lst")  # a command line has a length limit on Windows
        listing.write_text("\n".join(sources), encoding="utf-8")
        run_tool(
            *("lupdate", "-silent", "-no-obsolete", "-locations", "none"),
            *("-source-language", "en", "-target-language", language),
            *(f"@{listing}", "-ts", str(ts)),
        )


def run_tool(name: str, *arguments: str) -> None:
    """Run a Qt tool of the PySide6 wheel.

    Raises:
        ToolError: it is not installed, cannot start, or reports an error.
    """
    try:
        done = subprocess.run([str(find_tool(name)), *arguments], capture_output=True, text=True, encoding="utf-8")
    except OSError as error:
        raise ToolError(f"{name} cannot start: {error}") from error
    if done.returncode != 0:
        raise ToolError(f"{name} failed with code {done.returncode}: {(done.stderr or done.stdout).strip()}")


def find_tool(name: str) -> Path:
    """Where the PySide6 wheel keeps a Qt tool; PySide6 itself is not imported.

    Raises:
        ToolError: PySide6 is not installed, or has no such tool.
    """
    spec = find_spec("PySide6")
    if spec is None or spec.origin is None:
        raise ToolError(f"{name} comes with PySide6-Essentials, which {sys.executable} does not have")
    folder = Path(spec.origin).parent
    bundle = name.capitalize()
    for candidate in (f"{name}.exe", name, f"{bundle}.app/Contents/MacOS/{bundle}"):
        if (folder / candidate).is_file():
            return folder / candidate
    raise ToolError(f"{name} is not in {folder}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
