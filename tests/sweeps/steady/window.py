"""The real app, offscreen, with a clerk who serves one customer after the other.

    python -m tests.sweeps.steady.window FOLDER --pin PIN [--planted FAULT]

Each line read is a visit: ``{"seed": 1, "qr": "…", "goods": ["GTIN", …], "words": "…"}``. It
says "ready", after each visit "served" and how it ended, and whenever network, disk or
database hold the GUI thread up "block" and where. A visit with ``"closes": true`` is begun,
and the window closed: it says "closed" when that is gone.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import Pool, event

from posapp.central import transport
from posapp.qa.clerk import Clerk
from posapp.qa.counter import Counter
from posapp.qa.hands import NotSo
from tests.sweeps.steady import planted
from tests.sweeps.steady.waits import Waits

SOLD = "sold"
TRIES = 4
PATIENCE_S = 15.0  # a sale is many commits, and each of them waits for the disk
READ_S, WHOLE_S = 1.0, 1.5  # a shop waits longer; the sweep has many silences to sit out
ENDS = ("receipt.next", "pay.state.goon", "pay.message")


def say(what: str, which: str = "") -> None:
    os.write(1, json.dumps([what, which]).encode() + b"\n")


class Visits:
    """What is ordered, heard on a thread of its own: the window never waits for it."""

    def __init__(self) -> None:
        self._ordered: list[dict[str, Any]] = []
        self.over = False
        threading.Thread(target=self._listen, daemon=True).start()

    def next(self, clerk: Clerk) -> dict[str, Any] | None:
        clerk.hands.waits_until(lambda: self._ordered or self.over, "no order", 3600)
        return self._ordered.pop(0) if self._ordered else None

    def _listen(self) -> None:
        for line in sys.stdin:
            self._ordered.append(json.loads(line))
        self.over = True


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pin", required=True)
    parser.add_argument("--planted", default="")
    asked = parser.parse_args()
    keywords = transport.Transport.ask.__kwdefaults__
    assert keywords is not None
    keywords["read_s"], transport.WHOLE_S = READ_S, WHOLE_S
    app = QApplication(["posapp"])
    counter = Counter(asked.folder)
    clerk = Clerk(counter.opens())
    clerk.enters_pin(asked.pin)
    clerk.hands.waits_until(lambda: clerk.hands.sees("sale.box"), "not in", 4 * PATIENCE_S)
    planted.plant(asked.planted)
    clerk.hands.late = lambda: False  # a hurried person does not wait for a late disk
    event.listen(Pool, "checkout", _forgets)
    waits = Waits(counter.app.watchdog, lambda where: say("block", where))
    visits = Visits()
    say("ready")
    while visit := visits.next(clerk):
        if visit.get("closes"):
            _closes(clerk, visit)
            say("closed")
        else:
            say("served", _serves(clerk, visit))
    waits.stop()
    counter.closes()
    del app


def _forgets(connection: Any, _record: object, _proxy: object) -> None:
    """As if the books did not fit into memory: each look-up reads the disk. What other threads
    read is theirs to wait for."""
    if threading.current_thread().name in ("reader", "MainThread"):
        connection.execute("PRAGMA shrink_memory")


def _closes(clerk: Clerk, visit: dict[str, Any]) -> None:
    """In the midst of requests, look-ups and writes."""
    clerk.scans(visit["qr"])
    clerk.scans(*visit["goods"])
    clerk.hands.presses(Qt.Key.Key_F8)
    window = clerk.hands.window
    window.close()
    clerk.hands.waits_until(lambda: not window.isVisible(), "it does not go", PATIENCE_S)


def _serves(clerk: Clerk, visit: dict[str, Any]) -> str:
    """One customer; how it ended. What a bad line or disk makes impossible is left out."""
    chance = random.Random(visit["seed"])
    acts: list[Callable[[], object]] = [
        lambda: clerk.scans(visit["qr"]),
        lambda: clerk.scans(*visit["goods"]),
        lambda: _looks_for(clerk, visit["words"]),
    ]
    chance.shuffle(acts)
    for act in acts:
        act()
        clerk.hands.breathes(chance.randint(0, 60))
    try:
        clerk.hands.waits_until(lambda: clerk.cart, "nothing is in the cart", PATIENCE_S)
        if chance.random() < 0.5:
            clerk.pulls_the_cart()
            clerk.hands.breathes(chance.randint(0, 200))
        return _is_paid(clerk)
    except NotSo as wrong:
        return str(wrong)[:300]
    finally:
        _leaves(clerk)


def _looks_for(clerk: Clerk, words: str) -> None:
    clerk.types(words)
    clerk.hands.breathes(20)
    clerk.hands.presses(Qt.Key.Key_Escape)


def _is_paid(clerk: Clerk) -> str:
    hands = clerk.hands
    for _ in range(TRIES):
        _answers(clerk)
        if not hands.sees("pay"):
            hands.presses(Qt.Key.Key_F9)
        hands.waits_until(
            lambda: hands.sees("pay.amount") or _asked(clerk), "no pay", PATIENCE_S
        )
        if hands.sees("pay.amount"):
            hands.presses(Qt.Key.Key_Return)
        hands.waits_until(lambda: _ended(clerk) or _asked(clerk), "not paid", PATIENCE_S)
        if hands.sees("pay.state.goon"):
            clerk.presses_act("goon")
            hands.waits_until(lambda: _ended(clerk), "not paid", PATIENCE_S)
        if hands.sees("receipt.next"):
            clerk.waits_for_receipt()
            return SOLD
    return "not sold"


def _asked(clerk: Clerk) -> bool:
    return clerk.hands.sees("differences") or clerk.hands.sees("joining")


def _ended(clerk: Clerk) -> list[str]:
    return [name for name in ENDS if clerk.hands.sees(name)]


def _answers(clerk: Clerk) -> None:
    """Take what is suggested, where something is asked."""
    for _ in range(3):
        if not _asked(clerk):
            return
        clerk.hands.presses(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        clerk.hands.breathes(20)


def _leaves(clerk: Clerk) -> None:
    if clerk.hands.sees("receipt.next"):
        clerk.serves_the_next()
    for _ in range(3):
        clerk.hands.presses(Qt.Key.Key_Escape)


if __name__ == "__main__":
    main()
