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
    from posapp.ui.log_file import LogFile
    from posapp.ui.window import MainWindow

log = logging.getLogger(__name__)


def log_to(folder: Path) -> logging.Handler:
    """Keep what happens in ``posapp.log``, see ``LogFile``.

    Returns:
        What keeps it, for whoever ends it before the process does.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = _Log(folder)
    logging.getLogger("posapp").addHandler(kept)
    return kept


class _Log(logging.Handler):
    """A ``LogFile`` from its first line on: the window does not wait for what that imports."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._file: LogFile | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """One at a time: ``handle`` sees to that."""
        if self._file is None:
            from posapp.ui.log_file import LogFile

            self._file = LogFile(self._folder)
        self._file.handle(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


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
