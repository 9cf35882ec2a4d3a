"""The round of the sweep ``cut_network``, in a network namespace that is new.

``python -m tests.sweeps.network.stage FOLDER POINTS SEED [FAULT]`` says its outcome as JSON.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

from posapp.qa.centre import Centre
from tests.sweeps.link import comparing
from tests.sweeps.link.opening import open_shop
from tests.sweeps.network import kernel
from tests.sweeps.network.kernel import NO_WAY_BACK, TROUBLES, Trouble
from tests.sweeps.sweep import Outcome, Plan

LONGEST_S = 6.0  # until one request is over that has a quarter: a busy computer's share, too
QUIET_S = 60.0
MOST_EXCHANGES = 4  # one that was under way, and two that miss; of a cut nobody may learn later
LATER = 6  # requests at the most until the network breaks
HEARD = 4  # requests that are waited for on a line that loses packets
BEFORE, DURING = 2, 4  # sales at the most
AGAIN = 0.5  # of the troubles come back at once


class Finding(Exception):
    """A promise was broken."""


class Till:
    """The register's process. What it says stays here.

    Attributes:
        sold: ids of sales. ``links``: its badge after each exchange. ``asked``: how many
            requests are over.
    """

    def __init__(self, folder: Path, fault: str) -> None:
        command = [sys.executable, "-m", "tests.sweeps.network.till", str(folder), fault]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.sold: list[str] = []
        self.links: list[str] = []
        self.asked = 0
        self._told, self._said = threading.Condition(), 0
        self._ear = threading.Thread(target=self._listens)
        self._ear.start()

    def sells(self, sales: int) -> None:
        """Begin to."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{sales}\n")
        self.process.stdin.flush()

    def hears(self, holds: Callable[[], bool], what: str, within_s: float = QUIET_S) -> None:
        """Listen until this is so.

        Raises:
            Finding: nothing was said for too long; or the process ended; or it is not so.
        """
        ends_s = time.monotonic() + within_s
        with self._told:
            while not holds():
                said = self._said
                if not self._told.wait_for(lambda: self._said > said, LONGEST_S):  # noqa: B023
                    raise Finding(f"A2: {what}: a request has waited for {LONGEST_S} s")
                if self.process.poll() is not None or time.monotonic() > ends_s:
                    raise Finding(f"{what}: not so, and nothing more comes of it")

    def hears_more(self, requests: int, what: str) -> None:
        """Listen until so many more are over."""
        enough = self.asked + requests
        self.hears(lambda: self.asked >= enough, what)

    def ends(self) -> int:
        """Let it end when all is told; its exit code."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        code = self.process.wait(QUIET_S)
        self._ear.join()
        self.process.stdout.close()
        return code

    def dies(self) -> None:
        self.process.kill()
        self.ends()

    def _listens(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._told:
                self._hears(*line.split())
                self._said += 1
                self._told.notify_all()
        with self._told:
            self._said += 1
            self._told.notify_all()

    def _hears(self, what: str, which: str = "") -> None:
        if what == "link":
            self.links.append(which)
        elif what == "asked":
            self.asked += 1
        else:
            self.sold.append(what)


def run(plan: Plan) -> Outcome:
    """Sell ``plan.points`` sales while the network breaks and heals, and compare."""
    kernel.begins()
    with ExitStack() as running:
        centre = running.enter_context(Centre(plan.folder / "hub.db"))
        folder = plan.folder / "register"
        open_shop(centre, folder, centre.url)
        till = Till(folder, plan.planted)
        running.callback(till.dies)
        try:
            _lives(till, plan, urlsplit(centre.url).port or 80)
        except Finding as finding:
            return Outcome(len(till.sold), faults=(f"seed {plan.seed}: {finding}",))
        code = till.ends()
        centre.stop()
        told = comparing.register(folder), comparing.centre(plan.folder / "hub.db")
        ended = (f"the register ended with {code}",) if code else ()
        return comparing.compare(till.sold, *told) + Outcome(0, faults=ended)


def _lives(till: Till, plan: Plan, port: int) -> None:
    """One trouble after the other, each once before any comes again, till all is sold."""
    luck, next_ones = random.Random(plan.seed), list[Trouble]()
    troubles = (NO_WAY_BACK,) if plan.planted else TROUBLES
    till.hears(lambda: "online" in till.links, "online at the start")
    sales = 0
    while sales < plan.points:
        next_ones = next_ones or luck.sample(troubles, len(troubles))
        sales += _meets(till, next_ones.pop(), port, luck)


def _meets(till: Till, trouble: Trouble, port: int, luck: random.Random) -> int:
    """Break it while sales are told, sell on, and heal it; now and then it breaks again while
    those are told that waited. How many sales."""
    before, during = luck.randint(1, BEFORE), luck.randint(2, DURING)
    made = len(till.sold) + before + during
    till.sells(before)
    till.hears_more(luck.randint(1, LATER), "asking")
    _breaks(till, trouble, port)
    till.sells(during)
    till.hears(lambda: len(till.sold) >= made, f"A2: selling under {trouble.name}")
    kernel.heals()
    if luck.random() < AGAIN:
        till.hears_more(luck.randint(2, LATER), f"asking after {trouble.name}")
        _breaks(till, trouble, port)
        kernel.heals()
    healed = len(till.links)
    back = f"A3: online again after {trouble.name}"
    till.hears(lambda: "online" in till.links[healed:], back)
    return before + during


def _breaks(till: Till, trouble: Trouble, port: int) -> None:
    """What cuts is Offline after two requests; what loses some may be anything."""
    kernel.breaks(trouble, port)
    since = len(till.links)
    if not trouble.cuts:
        till.hears_more(HEARD, f"asking under {trouble.name}")
        return
    till.hears(
        lambda: "offline" in till.links[since:] or len(till.links) > since + MOST_EXCHANGES,
        f"asking under {trouble.name}",
    )
    if "offline" not in till.links[since:]:
        said = till.links[since:]
        raise Finding(f"A3: under {trouble.name} the badge said {said}")


def main(folder: str, points: str, seed: str, fault: str = "") -> None:
    outcome = run(Plan(int(points), int(seed), Path(folder), fault))
    sys.stdout.write(json.dumps(asdict(outcome)) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
