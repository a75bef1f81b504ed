"""A row of the file tree."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from hubdesk.core.types import RepoFile


class Load(Enum):
    """How far the content of a folder is."""

    UNASKED = auto()
    ASKED = auto()
    LOADED = auto()
    FAILED = auto()


class Node:
    """A file, a folder, or (without a file) a row that says something about the folder it is in."""

    __slots__ = ("children", "file", "load", "node_id", "parent_id", "reason", "rest", "row")

    def __init__(self, node_id: int, parent_id: int, row: int, file: RepoFile | None) -> None:
        self.node_id = node_id
        self.parent_id = parent_id
        self.row = row
        self.file = file
        self.children: list[Node] = []
        self.load = Load.UNASKED
        self.reason = ""
        self.rest: Sequence[RepoFile] = ()
