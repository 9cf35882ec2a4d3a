"""What the badge says. It is read from the databases, so it is true (A3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from posapp.services.register import Register


class Link(Enum):
    """How the centre answers. STARTING: nothing was asked yet."""

    STARTING = "starting"
    ONLINE = "online"
    SLOW = "slow"
    OFFLINE = "offline"


@dataclass(frozen=True)
class Health:
    """One look at the register.

    Attributes:
        since: UTC moment the link became as it is.
        waiting: facts the centre has still to hear. ``parked``: those it refused, waiting
            for a person. ``sales_waiting``: sales among the waiting.
        printing: receipts in the print queue. ``set_aside``: carts parked by clerks.
        products, of: how many products are here, and how many the catalogue has (0: not
            known yet). ``complete``: search sees the whole catalogue.
        unsettled: card charges that are a question still.
    """

    link: Link
    since: datetime
    waiting: int = 0
    sales_waiting: int = 0
    parked: int = 0
    printing: int = 0
    set_aside: int = 0
    products: int = 0
    of: int = 0
    complete: bool = True
    unsettled: int = 0

    @property
    def needs_attention(self) -> int:
        """Things that wait for a person."""
        return self.parked + self.unsettled


def of(register: Register) -> Health:
    """How the register is. Local, under two milliseconds.

    Raises:
        StoreTrouble: its own database cannot be read.
    """
    raise NotImplementedError


def answered(register: Register, took_s: float) -> None:
    """Sync says: the centre answered just now, in this time."""
    raise NotImplementedError


def silent(register: Register) -> None:
    """Sync says: the centre did not answer."""
    raise NotImplementedError
