"""The document area: tabs of repositories and the settings, and a welcome while there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hubdesk.core.types import RepoRef
from hubdesk.hub.address import Address
from hubdesk.ui.document_tabs import TAB_ICON_PX, TYPE_ICONS, Document, DocumentTabBar
from hubdesk.ui.theme import Theme
from hubdesk.ui.welcome import WelcomePage
from hubdesk.ui.widgets.buttons import flat_button
from hubdesk.ui.widgets.frames import rule
from hubdesk.ui.window_state import OpenTab

if TYPE_CHECKING:
    from hubdesk.ui.details.view import DetailsView


class Documents(QFrame):
    """Opens repositories: in the preview tab, which the next one takes over, or in a tab of their own."""

    changed = Signal()  # tabs came, went or moved, or another is in front
    query_requested = Signal(object)  # SearchQuery
    welcome_search_requested = Signal()
    palette_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        make_details: Callable[[QWidget], DetailsView],
        make_settings: Callable[[QWidget], QWidget],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._make_details = make_details
        self._make_settings = make_settings
        self._documents: list[Document] = []
        self._spare: DetailsView | None = None
        self.setObjectName("documents")
        self.setProperty("kind", "panel")
        self._bar = DocumentTabBar(self)
        self._keep = flat_button(theme, "pin", self, small=True)
        self._keep.setObjectName("keepTab")
        self._keep.clicked.connect(self.keep_current)
        self._head = QWidget(self)
        self._pages = QStackedWidget(self)
        self._welcome = WelcomePage(theme, self._pages)
        self._welcome.search_requested.connect(self.welcome_search_requested)
        self._welcome.palette_requested.connect(self.palette_requested)
        self._pages.addWidget(self._welcome)
        self._lay_out()
        self._bar.currentChanged.connect(self._on_current_changed)
        self._bar.tabCloseRequested.connect(self.close_tab)
        self._bar.tabMoved.connect(self._on_tab_moved)
        self._bar.tabBarDoubleClicked.connect(self._on_double_clicked)
        theme.changed.connect(self._show_icons)
        self.retranslate()
        self._on_current_changed(-1)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._head)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(4)
        row.addWidget(self._bar, 1)
        row.addWidget(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head)
        self._rule = rule(self)
        column.addWidget(self._rule)
        column.addWidget(self._pages, 1)

    def prepare(self) -> None:
        """Make the view of the first repository ahead, so that it opens at once."""
        if self._spare is None and not self._documents:
            self._spare = self._make_details(self._pages)
            self._spare.hide()

    # opening and closing

    def open_repo(self, ref: RepoRef, revision: str = "main", path: str = "", *, own_tab: bool = False) -> None:
        """Show a repository: where it is open already, else in the preview tab or in one of its own."""
        index = self._index_of(ref)
        if index < 0:
            index = -1 if own_tab else self._preview_index()
            document = Document(TYPE_ICONS[ref.repo_type])
            if index < 0:
                document.tab = OpenTab(ref, revision, preview=not own_tab)
                index = self._insert(document, ref.name)
            else:
                document = self._documents[index]
                document.icon = TYPE_ICONS[ref.repo_type]
        document = self._documents[index]
        preview = document.tab.preview if document.tab is not None else False
        document.tab = OpenTab(ref, revision, preview and not own_tab)
        document.path = path
        self._set_title(document, ref.name)
        self._bar.setTabToolTip(index, ref.repo_id)
        if document.details is not None:
            document.details.show_repo(ref, revision, path)
        self._bar.setCurrentIndex(index)
        self._on_current_changed(index)

    def open_settings(self) -> None:
        """Show the settings, in their tab."""
        index = next((place for place, document in enumerate(self._documents) if document.tab is None), -1)
        if index < 0:
            index = self._insert(Document("settings"), self.tr("Settings"))
        self._bar.setCurrentIndex(index)
        self._on_current_changed(index)

    def restore(self, tabs: Sequence[OpenTab], current: int, *, settings: bool) -> None:
        """Open again what was open; only the one in front is loaded."""
        self._bar.blockSignals(True)
        for tab in tabs:
            self._insert(Document(TYPE_ICONS[tab.ref.repo_type], tab), tab.ref.name)
        if settings:
            self._insert(Document("settings"), self.tr("Settings"))
        if 0 <= current < len(self._documents):
            self._bar.setCurrentIndex(current)
        self._bar.blockSignals(False)
        self._on_current_changed(self._bar.currentIndex())

    def close_tab(self, index: int) -> None:
        """Close one tab."""
        if not 0 <= index < len(self._documents):
            return
        document = self._documents.pop(index)
        self._bar.blockSignals(True)
        self._bar.removeTab(index)
        self._bar.blockSignals(False)
        if document.view is not None:
            self._pages.removeWidget(document.view)
            document.view.deleteLater()
        self._on_current_changed(self._bar.currentIndex())

    def close_current(self) -> None:
        """Close the tab in front."""
        self.close_tab(self._bar.currentIndex())

    def keep_current(self) -> None:
        """Make the preview a tab of its own."""
        document = self._current()
        if document is not None and document.tab is not None and document.tab.preview:
            document.tab = OpenTab(document.tab.ref, document.tab.revision)
            self._on_current_changed(self._bar.currentIndex())

    def step(self, by: int) -> None:
        """Go to a neighbouring tab, around the ends."""
        if self._documents:
            self._bar.setCurrentIndex((self._bar.currentIndex() + by) % len(self._documents))

    def step_forward(self) -> None:
        """The tab to the right."""
        self.step(1)

    def step_back(self) -> None:
        """The tab to the left."""
        self.step(-1)

    # what is open

    def tabs(self) -> tuple[OpenTab, ...]:
        """The repositories open, in order."""
        return tuple(document.tab for document in self._documents if document.tab is not None)

    def current_tab(self) -> OpenTab | None:
        """The repository in front, if one is."""
        document = self._current()
        return document.tab if document is not None else None

    def current_index(self) -> int:
        """The place of the tab in front among all tabs; -1 without any."""
        return self._bar.currentIndex()

    def settings_open(self) -> bool:
        """Whether the settings have a tab."""
        return any(document.tab is None for document in self._documents)

    def settings_shown(self) -> bool:
        """Whether the settings are in front."""
        document = self._current()
        return document is not None and document.tab is None

    def retranslate(self) -> None:
        """The names."""
        self._bar.setAccessibleName(self.tr("Open documents"))
        self._keep.setToolTip(self.tr("Keep this tab: the next repository opens in another one"))
        self._keep.setAccessibleName(self.tr("Keep this tab"))
        for document in self._documents:
            if document.tab is None:
                self._set_title(document, self.tr("Settings"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # the rest

    def _insert(self, document: Document, title: str) -> int:
        self._documents.append(document)
        self._bar.blockSignals(True)
        index = self._bar.addTab(title)
        self._bar.blockSignals(False)
        if document.tab is not None:
            self._bar.setTabToolTip(index, document.tab.ref.repo_id)
        return index

    def _index_of(self, ref: RepoRef) -> int:
        places = (place for place, document in enumerate(self._documents) if document.tab and document.tab.ref == ref)
        return next(places, -1)

    def _preview_index(self) -> int:
        previews = (place for place, document in enumerate(self._documents) if document.tab and document.tab.preview)
        return next(previews, -1)

    def _current(self) -> Document | None:
        index = self._bar.currentIndex()
        return self._documents[index] if 0 <= index < len(self._documents) else None

    def _set_title(self, document: Document, title: str) -> None:
        self._bar.setTabText(self._documents.index(document), title.replace("&", "&&"))

    def _on_title_changed(self, document: Document, title: str) -> None:
        if document in self._documents and title:
            self._set_title(document, title.rpartition("/")[2].strip())

    def _on_tab_moved(self, source: int, target: int) -> None:
        self._documents.insert(target, self._documents.pop(source))
        self.changed.emit()

    def _on_double_clicked(self, index: int) -> None:
        if index == self._bar.currentIndex():
            self.keep_current()

    def _on_current_changed(self, _index: int) -> None:
        document = self._current()
        has_tabs = document is not None
        self._head.setVisible(has_tabs)
        self._rule.setVisible(has_tabs)
        self._keep.setVisible(document is not None and document.tab is not None and document.tab.preview)
        self._pages.setCurrentWidget(self._view_of(document) if document is not None else self._welcome)
        self._show_icons()
        self.changed.emit()

    def _view_of(self, document: Document) -> QWidget:
        if document.view is not None:
            return document.view
        if document.tab is None:
            document.view = self._make_settings(self._pages)
        else:
            view, self._spare = self._spare or self._make_details(self._pages), None
            view.repo_requested.connect(self._on_repo_requested)
            view.address_requested.connect(self._on_address_requested)
            view.search_requested.connect(self.query_requested)
            view.title_changed.connect(partial(self._on_title_changed, document))
            document.view = document.details = view
            view.show_repo(document.tab.ref, document.tab.revision, document.path)
        self._pages.addWidget(document.view)
        return document.view

    def _on_repo_requested(self, ref: RepoRef) -> None:
        self._on_address_requested(Address(ref))

    def _on_address_requested(self, address: Address) -> None:
        """A link from one repository to another does not take the first one away."""
        self.keep_current()
        self.open_repo(address.ref, address.revision or "main", address.path)

    def _show_icons(self) -> None:
        for index, document in enumerate(self._documents):
            token = "accent" if index == self._bar.currentIndex() else "muted"
            self._bar.setTabIcon(index, self._theme.icon(document.icon, token, TAB_ICON_PX))
