"""Asks which repository dropped files are for: one of the person's own, or an id or address that is pasted."""

from __future__ import annotations

from typing import Any

import shiboken6
from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from hubdesk.core.errors import HubDeskError
from hubdesk.core.types import RepoRef, RepoType, SearchQuery, SortKey
from hubdesk.hub.address import parse_address
from hubdesk.ui.context import UiContext
from hubdesk.ui.document_tabs import TYPE_ICONS
from hubdesk.ui.messages import message_for
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import plain_button, primary_button
from hubdesk.ui.widgets.frames import box_frame
from hubdesk.ui.widgets.labels import make_label
from hubdesk.ui.widgets.search_field import SearchField

_SIZE = (520, 440)
_ROW_PX = 32
_LANE = "upload-target"
_REF_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


class OwnReposModel(QAbstractTableModel):
    """Repositories as rows: `owner / name`, with the sign of their type."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._all: tuple[RepoRef, ...] = ()
        self._typed: RepoRef | None = None
        self._shown: list[RepoRef] = []
        self._filter = ""

    def set_repos(self, refs: tuple[RepoRef, ...]) -> None:
        """The person's own."""
        self._all = refs
        self._build()

    def set_filter(self, text: str, typed: RepoRef | None) -> None:
        """Those whose id holds this, and the one that was typed or pasted."""
        self._filter, self._typed = text.strip().casefold(), typed
        self._build()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt asks."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Qt asks."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Qt asks."""
        if not index.isValid():
            return None
        ref = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return ref.repo_id.replace("/", " / ")
        if role == Qt.ItemDataRole.DecorationRole:
            return self._theme.icon(TYPE_ICONS[ref.repo_type], "muted", 16)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{ref.repo_id}, {ref.repo_type.value}"
        return ref if role == _REF_ROLE else None

    def _build(self) -> None:
        self.beginResetModel()
        found = [ref for ref in self._all if self._filter in ref.repo_id.casefold()]
        if self._typed is not None and self._typed not in found:
            found.insert(0, self._typed)
        self._shown = found
        self.endResetModel()


class UploadTargetDialog(QDialog):
    """`chosen` carries the repository."""

    chosen = Signal(object)  # RepoRef

    def __init__(self, ctx: UiContext, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._what = what
        self._is_loading = True
        self._failure: HubDeskError | None = None
        theme = ctx.theme
        self.setObjectName("uploadTarget")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._title = make_label(theme, "section", parent=self)
        self._field = SearchField(theme, self)
        self._field.setObjectName("uploadTargetField")
        self._model = OwnReposModel(theme, self)
        self._view = QTableView(self)
        self._view.setObjectName("uploadTargetRepos")
        self._view.setModel(self._model)
        self._view.setShowGrid(False)
        self._view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._view.setTabKeyNavigation(False)
        self._view.horizontalHeader().hide()
        self._view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._view.verticalHeader().hide()
        self._view.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self._note = make_label(theme, "secondary", "muted", self)
        self._note.setWordWrap(True)
        self._cancel = plain_button(theme, "", self)
        self._cancel.setObjectName("uploadTargetCancel")
        self._go = primary_button(theme, "arrow-right", self)
        self._go.setObjectName("uploadTargetGo")
        self._go.setDefault(True)
        self._lay_out()
        self._field.textChanged.connect(self._on_typed)
        self._field.installEventFilter(self)
        self._view.doubleClicked.connect(self._on_go)
        self._view.selectionModel().selectionChanged.connect(self._show_choice)
        self._model.modelReset.connect(self._on_reset)
        self._cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self._on_go)
        self.resize(*_SIZE)
        self.retranslate()
        self._field.setFocus()
        ctx.tasks.latest(_LANE, self._load())

    def retranslate(self) -> None:
        """Texts and names."""
        self.setWindowTitle(self.tr("Upload to which repository?"))
        self._title.setText(self.tr("Upload {what} to which repository?").format(what=self._what))
        self._field.setPlaceholderText(self.tr("Filter, or paste an id such as name/model"))
        self._field.setAccessibleName(self.tr("Repository"))
        self._view.setAccessibleName(self.tr("Your repositories"))
        self._cancel.setText(self.tr("Cancel"))
        self._go.setText(self.tr("Go on"))
        self._show_choice()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the field move through the list."""
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self._model.rowCount():
                row = max(0, min(self._model.rowCount() - 1, self._view.currentIndex().row() + step))
                self._view.selectRow(row)
                return True
        return super().eventFilter(watched, event)

    def done(self, result: int) -> None:
        """Closed: what still loads is not wanted any more."""
        self._ctx.tasks.cancel(_LANE)
        super().done(result)

    def _lay_out(self) -> None:
        box = box_frame(self)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self._view)
        buttons = QHBoxLayout()
        buttons.addWidget(self._note, 1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._field)
        column.addWidget(box, 1)
        column.addLayout(buttons)

    async def _load(self) -> None:
        """Every repository of the account and of its organisations, the latest first."""
        services = self._ctx.services
        found: list[RepoRef] = []
        try:
            identity = await services.session.identify()
            for owner in (identity.name, *identity.organizations) if identity is not None else ():
                for repo_type in RepoType:
                    query = SearchQuery(repo_type, author=owner, sort=SortKey.UPDATED, page_size=100)
                    page = await services.gateway.search(query)
                    found += [summary.ref for summary in page.items]
                    if not shiboken6.isValid(self):
                        return
                    self._model.set_repos(tuple(found))
        except HubDeskError as error:
            self._failure = error
        if shiboken6.isValid(self):
            self._is_loading = False
            self._show_choice()

    def _typed(self) -> RepoRef | None:
        """The repository that was typed or pasted: an id, `datasets/` and an id, or an address."""
        text = self._field.text().strip()
        endpoint = self._ctx.services.connection.endpoint
        try:
            address = parse_address(text, endpoint=endpoint) or parse_address(f"hf://{text}", endpoint=endpoint)
        except HubDeskError:
            return None
        return address.ref if address is not None and address.ref.owner and not address.path else None

    def _on_typed(self) -> None:
        self._model.set_filter(self._field.text(), self._typed())

    def _on_reset(self) -> None:
        if self._model.rowCount():
            self._view.selectRow(0)
        self._show_choice()

    def _chosen(self) -> RepoRef | None:
        rows = self._view.selectionModel().selectedRows()
        ref = rows[0].data(_REF_ROLE) if rows else None
        return ref if isinstance(ref, RepoRef) else None

    def _show_choice(self) -> None:
        self._go.setEnabled(self._chosen() is not None)
        if self._failure is not None:
            text = self.tr("{what}. Paste an id instead.").format(what=message_for(self._failure).title)
        elif self._is_loading:
            text = self.tr("Looking for your repositories…")
        elif not self._model.rowCount():
            text = self.tr("Nothing of this name is yours. Paste a whole id, such as name/model.")
        else:
            text = ""
        self._note.setText(text)

    def _on_go(self) -> None:
        ref = self._chosen()
        if ref is not None:
            self.accept()
            self.chosen.emit(ref)
