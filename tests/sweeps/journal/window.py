"""The real app, offscreen, with a clerk who sells until it is killed: a server of forks.

    python -m tests.sweeps.journal.window FOLDER --pin PIN --goods GTIN … [--planted FAULT]

Each line read starts the app once, in a fork that finds everything imported. It says its
process, "signed in", and each receipt number that the clerk has read from the screen. The word
"drain" starts one that only waits until the centre has heard everything, and then ends.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

import posapp.services.opening
import posapp.ui.screens.sale
import posapp.ui.sync_driver  # noqa: F401
from posapp.app.opening import load_parts, load_rest
from posapp.qa.clerk import Clerk
from posapp.qa.counter import Counter
from tests.sweeps.journal import planted

RECEIPT = re.compile(r"\d+-\d+-\d+-\d{6}")
DRAINED_S = 60.0


def say(what: str, which: str = "") -> None:
    os.write(1, json.dumps([what, which]).encode() + b"\n")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pin", required=True)
    parser.add_argument("--goods", nargs="+", required=True)
    parser.add_argument("--planted", default="")
    asked = parser.parse_args()
    load_parts()
    load_rest()
    planted.plant(asked.planted)
    say("ready")
    for line in iter(sys.stdin.readline, ""):
        child = os.fork()
        if not child:
            _runs(asked, line.strip())
        _, status = os.waitpid(child, 0)
        say("ended", str(os.waitstatus_to_exitcode(status)))


def _runs(asked: argparse.Namespace, word: str) -> None:
    """Never comes back."""
    try:
        say("started", str(os.getpid()))
        app = QApplication(["posapp"])
        counter = Counter(asked.folder)
        clerk = Clerk(counter.opens())
        if word == "drain":
            counter.hands.waits_until(lambda: not counter.waiting(), "not drained", DRAINED_S)
        else:
            clerk.signs_in(asked.pin)
            say("signed in")
            _sells(clerk, asked.goods, random.Random(word))
        counter.closes()
        del app
    except Exception as error:  # noqa: BLE001  # whatever it is, it is the sweep's finding
        say("failed", f"{type(error).__name__}: {error}"[:500])
        os._exit(1)
    os._exit(0)


def _sells(clerk: Clerk, goods: list[str], chance: random.Random) -> None:
    """One sale after the other, until killed."""
    while True:
        for article in chance.choices(goods, k=chance.randint(1, 3)):
            clerk.scans(article)
        clerk.hands.waits_until(lambda: clerk.cart, "nothing is in the cart")
        clerk.takes_exact_cash()
        clerk.waits_for_receipt()
        number = RECEIPT.search(clerk.receipt)
        say("sold", number[0] if number else "no number on the receipt")
        clerk.serves_the_next()


if __name__ == "__main__":
    main()
