"""How this register's screen was set up: ``screen.toml`` in its folder, written by hand or by
the theme and language buttons."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from posapp.ui.style import Theme

FILE = "screen.toml"
_LARGEST = 65_536


@dataclass(frozen=True)
class Preferences:
    """What can be chosen about the screen.

    Attributes:
        language: ISO 639-1, or empty: the clerk's, else the shop's.
        scale: per cent, 100 to 200, on top of the system's own.
        idle_s: seconds without a touch until the register locks itself; 0 never.
        keys: other keys than ``keys.DEFAULTS``, by action.
    """

    theme: Theme = Theme.SYSTEM
    language: str = ""
    scale: int = 100
    idle_s: int = 600
    keys: Mapping[str, str] = field(default_factory=dict)


def load(folder: Path) -> Preferences:
    """The preferences in a folder; whatever is missing or makes no sense is as usual."""
    path = folder / FILE
    try:
        if path.stat().st_size > _LARGEST:
            return Preferences()
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Preferences()
    usual = Preferences()
    theme, language, keys = read.get("theme"), read.get("language"), read.get("keys")
    return Preferences(
        theme=Theme(theme) if theme in [t.value for t in Theme] else usual.theme,
        language=language if language in ("en", "it") else usual.language,
        scale=_whole(read.get("scale"), usual.scale, 100, 200),
        idle_s=_whole(read.get("idle_s"), usual.idle_s, 0, 86_400),
        keys=_texts(keys) if isinstance(keys, dict) else {},
    )


def save(folder: Path, wanted: Preferences) -> None:
    """Write the preferences, whole or not at all.

    Raises:
        OSError: the folder cannot be written.
    """
    lines = [
        f"theme = {json.dumps(wanted.theme.value)}",
        f"language = {json.dumps(wanted.language)}",
        f"scale = {wanted.scale}",
        f"idle_s = {wanted.idle_s}",
        "",
        "[keys]",
        *(f"{json.dumps(name)} = {json.dumps(key)}" for name, key in wanted.keys.items()),
    ]
    fresh = folder / f"{FILE}.new"
    fresh.write_text("\n".join(lines) + "\n", encoding="utf-8")
    os.replace(fresh, folder / FILE)


def with_options(kept: Preferences, theme: str | None, language: str | None) -> Preferences:
    """The preferences, with what the command line says in their place."""
    if theme is not None:
        kept = replace(kept, theme=Theme(theme))
    if language is not None:
        kept = replace(kept, language=language)
    return kept


def _whole(found: object, usual: int, least: int, most: int) -> int:
    usable = isinstance(found, int) and not isinstance(found, bool)
    return found if usable and isinstance(found, int) and least <= found <= most else usual


def _texts(found: Mapping[object, object]) -> dict[str, str]:
    pairs = found.items()
    return {k: v for k, v in pairs if isinstance(k, str) and isinstance(v, str)}
