"""The list of transfers: painted buttons for the mouse, the same actions by key and context menu."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QToolTip, QTreeView, QWidget

from hubdesk.transfers.model import State, Transfer, TransferFile
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.actions import ICONS, Action, allowed_actions, file_actions
from hubdesk.ui.transfers.delegate import TransferDelegate
from hubdesk.ui.transfers.movable import MovableTransferModel
from hubdesk.ui.transfers.row_data import FILE_ROLE, TRANSFER_ROLE
from hubdesk.ui.transfers.row_layout import job_layout
from hubdesk.ui.transfers.texts import action_text

_COUNTDOWN_MS = 1000
_FILE_KEYS: dict[int, tuple[Action, ...]] = {
    Qt.Key.Key_Space: (Action.PAUSE, Action.RESUME, Action.RETRY),
    Qt.Key.Key_Delete: (Action.CANCEL,),
    Qt.Key.Key_Backspace: (Action.CANCEL,),
}


class TransfersView(QTreeView):
    """`action_requested` says what a person wants done with which transfers."""

    action_requested = Signal(object, object)  # Action, list[Transfer]
    files_action_requested = Signal(object, object, object)  # Action, Transfer, list[TransferFile]
    selection_changed = Signal()

    def __init__(self, theme: Theme, model: MovableTransferModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._transfers = model
        self._delegate = TransferDelegate(theme, self)
        self._pressed: tuple[int, Action] | None = None
        self.setObjectName("transfersView")
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(False)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.selectionModel().selectionChanged.connect(self.selection_changed)
        self._countdown = QTimer(self)
        self._countdown.setInterval(_COUNTDOWN_MS)
        self._countdown.timeout.connect(self._on_countdown)
        self._countdown.start()
        theme.changed.connect(self._on_theme_changed)
        self.retranslate()

    def selected(self) -> list[Transfer]:
        """The chosen transfers; that of a chosen file counts, too."""
        found = {}
        for index in self.selectionModel().selectedIndexes():
            transfer = self._transfers.transfer_at(index)
            if transfer is not None:
                found[transfer.transfer_id] = transfer
        return list(found.values())

    def selected_files(self) -> dict[int, tuple[Transfer, list[TransferFile]]]:
        """The chosen files by their transfer, where nothing but files is chosen."""
        found: dict[int, tuple[Transfer, list[TransferFile]]] = {}
        for index in self.selectionModel().selectedIndexes():
            transfer, file = self._transfers.transfer_at(index), index.data(FILE_ROLE)
            if transfer is None or not isinstance(file, TransferFile):
                return {}
            found.setdefault(transfer.transfer_id, (transfer, []))[1].append(file)
        return found

    def retranslate(self) -> None:
        """The name."""
        self.setAccessibleName(self.tr("Transfers"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the painted button under the mouse."""
        self._hover(event.position().toPoint())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is lit."""
        self._hover(None)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A painted button is pressed without changing the selection."""
        at = event.position().toPoint()
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._button_at(at)
            if self._pressed is not None:
                return
            index = self.indexAt(at)
            transfer = index.data(TRANSFER_ROLE)
            if isinstance(transfer, Transfer) and job_layout(self.visualRect(index), transfer).fold.contains(at):
                self.setExpanded(index, not self.isExpanded(index))
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Carry out the button that was pressed and is still under the mouse."""
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            super().mouseReleaseEvent(event)
            return
        at = event.position().toPoint()
        if pressed == self._button_at(at):
            self._run_button(pressed, at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Unfold or fold a job."""
        index = self.indexAt(event.position().toPoint())
        if self._button_at(event.position().toPoint()) is None and index.isValid() and not index.parent().isValid():
            self.setExpanded(index, not self.isExpanded(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space pauses or goes on, Enter unfolds, Delete asks, Alt+Up and Down move, Ctrl+C copies the path."""
        key = event.key()
        chosen = self.selected()
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._transfers.step([one.transfer_id for one in chosen], -1 if key == Qt.Key.Key_Up else 1)
        elif key in _FILE_KEYS and (files := self.selected_files()):
            self._act_on_files(_FILE_KEYS[key], files)
        elif key == Qt.Key.Key_Space and chosen:
            self._pause_or_resume(chosen)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            job = self.currentIndex().parent() if self.currentIndex().parent().isValid() else self.currentIndex()
            self.setExpanded(job, not self.isExpanded(job))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and chosen:
            self.action_requested.emit(Action.CANCEL, [one for one in chosen if Action.CANCEL in allowed_actions(one)])
            self.action_requested.emit(
                Action.DISMISS, [one for one in chosen if Action.DISMISS in allowed_actions(one)]
            )
        elif event.modifiers() == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_C and chosen:
            self.action_requested.emit(Action.COPY_PATH, chosen)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Everything that can be done with the selection."""
        chosen = self.selected()
        if not chosen:
            return
        files = self.selected_files()
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft() + QPoint(40, 0))
        if files:
            self._open_files_menu(files, at)
        else:
            self._open_menu(chosen, at)

    def viewportEvent(self, event: QEvent) -> bool:
        """Name the painted button under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            button = self._button_at(event.pos())
            if button is not None:
                QToolTip.showText(event.globalPos(), action_text(button[1]), self)
                return True
        return super().viewportEvent(event)

    def _pause_or_resume(self, chosen: list[Transfer]) -> None:
        paused = [one for one in chosen if one.state is State.PAUSED]
        running = [one for one in chosen if Action.PAUSE in allowed_actions(one)]
        if running:
            self.action_requested.emit(Action.PAUSE, running)
        elif paused:
            self.action_requested.emit(Action.RESUME, paused)

    def _hover(self, at: QPoint | None) -> None:
        before, self._delegate.hovered_at = self._delegate.hovered_at, at
        for point in (before, at):
            if point is not None:
                self.viewport().update(QRect(0, point.y() - 48, self.viewport().width(), 96))

    def _button_at(self, at: QPoint) -> tuple[int, Action] | None:
        index = self.indexAt(at)
        transfer = index.data(TRANSFER_ROLE) if index.isValid() else None
        if not isinstance(transfer, Transfer):
            return None
        action = job_layout(self.visualRect(index), transfer).action_at(at)
        return (transfer.transfer_id, action) if action is not None else None

    def _run_button(self, button: tuple[int, Action], at: QPoint) -> None:
        transfer_id, action = button
        index = self._transfers.index_of(transfer_id)
        transfer = self._transfers.transfer_at(index)
        if transfer is None:
            return
        if action is Action.MORE:
            self.setCurrentIndex(index)
            self._open_menu([transfer], self.viewport().mapToGlobal(at))
        else:
            self.action_requested.emit(action, [transfer])

    def _open_menu(self, chosen: list[Transfer], at: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("transferMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offered = dict.fromkeys(action for transfer in chosen for action in allowed_actions(transfer))
        for action in offered:
            if action in (Action.OPEN_FOLDER, Action.COPY_PATH) and not menu.isEmpty() and Action.COPY_PATH is action:
                menu.addSeparator()
            entry = menu.addAction(self._theme.icon(ICONS[action], "muted", 16), action_text(action))
            entry.setData((action, chosen))
        menu.triggered.connect(self._on_menu_triggered)
        menu.popup(at)

    def _open_files_menu(self, files: dict[int, tuple[Transfer, list[TransferFile]]], at: QPoint) -> None:
        chosen = [(transfer, file) for transfer, some in files.values() for file in some]
        offered = dict.fromkeys(action for one in chosen for action in file_actions(*one))
        if not offered:
            return
        menu = QMenu(self)
        menu.setObjectName("transferFilesMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in offered:
            text = self.tr("Leave out of the download") if action is Action.CANCEL else action_text(action)
            entry = menu.addAction(self._theme.icon(ICONS[action], "muted", 16), text)
            entry.triggered.connect(partial(self._act_on_files, (action,), files))
        menu.popup(at)

    def _act_on_files(
        self, wanted: tuple[Action, ...], files: dict[int, tuple[Transfer, list[TransferFile]]], _checked: bool = False
    ) -> None:
        """The first of these actions that any of the files allows."""
        chosen = [(transfer, file) for transfer, some in files.values() for file in some]
        action = next((one for one in wanted if any(one in file_actions(*pair) for pair in chosen)), None)
        if action is not None:
            for transfer, some in files.values():
                self.files_action_requested.emit(action, transfer, some)

    def _on_menu_triggered(self, entry: object) -> None:
        action, chosen = entry.data()  # type: ignore[attr-defined]  # a QAction
        self.action_requested.emit(action, [one for one in chosen if action in allowed_actions(one)])

    def _on_countdown(self) -> None:
        """Waits are counted down while they can be seen."""
        if self.isVisible() and any(transfer.wait_until is not None for transfer in self._transfers.transfers()):
            self.viewport().update()

    def _on_theme_changed(self) -> None:
        self.viewport().update()

    def drawBranches(self, painter: object, rect: QRect, index: QModelIndex) -> None:  # type: ignore[override]
        """The delegate draws the fold mark."""
