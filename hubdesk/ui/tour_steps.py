"""The steps of the guided tour. Each capability adds its own."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QTextBrowser, QWidget

from hubdesk.core.types import RepoRef, RepoType
from hubdesk.hub.address import Address
from hubdesk.transfers.model import Direction, State, Transfer
from hubdesk.ui.context import UiContext
from hubdesk.ui.details.tab_row import CARD, FILES, HISTORY
from hubdesk.ui.hands import Hands
from hubdesk.ui.main_window import MainWindow

Step = Callable[[], Awaitable[None]]

MODEL = RepoRef("Qwen/Qwen3-0.6B")
BIG_MODEL = RepoRef("Qwen/Qwen3-8B")  # the practice Hub makes 820 MB of it
OWN_MODEL = RepoRef("minji/hangul-sentiment")  # the practice Hub's person may write to it
DATASET = RepoRef("squad", RepoType.DATASET)
NOWHERE = RepoRef("nobody/no-such-model")


class TourSteps:
    """Search, look, download, then the looks: what a new user would try first."""

    def __init__(self, window: MainWindow, context: UiContext, hands: Hands) -> None:
        self._window = window
        self._context = context
        self._hands = hands

    def all(self) -> list[tuple[str, Step]]:
        """Names and steps in order."""
        return [
            ("discover", self._discover),
            ("search", self._search),
            ("filters", self._filters),
            ("filtered", self._filtered),
            ("details", self._details),
            ("files", self._files),
            ("history", self._history),
            ("use", self._use),
            ("plan", self._plan),
            ("downloaded", self._downloaded),
            ("downloading", self._downloading),
            ("upload-drop", self._upload_drop),
            ("upload-plan", self._upload_plan),
            ("uploaded", self._uploaded),
            ("dataset", self._dataset),
            ("not-found", self._not_found),
            ("commands", self._commands),
            ("settings", self._settings),
            ("dark", self._dark),
            ("korean", self._korean),
        ]

    async def _discover(self) -> None:
        await self._hands.rows("resultsView", 10)

    async def _search(self) -> None:
        await self._hands.write("searchField", "qwen3")
        await self._until_first_row_has("qwen3")

    async def _filters(self) -> None:
        await self._hands.click("filterButton")
        await self._hands.until_shown(QWidget, "filterPage")
        await self._hands.click("filterChip_formats_safetensors")

    async def _filtered(self) -> None:
        await self._hands.click("showResults")
        await self._hands.until_shown(QWidget, "activeFilter_formats")
        await self._until_first_row_has("safetensors")

    async def _details(self) -> None:
        self._window.open_address(Address(MODEL))
        browser = await self._hands.until_shown(QTextBrowser, "cardView")
        await self._hands.until(lambda: MODEL.name in browser.toPlainText(), "the card")

    async def _files(self) -> None:
        await self._hands.choose_tab("detailsTabs", FILES)
        await self._hands.rows("filesView", 5)

    async def _history(self) -> None:
        await self._hands.choose_tab("detailsTabs", HISTORY)
        await self._hands.rows("historyView", 2)

    async def _use(self) -> None:
        await self._hands.choose_tab("detailsTabs", CARD)
        await self._hands.click("showCodeButton")
        await self._hands.until_shown(QDialog, "snippetsDialog")

    async def _plan(self) -> None:
        await self._hands.click("closeSnippets")
        await self._hands.until(lambda: not self._dialog_shown("snippetsDialog"), "the snippets are closed")
        await self._hands.click("downloadButton")
        start = await self._hands.until_shown(QPushButton, "downloadPlanStart")
        await self._hands.until(start.isEnabled, "the plan is ready")

    async def _downloaded(self) -> None:
        await self._hands.click("downloadPlanStart")
        await self._hands.until(lambda: any(row.state is State.DONE for row in self._transfers()), "it is done")
        await self._hands.click("unfoldTransfers")

    async def _downloading(self) -> None:
        self._window.open_address(Address(BIG_MODEL))
        await self._hands.until(lambda: BIG_MODEL.name in self._window.windowTitle(), "the big model")
        download = await self._hands.until_shown(QPushButton, "downloadButton")
        await self._hands.until(download.isEnabled, "it can be downloaded")
        await self._hands.click("downloadButton")
        start = await self._hands.until_shown(QPushButton, "downloadPlanStart")
        await self._hands.until(start.isEnabled, "the plan is ready")
        self._context.settings.change(speed_limit_bps=60_000_000)
        await self._hands.click("downloadPlanStart")
        await self._hands.until(lambda: any(0.2 < row.fraction < 1 for row in self._transfers()), "a good part is here")

    async def _upload_drop(self) -> None:
        paths = await self._context.services.pool.run(self._something_to_upload, lane="tour")
        self._context.settings.change(speed_limit_bps=0)
        self._window.open_address(Address(OWN_MODEL))
        upload = await self._hands.until_shown(QPushButton, "uploadButton")
        await self._hands.until(lambda: OWN_MODEL.name in self._window.windowTitle(), "a model of one's own")
        await self._hands.until(upload.isEnabled, "it can be uploaded to")
        view = self._hands.find(QWidget, "detailsView")
        self._hands.hold_over(view, paths)
        await self._hands.until_shown(QWidget, "dropOverlay")

    async def _upload_plan(self) -> None:
        self._hands.let_go()
        start = await self._hands.until_shown(QPushButton, "uploadPlanStart")
        await self._hands.until(start.isEnabled, "the plan is ready")

    async def _uploaded(self) -> None:
        await self._hands.click("uploadPlanStart")
        uploads = Direction.UPLOAD
        await self._hands.until(
            lambda: any(row.state is State.DONE for row in self._transfers() if row.direction is uploads), "it is there"
        )
        await self._hands.choose_tab("detailsTabs", FILES)
        await self._hands.rows("filesView", 5)

    def _something_to_upload(self) -> list[Path]:
        """A small folder with a card, settings, a key that nobody should see, and notes in Korean."""
        folder = self._context.services.paths.data_dir / "tour" / OWN_MODEL.name
        (folder / "samples").mkdir(parents=True, exist_ok=True)
        (folder / "README.md").write_text("---\nlicense: mit\n---\n# Hangul sentiment\n\nFiner.\n", encoding="utf-8")
        run = time.time_ns()  # a tour that is taken again has something to send, too
        (folder / "config.json").write_text(f'{{"epochs": 4, "run": {run}}}\n', encoding="utf-8")
        (folder / "train.yaml").write_text("lr: 2e-5\nhub_token: hf_" + "Ab1Cd2Ef3G" * 3 + "Hj4k\n", encoding="utf-8")
        for number in range(8):
            (folder / "samples" / f"문장-{number}.txt").write_text("좋아요\n" * (number + 1), encoding="utf-8")
        return [folder]

    async def _dataset(self) -> None:
        self._hands.find(QLineEdit, "searchField").clear()
        await self._hands.click("type_dataset")
        await self._until_first_row_has("dataset")
        self._window.open_address(Address(DATASET))
        browser = await self._hands.until_shown(QTextBrowser, "cardView")
        await self._hands.until(lambda: "squad" in browser.toPlainText().lower(), "the dataset's card")

    async def _not_found(self) -> None:
        self._window.open_address(Address(NOWHERE))
        await self._hands.until_shown(QPushButton, "stateAction")

    async def _commands(self) -> None:
        await self._hands.click("type_model")
        await self._until_first_row_has("model")
        self._window.open_address(Address(MODEL))
        await self._hands.until_shown(QTextBrowser, "cardView")
        self._window.open_palette()
        await self._hands.until_shown(QWidget, "commandPalette")

    async def _settings(self) -> None:
        await self._hands.press(Qt.Key.Key_Escape, "paletteField")
        await self._hands.click("activitySettings")
        await self._hands.until_shown(QWidget, "settingsView")

    async def _dark(self) -> None:
        self._window.open_address(Address(MODEL))
        self._context.theme.set_preference("dark")
        await self._hands.until_shown(QTextBrowser, "cardView")

    async def _korean(self) -> None:
        self._context.theme.set_preference("light")
        name = self._window.documents.accessibleName()
        self._context.settings.change(language="ko")
        await self._hands.until(lambda: self._window.documents.accessibleName() != name, "the language changes")

    def _transfers(self) -> tuple[Transfer, ...]:
        return self._context.services.queue.transfers()

    async def _until_first_row_has(self, text: str) -> None:
        view = await self._hands.rows("resultsView")
        role = Qt.ItemDataRole.AccessibleTextRole

        def first_row_has() -> bool:
            model = view.model()
            return model.rowCount() > 0 and text in str(model.index(0, 0).data(role)).lower()

        await self._hands.until(first_row_has, f"a row with {text}")

    def _dialog_shown(self, name: str) -> bool:
        return any(dialog.isVisible() for dialog in self._window.findChildren(QDialog, name))
