"""The commands of dev.py."""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from devtools import children, locks, system, translations
from devtools.console import Command, SetupError, call, say, step
from devtools.environment import ROOT, Environment, Lock

VENV = Environment()
TOUR = ROOT / "tour"
DOCS_PICTURES = ROOT / "docs" / "pictures"
FAST = "not slow and not soak and not journey"
Extra = Sequence[str]


def run(arguments: Sequence[str]) -> int:
    """Find the command and run it; what follows the command's name goes to the program it starts."""
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description="Prepares this machine as far as needed, then runs the command.",
        epilog="\n".join(f"  {name:<7} {line(function)}" for name, function in COMMANDS.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="command", help="one of those below")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="for the program that the command starts")
    chosen = parser.parse_args(arguments)
    try:
        return COMMANDS[chosen.command](chosen.arguments)
    except SetupError as error:
        say(f"{error}")
        return 1
    except KeyboardInterrupt:
        say("Interrupted. The next run goes on from a clean state.")
        return 130


def line(function: Callable[..., object]) -> str:
    """What a command does, for the list of commands."""
    return (function.__doc__ or "").splitlines()[0].rstrip(".")


def demo(extra: Extra) -> int:
    """The window on the practice Hub; without a display, a tour of it in pictures."""
    env = children.clean(os.environ)
    if "--tour" in extra or not children.has_display(env):
        return tour(extra)
    return window(["--demo", *extra])


def window(extra: Extra) -> int:
    """The window on huggingface.co."""
    prepare("run", display=True)
    return hubdesk(extra, children.clean(os.environ))


def tour(extra: Extra) -> int:
    """The guided tour without a display; says where its pictures are. --docs takes the guide's pictures from it."""
    prepare("run", display=False)
    options = [option for option in extra if option != "--docs"]
    if "--tour" not in options:
        folder = options.pop(0) if options and not options[0].startswith("-") else str(TOUR)
        options = ["--tour", folder, *options]
    pictures = Path(options[options.index("--tour") + 1]).absolute()
    say("HubDesk: walking through the window on the practice Hub")
    with tempfile.TemporaryDirectory(prefix="hubdesk-") as runtime:
        code = hubdesk(["--demo", *options], children.headless(os.environ, Path(runtime)))
    say(f"Pictures: {pictures} ({len(list(pictures.glob('*.png')))} files)")
    if "--docs" in extra and code == 0:
        for picture in DOCS_PICTURES.glob("*.png"):
            taken = next(pictures.glob(f"*-{picture.name}"))
            shutil.copyfile(taken, picture)
            say(f"  {picture.relative_to(ROOT)}")
    return code


def hub(extra: Extra) -> int:
    """The practice Hub alone; its first line holds its address and a token."""
    prepare("run", display=False)
    return call([VENV.python, "-P", "-m", "hubdesk.localhub", *extra], children.clean(os.environ), Path.cwd())


def test(extra: Extra) -> int:
    """Format, lint, types, translations and all tests: what CI runs."""
    return verify(list(extra))


def check(extra: Extra) -> int:
    """The fast part of test."""
    return verify(["-m", FAST, *extra])


def soak(extra: Extra) -> int:
    """The long fault and fuzz runs, whole; test runs a sample of them."""
    prepare("dev", display=False, tests=True)
    return pytest(["-m", "soak", *extra], {"HUBDESK_SOAK": "1"})


def bench(extra: Extra) -> int:
    """All benchmarks: a table, and build/bench.json."""
    prepare("dev", display=False)
    with tempfile.TemporaryDirectory(prefix="hubdesk-") as scratch:
        env = children.for_tests(os.environ, Path(scratch))
        return call([VENV.python, "benchmarks/run_all.py", *extra], env, ROOT)


def i18n(extra: Extra) -> int:
    """Collect the texts and list what is not translated; --check only compares."""
    prepare("dev", display=False)
    action = "check" if "--check" in extra else "update"
    return call([VENV.python, "devtools/translations.py", action], children.clean(os.environ), ROOT)


def lock(extra: Extra) -> int:
    """Resolve the dependencies again and write locks/; packages named here may move to newer releases."""
    prepare("dev", display=False)
    return locks.write(VENV, extra)


def tool(extra: Extra) -> int:
    """One of the environment's tools, such as `tool ruff check --fix` or `tool pytest tests/core`."""
    prepare("dev", display=False)
    if list(extra[:1]) == ["pytest"]:
        return pytest(extra[1:])
    return call([VENV.python, "-m", *extra], children.clean(os.environ), ROOT)


def prepare(name: Lock, *, display: bool, tests: bool = False) -> None:
    """System libraries, virtual environment and translations, each only where something is missing."""
    first = not VENV.is_ready(name)
    if first:
        say("HubDesk: preparing this machine; the first time takes some minutes")
    system.prepare(pip=first, display=display, tests=tests)
    VENV.ensure(name)
    if not all(translations.is_current(ts) for ts in translations.FOLDER.glob("*.ts")):
        step("texts", "compiling the translations")
        command: Command = [VENV.python, ROOT / "devtools" / "translations.py", "compile"]
        if call(command, children.clean(os.environ), ROOT) != 0:
            raise SetupError("The translations could not be compiled.")


def hubdesk(arguments: Extra, env: Mapping[str, str]) -> int:
    """Start the program from this checkout, in the person's own folder."""
    return call([VENV.python, "-P", "-m", "hubdesk", *arguments], env, Path.cwd())


def verify(selection: Extra) -> int:
    """Run every stage even when one fails; the tests come last and close with pytest's own line."""
    prepare("dev", display=False, tests=True)
    stages: dict[str, Command] = {
        "format": [VENV.python, "-m", "ruff", "format", "--check", "."],
        "lint": [VENV.python, "-m", "ruff", "check", "."],
        "types": [VENV.python, "-m", "mypy"],
        "texts": [VENV.python, "devtools/translations.py", "check"],
    }
    env = children.clean(os.environ)
    failed = [name for name, command in stages.items() if stage(name, command, env) != 0]
    if pytest(["-n", "auto", *selection]) != 0:
        failed.append("tests")
    if failed:
        say(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def stage(name: str, command: Command, env: Mapping[str, str]) -> int:
    """Run one stage and say how it went."""
    started = time.monotonic()
    code = call(command, env, ROOT)
    step(name, f"{'ok' if code == 0 else 'FAILED'} ({time.monotonic() - started:.1f} s)")
    return code


def pytest(arguments: Extra, variables: Mapping[str, str] | None = None) -> int:
    """Run the tests away from the person's caches, keyring and display."""
    with tempfile.TemporaryDirectory(prefix="hubdesk-", ignore_cleanup_errors=True) as scratch:
        env = children.for_tests(os.environ, Path(scratch)) | dict(variables or {})
        return call([VENV.python, "-m", "pytest", *arguments], env, ROOT)


COMMANDS: dict[str, Callable[[Extra], int]] = {
    "demo": demo,
    "test": test,
    "run": window,
    "hub": hub,
    "check": check,
    "soak": soak,
    "bench": bench,
    "tour": tour,
    "i18n": i18n,
    "lock": lock,
    "tool": tool,
}
