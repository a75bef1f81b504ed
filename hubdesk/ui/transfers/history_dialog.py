"""What was transferred before: to be found, and downloaded again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hubdesk.core.errors import HubDeskError
from hubdesk.transfers.model import Direction, Transfer
from hubdesk.ui.context import UiContext
from hubdesk.ui.format import date_text, size_text
from hubdesk.ui.transfers.texts import about_text, state_text
from hubdesk.ui.widgets.buttons import plain_button, primary_button
from hubdesk.ui.widgets.labels import make_label
from hubdesk.ui.widgets.search_field import SearchField

PAGE = 200
_TYPING_MS = 150
_TRANSFER = Qt.ItemDataRole.UserRole + 1


class HistoryDialog(QDialog):
    """Reads the journal as it is scrolled; `again_requested` carries a download that is wanted once more."""

    again_requested = Signal(object)  # Transfer

    def __init__(self, ctx: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._is_whole = False
        self.setObjectName("transferHistory")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(860, 520)
        self._search = SearchField(ctx.theme, self)
        self._search.setObjectName("historySearch")
        self._list = QTreeWidget(self)
        self._list.setObjectName("historyList")
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setColumnCount(5)
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._nothing = make_label(ctx.theme, "body", "muted", self)
        self._remove = plain_button(ctx.theme, "eraser", self)
        self._remove.setObjectName("historyRemove")
        self._again = primary_button(ctx.theme, "download", self)
        self._again.setObjectName("historyAgain")
        self._close = plain_button(ctx.theme, "", self)
        self._close.setObjectName("historyClose")
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._on_selected()
        self._find()

    def retranslate(self) -> None:
        """All texts."""
        self.setWindowTitle(self.tr("History of transfers"))
        self._search.setPlaceholderText(self.tr("Find by repository, file, folder or revision"))
        self._search.setAccessibleName(self.tr("Find in the history"))
        self._list.setAccessibleName(self.tr("History of transfers"))
        self._list.setHeaderLabels(
            [self.tr("Repository"), self.tr("What"), self.tr("Size"), self.tr("State"), self.tr("When")]
        )
        self._nothing.setText(self.tr("Nothing found. What ends or leaves the list comes here."))
        self._remove.setText(self.tr("Remove from history"))
        self._again.setText(self.tr("Download again…"))
        self._close.setText(self.tr("Close"))
        for button in (self._remove, self._again, self._close):
            button.setAccessibleName(button.text())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._find()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._remove)
        foot.addStretch(1)
        foot.addWidget(self._close)
        foot.addWidget(self._again)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._search)
        column.addWidget(self._list, 1)
        column.addWidget(self._nothing)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self._find)
        self._list.itemSelectionChanged.connect(self._on_selected)
        self._list.itemActivated.connect(self._on_again)
        self._list.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._remove.clicked.connect(self._on_remove)
        self._again.clicked.connect(self._on_again)
        self._close.clicked.connect(self.reject)

    def _chosen(self) -> list[Transfer]:
        return [item.data(0, _TRANSFER) for item in self._list.selectedItems()]

    def _find(self) -> None:
        self._ctx.tasks.latest("transfer-history", self._load(self._search.text(), 0))

    async def _load(self, search: str, offset: int) -> None:
        try:
            found = await self._ctx.services.queue.history(search, PAGE, offset)
        except HubDeskError as error:
            self._ctx.notices.error(error)
            return
        if not offset:
            self._list.clear()
        self._is_whole = len(found) < PAGE
        self._list.addTopLevelItems([_item(transfer) for transfer in found])
        self._nothing.setVisible(not self._list.topLevelItemCount())
        first = self._list.topLevelItem(0)
        if not offset and first is not None:
            self._list.setCurrentItem(first)
        self._on_selected()

    def _on_scrolled(self, value: int) -> None:
        if not self._is_whole and value == self._list.verticalScrollBar().maximum():
            self._is_whole = True  # until the next page says otherwise
            more = self._load(self._search.text(), self._list.topLevelItemCount())
            self._ctx.tasks.latest("transfer-history", more)

    def _on_selected(self) -> None:
        chosen = self._chosen()
        self._remove.setEnabled(bool(chosen))
        self._again.setEnabled(len(chosen) == 1 and chosen[0].direction is Direction.DOWNLOAD)

    def _on_again(self) -> None:
        if self._again.isEnabled():
            self.again_requested.emit(self._chosen()[0])

    def _on_remove(self) -> None:
        self._ctx.tasks.spawn(
            self._forget([transfer.transfer_id for transfer in self._chosen()]), name="history.remove"
        )

    async def _forget(self, transfer_ids: list[int]) -> None:
        try:
            await self._ctx.services.queue.forget(transfer_ids)
        except HubDeskError as error:
            self._ctx.notices.error(error)
            return
        self._find()


def _item(transfer: Transfer) -> QTreeWidgetItem:
    texts = [
        transfer.ref.repo_id,
        about_text(transfer),
        size_text(transfer.total_bytes),
        state_text(transfer),
        date_text(transfer.finished or transfer.created),
    ]
    item = QTreeWidgetItem(texts)
    item.setData(0, _TRANSFER, transfer)
    item.setToolTip(1, str(transfer.target))
    item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item
