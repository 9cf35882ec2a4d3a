"""What the figures were measured on, and how busy it was."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path


def facts() -> dict[str, str | int | float]:
    """Machine and versions. The load is of this moment, in processes wanting a processor."""
    import PySide6

    from posapp import __version__
    from posapp.database.engine import sqlite_module

    return {
        "system": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count() or 0,
        "load": load(),
        "python": platform.python_version(),
        "pyside": PySide6.__version__,
        "sqlite": str(sqlite_module().sqlite_version),
        "posapp": __version__,
    }


def load() -> float:
    """Of the last minute; -1 where the system does not say."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else -1.0


def resident(which: str = "VmRSS") -> int | None:
    """Bytes of this process in memory now, or at the most (``VmHWM``); None where the system
    has no such file."""
    try:
        lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return None
    found = next((line for line in lines if line.startswith(f"{which}:")), "")
    return int(found.split()[1]) * 1024 if found else None


def private() -> int | None:
    """Bytes of this process that no other process has and the system cannot drop and read
    again from a file; None where the system does not say."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text("ascii", "replace").splitlines()
    except OSError:
        return None
    found = next((line for line in lines if line.startswith("Private_Dirty:")), "")
    return int(found.split()[1]) * 1024 if found else None


def _processor() -> str:
    if sys.platform == "linux":
        lines = Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines()
        named = next((line for line in lines if line.startswith("model name")), ":")
        return named.split(":", 1)[1].strip() or platform.machine()
    return platform.processor() or platform.machine()
