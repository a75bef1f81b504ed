"""What the Hub's scanners would say about files; here judged by the name alone."""

from __future__ import annotations

from typing import Any

from hubdesk.localhub.git.repo import Entry, Snapshot

_PICKLES = (".bin", ".pt", ".pth", ".pkl", ".pickle", ".ckpt", ".joblib")
_SUSPICIOUS = "first_experiment"  # the practice file that prints when loaded


def file_status(entry: Entry) -> dict[str, Any]:
    """The status of one file."""
    scan: dict[str, Any] = {
        "status": "safe",
        "avScan": {"virusFound": False, "virusNames": None},
        "pickleImportScan": None,
    }
    if entry.path.endswith(_PICKLES):
        imports = [
            {"module": "collections", "name": "OrderedDict", "safety": "innocuous"},
            {"module": "torch", "name": "FloatStorage", "safety": "innocuous"},
            {"module": "torch._utils", "name": "_rebuild_tensor_v2", "safety": "innocuous"},
        ]
        level = "innocuous"
        if _SUSPICIOUS in entry.path:
            imports.append({"module": "__builtin__", "name": "print", "safety": "suspicious"})
            level, scan["status"] = "suspicious", "suspicious"
        scan["pickleImportScan"] = {"highestSafetyLevel": level, "pickleImports": imports}
    return scan


def repo_status(snapshot: Snapshot) -> dict[str, Any]:
    """The status of a repository: which files have issues."""
    issues = [
        {"path": path, "level": status["status"]}
        for path, entry in snapshot.files.items()
        if (status := file_status(entry))["status"] != "safe"
    ]
    return {"scansDone": True, "filesWithIssues": issues}
