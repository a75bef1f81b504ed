"""The list of an upload plan: painted rows, boxes for the mouse and for Space, groups that fold."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from hubdesk.transfers.uploads.codes import Code
from hubdesk.transfers.uploads.model import Finding, PlannedUpload, Severity, Verdict
from hubdesk.ui.format import number_text, size_text
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.upload_files_model import MARK_ROLE, ROW_ROLE, FileGroup, UploadFilesModel
from hubdesk.ui.transfers.upload_sentences import note_text
from hubdesk.ui.widgets.painting import PILL_HEIGHT, paint_icon, paint_pill, paint_row, pill_font, pill_width

ROW_HEIGHT = 28
_BOX = 16
_PAD = 8
_FOLD = 14
_SIZE_PX = 78
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_SELECTED = QStyle.StateFlag.State_Selected
_HOVERED = QStyle.StateFlag.State_MouseOver
_CHECK = Qt.ItemDataRole.CheckStateRole

LOOKS: dict[Verdict, tuple[str, str]] = {  # icon, token
    Verdict.ADDED: ("plus", "good_text"),
    Verdict.CHANGED: ("file-pen", "accent"),
    Verdict.UNCHANGED: ("equal", "muted"),
    Verdict.IGNORED: ("eye-off", "muted"),
    Verdict.DELETED: ("trash", "bad_text"),
}
_MARKS = {
    Code.SECRET: ("key-round", "bad"),
    Code.SECRET_FILE: ("key-round", "warn"),
    Code.PICKLE: ("triangle-alert", "warn"),
}
_TONES = {
    Severity.ERROR: ("circle-alert", "bad"),
    Severity.WARNING: ("triangle-alert", "warn"),
    Severity.HINT: ("info", "info"),
}

Index = QModelIndex | QPersistentModelIndex


def look_of(finding: Finding) -> tuple[str, str]:
    """The icon and the tone of a finding."""
    return _MARKS.get(Code(finding.code)) or _TONES[finding.severity]


def box_area(rect: QRect, *, heading: bool) -> QRect:
    """Where a row's tick box stands."""
    left = rect.x() + _PAD + (_FOLD + 4 if heading else _FOLD + 12)
    return QRect(left, rect.center().y() - _BOX // 2 + 1, _BOX, _BOX)


class UploadFilesDelegate(QStyledItemDelegate):
    """Everything in a row is drawn; what is not sent is muted."""

    def __init__(self, theme: Theme, view: QWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt asks."""
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt asks."""
        row = index.data(ROW_ROLE)
        selected = bool(option.state & _SELECTED)
        painter.save()
        paint_row(
            painter,
            option.rect.adjusted(2, 0, -2, 0),
            self._theme,
            selected=selected,
            hovered=bool(option.state & _HOVERED),
            focused=bool(option.state & QStyle.StateFlag.State_HasFocus) and not selected,
        )
        muted = "muted_on_fill" if option.state & (_SELECTED | _HOVERED) else "muted"
        check = index.data(_CHECK)
        if check is not None:
            self._paint_box(painter, option, check, heading=isinstance(row, FileGroup))
        if isinstance(row, FileGroup):
            self._paint_group(painter, option.rect, row, muted, has_box=check is not None)
        elif isinstance(row, PlannedUpload):
            is_sent = check == Qt.CheckState.Checked
            self._paint_file(painter, option.rect, row, index.data(MARK_ROLE), "text" if is_sent else muted, muted)
        painter.restore()

    def _paint_box(
        self, painter: QPainter, option: QStyleOptionViewItem, check: Qt.CheckState, *, heading: bool
    ) -> None:
        box = QStyleOptionViewItem(option)
        box.rect = box_area(option.rect, heading=heading)
        box.state = (
            QStyle.StateFlag.State_Enabled
            | {
                Qt.CheckState.Checked: QStyle.StateFlag.State_On,
                Qt.CheckState.PartiallyChecked: QStyle.StateFlag.State_NoChange,
                Qt.CheckState.Unchecked: QStyle.StateFlag.State_Off,
            }[check]
        )
        element = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
        self._view.style().drawPrimitive(element, box, painter, self._view)

    def _paint_group(self, painter: QPainter, rect: QRect, row: FileGroup, muted: str, *, has_box: bool) -> None:
        middle = rect.center().y() + 1
        sign = "chevron-right" if row.folded else "chevron-down"
        paint_icon(painter, QPointF(rect.x() + _PAD, middle - _FOLD / 2), sign, muted, self._theme, _FOLD)
        box = box_area(rect, heading=True)
        x = box.right() + 9 if has_box else box.x()
        icon, token = LOOKS[row.verdict]
        paint_icon(painter, QPointF(x, middle - 7), icon, token, self._theme, 14)
        x = self._text(painter, x + 20, rect, self._title(row), "text", QFont.Weight.DemiBold)
        x = self._text(painter, x + 8, rect, number_text(row.count), muted)
        self._size(painter, rect, row.size, muted)

    def _title(self, row: FileGroup) -> str:
        return {
            Verdict.ADDED: self.tr("Added"),
            Verdict.CHANGED: self.tr("Changed"),
            Verdict.UNCHANGED: self.tr("Unchanged: nothing to send"),
            Verdict.IGNORED: self.tr("Ignored: not sent"),
            Verdict.DELETED: self.tr("Deleted from the repository"),
        }[row.verdict]

    def _paint_file(
        self, painter: QPainter, rect: QRect, row: PlannedUpload, mark: Finding | None, token: str, muted: str
    ) -> None:
        self._size(painter, rect, row.size, muted)
        right = rect.right() - _PAD - _SIZE_PX - 8
        left = box_area(rect, heading=False).right() + 9
        middle = rect.center().y() + 1
        if mark is not None:
            font, text = pill_font(self._theme), self._mark_text(mark)
            icon, tone = look_of(mark)
            width = min(pill_width(text, font, icon=True), (right - left) // 2)
            area = QRect(right - width, middle - PILL_HEIGHT // 2, width, PILL_HEIGHT)
            paint_pill(painter, area, text, tone, self._theme, icon=icon, font=font)
            right = area.left() - 8
        else:
            note = note_text(row.verdict, row.reason) if row.reason is not None else ""
            if note:
                painter.setFont(self._theme.font("secondary"))
                painter.setPen(self._theme.color(muted))
                metrics = painter.fontMetrics()
                width = min(metrics.horizontalAdvance(note) + 2, (right - left) // 2)
                area = QRect(right - width, rect.y(), width, rect.height())
                painter.drawText(area, _RIGHT, metrics.elidedText(note, Qt.TextElideMode.ElideRight, width))
                right = area.left() - 12
        self._path(painter, QRect(left, rect.y(), right - left, rect.height()), row.path, token, muted)

    def _path(self, painter: QPainter, area: QRect, path: str, token: str, muted: str) -> None:
        """The folder gives way before the name does."""
        painter.setFont(self._theme.font("body"))
        metrics = painter.fontMetrics()
        is_folder = path.endswith("/")
        above, _, name = path.rstrip("/").rpartition("/")
        name = metrics.elidedText(name + "/" * is_folder, Qt.TextElideMode.ElideMiddle, area.width())
        room = area.width() - metrics.horizontalAdvance(name)
        if above:
            above = metrics.elidedText(f"{above}/", Qt.TextElideMode.ElideMiddle, room)
            painter.setPen(self._theme.color(muted))
            painter.drawText(area, _LEFT, above)
            area = area.adjusted(metrics.horizontalAdvance(above), 0, 0, 0)
        painter.setPen(self._theme.color(token))
        painter.drawText(area, _LEFT, name)

    def _mark_text(self, mark: Finding) -> str:
        if mark.code == Code.SECRET:
            return self.tr("Secret, line {line}").format(line=mark.line)
        if mark.code == Code.SECRET_FILE:
            return self.tr("Keys?")
        return self.tr("Pickle") if mark.code == Code.PICKLE else self.tr("Look")

    def _text(
        self, painter: QPainter, x: int, rect: QRect, text: str, token: str, weight: QFont.Weight = QFont.Weight.Normal
    ) -> int:
        font = self._theme.font("body")
        font.setWeight(weight)
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        room = rect.right() - _PAD - _SIZE_PX - x
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, room))
        painter.drawText(QRect(x, rect.y(), max(0, room), rect.height()), _LEFT, shown)
        return x + painter.fontMetrics().horizontalAdvance(shown)

    def _size(self, painter: QPainter, rect: QRect, size: int, token: str) -> None:
        painter.setFont(self._theme.font("secondary"))
        painter.setPen(self._theme.color(token))
        area = QRect(rect.right() - _PAD - _SIZE_PX, rect.y(), _SIZE_PX, rect.height())
        painter.drawText(area, _RIGHT, size_text(size))


class UploadFilesView(QTableView):
    """Space ticks the selected rows, Enter and arrows fold a group."""

    def __init__(self, theme: Theme, model: UploadFilesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = model
        self.setObjectName("uploadFiles")
        self.setModel(model)
        self.setItemDelegate(UploadFilesDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        theme.changed.connect(self.viewport().update)

    def show_row(self, row: int) -> None:
        """Select a row and bring it into view."""
        if row >= 0:
            self.selectRow(row)
            self.scrollTo(self._plan.index(row, 0), QAbstractItemView.ScrollHint.PositionAtCenter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A box ticks, a heading folds."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            is_heading = isinstance(index.data(ROW_ROLE), FileGroup)
            area = box_area(self.visualRect(index), heading=is_heading).adjusted(-5, -6, 5, 6)
            if index.data(_CHECK) is not None and area.contains(at):
                rows = [one.row() for one in self.selectionModel().selectedRows()]
                self._plan.toggle(rows if index.row() in rows else [index.row()])
                return
            if is_heading:
                self._plan.fold(index.row())
                return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A quick second click is a click."""
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks; Enter, left and right fold."""
        index = self.currentIndex()
        row = index.data(ROW_ROLE) if index.isValid() else None
        key = event.key()
        if key == Qt.Key.Key_Space:
            self._plan.toggle(sorted({one.row() for one in self.selectionModel().selectedRows()}))
        elif isinstance(row, FileGroup) and (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            or (key == Qt.Key.Key_Left and not row.folded)
            or (key == Qt.Key.Key_Right and row.folded)
        ):
            number = self._plan.row_of_group(row.verdict)
            self._plan.fold(number)
            self.selectRow(self._plan.row_of_group(row.verdict))
        else:
            super().keyPressEvent(event)
