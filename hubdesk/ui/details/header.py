"""The head of the details view: what the repository is, and what can be done with it."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from hubdesk.core.types import RepoDetails, RepoRef, RepoType
from hubdesk.ui.details.badge import Badge
from hubdesk.ui.details.facts import base_model_text, breaking_between, facts_line
from hubdesk.ui.details.tags import TagRow
from hubdesk.ui.details.title import TitleLabel
from hubdesk.ui.details.upload_button import UploadButton
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import flat_button, plain_button, primary_button
from hubdesk.ui.widgets.labels import make_label

NARROW_PX = 560
_BESIDE = QBoxLayout.Direction.LeftToRight
_DOWN = QBoxLayout.Direction.TopToBottom


class DetailsHeader(QWidget):
    """Shows a ref at once and its facts when they come; emits wishes."""

    download_requested = Signal()
    code_requested = Signal()
    author_requested = Signal()
    copy_id_requested = Signal()
    query_requested = Signal(object)  # SearchQuery
    repo_requested = Signal(object)  # RepoRef

    def __init__(self, theme: Theme, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ref = RepoRef("")
        self._details: RepoDetails | None = None
        self.title = TitleLabel(theme, self)
        self.title.owner_clicked.connect(self.author_requested)
        self._copy = flat_button(theme, "copy", self, small=True)
        self._copy.setObjectName("copyIdButton")
        self._copy.clicked.connect(self.copy_id_requested)
        self._private = Badge(theme, "lock", "muted", self)
        self._gated = Badge(theme, "lock-keyhole", "warn", self)
        self._disabled = Badge(theme, "ban", "bad", self)
        self._facts = make_label(theme, "secondary", "muted", self)
        self._facts.setObjectName("detailsFacts")
        self._facts.setWordWrap(True)
        self._base = make_label(theme, "secondary", "muted", self)
        self._base.setObjectName("baseModelLink")
        self._base.setTextFormat(Qt.TextFormat.RichText)
        self._base.setWordWrap(True)
        self._base.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._base.linkActivated.connect(self._on_base_clicked)
        self.tags = TagRow(theme, self)
        self.tags.query_requested.connect(self.query_requested)
        self._code = plain_button(theme, "code-xml", self)
        self._code.setObjectName("showCodeButton")
        self._code.clicked.connect(self.code_requested)
        self.upload = UploadButton(theme, self)
        self._download = primary_button(theme, "download", self)
        self._download.setObjectName("downloadButton")
        self._download.clicked.connect(self.download_requested)
        self._more = flat_button(theme, "ellipsis", self)
        self._more.setObjectName("detailsMenuButton")
        self._more.setPopupMode(self._more.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(menu)
        self._is_short = False
        self._top = QBoxLayout(_BESIDE)
        self._lay_out()
        theme.changed.connect(self._show_base)
        self.clear()
        self.retranslate()

    def show_ref(self, ref: RepoRef) -> None:
        """Name what is being loaded."""
        self._ref = ref
        self.clear()
        self.title.show_ref(ref)
        self.retranslate()

    def show_details(self, details: RepoDetails) -> None:
        """Show all of it."""
        self._details = details
        summary = details.summary
        self._private.setVisible(summary.private)
        self._gated.setVisible(bool(summary.gated))
        self._disabled.setVisible(details.disabled)
        self._code.show()
        self.upload.setVisible(not details.disabled)
        self._download.setVisible(not details.disabled)
        self.tags.show_details(details)
        self.retranslate()

    def set_short(self, is_short: bool) -> None:
        """Keep only the name and the buttons where there is little height: what is read stands below them."""
        if is_short != self._is_short:
            self._is_short = is_short
            self._show_facts()

    def clear(self) -> None:
        """Nothing is known yet, so there is nothing to do with it."""
        self._details = None
        for widget in (self._private, self._gated, self._disabled, self._facts, self._base, self.tags):
            widget.hide()
        self._code.hide()
        self.upload.hide()
        self._download.hide()

    def retranslate(self) -> None:
        """Texts in the language in force."""
        self._copy.setToolTip(self.tr("Copy the id"))
        self._copy.setAccessibleName(self.tr("Copy the id"))
        self._private.setText(self.tr("private"))
        self._gated.setText(self.tr("gated"))
        self._gated.setToolTip(self.tr("The owner asks for consent before the files open"))
        self._disabled.setText(self.tr("disabled"))
        for badge in (self._private, self._gated, self._disabled):
            badge.updateGeometry()
        self._download.setText(self.tr("Download"))
        self._download.setAccessibleName(self.tr("Download"))
        self._more.setToolTip(self.tr("More"))
        self._more.setAccessibleName(self.tr("More actions"))
        self._show_code_text()
        self._show_facts()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow header has its buttons below the name."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < NARROW_PX
        self.upload.set_short(is_narrow)
        self._top.setDirection(_DOWN if is_narrow else _BESIDE)

    def _lay_out(self) -> None:
        named = QHBoxLayout()
        named.setSpacing(8)
        named.addWidget(self.title)
        for widget in (self._copy, self._private, self._gated, self._disabled):
            named.addWidget(widget)
        named.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._code, self.upload, self._download, self._more):
            buttons.addWidget(button)
        buttons.addStretch(0)
        self._top.setSpacing(8)
        self._top.addLayout(named, 1)
        self._top.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 8)
        layout.setSpacing(2)
        layout.addLayout(self._top)
        layout.addWidget(self._facts)
        layout.addWidget(self._base)
        layout.addSpacing(6)
        layout.addWidget(self.tags)
        in_reading_order = (self.title, self._copy, self._code, self.upload, self._download, self._more, self._base)
        for first, second in pairwise(in_reading_order):
            QWidget.setTabOrder(first, second)
        self.tags.set_tab_anchor(self._base)

    def _show_code_text(self) -> None:
        texts = {
            RepoType.MODEL: self.tr("Use this model"),
            RepoType.DATASET: self.tr("Use this dataset"),
            RepoType.SPACE: self.tr("Use this Space"),
        }
        self._code.setText(texts[self._ref.repo_type])
        self._code.setAccessibleName(texts[self._ref.repo_type])

    def _show_facts(self) -> None:
        if self._details is not None:
            facts = facts_line(self._details)
            self._facts.setText(breaking_between(facts))
            self._facts.setAccessibleName(facts)
        has_room = self._details is not None and not self._is_short
        self._facts.setVisible(has_room)
        self.tags.set_wanted(has_room)
        self._show_base()

    def _show_base(self) -> None:
        text = base_model_text(self._details) if self._details is not None else ""
        self._base.setVisible(bool(text) and not self._is_short)
        if self._details is None or not text:
            return
        color = self._theme.hex("info")
        links = ", ".join(
            f'<a href="{escape(base)}" style="color:{color};text-decoration:none">{escape(base)}</a>'
            for base in self._details.base_models
        )
        self._base.setText(escape(text).format(models=links))
        self._base.setAccessibleName(text.format(models=", ".join(self._details.base_models)))

    def _on_base_clicked(self, repo_id: str) -> None:
        self.repo_requested.emit(RepoRef(repo_id, RepoType.MODEL))
