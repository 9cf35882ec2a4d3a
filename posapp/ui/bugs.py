"""What becomes of a bug: it is logged without anything personal, and the clerk is told."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from posapp.domain.errors import PosError

if TYPE_CHECKING:
    from posapp.ui.window import MainWindow

log = logging.getLogger(__name__)


def log_to(folder: Path) -> logging.Handler:
    """Keep what happens in ``posapp.log``, see ``LogFile``.

    Returns:
        What keeps it, for whoever ends it before the process does.
    """
    from posapp.ui.log_file import LogFile

    folder.mkdir(parents=True, exist_ok=True)
    kept = LogFile(folder)
    logging.getLogger("posapp").addHandler(kept)
    return kept


def report(
    window: MainWindow,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    """Log where a bug happened, without the values in its message: they may be personal."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    code = f" {error.code}" if isinstance(error, PosError) else ""
    log.error("bug: %s%s\n%s", kind.__name__, code, "".join(traceback.format_tb(trace)))
    window.tell_bug("".join(traceback.format_tb(trace)))
