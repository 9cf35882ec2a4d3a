"""The subject: a register that sells when it is told to, and says how its line is.

``python -m tests.sweeps.network.till FOLDER [FAULT]`` makes as many sales as each line of its
input says, and talks to the centre all the while; at the end of the input it ends when nothing
waits. It says the id of each sale; and as ``link STATE``, what its badge shows after each
exchange, and as ``asked``, that a request is over.
"""

from __future__ import annotations

import os
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from posapp.services import health
from posapp.services.opening import open_register
from posapp.services.register import Register, close_register
from posapp.sync.exchange import exchange
from tests.sweeps.link import selling
from tests.sweeps.network import planted

SOON_S, LATER_S = 0.005, 0.03
READ_S, WHOLE_S = 0.2, 0.25  # the system sends again what was lost after a fifth of a second
EACH = 1


def say(text: str) -> None:
    """In one piece, whatever the other thread says."""
    os.write(1, text.encode() + b"\n")


def sells(register: Register) -> None:
    """Sell as it is asked for, tell, and end when all is told."""
    done = threading.Event()
    telling = threading.Thread(target=_tells, args=(register, done))
    telling.start()
    made = 0
    for line in sys.stdin:
        for _ in range(int(line)):
            made += 1
            selling.sell(register, made, mailed=EACH)
    while health.of(register).waiting:
        done.wait(SOON_S)
    done.set()
    telling.join()


def _tells(register: Register, done: threading.Event) -> None:
    while not done.is_set():
        status = exchange(register, done)
        say(f"link {health.of(register).link.value}")
        done.wait(SOON_S if status.online else LATER_S)


def main(folder: str, fault: str = "") -> None:
    """Be the register."""
    selling.hurries(READ_S, WHOLE_S)
    planted.plant(fault)
    register = open_register(Path(folder), lambda: datetime.now(UTC))
    register.central.tell_exchanges(lambda *_: say("asked"))
    sells(register)
    close_register(register)


if __name__ == "__main__":
    main(*sys.argv[1:])
