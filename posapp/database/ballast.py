"""Room that is kept for the sale at hand: a file that is given up when the disk is full.

A register whose disk fills up must still be able to finish what the customer has paid for.
So some megabytes lie ready as a file of no use, and go when there is nothing else left.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

NAME = "ballast"
SIZE = 16 * 1024 * 1024  # bytes: a write-ahead log, its checkpoint, and hundreds of sales
LEAST = 4 * 1024 * 1024  # bytes left on the disk at which it goes
AMPLE = 4 * SIZE  # bytes left at which it is laid again, so that it does not come and go


def free_bytes(folder: Path) -> int | None:
    """Bytes that this program may still write there; None where nobody can say."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


class Ballast:
    """The ballast of one folder. Safe for every thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / NAME

    @property
    def lies(self) -> bool:
        """Whether it is there; without it the last room is in use."""
        try:
            return self._path.stat().st_size >= SIZE
        except OSError:
            return False

    def lay(self) -> None:
        """Put it there where there is ample room; without room it simply is not there."""
        free = free_bytes(self.folder)
        if free is None or free < AMPLE or self.lies:
            return
        with suppress(OSError):  # a warning stands on the screen for as long as it is missing
            _fill(self._path)

    def release(self) -> None:
        """Give its room to whoever writes next; releasing twice does no harm."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)

    def make_way(self) -> None:
        """Give it up once the disk has hardly anything left. A few microseconds."""
        free = free_bytes(self.folder)
        if free is not None and free < LEAST:
            self.release()


def _fill(path: Path) -> None:
    """Take the room without writing where the system can, else by writing."""
    fresh = path.with_suffix(".new")
    try:
        with fresh.open("wb") as out:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(out.fileno(), 0, SIZE)
            else:
                out.write(bytes(SIZE))
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
