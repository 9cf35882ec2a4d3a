"""Asks the centre for a sign of life: small, unsigned, and nothing is looked up for it."""

from __future__ import annotations

import time

from posapp.domain.errors import PosError, Unreachable
from posapp.services import health
from posapp.services.register import Register


def ask(register: Register) -> None:
    """Note whether the centre answers, and in what time. Network, at most some 8 seconds."""
    began = time.monotonic()
    try:
        register.central.capabilities()
    except Unreachable:
        health.silent(register)
    except PosError:  # it answers, whatever it says
        health.answered(register, time.monotonic() - began)
    else:
        health.answered(register, time.monotonic() - began)
