"""PySide6 6.12.0 on Python 3.11 aborts after some 500 emits; the version here must not."""

from __future__ import annotations

import subprocess
import sys

RING = """
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rang = Signal()

bell = Bell()
for _ in range(20_000):
    bell.rang.emit()
print("rang")
"""


def test_a_signal_survives_the_emits_of_a_long_day() -> None:
    done = subprocess.run(
        [sys.executable, "-c", RING], check=False, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout) == (0, "rang\n"), done.stderr[-2000:]
