"""The program's log, written by a thread of its own: whoever logs never waits for the disk."""

from __future__ import annotations

import logging
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from queue import Full, Queue
from threading import Thread

MOST = 10_000  # lines that wait for a disk; a busy day has a few hundred
LAST_S = 5.0  # for the lines that still wait at the end; a disk that is gone takes none
SIZE, KEPT = 1_000_000, 3
FORM = "%(asctime)s %(levelname)s %(name)s %(message)s"


class LogFile(QueueHandler):
    """Keeps what happens in ``posapp.log``, a megabyte at a time, four at the most.

    Nothing is lost at an end that closes it, and every end of Python's does (``logging`` sees
    to it), a bug's included; a process that is killed loses what was logged in its last
    milliseconds. With more waiting than ``MOST``, the newest are dropped, and counted.
    """

    def __init__(self, folder: Path) -> None:
        waiting: Queue[logging.LogRecord | None] = Queue(MOST)
        super().__init__(waiting)
        self._waiting, self._dropped = waiting, 0
        self._kept = RotatingFileHandler(
            folder / "posapp.log", maxBytes=SIZE, backupCount=KEPT, delay=True, encoding="utf-8"
        )
        self._kept.setFormatter(logging.Formatter(FORM))
        self._writer: _Writer | None = _Writer(waiting, self._kept)
        self._writer.start()

    def enqueue(self, record: logging.LogRecord) -> None:
        """Let it be written; called with this handler's lock held."""
        try:
            if self._dropped:
                self._waiting.put_nowait(self.prepare(_dropped(self._dropped)))
                self._dropped = 0
            self._waiting.put_nowait(record)
        except Full:
            self._dropped += 1

    def close(self) -> None:
        """Write what waits, for a few seconds at the most; twice is once."""
        writer, self._writer = self._writer, None
        if writer is not None:
            ending = Thread(target=self._end, args=(writer,), name="log ends", daemon=True)
            ending.start()
            ending.join(LAST_S)
        super().close()

    def _end(self, writer: _Writer) -> None:
        writer.stop()
        if self._dropped:
            self._kept.handle(_dropped(self._dropped))
        self._kept.close()


class _Writer(QueueListener):
    def enqueue_sentinel(self) -> None:
        """After what waits, however much that is."""
        self.queue.put(None)  # type: ignore[attr-defined]  # a Queue, which blocks


def _dropped(lines: int) -> logging.LogRecord:
    said = "%d lines were dropped: the disk was too slow for them"
    return logging.LogRecord(__name__, logging.WARNING, __file__, 0, said, (lines,), None)
