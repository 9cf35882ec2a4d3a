"""Where a payment stands.

============ ==============================================================================
state        what may follow
============ ==============================================================================
CLOSED       OPEN
OPEN         CHECKING, CHARGING, WRITING, CLOSED (nothing taken, or what was taken is given
             back)
CHECKING     OPEN, CHARGING, WRITING; the centre is asked before a card is, and before COMMIT
CHARGING     OPEN, WRITING, UNKNOWN
UNKNOWN      CHARGING (the terminal is asked again), CLOSED (the cart is parked)
WRITING      CLOSED (sold), OPEN (the disk refused; nothing was confirmed)
============ ==============================================================================
"""

from __future__ import annotations

from enum import Enum


class State(Enum):
    """See the table above."""

    CLOSED = "closed"
    OPEN = "open"
    CHECKING = "checking"
    CHARGING = "charging"
    UNKNOWN = "unknown"
    WRITING = "writing"
