"""The results of evaluations that a model keeps in `.eval_results/`, one YAML file or several."""

from __future__ import annotations

from typing import Any

from hubdesk.localhub.cardcheck import read_yaml
from hubdesk.localhub.git.repo import GitRepo, Snapshot

_FOLDER, _ENDINGS = ".eval_results/", (".yaml", ".yml")
_MOST_FILES, _MOST_BYTES = 100, 200_000


def evaluations(repo: GitRepo, snapshot: Snapshot) -> list[dict[str, Any]]:
    """Each result, or for a file that cannot be read why."""
    found: list[dict[str, Any]] = []
    paths = [path for path in snapshot.files if path.startswith(_FOLDER) and path.endswith(_ENDINGS)]
    for path in paths[:_MOST_FILES]:
        entry = snapshot.files[path]
        try:
            if entry.sha256 or entry.size > _MOST_BYTES:
                raise ValueError("The file is too large")
            content = read_yaml(repo.blob(entry.oid).decode())
            if not isinstance(content, list):
                raise ValueError("The file must be a list")
            found += [{"filename": path, "data": _checked(each)} for each in content]
        except ValueError as error:
            found.append({"filename": path, "error": str(error)})
    return found


def _checked(result: object) -> dict[str, Any]:
    if not isinstance(result, dict) or "value" not in result:
        raise ValueError("A result needs a value")
    dataset, source = result.get("dataset"), result.get("source")
    if not isinstance(dataset, dict) or not all(isinstance(dataset.get(key), str) for key in ("id", "task_id")):
        raise ValueError("A result needs a dataset with id and task_id")
    if source is not None and (not isinstance(source, dict) or not source.get("url")):
        raise ValueError("The source of a result needs a url")
    return result
