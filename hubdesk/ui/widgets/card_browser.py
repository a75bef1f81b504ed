"""Shows a card: rendered in a thread, images loaded by our own loader, nothing followed or fetched by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from urllib.parse import unquote

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QToolTip, QWidget

from hubdesk.cards.options import Labels, RenderedCard, RenderOptions
from hubdesk.cards.render import render_card
from hubdesk.core.tasks import TaskRunner
from hubdesk.ui.theme import Theme
from hubdesk.ui.widgets.card_pictures import CardPictures
from hubdesk.ui.widgets.card_style import palette_of, style_sheet

_IMAGE = QTextDocument.ResourceType.ImageResource
_MARGIN_PX = 16
_MAX_TEXT_PX = 960  # longer lines are hard to read
_RELAYOUT_MS = 60
_RESIZE_MS = 200
_RESIZED_PX = 24
_ZOOMS = (0.75, 0.85, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


class CardBrowser(QTextBrowser):
    """A card to read. `link_activated` carries http, https and mailto addresses; opening them is the receiver's."""

    link_activated = Signal(str)
    rendered = Signal()  # the text stands; images may still come

    def __init__(
        self,
        theme: Theme,
        load_image: Callable[[str], Awaitable[bytes]],
        tasks: TaskRunner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self._pictures = CardPictures(load_image, theme)
        self._text = ""
        self._base_url = ""
        self._card = RenderedCard("")
        self._toggled: frozenset[int] = frozenset()
        self._zoom = _ZOOMS.index(1.0)
        self._rendered_width = 0
        self._arrived: dict[int, QImage] = {}
        self._relayout = self._timer(_RELAYOUT_MS, self._on_images_arrived)
        self._resized = self._timer(_RESIZE_MS, self._on_resized)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.anchorClicked.connect(self._on_anchor_clicked)
        theme.changed.connect(self._on_look_changed)
        self.destroyed.connect(partial(_cancel, tasks, self._lane()))
        self.retranslate()

    def show_card(self, markdown: str, *, base_url: str) -> None:
        """Render this card, front matter left out, from its top; the same card again keeps its place."""
        if (markdown, base_url) == (self._text, self._base_url):
            return
        same_repo = bool(self._text) and base_url == self._base_url
        self._text, self._base_url = markdown, base_url
        if not same_repo:
            self._toggled = frozenset()
            self._pictures.forget()
        self._start(keep_place=same_repo)

    def clear_card(self) -> None:
        """Show nothing and stop what still loads."""
        self._tasks.cancel(self._lane())
        self._text = self._base_url = ""
        self._card = RenderedCard("")
        self._toggled = frozenset()
        self._pictures.forget()
        self._build(keep_place=False)

    def reload_pictures(self) -> None:
        """Ask for every picture again: other ones may be loaded now."""
        self._pictures.forget()
        self._start(keep_place=True)

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller letters; 0 is the normal size."""
        zoom = min(max(self._zoom + steps, 0), len(_ZOOMS) - 1) if steps else _ZOOMS.index(1.0)
        if zoom != self._zoom:
            self._zoom = zoom
            self._start(keep_place=True)

    def retranslate(self) -> None:
        """The name, and the words inside the card."""
        self.setAccessibleName(self.tr("Card"))
        if self._text:
            self._start(keep_place=True)

    def loadResource(self, resource_type: int, name: QUrl | str) -> object:
        """Nothing is ever loaded by the widget itself: no file, no address."""
        return QImage() if resource_type == _IMAGE.value else ""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep lines readable; images follow when the size has settled."""
        super().resizeEvent(event)
        self._limit_width()
        if self._card.images and abs(self._content_width() - self._rendered_width) > _RESIZED_PX:
            self._resized.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom by keyboard."""
        if event.matches(QKeySequence.StandardKey.ZoomIn) or (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_Equal
        ):
            self.zoom_by(1)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom_by(-1)
        elif event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_0:
            self.zoom_by(0)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom by wheel and Ctrl."""
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say where a link leads before it is followed."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            target = self.anchorAt(event.pos())
            if target.startswith(("http:", "https:", "mailto:")):
                QToolTip.showText(event.globalPos(), QUrl(target).toDisplayString(), self)
                return True
        return super().viewportEvent(event)

    def _timer(self, interval_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(slot)
        return timer

    def _lane(self) -> str:
        return f"card-{id(self)}"

    def _start(self, *, keep_place: bool) -> None:
        if self._text:
            self._tasks.latest(self._lane(), self._render(keep_place))

    async def _render(self, keep_place: bool) -> None:
        self._rendered_width = self._content_width()
        options = RenderOptions(
            base_url=self._base_url,
            palette=palette_of(self._theme),
            labels=self._labels(),
            width=self._rendered_width,
            interactive=True,
            toggled=self._toggled,
        )
        self._card = await asyncio.to_thread(render_card, self._text, options)
        self._build(keep_place=keep_place)
        self.rendered.emit()
        await self._pictures.load(self._card.images, self.devicePixelRatioF(), self._on_image)

    def _build(self, *, keep_place: bool) -> None:
        place = self.verticalScrollBar().value() if keep_place else 0
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(_MARGIN_PX)
        font = self._theme.font("body")
        font.setPixelSize(round(font.pixelSize() * _ZOOMS[self._zoom]))
        document.setDefaultFont(font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        document.setDefaultStyleSheet(style_sheet(self._theme, _ZOOMS[self._zoom]))
        self._arrived.clear()
        self._relayout.stop()
        document.setHtml(self._card.html)
        for index, image in enumerate(self._card.images):
            document.addResource(_IMAGE, QUrl(f"hd:image/{index}"), self._pictures.placeholder(image))
        # Without the bars settled Qt lays the whole out four times to find out whether it needs them
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setDocument(document)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        if place:
            document.size()  # lays out to the end, so that the place exists
        self.verticalScrollBar().setValue(place)

    def _on_image(self, index: int, picture: QImage) -> None:
        self._arrived[index] = picture
        if not self._relayout.isActive():
            self._relayout.start()

    def _on_images_arrived(self) -> None:
        """Lay out again, once for all that came, with the line at the top staying where it is."""
        document = self.document()
        for index, picture in self._arrived.items():
            document.addResource(_IMAGE, QUrl(f"hd:image/{index}"), picture)
        self._arrived.clear()
        bar = self.verticalScrollBar()
        top = self.cursorForPosition(QPoint(0, 0)) if bar.value() else None
        before = self.cursorRect(top).top() if top is not None else 0
        document.markContentsDirty(0, document.characterCount())
        if top is not None:
            bar.setValue(bar.value() + self.cursorRect(top).top() - before)

    def _on_look_changed(self) -> None:
        self._start(keep_place=True)

    def _on_resized(self) -> None:
        if abs(self._content_width() - self._rendered_width) > _RESIZED_PX:
            self._start(keep_place=True)

    def _limit_width(self) -> None:
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        self.setViewportMargins(0, 0, max(0, room - _MAX_TEXT_PX), 0)

    def _content_width(self) -> int:
        return max(120, min(self.viewport().width(), _MAX_TEXT_PX) - 2 * _MARGIN_PX - 10)

    def _on_anchor_clicked(self, url: QUrl) -> None:
        if url.scheme() in ("http", "https", "mailto"):
            self.link_activated.emit(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        elif url.scheme() == "hd":
            self._on_own_link(url.path())
        elif url.hasFragment() and url.isRelative():
            self._scroll_to(unquote(url.fragment()))

    def _on_own_link(self, path: str) -> None:
        action, _, number = path.partition("/")
        if action == "details":
            self._toggled = self._toggled ^ {int(number)}
            self._start(keep_place=True)
        elif action == "copy" and int(number) < len(self._card.codes):
            QGuiApplication.clipboard().setText(self._card.codes[int(number)])
            QToolTip.showText(self.cursor().pos(), self.tr("Copied"), self)

    def _scroll_to(self, anchor: str) -> None:
        """To the anchor, which a card may spell in another case than its heading."""
        self.document().size()  # an anchor below what is laid out so far could not be reached
        self.scrollToAnchor(anchor if f'id="{anchor}"' in self._card.html else anchor.lower())

    def _labels(self) -> Labels:
        return Labels(
            note=self.tr("Note"),
            tip=self.tr("Tip"),
            important=self.tr("Important"),
            warning=self.tr("Warning"),
            caution=self.tr("Caution"),
            copy=self.tr("Copy"),
            details=self.tr("Details"),
            video=self.tr("Video"),
            audio=self.tr("Audio"),
            diagram=self.tr("Diagram source"),
            more_rows=self.tr("More rows"),
        )


def _cancel(tasks: TaskRunner, lane: str, _browser: object = None) -> None:
    """Nobody is left to show what still renders or loads."""
    tasks.cancel(lane)
