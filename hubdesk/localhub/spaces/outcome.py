"""What would become of a Space's program: read from its files, which are never run."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from hubdesk.localhub.cardcheck import check_card
from hubdesk.localhub.facts import Kind

Read = Callable[[str], bytes | None]  # the content of a file, if there is one
_APP_FILES = {"docker": "Dockerfile", "static": "index.html"}  # else app.py
_MAX_LENGTH = 200_000
_REQUIREMENT = re.compile(r"(?:[A-Za-z0-9][\w.-]*|-[\w-]|https?://|git\+)\S*.*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The stage a Space comes to rest in, and of a failure the last line and all lines of its log."""

    stage: str
    error: str = ""
    log: tuple[str, ...] = ()


def outcome(read: Read, environment: Collection[str]) -> Outcome:
    """What would become of these files, with variables and secrets of these names."""
    readme = read("README.md")
    verdict = check_card((readme or b"").decode("utf-8", "replace"), Kind.SPACE)
    if readme is None or verdict.errors:
        problem = verdict.errors[0]["message"] if verdict.errors else "Missing configuration in README"
        return Outcome("CONFIG_ERROR", f"{problem}")
    sdk = verdict.metadata.get("sdk")
    name = verdict.metadata.get("app_file") if sdk != "docker" else None
    name = name if isinstance(name, str) and name else _APP_FILES.get(str(sdk), "app.py")
    program = read(name)
    if program is None:
        return Outcome("NO_APP_FILE")
    if sdk == "static":
        return Outcome("RUNNING")
    if sdk == "docker":
        return _image(program)
    return _requirements(read("requirements.txt")) or _program(name, program, environment)


def _image(dockerfile: bytes) -> Outcome:
    lines = [line.strip() for line in dockerfile.decode("utf-8", "replace").splitlines()]
    if any(line.upper().startswith("FROM ") for line in lines):
        return Outcome("RUNNING")
    return Outcome("BUILD_ERROR", "no build stage in current context", ("ERROR: no build stage in current context",))


def _requirements(content: bytes | None) -> Outcome | None:
    """The failure of a build whose requirements cannot be read."""
    for number, raw in enumerate((content or b"")[:_MAX_LENGTH].decode("utf-8", "replace").splitlines(), start=1):
        line = raw.partition("#")[0].strip()
        if line and not _REQUIREMENT.fullmatch(line):
            error = f"ERROR: Invalid requirement: {line[:80]!r} (from line {number} of requirements.txt)"
            return Outcome("BUILD_ERROR", "pip could not read requirements.txt", (error,))
    return None


def _program(name: str, program: bytes, environment: Collection[str]) -> Outcome:
    try:
        tree = ast.parse(program[:_MAX_LENGTH].decode())
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = error.lineno if isinstance(error, SyntaxError) else None
        problem = f"SyntaxError: {error.msg}" if isinstance(error, SyntaxError) else "SyntaxError: cannot be read"
        return _failure((f'  File "/home/user/app/{name}", line {line or 1}', problem))
    for node in ast.walk(tree):
        if (key := _wanted(node)) and key not in environment:
            source = ast.unparse(node)
            where = f'  File "/home/user/app/{name}", line {getattr(node, "lineno", 1)}, in <module>'
            return _failure((where, f"    {source}", f"KeyError: {key!r}"))
    return Outcome("RUNNING")


def _wanted(node: ast.AST) -> str:
    """The name of a variable that must be there: `os.environ["NAME"]`."""
    if (
        isinstance(node, ast.Subscript)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "environ"
        and isinstance(node.ctx, ast.Load)
        and isinstance(node.slice, ast.Constant)
        and isinstance(node.slice.value, str)
    ):
        return node.slice.value
    return ""


def _failure(trace: tuple[str, ...]) -> Outcome:
    return Outcome(
        "RUNTIME_ERROR", f"Exit code: 1. Reason: {trace[-1]}", ("Traceback (most recent call last):", *trace)
    )
