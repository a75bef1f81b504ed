"""The head of the transfers: title, sums, limits, what to do with all or with the selection, and the filter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hubdesk.core.settings import SettingsStore
from hubdesk.transfers.model import Transfer
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.actions import ICONS, Action, allowed_actions
from hubdesk.ui.transfers.limits import Limits
from hubdesk.ui.transfers.model import Group
from hubdesk.ui.transfers.sparkline import Sparkline
from hubdesk.ui.transfers.summary import Summary, summary_text
from hubdesk.ui.transfers.texts import action_text
from hubdesk.ui.widgets.buttons import IconToolButton, flat_button
from hubdesk.ui.widgets.chip import Chip
from hubdesk.ui.widgets.labels import ElidedLabel, make_label

_ROOM_FOR_SPARKLINE_PX = 900
_ROOM_FOR_LIMITS_PX = 600
_SELECTION = {
    "transferPause": Action.PAUSE,
    "transferResume": Action.RESUME,
    "transferRetry": Action.RETRY,
    "transferDecide": Action.DECIDE,
    "transferCancel": Action.CANCEL,
}


class TransfersHeader(QWidget):
    """Two lines when there is room for them; in the folded panel it is not shown."""

    fold_requested = Signal()
    pause_all_requested = Signal()
    resume_all_requested = Signal()
    clear_requested = Signal()
    history_requested = Signal()
    action_requested = Signal(object)  # Action, for the selection
    group_chosen = Signal(object)  # Group

    def __init__(self, theme: Theme, settings: SettingsStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summary: Summary | None = None
        self._icon = IconToolButton(theme, "flat", "arrow-up-down", "accent", 16, self)
        self._icon.setEnabled(True)
        self._icon.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._icon.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._icon.setProperty("small", True)
        self._title = make_label(theme, "section", parent=self)
        self._text = ElidedLabel(parent=self)
        self._text.setFont(theme.font("secondary"))
        self._text.setProperty("tone", "muted")
        self.sparkline = Sparkline(theme, self)
        self._limits = Limits(theme, settings, self)
        self._pause_all = self._button(theme, "pauseAllButton", "pause")
        self._clear = self._button(theme, "clearFinishedButton", "brush-cleaning")
        self._history = self._button(theme, "historyButton", "rotate-ccw-clock")
        self._fold = self._button(theme, "foldTransfers", "chevron-down")
        self._selection = {name: self._button(theme, name, ICONS[action]) for name, action in _SELECTION.items()}
        self._chips = {group: Chip(theme, "", self, checkable=True) for group in Group}
        self._all_paused = False
        self.setFocusProxy(self._fold)
        self._lay_out()
        self._connect()
        self.show_group(Group.ALL)
        self.show_selection([])
        self.retranslate()

    def show_summary(self, summary: Summary, *, all_paused: bool) -> None:
        """The sums, and what the buttons for all of them may do."""
        self._summary = summary
        self._all_paused = all_paused
        self._pause_all.setEnabled(summary.is_busy)
        self._clear.setEnabled(summary.counts[Group.DONE] > 0)
        self._pause_all.set_icon("play" if all_paused else "pause")
        self._show_texts()

    def show_group(self, group: Group) -> None:
        """The chip that holds."""
        for one, chip in self._chips.items():
            chip.setChecked(one is group)

    def show_selection(self, chosen: list[Transfer]) -> None:
        """What can be done with the selection."""
        offered = {action for transfer in chosen for action in allowed_actions(transfer)}
        for name, action in _SELECTION.items():
            self._selection[name].setEnabled(action in offered)
        self._selection["transferDecide"].setVisible(Action.DECIDE in offered)

    def retranslate(self) -> None:
        """Texts and names."""
        self._title.setText(self.tr("Transfers"))
        for button, text in (
            (self._clear, self.tr("Remove finished transfers from the list")),
            (self._history, self.tr("History of transfers")),
            (self._fold, self.tr("Fold the transfers")),
        ):
            _name(button, text)
        for name, action in _SELECTION.items():
            _name(self._selection[name], action_text(action))
        self._show_texts()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What can be spared goes first where the panel is narrow."""
        super().resizeEvent(event)
        self.sparkline.setVisible(self.width() >= _ROOM_FOR_SPARKLINE_PX)
        self._limits.setVisible(self.width() >= _ROOM_FOR_LIMITS_PX)

    def _show_texts(self) -> None:
        _name(self._pause_all, self.tr("Resume all") if self._all_paused else self.tr("Pause all"))
        words = {
            Group.ALL: self.tr("All {count}"),
            Group.ACTIVE: self.tr("Active {count}"),
            Group.WAITING: self.tr("Waiting {count}"),
            Group.FAILED: self.tr("Failed {count}"),
            Group.DONE: self.tr("Finished {count}"),
        }
        for group, chip in self._chips.items():
            text = words[group].format(count=self._summary.counts[group] if self._summary else 0)
            chip.setText(text)
            chip.setAccessibleName(text)
            chip.setVisible(
                group is Group.ALL or bool(self._summary and self._summary.counts[group]) or chip.isChecked()
            )
        if self._summary is not None:
            self._text.setText(summary_text(self._summary))

    def _button(self, theme: Theme, name: str, icon: str) -> IconToolButton:
        button = flat_button(theme, icon, self, small=True)
        button.setObjectName(name)
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._icon)
        top.addWidget(self._title)
        top.addWidget(self._text, 1)
        top.addWidget(self.sparkline)
        top.addSpacing(8)
        top.addWidget(self._limits)
        top.addSpacing(8)
        for button in (self._pause_all, self._clear, self._history, self._fold):
            top.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(6)
        for group, chip in self._chips.items():
            chip.setObjectName(f"transfers-{group}")
            below.addWidget(chip)
        below.addStretch(1)
        for button in self._selection.values():
            below.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 8, 4)
        column.setSpacing(2)
        column.addLayout(top)
        column.addLayout(below)

    def _connect(self) -> None:
        self._pause_all.clicked.connect(self._on_pause_all)
        self._clear.clicked.connect(self.clear_requested)
        self._history.clicked.connect(self.history_requested)
        self._fold.clicked.connect(self.fold_requested)
        for button in self._selection.values():
            button.clicked.connect(self._on_selection_button)
        for chip in self._chips.values():
            chip.clicked.connect(self._on_chip)

    def _on_pause_all(self) -> None:
        (self.resume_all_requested if self._all_paused else self.pause_all_requested).emit()

    def _on_selection_button(self) -> None:
        self.action_requested.emit(_SELECTION[self.sender().objectName()])

    def _on_chip(self) -> None:
        group = Group(self.sender().objectName().removeprefix("transfers-"))
        self.show_group(group)
        self.group_chosen.emit(group)


def _name(button: IconToolButton, text: str) -> None:
    button.setToolTip(text)
    button.setAccessibleName(text)
