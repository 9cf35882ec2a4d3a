"""The one table of colours, sizes and spaces; the style sheet and all delegates read it.

Amounts are device independent pixels. One accent colour stands for the primary action and the
selection and for nothing else; every status tone goes with a word and a shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

UNIT = 8
GUTTER = 12
CARD_EDGE = 20  # from the edge of a large card to what stands in it
RADIUS = 12
CONTROL_RADIUS = 10
TOUCH = 48
ROW = 56
PAY = 64
BAR = 10  # a scroll bar; its room is kept beside the content, so that nothing moves
TOP_BAR = 60
ICON = 20

SMALL, BODY, LARGE = 13, 15, 28

LEFT_WIDTH = 320
RIGHT_WIDTH = 332
PANEL_WIDTH = 372
CART_LEAST = 540


class Tone(Enum):
    """What a status means; ``NEUTRAL`` says nothing, ``ACCENT`` only marks a selection."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True)
class Palette:
    """One theme.

    Attributes:
        page: behind the cards. ``sunken``: inside a card, for fields and pictures.
        text, muted: both readable on ``card`` and on ``page``, at least 4.5 to 1.
        faint: for shapes and the outlines of fields, never for text; 3 to 1 upon ``card``.
        on_accent: text upon ``accent``. ``*_soft``: the tone's background.
    """

    dark: bool
    page: str
    card: str
    sunken: str
    hover: str
    border: str
    border_strong: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_soft: str
    accent_text: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    bubble_in: str

    def ink(self, tone: Tone) -> str:
        """The text colour of a tone."""
        return {
            Tone.NEUTRAL: self.muted,
            Tone.ACCENT: self.accent_text,
            Tone.GOOD: self.good,
            Tone.WARN: self.warn,
            Tone.BAD: self.bad,
        }[tone]

    def soft(self, tone: Tone) -> str:
        """The background colour of a tone."""
        return {
            Tone.NEUTRAL: self.sunken,
            Tone.ACCENT: self.accent_soft,
            Tone.GOOD: self.good_soft,
            Tone.WARN: self.warn_soft,
            Tone.BAD: self.bad_soft,
        }[tone]


LIGHT = Palette(
    dark=False,
    page="#f3f5f9",
    card="#ffffff",
    sunken="#f3f5f9",
    hover="#f7f9fc",
    border="#e2e7ef",
    border_strong="#cbd3df",
    text="#0f172a",
    muted="#566176",
    faint="#8490a4",
    accent="#2f55d4",
    accent_hover="#2849bb",
    accent_pressed="#213d9e",
    on_accent="#ffffff",
    accent_soft="#edf1fe",
    accent_text="#2a4cc0",
    good="#077a53",
    good_soft="#e6f6ef",
    warn="#a34a08",
    warn_soft="#fef3df",
    bad="#c02626",
    bad_soft="#fdecec",
    bubble_in="#f0f3f8",
)

DARK = Palette(
    dark=True,
    page="#0b0f17",
    card="#141a25",
    sunken="#0f141d",
    hover="#1a2230",
    border="#262f3e",
    border_strong="#3a4659",
    text="#f1f5f9",
    muted="#9ba7ba",
    faint="#66738a",
    accent="#4a6af0",
    accent_hover="#4362e6",
    accent_pressed="#3d5ad6",
    on_accent="#ffffff",
    accent_soft="#1d2848",
    accent_text="#9db2ff",
    good="#3ddc97",
    good_soft="#10302a",
    warn="#fbbf5a",
    warn_soft="#37270f",
    bad="#ff8a8a",
    bad_soft="#3a1a20",
    bubble_in="#1f2836",
)
