"""How a command was given, the same for the shop, the demo and the tour, and how it ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

LANGUAGES = ("en", "it")
THEMES = ("light", "dark")
FINE, FAILED, WRONG_ARGUMENTS, MISSING, STOPPED = 0, 1, 2, 3, 130  # what a command ends with


def default_folder() -> Path:
    """Where this person's register keeps its database, on this system."""
    from platformdirs import user_data_path

    return user_data_path("posapp", appauthor=False)


@dataclass(frozen=True)
class RegisterOptions:
    """What the command line says about one register.

    Attributes:
        folder: keeps the database, the key and the journal of this register.
        language: `en` or `it`; None: the one chosen before, else the system's.
        theme: `light` or `dark`; None: the one chosen before, else the system's.
        size: width and height of the window in pixels; None: the whole screen.
    """

    folder: Path = field(default_factory=default_folder)
    language: str | None = None
    theme: str | None = None
    size: tuple[int, int] | None = None


def size(text: str) -> tuple[int, int]:
    """Width and height from `1366x768`.

    Raises:
        ValueError: it is not of that form, or smaller than 640x480 or larger than 16384x16384.
    """
    width, _, height = text.lower().partition("x")
    if not (width.isascii() and width.isdigit() and height.isascii() and height.isdigit()):
        raise ValueError(f"not a size: {text[:20]!r}")
    wide, high = int(width[:6]), int(height[:6])
    if not (640 <= wide <= 16384 and 480 <= high <= 16384):
        raise ValueError(f"not a size: {text[:20]!r}")
    return wide, high
