"""PySide6 6.12.0 on Python 3.11 aborts after some 500 emits; the version here must not. And
where the letter i has a dot in capitals, it finds no setter of a property that begins with one:
it asks the C library for `set` and the capital, which leaves i as it is in Turkish."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6 import QtCore, QtGui, QtWidgets

import posapp

QT = {name for module in (QtCore, QtGui, QtWidgets) for name in dir(module)}

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


def _given_to_qt(path: Path) -> Iterator[str]:
    """Names of properties that the program gives to constructors of Qt, with their places."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in QT:
            yield from (f"{path.name}:{node.lineno} {key.arg}" for key in node.keywords)


def test_a_turkish_computer_finds_every_property_that_is_given_to_qt() -> None:
    files = Path(posapp.__file__).parent.rglob("*.py")
    given = [each for path in files for each in _given_to_qt(path)]
    assert any(each.endswith(" singleShot") for each in given)
    assert [each for each in given if each.split()[1].startswith("i")] == []
