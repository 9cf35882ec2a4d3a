"""The computer: where the sales are kept, how much room there is, and its language."""

from __future__ import annotations

import locale
import os
import shutil
import tempfile
from pathlib import Path

from posapp.doctor.finding import Finding, note, ok, wrong

ENOUGH_BYTES = 2_000_000_000
LEAST_BYTES = 200_000_000
LANGUAGES = ("en", "it")


def folder(where: Path) -> Finding:
    """Whether sales can be written there and kept; nothing of the attempt stays."""
    there = _nearest(where)
    try:
        with tempfile.NamedTemporaryFile(dir=there, prefix=".posapp-doctor-") as tried:
            tried.write(b"posapp")
            tried.flush()
            os.fsync(tried.fileno())
    except OSError as fault:
        return wrong("Folder", f"{where} cannot be written: {fault.strerror}", _WRITABLE)
    if there != where:
        return ok("Folder", f"{where} will be made when the register starts")
    return ok("Folder", f"{where} can be written")


def room(where: Path, free: int | None = None) -> Finding:
    """Whether the disk has room for a catalogue and years of sales."""
    there = _nearest(where)
    disk = there if there.is_dir() else there.parent
    left = shutil.disk_usage(disk).free if free is None else free
    says = f"{left / 1e9:.1f} GB free"
    if left < LEAST_BYTES:
        return wrong("Disk", says, "Make room: a register needs at least 0.2 GB to be safe.")
    if left < ENOUGH_BYTES:
        return note("Disk", says, "2 GB are advised, for a large catalogue and its changes.")
    return ok("Disk", says)


def language(name: str | None = None) -> Finding:
    """In which language the register starts here."""
    seen = name or locale.getlocale()[0] or os.environ.get("LANG", "") or "none"
    if seen[:2].lower() in LANGUAGES:
        return ok("Language", seen)
    return note("Language", f"{seen}: the register starts in English", _LANGUAGE)


_WRITABLE = "Let this user write there, or name another folder: posapp --folder FOLDER"
_LANGUAGE = "Choose one when starting it: posapp --language it"


def _nearest(where: Path) -> Path:
    """The folder itself, or the nearest thing above it that exists."""
    return next(path for path in (where.absolute(), *where.absolute().parents) if path.exists())
