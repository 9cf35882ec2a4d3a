"""Where the journal stood last, in a small file beside it.

SQLite drops a write-ahead log from a flipped bit on, without a word: what is left is sound, and
shorter. So after each commit the journal's head is written here, too. It is synced later, every
few seconds and when the books are closed: it may lag behind the journal, and is never ahead of
it, unless the end of the journal is gone.
"""

from __future__ import annotations

import logging
import os
import shutil
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from posapp.store.journal import Head

log = logging.getLogger(__name__)
SUFFIX = ".head"
ASIDE = ".lost-after-{}"  # the log of a journal that lost its end, for whoever can read it
LONGEST = 200  # bytes
MOST = 2**63 - 1  # what SQLite counts to
_BINARY = getattr(os, "O_BINARY", 0)


class Witness:
    """The file of one journal. Safe for every thread; what it cannot do is logged, because
    no sale may depend on it."""

    def __init__(self, journal: Path) -> None:
        self._journal = journal
        self._path = journal.with_suffix(SUFFIX)
        self._unsynced = False

    def read(self) -> Head | None:
        """Where the journal stood; None when nobody knows, or the note itself is damaged."""
        try:
            with self._path.open("rb") as kept:
                sequence, chained, check = kept.readline(LONGEST).decode("ascii").split()
            stood = Head(int(sequence), chained)
        except (OSError, ValueError):
            return None
        possible = 0 <= stood.sequence <= MOST
        return stood if possible and check == _check(sequence, chained) else None

    def saw(self, head: Head) -> None:
        """The journal stands here, and is on disk. Some microseconds; not synced."""
        text = f"{head.sequence:020} {head.hash}"
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | _BINARY, 0o600)
            try:
                os.write(handle, f"{text} {_check(*text.split())}\n".encode())
            finally:
                os.close(handle)
            self._unsynced = True
        except OSError as error:
            log.warning("where the journal stands is not noted: %s", error)

    def settle(self) -> None:
        """Have what was noted on disk."""
        if not self._unsynced:
            return
        self._unsynced = False
        try:
            handle = os.open(self._path, os.O_RDWR | _BINARY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            self._unsynced = True
            log.warning("where the journal stood is not on disk: %s", error)

    def forget(self) -> None:
        """Other books take the place of these."""
        with suppress(FileNotFoundError):
            self._path.unlink()

    def keep_log(self, sequence: int) -> None:
        """Copy the write-ahead log before it is written over: the lost end may be in it."""
        lies = self._journal.with_name(f"{self._journal.name}-wal")
        try:
            shutil.copy2(lies, lies.with_name(lies.name + ASIDE.format(sequence)))
        except OSError as error:
            log.warning("the log of the lost sales is not kept: %s", error)


def _check(sequence: str, chained: str) -> str:
    return sha256(f"{sequence} {chained}".encode()).hexdigest()[:16]
