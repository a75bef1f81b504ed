"""What a plan wants looked at: secrets and pickles with an answer each, then errors, warnings and hints."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hubdesk.transfers.uploads.codes import Code
from hubdesk.transfers.uploads.model import Finding, Severity
from hubdesk.ui.theme import Theme
from hubdesk.ui.transfers.upload_files_view import look_of
from hubdesk.ui.transfers.upload_sentences import finding_text, finding_title
from hubdesk.ui.widgets.buttons import link_button
from hubdesk.ui.widgets.labels import ElidedLabel, make_label, set_tone
from hubdesk.ui.widgets.segmented import Segmented

_MOST = 24  # cards; the list marks the files of all
_OUT, _IN = "out", "in"
_ICON_TOKENS = {"bad": "bad_text", "warn": "warn_text", "info": "info"}
LOOKS = frozenset({Code.SECRET, Code.SECRET_FILE, Code.PICKLE})


class FindingCard(QFrame):
    """One finding. `answered` says whether its file is to be left out, `shown` that it is wanted in the list."""

    answered = Signal(str, bool)
    shown = Signal(str)

    def __init__(self, theme: Theme, finding: Finding, left_out: bool | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._finding = finding
        icon, tone = look_of(finding)
        self._look = (icon, _ICON_TOKENS[tone])
        self.setObjectName(f"finding_{finding.code}")
        self.setProperty("kind", "notice")
        self.setProperty("floating", True)
        set_tone(self, tone)
        self._icon = QLabel(self)
        self._title = ElidedLabel(parent=self, mode=Qt.TextElideMode.ElideMiddle)
        font = theme.font("body")
        font.setWeight(font.Weight.DemiBold)
        self._title.setFont(font)
        set_tone(self._title, tone)
        self._text = make_label(theme, "secondary", parent=self)
        self._text.setWordWrap(True)
        self._answer: Segmented | None = None
        if left_out is not None:
            self._answer = Segmented(theme, self)
            self._answer.setObjectName("findingAnswer")
            self._answer.add(_OUT)
            self._answer.add(_IN)
            self._answer.set_value(_OUT if left_out else _IN)
            self._answer.chosen.connect(self._on_chosen)
        self._show = link_button(theme, "", self)
        self._show.setObjectName("findingShow")
        self._show.setVisible(bool(finding.path) and finding.code not in {Code.NO_CARD, Code.FOLDER_TOO_FULL})
        self._show.clicked.connect(self._on_show)
        self._lay_out()
        theme.changed.connect(self._show_icon)
        self._show_icon()
        self.retranslate()

    def retranslate(self) -> None:
        """The sentences."""
        self._title.setText(finding_title(self._finding))
        self._text.setText(finding_text(self._finding))
        self._show.setText(self.tr("Show"))
        self._show.setAccessibleName(self.tr("Show {path} in the list").format(path=self._finding.path))
        self.setAccessibleName(f"{finding_title(self._finding)}. {finding_text(self._finding)}")
        if self._answer is not None:
            self._answer.set_text(_OUT, self.tr("Leave out"))
            keep = self.tr("Keep") if self._finding.code == Code.PICKLE else self.tr("Upload anyway")
            self._answer.set_text(_IN, keep)
            self._answer.setAccessibleName(finding_title(self._finding))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def set_left_out(self, left_out: bool) -> None:
        """The box in the list was used instead."""
        if self._answer is not None:
            self._answer.set_value(_OUT if left_out else _IN)

    @property
    def finding(self) -> Finding:
        """What it is about."""
        return self._finding

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(8)
        if self._answer is not None:
            below.addWidget(self._answer)
        below.addWidget(self._show)
        below.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addLayout(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def _show_icon(self) -> None:
        icon, token = self._look
        self._icon.setPixmap(self._theme.pixmap(icon, token, 16, self.devicePixelRatioF()))

    def _on_chosen(self, value: str) -> None:
        self.answered.emit(self._finding.path, value == _OUT)

    def _on_show(self) -> None:
        self.shown.emit(self._finding.path)


class UploadFindings(QWidget):
    """The cards, worst first; hidden where there is nothing to say."""

    answered = Signal(str, bool)
    shown = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._findings: tuple[Finding, ...] = ()
        self._cards: list[FindingCard] = []
        self.setObjectName("uploadFindings")
        self._title = make_label(theme, "body", parent=self)
        font = theme.font("body")
        font.setWeight(font.Weight.DemiBold)
        self._title.setFont(font)
        self._more = make_label(theme, "secondary", "muted", self)
        self._more.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self._title)
        self._column.addWidget(self._more)
        self.show_findings((), (), frozenset())

    def show_findings(self, looks: Sequence[Finding], others: Sequence[Finding], left_out: frozenset[str]) -> None:
        """`looks` stay whether their file is left out or not; `others` are those of the plan as it is now."""
        rank = [Severity.ERROR, Severity.WARNING, Severity.HINT]
        errors = [finding for finding in others if finding.severity is Severity.ERROR]
        rest = [finding for finding in others if finding.severity is not Severity.ERROR and finding.code not in LOOKS]
        rest.sort(key=lambda finding: rank.index(finding.severity))
        secrets_first = sorted(looks, key=lambda finding: finding.code == Code.PICKLE)
        findings = (*errors, *secrets_first, *rest)
        if findings != self._findings:
            self._make(findings, left_out)
        for card in self._cards:
            card.set_left_out(card.finding.path in left_out)
        self.setVisible(bool(findings))
        self.retranslate()

    def retranslate(self) -> None:
        """The heading, and how many are not shown."""
        self._title.setText(self.tr("Needs a look: {count}").format(count=len(self._findings)))
        hidden = len(self._findings) - len(self._cards)
        self._more.setVisible(hidden > 0)
        self._more.setText(self.tr("And {count} more. The list marks their files.").format(count=hidden))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _make(self, findings: tuple[Finding, ...], left_out: frozenset[str]) -> None:
        for card in self._cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._findings, self._cards = findings, []
        for finding in findings[:_MOST]:
            answer = finding.path in left_out if finding.code in LOOKS else None
            card = FindingCard(self._theme, finding, answer, self)
            card.answered.connect(self.answered)
            card.shown.connect(self.shown)
            self._column.insertWidget(self._column.count() - 1, card)
            self._cards.append(card)
