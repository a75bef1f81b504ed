"""The look: colour tokens, palette, style sheet, fonts and icons, light or dark, following the system or the person."""

from __future__ import annotations

import tomllib
from functools import cache

from PySide6.QtCore import QDir, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from hubdesk.core.resources import resource
from hubdesk.ui.icons import IconRenderer
from hubdesk.ui.widgets.enter_key import EnterKey
from hubdesk.ui.widgets.focus_ring import FocusRing

TEXT_FAMILIES = (
    "Inter",
    "Pretendard",
    "Noto Sans KR",
    "Noto Sans CJK KR",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
    "NanumGothic",
    "Noto Color Emoji",
)
CODE_FAMILIES = ("JetBrains Mono", "Noto Sans Mono", "DejaVu Sans Mono", "Menlo", "Consolas")
CODE_HANGUL_FAMILIES = ("Noto Sans Mono CJK KR", "D2Coding", "NanumGothicCoding", "Noto Sans CJK KR", "Noto Sans KR")
FONT_SIZES = {
    "caption": 11,
    "secondary": 12,
    "body": 13,
    "section": 15,
    "title": 18,
    "heading": 20,
    "figure": 26,
    "code": 12,
    "editor": 13,
}
_DEMI_BOLD_ROLES = frozenset({"section", "title", "heading", "figure"})
_DISABLED_OPACITY = 0.45


@cache
def load_tokens(mode: str) -> dict[str, str]:
    """Every colour token of `light` or `dark`, without the tables they stand in."""
    tables = tomllib.loads(resource("themes", f"{mode}.toml").read_text(encoding="utf-8"))
    return {name: value for table in tables.values() for name, value in table.items()}


def blend(over: QColor, under: QColor, share: float) -> QColor:
    """`over` at this opacity on top of `under`."""
    return QColor.fromRgbF(
        over.redF() * share + under.redF() * (1 - share),
        over.greenF() * share + under.greenF() * (1 - share),
        over.blueF() * share + under.blueF() * (1 - share),
    )


def _with_gap(pixmap: QPixmap, gap: int) -> QPixmap:
    """The icon with transparent room at its right: a button's style sheet cannot set the space before its text."""
    if not gap:
        return pixmap
    dpr = pixmap.devicePixelRatio()
    wide = QPixmap(pixmap.width() + round(gap * dpr), pixmap.height())
    wide.setDevicePixelRatio(dpr)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return wide


class Theme(QObject):
    """Owns the application's look; `changed` tells who paints or sets icons to do it again."""

    changed = Signal()

    def __init__(self, app: QApplication, preference: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._preference = preference
        self._icons = IconRenderer()
        self._fonts: dict[str, QFont] = {}
        self._cached_icons: dict[tuple[str, str, int, str, int], QIcon] = {}
        self._text_families = [name for name in TEXT_FAMILIES if QFontDatabase.hasFamily(name)]
        code = [name for name in (*CODE_FAMILIES, *CODE_HANGUL_FAMILIES) if QFontDatabase.hasFamily(name)]
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        self._code_families = code or [fixed]
        for mode in ("light", "dark"):
            QDir.setSearchPaths(f"hubdesk{mode}", [str(resource("themes", mode))])
        self.dark = False
        self._colors: dict[str, QColor] = {}
        app.setStyle("Fusion")
        app.setFont(self.font("body"))
        self._focus_ring = FocusRing(self, app)
        self._enter_key = EnterKey(app, self)
        self._load(self._wants_dark())
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_scheme_changed)
        app.screenAdded.connect(self._on_screen_added)

    @property
    def preference(self) -> str:
        """What the person chose: system, light or dark."""
        return self._preference

    def set_preference(self, preference: str) -> None:
        """Follow the system, or hold to light or dark."""
        self._preference = preference
        self._follow()

    def color(self, token: str) -> QColor:
        """The token's colour. Do not change the answer: it is shared."""
        return self._colors[token]

    def hex(self, token: str) -> str:
        """The token's colour as `#rrggbb`."""
        return self._colors[token].name()

    def pill_fill(self, token: str) -> QColor:
        """The ground of a pill in this colour: 12 % of it."""
        color = QColor(self._colors[token])
        color.setAlphaF(0.12)
        return color

    @property
    def code_family(self) -> str:
        """The first installed face for code."""
        return self._code_families[0]

    def font(self, role: str) -> QFont:
        """The font of a role; sizes are in device-independent pixels. The answer is a copy."""
        font = self._fonts.get(role)
        if font is None:
            font = QFont(self._app.font())
            families = self._code_families if role in {"code", "editor"} else self._text_families
            if families:
                font.setFamilies(families)
            font.setPixelSize(FONT_SIZES[role])
            font.setWeight(QFont.Weight.DemiBold if role in _DEMI_BOLD_ROLES else QFont.Weight.Normal)
            self._fonts[role] = font
        return QFont(font)

    def pixmap(self, name: str, token: str, size: int, dpr: float) -> QPixmap:
        """The icon in the token's colour, for this pixel ratio."""
        return self._icons.pixmap(name, self._colors[token], size, dpr)

    def icon(self, name: str, token: str = "text", size: int = 20, *, on: str = "", gap: int = 0) -> QIcon:
        """The icon with its disabled look; `on` is the token while checked, `gap` is room kept at its right."""
        key = (name, token, size, on, gap)
        found = self._cached_icons.get(key)
        if found is None:
            found = self._cached_icons[key] = self._build_icon(name, token, size, on, gap)
        return found

    def _build_icon(self, name: str, token: str, size: int, on: str, gap: int) -> QIcon:
        icon = QIcon()
        disabled = QColor(self._colors["muted"])
        disabled.setAlphaF(_DISABLED_OPACITY)
        for dpr in self._pixel_ratios():
            icon.addPixmap(_with_gap(self.pixmap(name, token, size, dpr), gap), QIcon.Mode.Normal, QIcon.State.Off)
            if on:
                icon.addPixmap(_with_gap(self.pixmap(name, on, size, dpr), gap), QIcon.Mode.Normal, QIcon.State.On)
            off = self._icons.pixmap(name, disabled, size, dpr)
            icon.addPixmap(_with_gap(off, gap), QIcon.Mode.Disabled, QIcon.State.Off)
        return icon

    def window_icon(self) -> QIcon:
        """Our own mark in the sizes that desktops ask for."""
        icon = QIcon()
        for size in (16, 32, 64, 128):
            icon.addPixmap(self.pixmap("hubdesk", "accent", size, 1.0))
        return icon

    def _pixel_ratios(self) -> list[float]:
        return sorted({screen.devicePixelRatio() for screen in self._app.screens()}) or [1.0]

    def _wants_dark(self) -> bool:
        if self._preference != "system":
            return self._preference == "dark"
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark  # Unknown, as on bare X11, is light

    def _on_scheme_changed(self) -> None:
        if self._preference == "system":
            self._follow()

    def _on_screen_added(self) -> None:
        self._cached_icons.clear()
        self.changed.emit()

    def _follow(self) -> None:
        dark = self._wants_dark()
        if dark != self.dark:
            self._load(dark)
            self.changed.emit()

    def _load(self, dark: bool) -> None:
        self.dark = dark
        self._cached_icons.clear()
        self._colors = {name: QColor(value) for name, value in load_tokens("dark" if dark else "light").items()}
        self._app.setPalette(self._palette())
        self._app.setStyleSheet(self._style_sheet())

    def _palette(self) -> QPalette:
        palette = QPalette()
        roles = {
            QPalette.ColorRole.Window: "window",
            QPalette.ColorRole.WindowText: "text",
            QPalette.ColorRole.Base: "panel",
            QPalette.ColorRole.AlternateBase: "hover",
            QPalette.ColorRole.Text: "text",
            QPalette.ColorRole.Button: "panel",
            QPalette.ColorRole.ButtonText: "text",
            QPalette.ColorRole.BrightText: "bad",
            QPalette.ColorRole.Highlight: "accent",
            QPalette.ColorRole.HighlightedText: "on_accent",
            QPalette.ColorRole.Accent: "accent",
            QPalette.ColorRole.Link: "info",
            QPalette.ColorRole.LinkVisited: "info",
            QPalette.ColorRole.ToolTipBase: "panel",
            QPalette.ColorRole.ToolTipText: "text",
            QPalette.ColorRole.PlaceholderText: "muted",
            QPalette.ColorRole.Light: "panel",
            QPalette.ColorRole.Midlight: "hover",
            QPalette.ColorRole.Mid: "border",
            QPalette.ColorRole.Dark: "control_border",
        }
        for role, token in roles.items():
            palette.setColor(role, self._colors[token])
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self._colors["muted"])
        return palette

    def _style_sheet(self) -> str:
        text = resource("themes", "hubdesk.qss").read_text(encoding="utf-8")
        values = {name: color.name() for name, color in self._colors.items()} | self._derived()
        values["mode"] = "dark" if self.dark else "light"
        for name in sorted(values, key=len, reverse=True):
            text = text.replace(f"@{name}", values[name])
        return text

    def _derived(self) -> dict[str, str]:
        """Shades that only the style sheet needs."""
        colors = self._colors
        toward = colors["text"] if self.dark else QColor("black")
        return {
            "accent_hover": blend(toward, colors["accent"], 0.12).name(),
            "accent_pressed": blend(toward, colors["accent"], 0.22).name(),
            "rail_hover": blend(colors["text"], colors["window"], 0.06).name(),
            "track": blend(colors["text"], colors["panel"], 0.06 if not self.dark else 0.10).name(),
            "scroll_hover": blend(colors["text"], colors["control_border"], 0.25).name(),
            "check_border": blend(colors["muted"], colors["panel"], 0.75).name(),
        }
