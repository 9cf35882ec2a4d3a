"""The object names that tests rely on, and what every widget must be for fingers and ears.

``python -m posapp.qa.names`` says how the list in ``docs/qa.md`` and the program differ;
with ``--write`` it makes the list anew.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)

from posapp.qa.rounds import rounds
from posapp.qa.stage import Stage, set_up

DOCS = Path(__file__).parents[2] / "docs" / "qa.md"
BEGINS, ENDS = "<!-- names: begin -->", "<!-- names: end -->"
TOUCH, LARGE = 48, 64
STAYS_MS = 600_000  # of notes in the bar: a slow computer has to see them, too
LARGE_ONES = re.compile(r"(.*\.keypad\.[^.]+|sale\.pay|signin\.enter)$")
# What differs from shop to shop or from row to row stands as <…>.
_CHANGING = re.compile(r"^(\d+|[A-Z0-9][A-Z0-9-]{3,}|[0-9a-f]{8}-[0-9a-f-]{20,})$")
_BY_VALUE = ("ship.method.", "coupon.remove.", "customer.redeem.")


@dataclass
class Walk:
    """What a walk through the program found.

    Attributes:
        names: object names, by the stop where each was seen first.
        faults: in words, one per widget that is not as it should be.
    """

    names: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def walk(stage: Stage) -> Walk:
    """Go everywhere and look at every widget."""
    found, known = Walk(), set[str]()
    stage.register.app.window.toast.STAYS_MS = STAYS_MS
    for stop in rounds(stage):
        stage.clerk.settles()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        seen = list(_visible(stage.register.app.window))
        new = {general(widget.objectName()) for widget in seen} - known - {""}
        known |= new
        if new:
            found.names[stop] = sorted(new)
        found.faults += [f"{stop}: {fault}" for fault in faults(seen)]
    found.faults = list(dict.fromkeys(found.faults))
    return found


def general(name: str) -> str:
    """A name without what differs from shop to shop; empty for Qt's own."""
    if name.startswith("qt_"):
        return ""
    for start in _BY_VALUE:
        if name.startswith(start):
            return f"{start}<…>"
    return ".".join("<…>" if _CHANGING.match(part) else part for part in name.split("."))


def faults(seen: Sequence[QWidget]) -> Iterator[str]:
    """What is wrong with the widgets of one screen."""
    names = [widget.objectName() for widget in seen if widget.objectName()]
    for name in sorted({n for n in names if names.count(n) > 1 and not n.startswith("qt_")}):
        yield f"{name}: {names.count(name)} have this name"
    for widget in seen:
        if actionable(widget):
            yield from _faults_of(widget)


def actionable(widget: QWidget) -> bool:
    """A person can do something with it."""
    if isinstance(widget, QLineEdit) and isinstance(widget.parentWidget(), QComboBox):
        return False
    kinds = QAbstractButton | QLineEdit | QComboBox | QAbstractItemView
    return isinstance(widget, kinds) and not widget.objectName().startswith("qt_")


def _faults_of(widget: QWidget) -> Iterator[str]:
    name = widget.objectName()
    shown = name or f"a {type(widget).__name__} in {_home(widget)}"
    if not name:
        yield f"{shown}: has no object name"
    spoken = QAccessible.queryAccessibleInterface(widget)
    if spoken is None or not spoken.text(QAccessible.Text.Name).strip():
        yield f"{shown}: has no accessible name"
    least = LARGE if LARGE_ONES.match(name) else TOUCH
    if isinstance(widget, QAbstractScrollArea):
        return
    if widget.height() < least or widget.width() < TOUCH:
        yield f"{shown}: {widget.width()} x {widget.height()} is too small for a finger"


def _home(widget: QWidget) -> str:
    parent = widget.parentWidget()
    while parent is not None and not parent.objectName():
        parent = parent.parentWidget()
    return parent.objectName() if parent else "nowhere"


def _visible(window: QWidget) -> Iterator[QWidget]:
    return (w for w in (window, *window.findChildren(QWidget)) if w.isVisible())


def listed(text: str) -> list[str]:
    """The names in the document."""
    inside = text.partition(BEGINS)[2].partition(ENDS)[0]
    return re.findall(r"`([^`]+)`", inside)


def written(text: str, names: dict[str, list[str]]) -> str:
    """The document with another list."""
    rows = [
        f"| {stop} | {' '.join(f'`{name}`' for name in found)} |"
        for stop, found in names.items()
    ]
    table = "\n".join(["| seen first at | names |", "|---|---|", *rows])
    before, _, rest = text.partition(BEGINS)
    after = rest.partition(ENDS)[2]
    return f"{before}{BEGINS}\n{table}\n{ENDS}{after}"


def main(argv: Sequence[str]) -> int:
    """Compare, or with ``--write`` renew; 1 when they differ."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    application = QApplication.instance() or QApplication(["posapp"])
    with set_up("en", "light", (1920, 1080), lambda _: None) as stage:
        found = walk(stage)
    del application
    text = DOCS.read_text(encoding="utf-8")
    now, before = {n for names in found.names.values() for n in names}, set(listed(text))
    for name in sorted(now ^ before):
        _say(f"{'+' if name in now else '-'} {name}")
    for fault in found.faults:
        _say(f"! {fault}")
    if "--write" in argv:
        DOCS.write_text(written(text, found.names), encoding="utf-8")
        return 0
    return int(now != before)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
