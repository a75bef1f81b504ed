"""Finds the system libraries, fonts and tools that are missing, and installs or names them."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from devtools.console import SetupError, say, step, watch

# soname -> Debian package. Newer releases renamed some for 64-bit time; apt takes the old names too.
QT = {
    "libstdc++.so.6": "libstdc++6",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
    "libbrotlidec.so.1": "libbrotli1",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
}
DISPLAY = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
PIP_PACKAGE = ("python3-venv",)
TEST_TOOLS = {"git": "git", "dbus-run-session": "dbus", "gnome-keyring-daemon": "gnome-keyring"}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


@dataclass(frozen=True)
class Font:
    """A typeface the window is drawn with."""

    package: str
    file_parts: tuple[str, ...]
    language: str = ""
    """The language that any installed face may serve instead."""

    @property
    def needed(self) -> bool:
        """Whether letters show as boxes without it; the others are only prettier."""
        return self.language != ""


FONTS = (
    Font("fonts-noto-cjk", ("notosanscjk", "notosanskr", "pretendard", "sourcehansans", "nanumgothic"), "ko"),
    Font("fonts-noto-color-emoji", ("emoji",), "und-zsye"),
    Font("fonts-inter", ("inter-", "intervariable", "inter.")),
    Font("fonts-jetbrains-mono", ("jetbrainsmono",)),
)


@dataclass(frozen=True)
class Missing:
    """What this machine lacks."""

    sonames: tuple[str, ...] = ()
    no_pip: bool = False
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    noticeable: bool = False
    """Whether lacking the optional ones shows, as boxes for letters or as tests left out."""

    @property
    def names(self) -> tuple[str, ...]:
        """What the person reads of what HubDesk cannot do without."""
        return (*self.sonames, *(("pip",) if self.no_pip else ()))

    def __bool__(self) -> bool:
        return bool(self.required or self.optional)


def prepare(*, pip: bool, display: bool, tests: bool) -> None:
    """Make the system ready, or say with which command the person can.

    Args:
        pip: packages are about to be installed.
        display: the window will be shown, not only painted.
        tests: the tests' own tools are good to have.

    Raises:
        SetupError: HubDesk cannot start on this machine as it is.
    """
    if not sys.platform.startswith("linux"):
        return
    missing = find_missing(pip=pip, display=display, tests=tests)
    manager = package_manager()
    if missing and is_root() and manager == "apt-get":
        install(missing)
        missing = find_missing(pip=pip, display=display, tests=tests)
    how = advice(missing, manager, root=is_root())
    if missing.required:
        raise SetupError(f"HubDesk needs what is not installed: {' '.join(missing.names)}\n{how}")
    if missing.noticeable:
        say(f"Not installed, but good to have: {' '.join(missing.optional)}\n{how}")


def find_missing(*, pip: bool, display: bool, tests: bool) -> Missing:
    """Look for every library, font and tool."""
    no_pip = pip and not has_module("ensurepip") and not python_with_pip()
    wanted = QT | DISPLAY if display else QT
    sonames = tuple(soname for soname in wanted if not loads(soname))
    fonts = tuple(missing_fonts())
    tools = tuple(package for tool, package in TEST_TOOLS.items() if tests and not shutil.which(tool))
    return Missing(
        sonames=sonames,
        no_pip=no_pip,
        required=unique((*(wanted[soname] for soname in sonames), *(PIP_PACKAGE if no_pip else ()))),
        optional=(*(font.package for font in fonts), *tools),
        noticeable=bool(tools) or any(font.needed for font in fonts),
    )


def loads(soname: str) -> bool:
    """Whether the loader finds this library and all it depends on."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def has_module(name: str) -> bool:
    """Whether this interpreter has a module; Debian's own has no ensurepip unless asked for."""
    importlib.invalidate_caches()
    return importlib.util.find_spec(name) is not None


def python_with_pip() -> str:
    """This interpreter if it has pip, else the one it was made from, else nothing."""
    candidates = unique((sys.executable, getattr(sys, "_base_executable", sys.executable)))
    return next((python for python in candidates if runs([python, "-m", "pip", "--version"])), "")


def runs(command: Sequence[str]) -> bool:
    """Whether a command ends well."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def missing_fonts() -> Iterator[Font]:
    """The typefaces that are not installed under any of their names."""
    names = [name.lower() for folder in FONT_FOLDERS for name in files_below(Path(folder).expanduser())]
    for font in FONTS:
        if any(part in name for part in font.file_parts for name in names):
            continue
        if not (font.language and serves(font.language)):
            yield font


def files_below(folder: Path) -> Iterator[str]:
    """The names of all files in a folder and its subfolders."""
    for _, _, files in os.walk(folder):
        yield from files


def serves(language: str) -> bool:
    """Whether fontconfig knows a face for this language."""
    if not shutil.which("fc-list"):
        return False
    found = subprocess.run(["fc-list", f":lang={language}", "family"], capture_output=True, text=True, check=False)
    return found.stdout.strip() != ""


def install(missing: Missing) -> None:
    """Let apt install what is missing; what it cannot install is left to the check that follows."""
    step("system", f"installing {' '.join((*missing.required, *missing.optional))}")
    attempt(["apt-get", "update"])
    if missing.required:
        attempt(apt_install(missing.required))
    if missing.optional and not attempt(apt_install(missing.optional)):
        for package in missing.optional:
            attempt(apt_install([package]))


def attempt(command: Sequence[str]) -> bool:
    """Run apt; a failure is shown and survived."""
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    try:
        watch("system", command, env, apt_line)
    except SetupError as error:
        say(str(error))
        return False
    return True


def apt_install(packages: Sequence[str]) -> list[str]:
    """The command that installs packages and nothing that is merely recommended."""
    options = ["-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0"]
    return ["apt-get", "install", *options, *packages]


def apt_line(line: str) -> str:
    """What to show of apt's output: how many packages, and the downloads that take time."""
    words = line.split()
    if "newly installed" in line:
        return f"{words[words.index('newly') - 1]} packages with what they need"
    if line.startswith("Get:") and line.endswith("MB]"):
        return f"fetching {words[4]} {' '.join(words[-2:])}"
    return ""


def advice(missing: Missing, manager: str, *, root: bool) -> str:
    """The one command that installs what is missing, for the package managers we know."""
    packages = " ".join((*missing.required, *missing.optional))
    sudo = "" if root else "sudo "
    if manager == "apt-get":
        return f"Run: {sudo}apt-get update && {sudo}apt-get install -y --no-install-recommends {packages}"
    capabilities = " ".join(
        [*(f"'{soname}()(64bit)'" for soname in missing.sonames), *["python3-pip"] * missing.no_pip]
    )
    if manager and capabilities:
        return f"Run: {sudo}{manager} install {capabilities}"
    return f"Install them with this system's package manager; Debian calls the packages {packages}."


def package_manager() -> str:
    """The package manager of this system, if we know its words; dnf and zypper take sonames."""
    return next((tool for tool in ("apt-get", "dnf", "zypper") if shutil.which(tool)), "")


def is_root() -> bool:
    """Whether this process may install packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """The values in order, each once."""
    return tuple(dict.fromkeys(values))
