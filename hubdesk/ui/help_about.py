"""About HubDesk: version, licence, and whose work it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata

from PySide6.QtCore import QEvent, Qt, qVersion
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from hubdesk import __version__
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.buttons import primary_button
from hubdesk.ui.widgets.labels import make_label

_MARK_PX = 56


@dataclass(frozen=True, slots=True)
class Credit:
    """A library, the licence it is used under, and its home."""

    name: str
    licence: str
    url: str


LIBRARIES = (
    Credit("PySide6-Essentials", "LGPL-3.0", "https://doc.qt.io/qtforpython-6/"),
    Credit("qasync", "BSD-2-Clause", "https://github.com/CabbageDevelopment/qasync"),
    Credit("huggingface_hub", "Apache-2.0", "https://github.com/huggingface/huggingface_hub"),
    Credit("hf-xet", "Apache-2.0", "https://github.com/huggingface/xet-core"),
    Credit("keyring", "MIT", "https://github.com/jaraco/keyring"),
    Credit("platformdirs", "MIT", "https://github.com/tox-dev/platformdirs"),
    Credit("psutil", "BSD-3-Clause", "https://github.com/giampaolo/psutil"),
    Credit("python-lucide", "MIT; icons ISC (Lucide)", "https://lucide.dev"),
    Credit("markdown-it-py", "MIT", "https://github.com/executablebooks/markdown-it-py"),
    Credit("mdit-py-plugins", "MIT", "https://github.com/executablebooks/mdit-py-plugins"),
    Credit("nh3", "MIT", "https://github.com/messense/nh3"),
    Credit("Pygments", "BSD-2-Clause", "https://pygments.org"),
    Credit("ruamel.yaml", "MIT", "https://sourceforge.net/projects/ruamel-yaml/"),
    Credit("ziamath", "MIT", "https://ziamath.readthedocs.io"),
    Credit("starlette", "BSD-3-Clause", "https://www.starlette.io"),
    Credit("python-multipart", "Apache-2.0", "https://github.com/Kludex/python-multipart"),
    Credit("uvicorn", "BSD-3-Clause", "https://www.uvicorn.org"),
    Credit("httptools", "MIT", "https://github.com/MagicStack/httptools"),
    Credit("httpx2", "BSD-3-Clause", "https://www.python-httpx.org"),
    Credit("dulwich", "Apache-2.0", "https://www.dulwich.io"),
    Credit("pathspec", "MPL-2.0", "https://github.com/cpburnz/python-pathspec"),
    Credit("detect-secrets", "Apache-2.0", "https://github.com/Yelp/detect-secrets"),
)


def version_of(name: str) -> str:
    """The installed version, or an empty text."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


class AboutDialog(QDialog):
    """The mark, the version, and the credits."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 560)
        self._theme = theme
        mark = QLabel(self)
        mark.setPixmap(theme.pixmap("hubdesk", "accent", _MARK_PX, self.devicePixelRatioF()))
        name = make_label(theme, "heading", parent=self)
        name.setText("HubDesk")
        self._version = make_label(theme, "secondary", "muted", self)
        self._text = make_label(theme, "body", parent=self)
        self._text.setWordWrap(True)
        self._credits = QTextBrowser(self)
        self._credits.setObjectName("aboutCredits")
        self._credits.setOpenExternalLinks(True)
        self._close = primary_button(theme, "", self)
        self._close.setObjectName("aboutClose")
        self._close.setDefault(True)
        self._close.clicked.connect(self.accept)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(name)
        names.addWidget(self._version)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(mark)
        head.addLayout(names, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addWidget(self._credits, 1)
        column.addLayout(foot)
        theme.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """All texts."""
        self.setWindowTitle(self.tr("About HubDesk"))
        version = self.tr("Version {version}, Qt {qt}, Apache License 2.0")
        self._version.setText(version.format(version=__version__, qt=qVersion()))
        self._text.setText(
            self.tr("The Hugging Face Hub on the desktop. An independent project that sends no statistics.")
        )
        self._credits.setAccessibleName(self.tr("Credits and licences"))
        self._credits.setHtml(self._html())
        self._close.setText(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _html(self) -> str:
        theme = self._theme
        link = f"color:{theme.hex('info')};text-decoration:none"
        data = self.tr(
            "The practice Hub shows facts of public models of August 2026:"
            " radar-huggingface-dataset, HF//RADAR, CC-BY-4.0, reduced. Its files are made up."
        )
        fonts = self.tr("Fonts: Inter, Pretendard, Noto and JetBrains Mono, where installed; SIL Open Font License.")
        rows = "".join(
            f"<tr><td style='padding:3px 16px 3px 0'><a style='{link}' href='{credit.url}'>{credit.name}</a></td>"
            f"<td style='padding:3px 16px 3px 0;color:{theme.hex('muted')}'>{version_of(credit.name)}</td>"
            f"<td style='padding:3px 0;color:{theme.hex('muted')}'>{credit.licence}</td></tr>"
            for credit in LIBRARIES
        )
        return f"<p>{data}</p><p>{fonts}</p><p><table cellspacing='0'>{rows}</table></p>"
