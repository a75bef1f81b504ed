"""Build hook: compiles the translations and puts the resources inside the package."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TranslationsHook(BuildHookInterface[Any]):
    """Runs before each wheel, editable ones included."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, then name the files to ship.

        An editable install finds `resources/` in the checkout and must not carry a copy that grows old.

        Raises:
            SystemExit: the translations could not be compiled; the tool has said why.
        """
        root = Path(self.root)
        done = subprocess.run([sys.executable, str(root / "devtools" / "translations.py"), "compile"])
        if done.returncode != 0:
            raise SystemExit("The translations could not be compiled.")
        if version == "editable":
            return
        for path in sorted((root / "resources").rglob("*")):
            if path.is_file() and path.suffix != ".ts":
                build_data["force_include"][str(path)] = f"hubdesk/{path.relative_to(root).as_posix()}"
