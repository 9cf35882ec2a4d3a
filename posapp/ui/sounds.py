"""The one sound of the register: something was not understood."""

from __future__ import annotations

import shutil
import sys

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication

from posapp.assets import asset

_PLAYERS = ("pw-play", "paplay", "aplay")


def beep() -> None:
    """Play the sound of an error, never waiting for it; the system's own beep without a
    player."""
    path = str(asset("sounds", "error.wav"))
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(path, winsound.SND_FILENAME | winsound.SND_ASYNC)
        return
    player = None
    if QApplication.platformName() != "offscreen":
        player = next((found for name in _PLAYERS if (found := shutil.which(name))), None)
    if player is None:
        QApplication.beep()
    else:
        QProcess.startDetached(player, [path])
