"""The register whose power is cut: everything it writes from its first opening on is recorded.

    python -m tests.sweeps.journal.power FOLDER --seed N --actions N --printer PORT …

Its own code and pragmas, with one exception: SQLite brings the log into the database every 40
pages instead of every 1,000, so that a short recording has many of these moments.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from posapp.services.opening import open_register
from posapp.services.register import close_register
from tests.sweeps.journal import planted
from tests.sweeps.journal.actions import ACTIONS, Counter
from tests.sweeps.journal.shop import Devices, make_folder

CHECKPOINT_PAGES = 40
OPENED_EVERY = 6  # actions: then it is closed and opened again
DONE = ("cash", "cash", "everything", "card", "park", "resume", "copy")


def say(what: str, which: str = "") -> None:
    os.write(1, json.dumps([what, which]).encode() + b"\n")


def often(connection: Any, _record: Any) -> None:
    connection.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--actions", type=int, required=True)
    parser.add_argument("--printer", type=int, required=True)
    parser.add_argument("--terminal", type=int, required=True)
    parser.add_argument("--planted", default="")
    asked = parser.parse_args()
    event.listen(Engine, "connect", often)
    planted.plant(asked.planted)
    say("ready", str(os.getpid()))
    os.read(0, 1)
    chance = random.Random(asked.seed)
    make_folder(asked.folder, Devices(asked.printer, asked.terminal))
    for _ in range(asked.actions // OPENED_EVERY):
        counter = Counter(open_register(asked.folder), say, chance).opened()
        for name in chance.choices(DONE, k=OPENED_EVERY):
            for _ in ACTIONS[name](counter):
                pass
        close_register(counter.register)
    say("ended")


if __name__ == "__main__":
    main()
