"""The look: one style sheet on Fusion and one font, made from the tokens."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from string import Template
from threading import get_ident

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from posapp.assets import asset
from posapp.ui.tokens import BAR, BODY, CONTROL_RADIUS, DARK, LIGHT, RADIUS, Palette


class Theme(Enum):
    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Weight(Enum):
    REGULAR = QFont.Weight.Normal
    MEDIUM = QFont.Weight.Medium
    STRONG = QFont.Weight.DemiBold
    BOLD = QFont.Weight.Bold


class _Look:
    """The palette that is on now; one per process, as there is one QApplication."""

    palette: Palette = LIGHT


def palette() -> Palette:
    """The colours to paint with now. Read it while painting, do not keep it."""
    return _Look.palette


def font(size: int = BODY, weight: Weight = Weight.REGULAR) -> QFont:
    """Inter in pixels, with figures of one width so that columns of amounts line up.

    Each thread gets fonts of its own: what a font finds out about itself it keeps in a place
    that its copies share, and two threads that find it out at once end the program.
    """
    return _font(size, weight, get_ident())


@lru_cache(maxsize=256)
def _font(size: int, weight: Weight, _thread: int) -> QFont:
    made = QFont(["Inter", "Noto Sans", "Noto Color Emoji", "Segoe UI Emoji"])
    made.setPixelSize(size)
    made.setWeight(weight.value)
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def load_fonts() -> None:
    """Make the shipped font known to Qt; call once after the QApplication was made."""
    for path in sorted(asset("fonts").glob("*.otf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise OSError(f"cannot load {path.name}")


def resolved(theme: Theme) -> Palette:
    """The palette a theme stands for on this computer at this moment."""
    if theme is Theme.SYSTEM:
        hints = QApplication.styleHints()
        return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT
    return DARK if theme is Theme.DARK else LIGHT


def apply(app: QApplication, theme: Theme) -> None:
    """Dress the whole program; every widget hears ``StyleChange``."""
    _Look.palette = resolved(theme)
    app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(_qt_palette(_Look.palette))
    app.setStyleSheet(sheet(_Look.palette))


def _qt_palette(tokens: Palette) -> QPalette:
    made = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, tokens.page),
        (roles.Base, tokens.card),
        (roles.AlternateBase, tokens.sunken),
        (roles.Button, tokens.card),
        (roles.Text, tokens.text),
        (roles.WindowText, tokens.text),
        (roles.ButtonText, tokens.text),
        (roles.PlaceholderText, tokens.muted),
        (roles.Highlight, tokens.accent),
        (roles.HighlightedText, tokens.on_accent),
        (roles.ToolTipBase, tokens.card),
        (roles.ToolTipText, tokens.text),
    ):
        made.setColor(role, QColor(colour))
    return made


def sheet(tokens: Palette) -> str:
    """The style sheet of a palette."""
    colours = {name: getattr(tokens, name) for name in tokens.__dataclass_fields__}
    return _SHEET.substitute(colours, radius=RADIUS, control=CONTROL_RADIUS, bar=BAR)


_SHEET = Template("""
QWidget { color: $text; }
QWidget[role="page"] { background: $page; }
QToolTip { background: $card; color: $text; border: 1px solid $border_strong; padding: 6px; }
QFrame[role="card"] { background: $card; border: 1px solid $border;
  border-radius: ${radius}px; }
QFrame[role="sunken"] { background: $sunken; border: none; border-radius: ${control}px; }
QFrame[role="bar"] { background: $card; border: none; border-bottom: 1px solid $border; }
QFrame[role="rule"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QLabel { background: transparent; border: none; }
QLabel[tone="muted"] { color: $muted; }
QLabel[tone="accent"] { color: $accent_text; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="bad"] { color: $bad; }

QPushButton { background: $card; border: 1px solid $border; border-radius: ${control}px;
  padding: 0 14px; }
QPushButton:hover { background: $hover; border-color: $border_strong; }
QPushButton:pressed { background: $sunken; }
QPushButton:focus { border: 2px solid $accent; }
QPushButton:disabled { background: $card; border-color: $border; }
QPushButton:checked { background: $accent_soft; border-color: $accent; }
QPushButton[kind="primary"] { background: $accent; border: 1px solid $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $sunken; border-color: $border; }
QPushButton[kind="quiet"] { background: transparent; border: 1px solid transparent; }
QPushButton[kind="quiet"]:hover { background: $sunken; }
QPushButton[kind="quiet"]:checked { background: $accent_soft; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent; }

QLineEdit, QPlainTextEdit, QSpinBox, QComboBox { background: $card; color: $text;
  border: 1px solid $faint; border-radius: ${control}px; padding: 0 12px;
  selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit { padding: 8px 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QComboBox:focus {
  border: 2px solid $accent; padding: 0 11px; }
QPlainTextEdit:focus { padding: 7px 7px; }
QLineEdit[wrong="true"] { border: 2px solid $bad; padding: 0 11px; }
QLineEdit:disabled, QComboBox:disabled { color: $muted; background: $sunken; }
QComboBox { min-height: 46px; }
QComboBox::drop-down { border: none; width: 32px; }
QComboBox QAbstractItemView { background: $card; border: 1px solid $border_strong;
  selection-background-color: $accent_soft; selection-color: $text; outline: none; }

QAbstractItemView { background: transparent; border: none; outline: none; }
QScrollArea, QScrollArea > QWidget > QWidget[role="scrolled"] { background: transparent;
  border: none; }
QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 2px; }
QScrollBar::handle:vertical { background: $border_strong; border-radius: 3px;
  min-height: 40px; }
QScrollBar::handle:vertical:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: none; border: none; height: 0; width: 0; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 2px; }
QScrollBar::handle:horizontal { background: $border_strong; border-radius: 3px;
  min-width: 40px; }
QProgressBar { background: $sunken; border: none; border-radius: 3px; max-height: 6px;
  min-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
""")
