"""Who may import whom; the offending line is printed."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "hubdesk"
MODULES = sorted(PACKAGE.rglob("*.py"))

LAYERS = [
    {"core"},
    {"hub"},
    {"account"},
    {"browse", "cards", "quality"},
    {"transfers"},
    {"repos", "library"},
    {"practice"},
    {"services", "claim"},
    {"ui"},
    {"options", "loop"},
    {"app", "cli"},
    {"__main__"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
LOCALHUB_MAY = {f"hubdesk.core.{name}" for name in ("errors", "formats", "oslock", "resources", "store")}

ONLY_IN = {
    "PySide6": ("ui/", "app.py", "loop.py"),
    "shiboken6": ("ui/", "app.py"),
    "qasync": ("loop.py",),
    "keyring": ("account/token_store.py",),
    "jeepney": ("core/bus.py",),
    "sqlite3": ("core/store.py",),
    **dict.fromkeys(
        ("huggingface_hub", "hf_xet", "httpx2"),
        (
            "hub/",
            "transfers/engine.py",
            "transfers/wire.py",
            "transfers/layout.py",
            "transfers/sending/",
            "transfers/xet",
            "library/scan.py",
            "localhub/xet/worker.py",
        ),
    ),
}


def _imports(path: Path) -> list[tuple[int, str]]:
    """The absolute modules that a file imports, with their lines."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            module = node.module or ""
            found.append((node.lineno, module))
            found += [(node.lineno, f"{module}.{alias.name}") for alias in node.names]
    return found


def _part(module: str) -> str:
    return module.split(".")[1] if module.startswith("hubdesk.") else ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_from_right_to_left(path: Path) -> None:
    here = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    wrong = []
    for line, module in _imports(path):
        there = _part(module)
        if not there or there == here or there == "__version__":
            continue
        if here == "localhub":
            allowed = (
                any(module == name or module.startswith(f"{name}.") for name in LOCALHUB_MAY)
                or module == "hubdesk.core"
            )
        elif there == "localhub":
            allowed = here == "__main__"
        else:
            allowed = LEVEL[there] < LEVEL[here]
        if not allowed:
            wrong.append(f"{path.relative_to(ROOT)}:{line}: {here} must not import {module}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_library_stays_in_its_place(path: Path) -> None:
    place = path.relative_to(PACKAGE).as_posix()
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {module} belongs to {', '.join(places)}"
        for line, module in _imports(path)
        for library, places in ONLY_IN.items()
        if (module == library or module.startswith(f"{library}.")) and not place.startswith(places)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_habits(path: Path) -> None:
    """No nested event loop, no star import, no qasync decorator, a docstring and a bearable length."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    wrong = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"exec", "exec_"}:
            wrong.append(f"{node.lineno}: exec() starts a nested event loop")
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            wrong.append(f"{node.lineno}: a star import")
        if isinstance(node, ast.Name) and node.id == "asyncSlot":
            wrong.append(f"{node.lineno}: asyncSlot loses its tasks")
    if not ast.get_docstring(tree):
        wrong.append("1: no docstring")
    if text.count("\n") > 300:
        wrong.append(f"300: {text.count(chr(10))} lines")
    assert not wrong, "\n".join(f"{path.relative_to(ROOT)}:{line}" for line in wrong)


SLOW = [
    "huggingface_hub",
    "httpx2",
    "keyring",
    "hf_xet",
    "pygments",
    "ziamath",
    "markdown_it",
    "nh3",
    "ruamel",
    "detect_secrets",
    "requests",
    "uvicorn",
    "hubdesk.transfers.engine",
    "hubdesk.transfers.errand",
    "hubdesk.transfers.scheduler",
    "hubdesk.transfers.uploads.model",
    "hubdesk.ui.details.view",
    "hubdesk.ui.studio",
]


def test_the_window_module_does_not_import_what_is_slow() -> None:
    code = f"import sys, hubdesk.app; print([name for name in {SLOW!r} if name in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "[]"


@pytest.mark.parametrize("module", ["hubdesk.cli", "hubdesk.transfers.engine", "hubdesk.localhub.server"])
def test_headless_parts_do_not_import_qt(module: str) -> None:
    code = f"import sys, {module}; print(any(name.startswith('PySide6') for name in sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == "False"
