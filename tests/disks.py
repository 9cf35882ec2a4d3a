"""Disks that a test can fill: a small file system of its own, mounted over a folder."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests import needs

FILM = "film.mkv"  # what somebody put on the register's disk


@contextmanager
def small_disk(folder: Path, mib: int) -> Iterator[Path]:
    """A file system of this size over the folder; it goes when the block ends."""
    if (
        os.name != "posix"
        or not hasattr(os, "geteuid")
        or os.geteuid()
        or not _mount(folder, mib)
    ):
        needs.want("a small disk", "root, and the right to mount")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder: Path, leaving: int = 0) -> Path:
    """Put a film there that leaves so many bytes."""
    film = folder / FILM
    with film.open("ab") as out, suppress(OSError):
        while (free := shutil.disk_usage(folder).free - leaving) > 0:
            out.write(bytes(min(free, 1024 * 1024)))
            out.flush()
    return film


def _mount(folder: Path, mib: int) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", f"size={mib}m", "none", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
