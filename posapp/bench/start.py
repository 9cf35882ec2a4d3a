"""A cold start in a process of its own: ``python -m posapp.bench.start BEGAN [PLAN [NUMBER]]``.

``BEGAN`` is ``time.monotonic()`` of the parent just before it started this process;
``NUMBER`` counts the starts, for each sells another product. Without a number it is a floor:
with a plan the same work with nothing around it (``fair``), else an empty PySide6 window
(``bare``). The last line on standard output is a JSON object of milliseconds since then.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

Moments = dict[str, float]


class FirstPaint(QObject):
    """Calls once, right after a widget has been painted for the first time."""

    _AFTER = QEvent.Type(QEvent.registerEventType())

    def __init__(self, widget: QWidget, does: Callable[[], None]) -> None:
        super().__init__()
        self._widget, self._does, self._seen = widget, does, False
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not self._seen:
            self._seen = True
            first = Qt.EventPriority.HighEventPriority.value
            QCoreApplication.postEvent(self, QEvent(self._AFTER), first)
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() == self._AFTER:
            self._widget.removeEventFilter(self)
            self._does()
            return True
        return super().event(event)


def bare(began_s: float) -> Moments:
    """An empty window, until it has been painted."""
    qt = QApplication(sys.argv[:1])
    moments: Moments = {}
    window = QWidget()
    window.resize(1366, 768)

    def note() -> None:
        moments["paint"] = _since(began_s)
        qt.quit()

    watching = FirstPaint(window, note)
    window.show()
    qt.exec()
    watching.deleteLater()
    return moments


def fair(began_s: float, plan_file: Path) -> Moments:
    """An empty window, then what no register of this kind can do without: the library for
    SQL and both databases open (``ready``); the PIN verified (``screen``). ``pin`` is what
    verifying alone took."""
    moments = bare(began_s)
    plan = json.loads(plan_file.read_bytes())
    verifier = _opened(Path(plan["folder"]))
    moments["ready"] = _since(began_s)
    from argon2 import PasswordHasher

    verified = time.monotonic()
    PasswordHasher().verify(verifier, plan["pin"])
    moments["pin"] = _since(verified)
    moments["screen"] = _since(began_s)
    return moments


def _opened(folder: Path) -> str:
    """Open both databases as the register does, and the first clerk's sealed verifier."""
    from posapp.database.engine import Database, in_file
    from posapp.services.keeping import private_key
    from posapp.store.sealing import Seal

    journal = Database(in_file(folder / "register.db"))
    catalogue = Database(in_file(folder / "catalogue.db"), durable=False)
    with journal.reading() as db, catalogue.reading() as goods:
        goods.exec_driver_sql("SELECT live FROM catalogue_state").one()
        document = db.exec_driver_sql("SELECT document FROM shop").scalar_one()
    people: list[dict[str, str]] = json.loads(document)["people"]
    return Seal(private_key(folder)).open(people[0]["verifier"], people[0]["id"])


def register(began_s: float, plan_file: Path, number: int) -> Moments:
    """The register, from its start to its first sale."""
    from posapp import app as posapp
    from posapp.options import RegisterOptions
    from posapp.ui import bugs, steady

    steady.starting()
    qt = QApplication(sys.argv[:1])
    moments: Moments = {}
    folder = Path(json.loads(plan_file.read_bytes())["folder"])
    wanted = RegisterOptions(folder, language="en", theme="light", size=(1366, 768))
    bugs.log_to(folder)
    opened = posapp.open_window(wanted)

    def note() -> None:
        moments["paint"] = _since(began_s)

    watching = FirstPaint(opened.window.sign_in, note)
    until_ready = QEventLoop()  # qt.exec would let no other loop run after it
    opened.ready.connect(until_ready.quit)
    until_ready.exec()
    moments["ready"] = _since(began_s)
    _serve(opened, plan_file, number, began_s, moments)
    watching.deleteLater()
    opened.close()
    qt.quit()
    return moments


def _serve(
    opened: object, plan_file: Path, number: int, began_s: float, moments: Moments
) -> None:
    """Sign in, scan, take exact cash. What only measuring needs is imported here."""
    from posapp.app import Application
    from posapp.bench.hands import Hands, painted
    from posapp.bench.plan import Plan
    from posapp.contract import wire

    assert isinstance(opened, Application)
    plan = wire.decode(plan_file.read_bytes(), Plan)
    hands = Hands(opened)
    opened.window.activateWindow()
    hands.signs_in(plan.pin)
    sale = hands.sale
    hands.times("start", sale.update, painted(sale))
    moments["screen"] = _since(began_s)
    lines, goods = sale.card.list.viewport(), plan.sold
    hands.times(
        "start",
        lambda: hands.scan(goods[number % len(goods)]),
        painted(lines, when=lambda: bool(sale.serving.cart)),
    )
    moments["scan"] = _since(began_s)
    hands.shortcut(Qt.Key.Key_F9)
    hands.wait_for(sale.sold, hands.enter, "start")
    moments["sold"] = _since(began_s)


def _since(began_s: float) -> float:
    return (time.monotonic() - began_s) * 1000


if __name__ == "__main__":
    began = float(sys.argv[1])
    match sys.argv[2:]:
        case [plan_, number_]:
            found = register(began, Path(plan_), int(number_))
        case [plan_]:
            found = fair(began, Path(plan_))
        case _:
            found = bare(began)
    sys.stdout.write(json.dumps(found) + "\n")
