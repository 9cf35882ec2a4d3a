"""Faults for the register's process, each one that the sweep must notice."""

from __future__ import annotations

import math
from collections.abc import Callable

from posapp.central import transport
from posapp.central.transport import Transport
from posapp.services import health
from posapp.services.register import Register
from tests.sweeps.link import planted

DEAF = "silence is taken for an answer"
ENDLESS = "a request waits for as long as the network is silent"


def plant(fault: str) -> None:
    """Plant this one; nothing for no name."""
    if fault:
        PLANTED[fault]()


def _deaf() -> None:
    def silent(register: Register) -> None:
        health.answered(register, 0.0)

    health.silent = silent


def _endless() -> None:
    keywords = Transport.ask.__kwdefaults__
    assert keywords is not None
    keywords["read_s"] = transport.CONNECT_S = 3_600.0
    transport._whole_s = lambda read_s: math.inf


PLANTED: dict[str, Callable[[], None]] = {
    planted.NEW_KEY: lambda: planted.plant(planted.NEW_KEY),
    DEAF: _deaf,
    ENDLESS: _endless,
}
