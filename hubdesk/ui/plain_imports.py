"""Gives Python its own `import` back after PySide6 replaced it; imported before anything else of the window.

WORKAROUND https://doc.qt.io/qtforpython-6/considerations.html: so that `from __feature__ import …` may work, PySide6
reads the source of every module that is imported after it, and keeps it. We use no features, and go without 10 MB and
a tenth of the start.
"""

from __future__ import annotations

import builtins

_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401 - replaces builtins.__import__

builtins.__import__ = _import
