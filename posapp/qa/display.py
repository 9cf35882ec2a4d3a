"""Whether somebody could see a window here."""

from __future__ import annotations

import os
import sys


def has_display() -> bool:
    """Can a window be seen here? On Windows and macOS always."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
