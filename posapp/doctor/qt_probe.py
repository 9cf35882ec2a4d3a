"""Run as a process of its own: starts Qt and prints what it sees, as JSON."""

from __future__ import annotations

import json
import os
import sys


def main() -> int:
    """Print platform, screens and font families; where Qt cannot start it ends this process."""
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # Qt's abort leaves no file behind
    if sys.platform == "linux" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QFontDatabase, QGuiApplication
    from PySide6.QtWidgets import QApplication

    app = QApplication([])
    screens = [
        f"{screen.size().width()}x{screen.size().height()} at {screen.devicePixelRatio():.0%}"
        for screen in QGuiApplication.screens()
    ]
    seen = {
        "platform": app.platformName(),
        "screens": screens,
        "families": list(QFontDatabase.families()),
    }
    sys.stdout.write(json.dumps(seen))
    return 0


if __name__ == "__main__":
    sys.exit(main())
