"""The Card tab: metadata as chips, what is wrong with it, and the card itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hubdesk.cards.frontmatter import Metadata, MetadataProblem, ProblemCode, metadata
from hubdesk.core.errors import HubDeskError
from hubdesk.core.settings import Settings
from hubdesk.core.types import RepoDetails, RepoType
from hubdesk.ui.context import UiContext
from hubdesk.ui.details.metadata import metadata_groups
from hubdesk.ui.details.metadata_row import MetadataRow
from hubdesk.ui.details.tab import DetailsTab
from hubdesk.ui.notices import Notice
from hubdesk.ui.widgets.card_browser import CardBrowser
from hubdesk.ui.widgets.frames import rule
from hubdesk.ui.widgets.notice_bar import NoticeBar

_NOTHING = Metadata({}, ())


class CardTab(DetailsTab):
    """Shows the card of a commit; a card with broken metadata is shown all the same."""

    query_requested = Signal(object)  # SearchQuery
    repo_requested = Signal(object)  # RepoRef
    link_activated = Signal(str)

    def __init__(self, ctx: UiContext, lane: str, parent: QWidget | None = None) -> None:
        super().__init__(ctx, lane, parent)
        self._metadata = _NOTHING
        self._is_empty = False
        self._remote_images = ctx.settings.current.remote_images
        self._content = QWidget(self)
        self._row = MetadataRow(ctx.theme, self._content)
        self._row.query_requested.connect(self.query_requested)
        self._row.repo_requested.connect(self.repo_requested)
        self._rule = rule(self._content)
        self._notice = NoticeBar(ctx.theme, self._content)
        self._notice.setObjectName("cardNotice")
        self.browser = CardBrowser(ctx.theme, ctx.services.images.load, ctx.tasks, self._content)
        self.browser.setObjectName("cardView")
        self.browser.link_activated.connect(self.link_activated)
        layout = QVBoxLayout(self._content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self._row, self._rule, self._notice):
            layout.addWidget(widget)
        layout.addWidget(self.browser, 1)
        self.addWidget(self._content)
        self.destroyed.connect(ctx.settings.subscribe(self._on_settings_changed))
        self.retranslate()

    def set_tab_anchor(self, widget: QWidget) -> None:
        """The control after which Tab reaches the metadata."""
        self._row.set_tab_anchor(widget)

    def load(self) -> None:
        """Ask for the card."""
        if self._details is not None:
            self._is_empty = False
            self._show_loading()
            self._start(self._load_card(self._details))

    def retranslate(self) -> None:
        """Texts in the language in force."""
        self.browser.setAccessibleName(self.tr("Card"))
        if self._details is None:
            return
        self._row.show_groups(metadata_groups(self._metadata.values, self._details.ref.repo_type))
        self._rule.setVisible(not self._row.isHidden())
        self._show_problem()
        if self._is_empty:
            self._show_empty()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _on_settings_changed(self, settings: Settings) -> None:
        if settings.remote_images != self._remote_images:
            self._remote_images = settings.remote_images
            self.browser.reload_pictures()

    async def _load_card(self, details: RepoDetails) -> None:
        services = self._ctx.services
        try:
            text = await services.details.card(details)
            found = await services.pool.run(metadata, text, lane="cards")
        except HubDeskError as error:
            if self._is_about(details):
                self._show_error(error, self.reload)
            return
        if not self._is_about(details):
            return
        self._metadata = found
        self._is_empty = not text.strip()
        self.retranslate()
        if self._is_empty:
            return
        self.browser.show_card(text, base_url=self._base_url(details))
        self._show_content(self._content)

    def _base_url(self, details: RepoDetails) -> str:
        endpoint = self._ctx.services.connection.endpoint
        return f"{endpoint}/{details.ref.web_path}/resolve/{details.commit}/"

    def _show_empty(self) -> None:
        titles = {
            RepoType.MODEL: self.tr("This model has no card"),
            RepoType.DATASET: self.tr("This dataset has no card"),
            RepoType.SPACE: self.tr("This Space has no card"),
        }
        if self._details is not None:
            self.setCurrentWidget(self.state)
            text = self.tr("Its owner has not written one yet. The Files tab shows what it holds.")
            self.state.show_empty("book-dashed", titles[self._details.ref.repo_type], text)

    def _show_problem(self) -> None:
        if not self._metadata.problems:
            self._notice.hide()
            return
        problem = self._metadata.problems[0]
        text = self._problem_text(problem)
        self._notice.show_notice(Notice("warn", text, "file-exclamation-point", details=problem.detail))

    def _problem_text(self, problem: MetadataProblem) -> str:
        texts = {
            ProblemCode.UNCLOSED: self.tr(
                "The metadata that starts in line {line} is never closed. The text is complete."
            ),
            ProblemCode.BAD_YAML: self.tr("The metadata has a mistake in line {line}. The text is complete."),
            ProblemCode.DUPLICATE_KEY: self.tr("The metadata names a key twice in line {line}. The text is complete."),
            ProblemCode.NOT_MAPPING: self.tr("The metadata in line {line} is no list of keys. The text is complete."),
            ProblemCode.TOO_LARGE: self.tr("The metadata from line {line} is too large to read. The text is complete."),
        }
        return texts[problem.code].format(line=problem.line + 1)
