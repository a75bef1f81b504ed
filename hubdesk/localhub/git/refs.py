"""The refs of a repository on disk, with a count of their changes."""

from __future__ import annotations

from typing import Any

from dulwich.refs import DiskRefsContainer


class CountedRefs(DiskRefsContainer):
    """Refs that count how often they were changed, by whatever way, so that others may remember what they said.

    The count rises after a change is on disk: whoever reads the count first and the refs then never takes old for new.
    """

    changes = 0

    def set_symbolic_ref(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as dulwich has it
        """Point a ref at another."""
        try:
            super().set_symbolic_ref(*args, **kwargs)
        finally:
            self.changes += 1

    def set_if_equals(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401 - as dulwich has it
        """Set a ref."""
        try:
            return super().set_if_equals(*args, **kwargs)
        finally:
            self.changes += 1

    def add_if_new(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401 - as dulwich has it
        """Add a ref."""
        try:
            return super().add_if_new(*args, **kwargs)
        finally:
            self.changes += 1

    def remove_if_equals(self, *args: Any, **kwargs: Any) -> bool:  # noqa: ANN401 - as dulwich has it
        """Take a ref away."""
        try:
            return super().remove_if_equals(*args, **kwargs)
        finally:
            self.changes += 1
