"""The files of an upload plan in groups: what is added, changed, deleted, left alone, and ignored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from hubdesk.transfers.uploads.codes import Code
from hubdesk.transfers.uploads.model import Finding, PlannedUpload, Severity, Verdict
from hubdesk.ui.format import size_text
from hubdesk.ui.transfers.texts import files_text
from hubdesk.ui.transfers.upload_sentences import finding_title, note_text, verdict_text

ROW_ROLE = Qt.ItemDataRole.UserRole + 1  # a FileGroup or a PlannedUpload
MARK_ROLE = Qt.ItemDataRole.UserRole + 2  # the worst Finding about a file, or None
_DISPLAY = Qt.ItemDataRole.DisplayRole
_CHECK = Qt.ItemDataRole.CheckStateRole
_TOOL_TIP = Qt.ItemDataRole.ToolTipRole
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_CHECKED, _PARTLY, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Unchecked

ORDER = (Verdict.DELETED, Verdict.CHANGED, Verdict.ADDED, Verdict.IGNORED, Verdict.UNCHANGED)
CHOOSABLE = frozenset({Verdict.ADDED, Verdict.CHANGED, Verdict.DELETED})
_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.HINT)
_FIRST = frozenset({Code.SECRET, Code.SECRET_FILE, Code.PICKLE})

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class FileGroup:
    """The heading of one group."""

    verdict: Verdict
    count: int
    size: int
    folded: bool = False


def group_of(file: PlannedUpload) -> Verdict:
    """Where a file stands: what was taken out stays where it was, so that it can be put back."""
    return file.taken_from or file.verdict


def _rank(finding: Finding) -> tuple[bool, int]:
    return finding.code not in _FIRST, _SEVERITIES.index(finding.severity)


class UploadFilesModel(QAbstractTableModel):
    """One column; headings and files are rows. `choice_changed` tells that boxes were ticked or unticked."""

    choice_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: dict[Verdict, list[PlannedUpload]] = {}
        self._left_out: set[str] = set()
        self._marks: dict[str, Finding] = {}
        self._folded: set[Verdict] = {Verdict.UNCHANGED}
        self._wanted: frozenset[Verdict] = frozenset()
        self._filter = ""
        self._rows: list[FileGroup | PlannedUpload] = []

    # what it is told

    def set_files(self, files: Iterable[PlannedUpload], left_out: frozenset[str], looks: Iterable[Finding]) -> None:
        """Another plan."""
        self._groups = {}
        for file in files:
            self._groups.setdefault(group_of(file), []).append(file)
        self._left_out = set(left_out)
        self._marks = {}
        for finding in sorted(looks, key=_rank):
            self._marks.setdefault(finding.path, finding)
        self._build()

    def set_filter(self, text: str, verdicts: frozenset[Verdict]) -> None:
        """Show only files whose path holds this, and only these groups; none named means all."""
        self._filter, self._wanted = text.strip().casefold(), verdicts
        self._build()

    def left_out(self) -> frozenset[str]:
        """The paths whose box is not ticked."""
        return frozenset(self._left_out)

    def counts(self) -> Mapping[Verdict, int]:
        """How many files each group has."""
        return {verdict: len(files) for verdict, files in self._groups.items()}

    def set_chosen(self, paths: Iterable[str], chosen: bool) -> None:
        """Tick or untick these."""
        before = set(self._left_out)
        self._left_out = before - set(paths) if chosen else before | set(paths)
        if self._left_out != before:
            self._tell()
            self.choice_changed.emit()

    def toggle(self, rows: Iterable[int]) -> None:
        """Untick these rows, or tick them where some are not; a heading stands for its whole group."""
        paths = {path for row in rows for path in self._paths(self._rows[row])}
        self.set_chosen(paths, chosen=bool(paths & self._left_out))

    def fold(self, row: int) -> None:
        """Fold or unfold the group whose heading this is."""
        group = self._rows[row]
        if not isinstance(group, FileGroup):
            return
        self._folded ^= {group.verdict}
        self._build()

    def row_of(self, path: str) -> int:
        """The row of a file, unfolded for it if need be; -1 where the filter hides it or there is none."""
        for verdict, files in self._groups.items():
            if verdict in self._folded and any(file.path == path for file in files):
                self._folded.discard(verdict)
                self._build()
        return next((n for n, row in enumerate(self._rows) if isinstance(row, PlannedUpload) and row.path == path), -1)

    def row_of_group(self, verdict: Verdict) -> int:
        """The row of a group's heading; -1 where it is not shown."""
        rows = enumerate(self._rows)
        return next((n for n, row in rows if isinstance(row, FileGroup) and row.verdict is verdict), -1)

    def retranslate(self) -> None:
        """All words changed."""
        self._tell()

    # Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt asks."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt asks."""
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt asks."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        is_choosable = self._check(self._rows[index.row()]) is not None
        return _FLAGS | Qt.ItemFlag.ItemIsUserCheckable if is_choosable else _FLAGS

    def data(self, index: Index, role: int = _DISPLAY) -> Any:  # noqa: ANN401 - Qt's signature
        """Qt asks."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == _CHECK:
            return self._check(row)
        if isinstance(row, FileGroup):
            if role == _DISPLAY:
                return verdict_text(row.verdict)
            return self._spoken_group(row) if role == _ACCESSIBLE else None
        if role == MARK_ROLE:
            return self._marks.get(row.path)
        if role in (_DISPLAY, _TOOL_TIP):
            return row.path
        return self._spoken_file(row) if role == _ACCESSIBLE else None

    def setData(self, index: Index, value: Any, role: int = _CHECK) -> bool:  # noqa: ANN401 - Qt's signature
        """A box was ticked, by a screen reader for one."""
        if role != _CHECK or not index.isValid() or self._check(self._rows[index.row()]) is None:
            return False
        self.toggle([index.row()])
        return True

    # inside

    def _paths(self, row: FileGroup | PlannedUpload) -> list[str]:
        files = [row] if isinstance(row, PlannedUpload) else self._shown(row.verdict)
        return [file.path for file in files if group_of(file) in CHOOSABLE]

    def _shown(self, verdict: Verdict) -> list[PlannedUpload]:
        files = self._groups.get(verdict, [])
        return [file for file in files if self._filter in file.path.casefold()] if self._filter else files

    def _check(self, row: FileGroup | PlannedUpload) -> Qt.CheckState | None:
        if isinstance(row, PlannedUpload):
            if group_of(row) not in CHOOSABLE:
                return None
            return _UNCHECKED if row.path in self._left_out else _CHECKED
        if row.verdict not in CHOOSABLE:
            return None
        out = sum(file.path in self._left_out for file in self._shown(row.verdict))
        return _CHECKED if not out else _UNCHECKED if out == row.count else _PARTLY

    def _build(self) -> None:
        self.beginResetModel()
        self._rows = []
        for verdict in ORDER:
            files = self._shown(verdict)
            if not files or (self._wanted and verdict not in self._wanted):
                continue
            folded = verdict in self._folded and not self._filter and verdict not in self._wanted
            self._rows.append(FileGroup(verdict, len(files), sum(file.size for file in files), folded))
            self._rows += [] if folded else files
        self.endResetModel()

    def _tell(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))

    def _spoken_group(self, row: FileGroup) -> str:
        return ", ".join([verdict_text(row.verdict), files_text(row.count), size_text(row.size)])

    def _spoken_file(self, row: PlannedUpload) -> str:
        mark = self._marks.get(row.path)
        note = self.tr("left out by you") if row.path in self._left_out else note_text(row.verdict, row.reason)
        parts = [row.path, verdict_text(group_of(row)), size_text(row.size), note, finding_title(mark) if mark else ""]
        return ", ".join(part for part in parts if part)
