"""The tree of a repository's files: folders load when they are opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer, Signal

from hubdesk.core.types import RepoFile
from hubdesk.ui.details.files_chosen import ChosenFiles
from hubdesk.ui.details.files_columns import COLUMNS, Column, FilesModelBase, Index
from hubdesk.ui.details.files_node import Load, Node
from hubdesk.ui.format import number_text

FAILED_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_CHECK = int(Qt.ItemDataRole.CheckStateRole)
_ROOT = 0
_SAY_LOADING_AFTER_MS = 150
_AT_ONCE = 1000


class FilesModel(FilesModelBase):
    """Rows by internal id: ids are never used again, so an index that outlived a reset finds nothing and harms nobody.

    `folder_wanted(path)` asks for a folder's content; answer with `set_folder` or `fail_folder`.
    """

    folder_wanted = Signal(str)

    def __init__(self, chosen: ChosenFiles, parent: QObject | None = None) -> None:
        super().__init__(chosen, parent)
        self._next_id = 1
        self._root = Node(_ROOT, _ROOT, 0, None)
        self._nodes: dict[int, Node] = {_ROOT: self._root}
        self._folders: dict[str, Node] = {"": self._root}
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(_SAY_LOADING_AFTER_MS)
        self._slow.timeout.connect(self._on_slow)
        chosen.changed.connect(self._on_chosen_changed)

    def set_root(self, files: Sequence[RepoFile]) -> None:
        """Show another repository or commit."""
        self.beginResetModel()
        self._root = Node(_ROOT, _ROOT, 0, None)
        self._nodes = {_ROOT: self._root}
        self._folders = {"": self._root}
        self._root.load = Load.LOADED
        self._root.children = self._next_nodes(self._root, files)
        self.endResetModel()

    def set_folder(self, path: str, files: Sequence[RepoFile]) -> None:
        """Fill a folder; one that is gone or filled already is left alone."""
        node = self._folders.get(path)
        if node is None or node.load is Load.LOADED:
            return
        parent = self._index_of(node)
        self._drop_status(node, parent)
        node.load = Load.LOADED
        self._insert(node, files)

    def fail_folder(self, path: str, reason: str) -> None:
        """Say in the folder's own row below it why it did not load."""
        node = self._folders.get(path)
        if node is None or node.load is Load.LOADED:
            return
        node.load = Load.FAILED
        status = self._status_of(node)
        status.reason = reason
        index = self.createIndex(0, Column.NAME, status.node_id)
        self.dataChanged.emit(index, index)

    def activate(self, index: Index) -> None:
        """On a row that says something: ask again for the folder that failed, or show more of one that is long."""
        node = self._node(index)
        folder = self._nodes.get(node.parent_id) if node is not None else None
        if node is None or node.file is not None or folder is None:
            return
        if folder.rest:
            self._show_more(folder)
        elif folder.load is Load.FAILED and folder.file is not None:
            folder.load = Load.ASKED
            node.reason = ""
            self.dataChanged.emit(index, index)
            self.folder_wanted.emit(folder.file.path)

    def index_of_path(self, path: str) -> QModelIndex:
        """The row of a path that is loaded already, else an invalid index."""
        above = self._folders.get(path.rpartition("/")[0])
        while above is not None and any(file.path == path for file in above.rest):
            self._show_more(above)
        for child in above.children if above else ():
            if child.file is not None and child.file.path == path:
                return self._index_of(child)
        return QModelIndex()

    def is_loaded(self, folder: str) -> bool:
        """Whether this folder's content is here."""
        node = self._folders.get(folder)
        return node is not None and node.load is Load.LOADED

    def file_at(self, index: Index) -> RepoFile | None:
        """The file or folder of this row."""
        node = self._node(index)
        return node.file if node else None

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's own
        """Qt asks."""
        node = self._node(parent)
        if node is None or not 0 <= row < len(node.children) or not 0 <= column < COLUMNS:
            return QModelIndex()
        if parent.isValid() and parent.column() != Column.NAME:
            return QModelIndex()
        return self.createIndex(row, column, node.children[row].node_id)

    def parent(self, index: Index = QModelIndex()) -> Any:  # noqa: ANN401, B008 - Qt's own
        """The folder's row."""
        node = self._node(index)
        if node is None or node.parent_id == _ROOT:
            return QModelIndex()
        return self._index_of(self._nodes[node.parent_id])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt asks."""
        node = self._node(parent)
        return len(node.children) if node is not None and parent.column() <= Column.NAME else 0

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008 - Qt's own default
        """A folder can be opened until it proved empty."""
        node = self._node(parent)
        if node is None or parent.column() > Column.NAME:
            return False
        is_folder = node is self._root or (node.file is not None and node.file.is_folder)
        return bool(node.children) or (is_folder and node.load is not Load.LOADED)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether opening this row asks the Hub."""
        node = self._node(parent)
        return node is not None and node.file is not None and node.file.is_folder and node.load is Load.UNASKED

    def fetchMore(self, parent: Index) -> None:
        """Ask for a folder; a row says so if the answer takes a moment."""
        node = self._node(parent)
        if node is not None and node.file is not None and self.canFetchMore(parent):
            node.load = Load.ASKED
            self._slow.start()
            self.folder_wanted.emit(node.file.path)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:  # noqa: ANN401 - Qt's variant
        """Qt asks."""
        node = self._node(index)
        if node is None or node is self._root:
            return None
        if node.file is not None:
            return self._file_data(node.file, index.column(), role)
        if role == FAILED_ROLE:
            return bool(node.reason)
        return self._status_text(node) if role == _DISPLAY and index.column() == Column.NAME else None

    def _status_text(self, node: Node) -> str:
        rest = len(self._nodes[node.parent_id].rest)
        if rest:
            return self.tr("{count} more. Press Enter to show them.").format(count=number_text(rest))
        if node.reason:
            return self.tr("{reason} Press Enter to try again.").format(reason=node.reason)
        return self.tr("Loading…")

    def _new_node(self, parent: Node, row: int, file: RepoFile | None) -> Node:
        node = Node(self._next_id, parent.node_id, row, file)
        self._next_id += 1
        self._nodes[node.node_id] = node
        if file is not None and file.is_folder:
            self._folders[file.path] = node
        return node

    def _insert(self, node: Node, files: Sequence[RepoFile]) -> None:
        if files:
            first = len(node.children)
            added = self._next_nodes(node, files)
            self.beginInsertRows(self._index_of(node), first, first + len(added) - 1)
            node.children += added
            self.endInsertRows()

    def _next_nodes(self, node: Node, files: Sequence[RepoFile]) -> list[Node]:
        """Rows for some of the files, and one that stands for the rest: a tree view needs long for many rows."""
        first = len(node.children)
        nodes = [self._new_node(node, first + row, file) for row, file in enumerate(files[:_AT_ONCE])]
        node.rest = files[_AT_ONCE:]
        if node.rest:
            nodes.append(self._new_node(node, first + len(nodes), None))
        return nodes

    def _show_more(self, node: Node) -> None:
        rest, node.rest = node.rest, ()
        last = len(node.children) - 1
        self.beginRemoveRows(self._index_of(node), last, last)
        del self._nodes[node.children.pop().node_id]
        self.endRemoveRows()
        self._insert(node, rest)

    def _status_of(self, node: Node) -> Node:
        """The row below a folder that tells how its loading goes."""
        if not node.children:
            self.beginInsertRows(self._index_of(node), 0, 0)
            node.children = [self._new_node(node, 0, None)]
            self.endInsertRows()
        return node.children[0]

    def _on_slow(self) -> None:
        for node in list(self._folders.values()):
            if node.load is Load.ASKED:
                self._status_of(node)

    def _drop_status(self, node: Node, parent: QModelIndex) -> None:
        if node.children:
            self.beginRemoveRows(parent, 0, len(node.children) - 1)
            for child in node.children:
                del self._nodes[child.node_id]
            node.children = []
            self.endRemoveRows()

    def _node(self, index: Index) -> Node | None:
        return self._nodes.get(int(index.internalId())) if index.isValid() else self._root

    def _index_of(self, node: Node) -> QModelIndex:
        return QModelIndex() if node is self._root else self.createIndex(node.row, Column.NAME, node.node_id)

    def _on_chosen_changed(self) -> None:
        for node in list(self._nodes.values()):
            if node.children:
                first, last = node.children[0], node.children[-1]
                top = self.createIndex(first.row, Column.NAME, first.node_id)
                self.dataChanged.emit(top, self.createIndex(last.row, Column.NAME, last.node_id), [_CHECK])
