"""dev.py prepares a machine without asking twice, and starts programs in a clean surrounding."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import socket
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import hubdesk
from devtools import children, commands, console, environment, locks, system
from devtools.environment import Environment
from devtools.system import Missing

ROOT = Path(__file__).resolve().parent.parent


def test_the_ci_command_is_the_one_the_readme_names() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "python3 dev.py test" in script
    for readme in ("README.md", "README.ko.md"):
        assert "python3 dev.py test" in (ROOT / readme).read_text(encoding="utf-8")


def test_help_lists_every_command() -> None:
    shown = subprocess.run(
        [sys.executable, "-P", ROOT / "dev.py", "--help"], capture_output=True, text=True, check=True
    ).stdout
    for name in commands.COMMANDS:
        assert re.search(rf"^  {name} +\S", shown, re.MULTILINE)


def test_an_unknown_command_is_refused() -> None:
    done = subprocess.run([sys.executable, ROOT / "dev.py", "explode"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "explode" in done.stderr


def test_dev_py_needs_nothing_but_the_standard_library() -> None:
    names = [path.stem for path in (ROOT / "devtools").glob("*.py") if path.stem != "__init__"]
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); import devtools; " + "; ".join(
        f"import devtools.{name}" for name in names
    )
    subprocess.run([sys.executable, "-S", "-I", "-c", code], check=True)


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == hubdesk.__version__
    assert hubdesk.__version__ in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_contributors_guide_lists_every_command() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for name in commands.COMMANDS:
        assert f"python3 dev.py {name}" in guide or f"/ `{name}`" in guide


# --- locks


def pins(name: environment.Lock) -> dict[str, str]:
    text = Environment().lock(name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", text, re.MULTILINE))


def test_the_developers_lock_holds_the_programs_lock() -> None:
    assert pins("run").items() <= pins("dev").items()


@pytest.mark.parametrize("name", ["run", "dev"])
def test_locks_are_hashed_and_name_no_host(name: environment.Lock) -> None:
    text = Environment().lock(name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in text.replace("importlib", "")
    requirements = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(requirements) == len(pins(name))
    assert all("--hash=sha256:" in requirement for requirement in requirements)


def test_locks_are_resolved_for_every_platform_and_the_oldest_python() -> None:
    assert {"--universal", "--generate-hashes", "--no-emit-index-url"} <= set(locks.OPTIONS)
    assert locks.OPTIONS[locks.OPTIONS.index("--python-version") + 1] == "3.11"


# --- the system


def test_qt_libraries_are_found_or_named() -> None:
    if not sys.platform.startswith("linux"):
        assert not Missing()
        return
    assert system.loads("libc.so.6")
    assert not system.loads("libno-such-thing.so.9")


def test_debian_is_told_one_command() -> None:
    missing = Missing(sonames=("libEGL.so.1",), required=("libegl1",), optional=("fonts-noto-cjk",))
    assert system.advice(missing, "apt-get", root=False) == (
        "Run: sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 fonts-noto-cjk"
    )
    assert "sudo" not in system.advice(missing, "apt-get", root=True)


def test_others_are_told_what_their_package_manager_understands() -> None:
    missing = Missing(sonames=("libEGL.so.1", "libGL.so.1"), required=("libegl1", "libgl1"))
    assert (
        system.advice(missing, "dnf", root=False)
        == "Run: sudo dnf install 'libEGL.so.1()(64bit)' 'libGL.so.1()(64bit)'"
    )
    assert "libegl1 libgl1" in system.advice(missing, "", root=False)


def test_a_python_without_pip_is_told_with_the_rest() -> None:
    missing = Missing(sonames=("libEGL.so.1",), no_pip=True, required=("libegl1", *system.PIP_PACKAGE))
    assert missing.names == ("libEGL.so.1", "pip")
    assert system.advice(missing, "apt-get", root=False).endswith(" libegl1 python3-venv")
    assert system.advice(missing, "dnf", root=False).endswith("'libEGL.so.1()(64bit)' python3-pip")
    assert not system.find_missing(pip=True, display=False, tests=False).no_pip


def test_apt_never_asks_and_brings_nothing_extra() -> None:
    command = system.apt_install(["libegl1"])
    assert command[:2] == ["apt-get", "install"]
    assert {"-y", "--no-install-recommends"} <= set(command)
    assert command[-1] == "libegl1"


def test_a_face_with_another_file_name_is_recognised(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "NanumGothic.ttf").touch()
    names = [name.lower() for name in system.files_below(tmp_path)]
    hangul = next(font for font in system.FONTS if font.language == "ko")
    assert any(part in name for part in hangul.file_parts for name in names)
    assert hangul.needed


def test_what_apt_and_pip_print_becomes_short_lines() -> None:
    get = "Get:1 http://mirror bookworm/main amd64 fonts-noto-cjk all 1:20220127 [56.5 MB]"
    assert system.apt_line(get) == "fetching fonts-noto-cjk [56.5 MB]"
    assert system.apt_line("Reading package lists...") == ""
    assert environment.pip_line("Collecting anyio==4.16.0") == "anyio 4.16.0"
    assert environment.pip_line("  Downloading a-1-py3-none-any.whl (80.3 MB)") == "  fetching 80.3 MB"
    assert environment.pip_line("Installing collected packages: a, b, c") == "unpacking 3 packages"
    assert environment.pip_line("Looking in indexes: somewhere") == ""


# --- the surrounding of children


def test_tests_see_nothing_of_the_person(tmp_path: Path) -> None:
    person = {
        "HOME": "/home/someone",
        "HF_TOKEN": "hf_x",
        "HF_HOME": "/home/someone/hf",
        "HUGGING_FACE_HUB_TOKEN": "hf_x",
        "DISPLAY": ":0",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/bus",
        "XDG_RUNTIME_DIR": "/run/user/1",
        "QT_SCALE_FACTOR": "3",
        "PYTHONPATH": "/elsewhere",
        "no_proxy": "example.org",
    }
    env = children.for_tests(person, tmp_path)
    assert env.keys().isdisjoint({"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "DISPLAY", "QT_SCALE_FACTOR", "PYTHONPATH"})
    assert "DBUS_SESSION_BUS_ADDRESS" not in env
    assert Path(env["HF_HOME"]).parent == tmp_path
    assert Path(env["XDG_RUNTIME_DIR"]).parent == tmp_path
    assert env["QT_QPA_PLATFORM"] == "offscreen"
    assert env["NO_PROXY"] == "example.org,127.0.0.1,localhost"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such setting")
def test_a_machine_without_a_locale_gets_utf_8() -> None:
    assert children.clean({})["LC_ALL"] == "C.UTF-8"
    assert children.clean({"LANG": "POSIX"})["LC_ALL"] == "C.UTF-8"
    assert "LC_ALL" not in children.clean({"LANG": "ko_KR.UTF-8"})


@pytest.mark.skipif(sys.platform != "linux", reason="abstract sockets are Linux's")
def test_a_display_that_does_not_answer_is_none() -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0/tmp/.X11-unix/X{os.getpid()}")
        display = {"DISPLAY": f":{os.getpid()}.0"}
        assert not children.has_display(display)
        server.listen()
        assert children.has_display(display)
    assert not children.has_display(display)
    assert not children.has_display({})
    assert not children.has_display({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": "/nowhere"})


# --- running things


def test_a_failing_step_ends_with_its_last_words(capfd: pytest.CaptureFixture[str]) -> None:
    code = "print('first'); print('keep'); raise SystemExit('what went wrong')"
    with pytest.raises(console.SetupError, match="what went wrong"):
        console.watch("step", [sys.executable, "-c", code], os.environ, lambda line: "" if line == "first" else line)
    assert "keep" in (shown := capfd.readouterr().out)
    assert "first" not in shown


def test_a_program_that_is_not_there_is_an_error() -> None:
    with pytest.raises(console.SetupError, match="cannot start"):
        console.watch("step", ["/no/such/program"], os.environ, str)


def test_the_exit_code_is_passed_on(tmp_path: Path) -> None:
    assert console.call([sys.executable, "-c", "raise SystemExit(7)"], os.environ, tmp_path) == 7


# --- the virtual environment


def wheel(folder: Path, version: str) -> str:
    """Write a wheel of one module; its requirement line."""
    info = f"tiny-{version}.dist-info"
    files = {
        "tiny.py": f"version = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    path = folder / f"tiny-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        record = ""
        for name, content in files.items():
            archive.writestr(name, content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content.encode()).digest()).rstrip(b"=").decode()
            record += f"{name},sha256={digest},{len(content)}\n"
        archive.writestr(f"{info}/RECORD", f"{record}{info}/RECORD,,\n")
    return f"tiny @ {path.as_uri()} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Environment:
    """A checkout whose locks ask for one small package from this disk."""
    (tmp_path / "locks").mkdir()
    for name in ("run", "dev"):
        (tmp_path / "locks" / f"{name}.txt").write_text(wheel(tmp_path, "1.0"), encoding="utf-8")
    return Environment(tmp_path)


def installed(checkout: Environment) -> str:
    command = [checkout.python, "-c", "import tiny, sys; print(tiny.version, *sys.path)"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.slow
def test_an_environment_is_made_once_and_follows_its_lock(checkout: Environment) -> None:
    checkout.ensure("dev")
    assert installed(checkout).startswith("1.0")
    assert str(checkout.root) in installed(checkout)
    assert checkout.is_ready("run"), "the developers' packages include the program's"
    before = checkout.python.lstat().st_mtime_ns, checkout.stamp.stat().st_mtime_ns
    checkout.ensure("dev")
    checkout.ensure("run")
    assert before == (checkout.python.lstat().st_mtime_ns, checkout.stamp.stat().st_mtime_ns)

    checkout.lock("run").write_text(wheel(checkout.root, "2.0"), encoding="utf-8")
    assert not checkout.is_ready("run")
    checkout.ensure("run")
    assert installed(checkout).startswith("2.0")
    assert not checkout.is_ready("dev"), "the developers' lock now differs from what is installed"


@pytest.mark.slow
def test_an_interrupted_installation_is_begun_anew(checkout: Environment) -> None:
    checkout.folder.mkdir()
    (checkout.folder / "half-written").touch()
    checkout.stamp.write_text(json.dumps({"installing": "run"}), encoding="utf-8")
    assert checkout.interrupted()
    checkout.ensure("run")
    assert installed(checkout).startswith("1.0")
    assert not (checkout.folder / "half-written").exists()


@pytest.mark.slow
def test_a_package_that_is_not_the_locked_one_is_refused(checkout: Environment) -> None:
    checkout.ensure("run")
    locked = checkout.lock("run").read_text(encoding="utf-8")
    checkout.lock("run").write_text(
        re.sub(r"sha256:..", "sha256:00", locked).replace("tiny @", "tiny@"), encoding="utf-8"
    )
    wheel(checkout.root, "1.0")
    with pytest.raises(console.SetupError, match=r"(?i)hash"):
        checkout.ensure("run")
    assert not checkout.is_ready("run")
    assert not checkout.interrupted(), "the old packages are whole and may stay"


def test_an_environment_without_its_python_is_not_ready(checkout: Environment) -> None:
    checkout.folder.mkdir()
    (checkout.folder / "pyvenv.cfg").write_text("home = /no/longer/here\nversion = 3.11.2\n", encoding="utf-8")
    checkout.stamp.write_text(json.dumps({"run": checkout.digest("run")}), encoding="utf-8")
    assert not checkout.is_ready("run")


def test_pip_cannot_be_sent_elsewhere() -> None:
    env = environment.pip_environment({"PIP_TARGET": "/x", "PIP_USER": "1", "PYTHONPATH": "/y", "PIP_INDEX_URL": "z"})
    assert env.keys().isdisjoint({"PIP_TARGET", "PIP_USER", "PYTHONPATH"})
    assert env["PIP_INDEX_URL"] == "z"
