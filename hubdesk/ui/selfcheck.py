"""Checks that everything a running HubDesk needs is there: plug-ins, fonts, translations, engine, keyring, hf_xet."""

from __future__ import annotations

import asyncio
import importlib.metadata
import json
import os
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import psutil
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImageReader

from hubdesk.account.token_store import KeyringState, TokenStore
from hubdesk.core.children import Child, child_command
from hubdesk.core.paths import HUGGING_FACE, Paths
from hubdesk.core.resources import resource
from hubdesk.transfers.protocol import Hello, Ready, decode, encode
from hubdesk.ui.theme import Theme

ENGINE_TIMEOUT_S = 20.0
KEYRING_TIMEOUT_S = 10.0
_START_FIELD = 19  # of /proc/self/stat, counted after the name
_IMAGE_FORMATS = {"png", "jpeg", "gif", "svg"}


class Verdict(StrEnum):
    """How one check ended."""

    OK = "ok"
    ABSENT = "absent"  # not on this machine, and HubDesk works without it
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Result:
    """One check's verdict and a word about it."""

    verdict: Verdict
    detail: str = ""


Check = Callable[[], Awaitable[Result]]


class SelfCheck:
    """Runs the checks and prints them; the last line is JSON with `ms_to_first_paint` and `rss_mb`."""

    def __init__(self, paths: Paths, theme: Theme) -> None:
        self._paths = paths
        self._theme = theme

    async def run(self, *, ms_to_first_paint: float, rss_mb: float) -> int:
        """0 unless something is broken."""
        checks: dict[str, Check] = {
            "display": self._display,
            "images": self._images,
            "icons": self._icons,
            "fonts": self._fonts,
            "translations": self._translations,
            "data_dir": self._data_dir,
            "hf_xet": self._hf_xet,
            "keyring": self._keyring,
            "engine": self._engine,
        }
        results: dict[str, Result] = {}
        for name, check in checks.items():
            try:
                results[name] = await check()
            except Exception as error:  # whatever is broken must be told, not thrown
                results[name] = Result(Verdict.BROKEN, f"{type(error).__name__}: {error}")
            print(f"{results[name].verdict:>6}  {name:<13} {results[name].detail}", flush=True)
        broken = any(result.verdict is Verdict.BROKEN for result in results.values())
        report = {
            "ok": not broken,
            "checks": {name: result.verdict for name, result in results.items()},
            "ms_to_first_paint": round(ms_to_first_paint),
            "rss_mb": round(rss_mb, 1),
        }
        print(json.dumps(report), flush=True)
        return 1 if broken else 0

    async def _display(self) -> Result:
        name = QGuiApplication.platformName()
        return Result(Verdict.ABSENT if name in {"offscreen", "minimal"} else Verdict.OK, name)

    async def _images(self) -> Result:
        known = {bytes(name.data()).decode() for name in QImageReader.supportedImageFormats()}
        missing = sorted(_IMAGE_FORMATS - known)
        return Result(Verdict.BROKEN, f"missing: {', '.join(missing)}") if missing else Result(Verdict.OK)

    async def _icons(self) -> Result:
        drawn = self._theme.pixmap("search", "text", 20, 1.0).toImage()
        blank = all(drawn.pixelColor(x, y).alpha() == 0 for x in range(20) for y in range(20))
        return Result(Verdict.BROKEN, "the icon is blank") if blank else Result(Verdict.OK)

    async def _fonts(self) -> Result:
        hangul = QFontDatabase.families(QFontDatabase.WritingSystem.Korean)
        if not hangul:
            return Result(Verdict.ABSENT, "no face with Hangul; install fonts-noto-cjk or Pretendard")
        return Result(Verdict.OK, f"{len(hangul)} faces with Hangul")

    async def _translations(self) -> Result:
        loaded = QTranslator().load(str(resource("i18n", "hubdesk_ko.qm")))
        return Result(Verdict.OK, "ko") if loaded else Result(Verdict.BROKEN, "hubdesk_ko.qm cannot be loaded")

    async def _data_dir(self) -> Result:
        probe = self._paths.data_dir / ".self-check"
        probe.write_text("x", encoding="utf-8")
        probe.unlink()
        return Result(Verdict.OK)

    async def _hf_xet(self) -> Result:
        try:
            return Result(Verdict.OK, importlib.metadata.version("hf-xet"))
        except importlib.metadata.PackageNotFoundError:
            return Result(Verdict.ABSENT, "downloads use plain HTTP")

    async def _keyring(self) -> Result:
        store = TokenStore()
        try:
            stored = await asyncio.wait_for(store.load("self-check"), KEYRING_TIMEOUT_S)
        except TimeoutError:
            return Result(Verdict.ABSENT, "waits for its owner")
        finally:
            store.close()
        return Result(Verdict.OK if stored.state is KeyringState.KEYRING else Verdict.ABSENT, stored.state.value)

    async def _engine(self) -> Result:
        process = await asyncio.create_subprocess_exec(
            *child_command(Child.ENGINE),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=self._paths.data_dir,
        )
        greeting = encode(Hello(HUGGING_FACE, token="", limit_bps=0))
        said, _ = await asyncio.wait_for(process.communicate(greeting), ENGINE_TIMEOUT_S)
        if process.returncode or not isinstance(decode(said.splitlines()[0]), Ready):
            return Result(Verdict.BROKEN, f"it ended with {process.returncode}")
        return Result(Verdict.OK, f"python {sys.version_info.major}.{sys.version_info.minor}")


def resident_mb() -> float:
    """The memory this process holds now, in MB."""
    return float(psutil.Process().memory_info().rss) / 1e6


def seconds_since_start(until: float) -> float:
    """How long this process had been running at a moment of `time.monotonic()`.

    Linux tells the start since boot; as time of day it could only be told with an error of up to a second.
    """
    ago = time.monotonic() - until
    if sys.platform != "linux":
        return time.time() - float(psutil.Process().create_time()) - ago
    else:  # noqa: RET505 - the type checker knows by this form that only one branch exists
        after_name = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        started = int(after_name[_START_FIELD]) / os.sysconf("SC_CLK_TCK")
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started - ago
