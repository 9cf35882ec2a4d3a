"""Puts the register's window together. The only room that knows every part."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from PySide6.QtWidgets import QApplication

from posapp.app.application import Application
from posapp.options import RegisterOptions
from posapp.ui import bugs, preferences, steady

__all__ = ["Application", "main", "open_window"]


def main(options: RegisterOptions) -> int:
    """Open the register's window and stay until it is closed.

    Returns:
        The exit code.
    """
    steady.starting()
    kept = preferences.load(options.folder)
    if kept.scale != 100:
        os.environ.setdefault("QT_SCALE_FACTOR", f"{kept.scale / 100:g}")
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    bugs.log_to(options.folder)
    register = open_window(options)
    sys.excepthook = partial(bugs.report, register.window)
    code = qt.exec()
    register.close()
    return code


def open_window(
    options: RegisterOptions, clock: Callable[[], datetime] | None = None
) -> Application:
    """Show the window; the register behind it is opened as soon as it has been painted.

    There must be a QApplication. ``Application.ready`` says when a clerk can sign in.
    """
    application = Application(options, clock or (lambda: datetime.now(UTC)))
    window = application.window
    if options.size is None:
        window.showMaximized()
    else:
        window.resize(*options.size)
        window.show()
    return application
