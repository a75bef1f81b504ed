"""The wheel carries all that the program needs, and an installed copy uses its own files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("hubdesk-*-py3-none-any.whl")
    return built


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel installed and nothing else."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "uv", "pip", "install", "--offline", "--no-deps", "--target", folder, wheel]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def ask(site: Path, tmp_path: Path, code: str) -> str:
    """What the installed copy answers, away from the checkout."""
    env = os.environ | {"PYTHONPATH": str(site)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_wheel_holds_every_resource_and_compiled_translation(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {f"hubdesk/{p.relative_to(ROOT).as_posix()}" for p in RESOURCES.rglob("*") if p.is_file()}
    shipped = {name for name in expected if not name.endswith(".ts")}
    assert shipped <= names
    for ts in RESOURCES.glob("i18n/*.ts"):
        assert f"hubdesk/resources/i18n/{ts.stem}.qm" in names
    assert not [name for name in names if name.endswith((".ts", ".pyc"))]


def test_the_wheel_holds_the_package_and_nothing_of_the_workshop(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    modules = {p.relative_to(ROOT).as_posix() for p in (ROOT / "hubdesk").rglob("*.py")}
    assert modules <= set(names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"hubdesk"}
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_the_installed_copy_finds_its_own_resources(site: Path, tmp_path: Path) -> None:
    code = "import hubdesk.core.resources as r; print(r.__file__); print(r.resource_root())"
    module, folder = ask(site, tmp_path, code).splitlines()
    assert Path(module).is_relative_to(site)
    assert Path(folder) == site / "hubdesk" / "resources"


def test_the_installed_command_starts(site: Path, tmp_path: Path) -> None:
    code = "from importlib.metadata import entry_points as e; print(*e(group='console_scripts', name='hubdesk'))"
    assert "hubdesk.__main__:main" in ask(site, tmp_path, code)
    env = os.environ | {"PYTHONPATH": str(site)}
    command = [sys.executable, "-P", "-m", "hubdesk", "--help"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "--demo" in done.stdout


def test_the_installed_practice_hub_opens_on_the_catalogue(site: Path, tmp_path: Path) -> None:
    env = os.environ | {"PYTHONPATH": str(site)}
    command = [sys.executable, "-P", "-m", "hubdesk.localhub", "--port", "0", "--data", str(tmp_path / "hub"), "--json"]
    with subprocess.Popen(command, cwd=tmp_path, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as hub:
        try:
            assert hub.stdout is not None
            url = json.loads(hub.stdout.readline())["url"]
            with urllib.request.urlopen(f"{url}/api/models?limit=3", timeout=30) as response:
                assert len(json.load(response)) == 3
        finally:
            hub.terminate()
