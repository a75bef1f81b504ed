"""Takes out of PySide6's own start what we do not use; imported before anything else of the window.

WORKAROUND https://doc.qt.io/qtforpython-6/considerations.html: so that `from __feature__ import …` may work, PySide6
replaces `import`, reads the source of every module that is imported after it, and keeps it. We use no features, and go
without 10 MB and a tenth of the start. It also compiles its writer of .pyi stubs each time; we write none.
"""

from __future__ import annotations

import builtins
from typing import Any

_STUB_WRITER = frozenset(f"shibokensupport/signature/lib/{name}.py" for name in ("pyi_generator", "enum_sig"))

_import = builtins.__import__
_compile = builtins.compile


def _compile_needed(source: Any, filename: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as compile()
    return _compile("" if filename in _STUB_WRITER else source, filename, *args, **kwargs)


builtins.compile = _compile_needed

import PySide6.QtCore  # noqa: E402, F401 - replaces builtins.__import__

builtins.__import__ = _import
builtins.compile = _compile
