"""What the Hub's scanners say about files: a test signature instead of viruses, and what pickles would import."""

from __future__ import annotations

import io
import pickletools
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from hubdesk.localhub.facts import words
from hubdesk.localhub.git.repo import Entry, GitRepo, Snapshot, git_oid
from hubdesk.localhub.lfs import LfsStore, StoredFile

TEST_VIRUS = b"PRACTICE-HUB-STANDARD-ANTIVIRUS-TEST-FILE: harmless, but scanners are to report it.\n"
_TEST_VIRUS_OID, _TEST_VIRUS_NAME = git_oid(TEST_VIRUS), "Practice.Test.Signature"
_PICKLES = (".bin", ".pt", ".pth", ".pkl", ".pickle", ".ckpt", ".joblib")
_MOST_BYTES, _MOST_STEPS = 32_000_000, 200_000
_INNOCUOUS_MODULES = frozenset(
    words(
        "collections torch torch._utils torch.storage torch._tensor numpy numpy.core.multiarray numpy._core.multiarray "
        "numpy.dtypes _codecs copyreg datetime decimal"
    )
)
_DANGEROUS_MODULES = frozenset(
    words(
        "os posix nt subprocess sys socket shutil runpy pty importlib ctypes webbrowser requests urllib.request "
        "http.client asyncio multiprocessing commands pickle marshal types pip"
    )
)
_DANGEROUS_BUILTINS = frozenset(words("eval exec compile open getattr setattr delattr __import__ input breakpoint"))
_LEVELS = ("innocuous", "suspicious", "dangerous")
_STATUS = {"innocuous": "safe", "suspicious": "suspicious", "dangerous": "unsafe"}
Import = tuple[str, str]


class Scanner:
    """Looks into the files of one repository."""

    def __init__(self, repo: GitRepo, lfs: LfsStore) -> None:
        self._repo = repo
        self._lfs = lfs

    def status(self, entry: Entry) -> dict[str, Any]:
        """The status of one file."""
        infected = entry.oid == _TEST_VIRUS_OID
        scan: dict[str, Any] = {
            "status": "unsafe" if infected else "safe",
            "avScan": {"virusFound": infected, "virusNames": [_TEST_VIRUS_NAME] if infected else None},
            "pickleImportScan": None,
        }
        if (imports := self._imports(entry)) is not None:
            judged = [{"module": module, "name": name, "safety": _safety(module, name)} for module, name in imports]
            highest = max((each["safety"] for each in judged), key=_LEVELS.index, default="innocuous")
            scan["pickleImportScan"] = {"highestSafetyLevel": highest, "pickleImports": judged}
            scan["status"] = _STATUS[highest]
        return scan

    def repo_status(self, snapshot: Snapshot) -> dict[str, Any]:
        """The status of a repository: which files have issues."""
        issues = [
            {"path": path, "level": status}
            for path, entry in snapshot.files.items()
            if entry.oid == _TEST_VIRUS_OID or path.endswith(_PICKLES)
            if (status := self.status(entry)["status"]) != "safe"
        ]
        return {"scansDone": True, "filesWithIssues": issues}

    def _imports(self, entry: Entry) -> tuple[Import, ...] | None:
        if not entry.path.endswith(_PICKLES):
            return None
        if not entry.sha256:
            return pickle_imports(io.BytesIO(self._repo.blob(entry.oid)))
        stored = self._lfs.find(entry.sha256)
        return _imports_of(stored.path) if isinstance(stored, StoredFile) else None


def pickle_imports(stream: IO[bytes]) -> tuple[Import, ...] | None:
    """What loading a file would import, in order and once each; None if it is not a pickle."""
    if zipfile.is_zipfile(stream):
        try:
            with zipfile.ZipFile(stream) as archive:
                inside = [each for each in archive.infolist() if each.filename.endswith(".pkl")]
                parts = [archive.open(each).read(_MOST_BYTES) for each in inside[:8]]
        except (OSError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
            return None
        return tuple(dict.fromkeys(found for part in parts for found in _walk(part))) if parts else None
    stream.seek(0)
    content = stream.read(_MOST_BYTES)
    found = tuple(dict.fromkeys(_walk(content)))
    return found if found or content.startswith(b"\x80") else None


def _walk(content: bytes) -> Iterator[Import]:
    """The imports of one pickle, as far as it can be read; nothing is loaded."""
    texts: list[str] = []
    memo: dict[int, str] = {}
    try:
        for step, (code, argument, _) in enumerate(pickletools.genops(content)):
            if step > _MOST_STEPS:
                return
            if code.name in ("GLOBAL", "INST"):
                module, _, name = str(argument).partition(" ")
                yield module, name
            elif code.name == "STACK_GLOBAL" and len(texts) > 1:
                yield texts[-2], texts[-1]
            elif code.name.endswith("UNICODE"):
                texts.append(str(argument))
            elif code.name == "MEMOIZE":
                memo[len(memo)] = texts[-1] if texts else ""
            elif code.name.endswith("PUT") and isinstance(argument, int):
                memo[argument] = texts[-1] if texts else ""
            elif code.name.endswith("GET") and argument in memo:
                texts.append(memo[argument])
            del texts[:-64]
    except Exception:  # the disassembler raises whatever hostile bytes make it raise
        return


@lru_cache(maxsize=512)
def _imports_of(path: Path) -> tuple[Import, ...] | None:
    """The same of a file in the LFS store, where a path has the same content for ever."""
    try:
        with path.open("rb") as stream:
            return pickle_imports(stream)
    except OSError:
        return None


def _safety(module: str, name: str) -> str:
    if module in ("builtins", "__builtin__"):
        return "dangerous" if name in _DANGEROUS_BUILTINS else "suspicious"
    if module in _DANGEROUS_MODULES or module.partition(".")[0] in ("os", "subprocess", "socket", "ctypes"):
        return "dangerous"
    return "innocuous" if module in _INNOCUOUS_MODULES else "suspicious"
