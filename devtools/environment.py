"""Makes the project's virtual environment from a lock and keeps it up to date."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from devtools.console import SetupError, step, watch
from devtools.system import has_module, python_with_pip, runs

ROOT = Path(__file__).resolve().parent.parent
Lock = Literal["run", "dev"]
PIP_REDIRECTS = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_PYTHON", "PIP_REQUIRE_VIRTUALENV")


@dataclass(frozen=True)
class Environment:
    """A virtual environment in a checkout."""

    root: Path = ROOT

    @property
    def folder(self) -> Path:
        """Where it lives."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        """The file that says which locks are installed, or that an installation has begun."""
        return self.folder / "hubdesk-setup.json"

    def lock(self, name: Lock) -> Path:
        """The requirement file of this name."""
        return self.root / "locks" / f"{name}.txt"

    def digest(self, name: Lock) -> str:
        """What the stamp remembers of a lock."""
        return hashlib.sha256(self.lock(name).read_bytes()).hexdigest()

    def is_ready(self, name: Lock) -> bool:
        """Whether everything in the lock is installed and the interpreter is still there."""
        return self.alive() and self._read_stamp().get(name) == self.digest(name)

    def alive(self) -> bool:
        """Whether the interpreter it was made from still exists, in the version it had."""
        try:
            settings = (self.folder / "pyvenv.cfg").read_text(encoding="utf-8")
        except OSError:
            return False
        values = dict(line.split(" = ", 1) for line in settings.splitlines() if " = " in line)
        return self.python.exists() and Path(values.get("home", "")).is_dir()

    def interrupted(self) -> bool:
        """Whether an installation began and did not end; pip cannot tell which packages are whole."""
        return "installing" in self._read_stamp()

    def ensure(self, name: Lock) -> None:
        """Install the lock unless that is already done.

        Raises:
            SetupError: no pip, no network, or a package that does not match its hash.
        """
        if self.is_ready(name):
            return
        started = time.monotonic()
        if self.folder.exists() and (self.interrupted() or not self.alive()):
            self._remove()
        fresh = not self.folder.exists()
        before = self._read_stamp()
        self.folder.mkdir(exist_ok=True)
        self._write_stamp({"installing": name})
        if fresh:
            self._create()
        try:
            self._install(name)
        except SetupError:
            self._write_stamp(before)  # pip ended by itself and left whole packages behind
            raise
        self._add_checkout()
        names: tuple[Lock, ...] = ("run", "dev") if name == "dev" else ("run",)
        self._write_stamp({each: self.digest(each) for each in names})
        step("python", f"ready after {time.monotonic() - started:.0f} s")

    def _remove(self) -> None:
        if Path(sys.prefix).resolve() == self.folder.resolve():
            raise SetupError(f"{self.folder} must be made anew: start dev.py with the system's python3")
        step("python", "clearing an unfinished or broken environment")
        shutil.rmtree(self.folder)

    def _create(self) -> None:
        step("python", f"new environment {self.folder} for Python {sys.version.split()[0]}")
        try:
            venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(self.folder)
        except OSError as error:
            raise SetupError(f"The virtual environment could not be made: {error}") from error

    def _install(self, name: Lock) -> None:
        step("python", f"installing the packages of {self.lock(name).relative_to(self.root)}")
        options = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--no-input", "--progress-bar", "off"]
        command = [*self.pip_command(), "install", *options, "-r", str(self.lock(name))]
        watch("python", command, pip_environment(os.environ), pip_line)

    def pip_command(self) -> list[str]:
        """How to call a pip that installs into this environment: its own, else the system's.

        Raises:
            SetupError: there is none.
        """
        own = [str(self.python), "-m", "pip"]
        if runs([*own, "--version"]):
            return own
        if has_module("ensurepip") and runs([str(self.python), "-m", "ensurepip"]):
            return own
        if python := python_with_pip():
            return [python, "-m", "pip", "--python", str(self.python)]
        raise SetupError("This Python has neither pip nor ensurepip. Install pip for it and start again.")

    def _add_checkout(self) -> None:
        """Let `-m hubdesk` find the checkout without installing it, so nothing has to be built first."""
        query = "import sysconfig; print(sysconfig.get_path('purelib'))"
        packages = subprocess.run([self.python, "-c", query], capture_output=True, text=True, check=True).stdout.strip()
        Path(packages, "hubdesk-checkout.pth").write_text(f"{self.root}\n", encoding="utf-8")

    def _read_stamp(self) -> Mapping[str, str]:
        try:
            content = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}

    def _write_stamp(self, content: Mapping[str, str]) -> None:
        scratch = self.stamp.with_suffix(".new")
        scratch.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
        scratch.replace(self.stamp)


def pip_environment(base: Mapping[str, str]) -> dict[str, str]:
    """The person's environment without what would send packages elsewhere."""
    env = {key: value for key, value in base.items() if key not in (*PIP_REDIRECTS, "PYTHONPATH", "PYTHONHOME")}
    return env | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore", "PYTHONNOUSERSITE": "1"}


def pip_line(line: str) -> str:
    """What to show of pip's output."""
    words = line.split()
    if line.startswith("Collecting ") and len(words) > 1:
        return words[1].replace("==", " ")
    if line.startswith("  Downloading ") and len(words) > 2 and "MB" in line:
        return f"  fetching {' '.join(words[2:]).strip('()')}"
    if line.startswith("Installing collected packages"):
        return f"unpacking {len(words) - 3} packages"
    return ""
