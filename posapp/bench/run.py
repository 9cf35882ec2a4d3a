"""One size, measured in a process of its own: ``python -m posapp.bench.run PLAN OUTCOME``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from PySide6.QtWidgets import QApplication

from posapp.app import Application, open_window
from posapp.bench import floors, machine
from posapp.bench.hands import Hands
from posapp.bench.measures import Counter
from posapp.bench.plan import Outcome, Plan, Stall
from posapp.bench.timing import NotMeasured
from posapp.central.identity import Identity
from posapp.contract import wire
from posapp.options import RegisterOptions
from posapp.services import keeping
from posapp.ui import bugs, steady

REST_MS = 1_500  # what starts with the register comes to its end


def main(plan: Path, outcome: Path) -> int:
    """Do everything in the plan and write down what came of it."""
    steady.starting()
    qt = QApplication(sys.argv[:1])
    found = _measured(wire.decode(plan.read_bytes(), Plan))
    outcome.write_bytes(wire.encode(found))
    qt.quit()
    return 0


def _measured(plan: Plan) -> Outcome:
    folder = Path(plan.folder)
    options = RegisterOptions(folder, language="en", theme="light", size=plan.size)
    bugs.log_to(folder)
    app = open_window(options)
    hands = Hands(app)
    rows = floors.Rows(folder / "catalogue.db")
    counter = Counter(hands, plan, rows)
    memory: dict[str, int] = {}
    missing: dict[str, str] = {}
    try:
        hands.wait_for(app.ready, _nothing, "start")
        app.window.activateWindow()
        hands.signs_in(plan.pin)
        hands.settle("start", REST_MS)
        if plan.wants("memory"):
            _note(memory, missing, "start", "VmRSS")
        for what, does in asked(counter, app, plan):
            _try(what, does, hands, missing)
        if plan.wants("memory"):
            _note(memory, missing, "end", "VmRSS")
            _note(memory, missing, "peak", "VmHWM")
    finally:
        rows.close()
        app.close()
    stalls = sorted(
        (Stall(name, b.wall_ms, b.cpu_ms) for name, b in hands.blocks.longest.items()),
        key=lambda stall: -stall.wall_ms,
    )
    return Outcome(
        counter.measured, counter.floors, hands.computed, memory, tuple(stalls), missing
    )


def asked(
    counter: Counter, app: Application, plan: Plan
) -> list[tuple[str, Callable[[], None]]]:
    """What is measured in a window that stays open, and how: of the groups that are wanted."""
    parts = (
        ("pay", "disk", partial(_disk, counter, plan)),
        ("customer", "loopback", partial(_loopback, counter, plan)),
        ("scan", "scans", counter.scans),
        ("scan", "long scans", counter.long_scans),
        ("search", "search", counter.searches),
        ("customer", "visits", counter.visits),
        ("customer", "phones", counter.phones),
        ("customer", "centre", partial(_centre, counter, app, plan)),
        ("reprice", "prices", counter.prices),
        ("pay", "sales", counter.sales),
        ("pay", "disk", partial(_disk, counter, plan)),
    )
    return [(what, how) for group, what, how in parts if plan.wants(group)]


def _try(what: str, does: Callable[[], None], hands: Hands, missing: dict[str, str]) -> None:
    """What cannot be measured is said, and the rest goes on."""
    try:
        does()
    except (NotMeasured, OSError) as error:  # a request's failure is an OSError, too
        missing[what] = f"{type(error).__name__}: {error}"
        hands.afresh()


def _disk(counter: Counter, plan: Plan) -> None:
    """Twice, before and after everything: disks have moods."""
    taken = list(floors.syncs(Path(plan.folder), plan.rounds.floors))
    counter.floors.setdefault("fdatasync", []).extend(taken)


def _loopback(counter: Counter, plan: Plan) -> None:
    counter.floors["loopback"] = floors.round_trips(plan.rounds.floors)


def _centre(counter: Counter, app: Application, plan: Plan) -> None:
    register = app.register
    assert register is not None
    identity = Identity(register.id, keeping.private_key(Path(plan.folder)))
    with closing(floors.Asking(plan.hub, identity, plan.other_clerk)) as asking:
        visitors = list(islice(cycle(plan.people), plan.rounds.visits))
        counter.floors["visit"] = asking.visits(floors.token(person) for person in visitors)
        found = [person.phone for person in islice(visitors, plan.rounds.phones)]
        counter.floors["phone"] = asking.finds(found, register.shop.country)


def _note(memory: dict[str, int], missing: dict[str, str], moment: str, which: str) -> None:
    now = machine.resident(which)
    if now is None:
        missing[f"memory, {moment}"] = "this system does not say"
    else:
        memory[moment] = now
    own = machine.private()
    if own is not None:
        memory[f"{moment} private"] = own


def _nothing() -> None:
    """What is waited for comes by itself."""


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
