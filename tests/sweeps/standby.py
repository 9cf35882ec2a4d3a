"""S1 and T1: the primary is killed while tills sell, its standby is promoted, and every sale
that a till saw confirmed is there once; tills ask again under the same keys."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from posapp.hub import migrating, promotions
from posapp.hub.hub import Hub
from posapp.hub.settings import Settings
from tests import cluster
from tests.hub.conftest import Centre, running
from tests.hub.shopping import make_shopping
from tests.hub.store import make_store
from tests.hub.tills import Till, Tills
from tests.postgresql import programs_in
from tests.sweeps.sweep import Outcome, Plan, Sweep

TILLS, PIECES, EACH = 3, 5_000, 4
NOT_WAITED_FOR = "a sale is confirmed before the standby has it"
ANEW = "a sale that was not answered is made anew"


def run(plan: Plan) -> Outcome:
    """One pair of servers for each point: what is left of the dead one is thrown away."""
    found = Outcome(0)
    for point in range(plan.points):
        with tempfile.TemporaryDirectory(prefix="posapp-standby-") as name:  # sockets: short
            found += _point(replace(plan, seed=plan.seed * 1_000 + point), Path(name))
    return found


def _point(plan: Plan, folder: Path) -> Outcome:
    os.chmod(folder, 0o755)
    programs = programs_in(folder)
    with cluster.stopping([]) as servers:
        first = cluster.primary(programs, folder / "a")
        servers.append(first)
        migrating.upgrade(cluster.url_of(first))
        second = cluster.standby(first, folder / "b")
        servers.append(second)
        if plan.planted != NOT_WAITED_FOR:
            cluster.wait_for_standby(first)
        with running(Settings(cluster.url_of(first, second))) as centre:
            tills = _tills(centre, plan)
            tills.start()
            tills.sell(EACH)
            if plan.planted == NOT_WAITED_FOR:
                cluster.leave_alone(second)
                tills.sell(EACH)
            _fails_over(first, second, tills.sell)
            servers.remove(first)
            tills.stop()
            return _outcome(tills, centre.hub, plan.seed)


def _fails_over(
    first: cluster.Server, second: cluster.Server, sell: Callable[[int], None]
) -> None:
    first.kill()
    second.promote()
    sell(EACH)


def _tills(centre: Centre, plan: Plan) -> Tills:
    store = make_store(centre.hub)
    shops = [
        make_shopping(centre, store, store.register(centre.hub, centre.url))
        for _ in range(TILLS)
    ]
    rules = centre.hub.read(lambda db: promotions.rules(db, store.id))
    goods = shops[0].product(here=PIECES)
    anew = plan.planted == ANEW
    made = [
        Till(replace(shop, rules=rules), goods, plan.seed + place, anew=anew)
        for place, shop in enumerate(shops)
    ]
    return Tills(goods, PIECES, tuple(made))


def _outcome(tills: Tills, hub: Hub, seed: int) -> Outcome:
    found = tills.found(hub)
    faults = tuple(f"{fault} (seed {seed})" for fault in found.faults)
    return Outcome(1, found.lost, found.doubled, faults)


SWEEP = Sweep(
    name="PostgreSQL primary killed under load, standby promoted, keyed retry",
    holds=("S1", "T1"),
    gate=1,
    soak=1_000,
    run=run,
    planted=(NOT_WAITED_FOR, ANEW),
    red_within=1,
)
