"""What the register is made of: Python, Qt and the database."""

from __future__ import annotations

import importlib.metadata
import json
import platform
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from posapp.doctor.finding import Finding, note, ok, wrong

OLDEST_PYTHON = (3, 11)
PROBE_S = 30
TELLING = re.compile(r"Error: |could not connect|is needed|cannot open")
SET_UP_AGAIN = "Set up again: python3 packaging/start.py register"
DEBIAN_LIBRARIES = (
    "On Debian, as root: apt-get install libgl1 libegl1 libfontconfig1 libglib2.0-0 "
    "libxkbcommon0 libdbus-1-3 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 "
    "libxkbcommon-x11-0"
)


@dataclass(frozen=True)
class Screen:
    """What Qt says of itself in a process of its own: where it fails it may abort."""

    platform: str
    screens: tuple[str, ...]
    families: tuple[str, ...]


def python(version: tuple[int, int, int] | None = None) -> Finding:
    """Whether this Python can run posapp."""
    seen = version or sys.version_info[:3]
    says = ".".join(map(str, seen))
    if seen[:2] < OLDEST_PYTHON:
        return wrong("Python", says, "posapp needs Python 3.11 or newer.")
    return ok("Python", f"{says} on {platform.system()} {platform.machine()}")


def pyside(
    version: str | None = None, python_version: tuple[int, ...] | None = None
) -> Finding:
    """Whether PySide6 is there, in a version that does not abort."""
    try:
        seen = version or importlib.metadata.version("PySide6-Essentials")
    except importlib.metadata.PackageNotFoundError:
        return wrong("PySide6", "is not installed", SET_UP_AGAIN)
    aborts = seen.startswith("6.12.0") and (python_version or sys.version_info)[:2] == (3, 11)
    if aborts:
        return wrong("PySide6", f"{seen} aborts on Python 3.11 after some use", SET_UP_AGAIN)
    return ok("PySide6", seen)


def qt() -> Iterator[Finding]:
    """Whether Qt's libraries load, what it can draw on, and with which fonts."""
    command = [sys.executable, "-m", "posapp.doctor.qt_probe"]
    try:
        done = subprocess.run(
            command, check=False, capture_output=True, encoding="utf-8", timeout=PROBE_S
        )
    except subprocess.TimeoutExpired:
        yield wrong("Screen", f"Qt did not answer within {PROBE_S} s", "Is the display there?")
        return
    if done.returncode:
        yield failed(done.stderr)
        return
    seen = json.loads(done.stdout)
    yield from of(Screen(seen["platform"], tuple(seen["screens"]), tuple(seen["families"])))


def of(screen: Screen) -> Iterator[Finding]:
    """What a person should know about a screen and its fonts."""
    where = f"{screen.platform}, {', '.join(screen.screens)}"
    if screen.platform == "offscreen":
        yield note("Screen", f"none ({where})", "Without a display only the tour can be seen.")
    else:
        yield ok("Screen", where)
    if not screen.families:
        advice = "Install a font; on Debian, as root: apt-get install fonts-dejavu-core"
        yield wrong("Fonts", "none", advice)
    elif not any("emoji" in family.lower() for family in screen.families):
        advice = "On Debian, as root: apt-get install fonts-noto-color-emoji"
        yield note("Fonts", "no emoji font: emoji in chats are empty boxes", advice)
    else:
        yield ok("Fonts", f"{len(screen.families)} families, emoji among them")


def sqlite(version: tuple[int, ...] | None = None) -> Finding:
    """Whether the database library is one that keeps a write-ahead log whole."""
    from posapp.database.engine import SAFE_SQLITE, sqlite_module

    seen: tuple[int, ...] = version or sqlite_module().sqlite_version_info
    says = "SQLite " + ".".join(map(str, seen))
    if seen < SAFE_SQLITE:
        safe = ".".join(map(str, SAFE_SQLITE))
        return note(
            "Database",
            f"{says}; before {safe} two writers at once can damage a write-ahead log",
            "The register keeps to one writer. A newer SQLite comes with a newer Python, or "
            "with the library pysqlite3 where there is one.",
        )
    return ok("Database", says)


def failed(told: str) -> Finding:
    """What a person does after Qt did not start; `told` is what it said last."""
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    telling = [line for line in lines if TELLING.search(line)] or lines[-1:]
    says = "; ".join(telling)[:300] or "Qt ended without a word"
    if "connect to display" in says:
        advice = "Log in at the screen, or name its display in DISPLAY."
        return wrong("Screen", says, advice)
    return wrong("System libraries", says, DEBIAN_LIBRARIES if sys.platform == "linux" else "")
