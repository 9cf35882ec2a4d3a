"""The one sound of the register: something was not understood."""

from __future__ import annotations

import shutil
import sys
from functools import lru_cache
from threading import Thread

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
    player = find_player() if QApplication.platformName() != "offscreen" else None
    if player is None:
        QApplication.beep()
    else:  # it returns when the player's file has been read
        Thread(target=QProcess.startDetached, args=(player, [path]), daemon=True).start()


@lru_cache(maxsize=1)
def find_player() -> str | None:
    """What plays sounds here, found out once; the first time on a thread that may wait."""
    return next((found for name in _PLAYERS if (found := shutil.which(name))), None)
