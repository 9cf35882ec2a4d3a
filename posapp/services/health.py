"""What the badge says. It is read from the databases, so it is true (A3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from posapp.central.port import SALE
from posapp.services import link as rule
from posapp.services.link import LinkState
from posapp.services.recording import business_date
from posapp.services.register import Register
from posapp.store import catalogue, standing

__all__ = ["Health", "LinkState", "answered", "of", "silent"]


@dataclass(frozen=True)
class Health:
    """One look at the register.

    Attributes:
        since: UTC moment the link became as it is. ``earlier``: on a day of the shop before
            this one.
        waiting: facts the centre has still to hear. ``parked``: those it refused, waiting
            for a person. ``sales_waiting``: sales among the waiting; ``backlog``: the most
            of them that waited since none did, in this run.
        printing: receipts in the print queue. ``not_printed``: receipts given up after two
            interruptions; nobody knows whether they are on paper, see
            ``receipts.given_up``. ``set_aside``: carts parked by clerks.
        products, of: how many products are here, and how many the catalogue has (0: not
            known yet). ``complete``: search sees the whole catalogue.
        unsettled: card charges that are a question still.
        odd: what the centre asks this store to look into, as it was heard last.
        copied: ``restored`` or ``copied`` when this register was found to be a copy, until a
            person has seen to it; else empty.
    """

    link: LinkState
    since: datetime
    waiting: int = 0
    sales_waiting: int = 0
    backlog: int = 0
    parked: int = 0
    printing: int = 0
    set_aside: int = 0
    products: int = 0
    of: int = 0
    complete: bool = True
    unsettled: int = 0
    not_printed: int = 0
    copied: str = ""
    odd: int = 0
    earlier: bool = False

    @property
    def needs_attention(self) -> int:
        """Things that wait for a person."""
        here = self.parked + self.unsettled + self.not_printed + bool(self.copied)
        return here + self.odd


def of(register: Register) -> Health:
    """How the register is. Local, a millisecond.

    Raises:
        StoreTrouble: its own database cannot be read.
    """
    link = register.current.link
    with register.books.journal.reading() as db:
        found = standing.look(db)
    with register.books.catalogue.reading() as db:
        progress = catalogue.progress(db)
    told = register.current.heard_oddities
    sales = found.waiting.get(SALE, 0)
    paying = register.current.paying
    return Health(
        link=link.state,
        since=link.since,
        waiting=sum(found.waiting.values()),
        sales_waiting=sales,
        backlog=register.current.backlog(sales),
        parked=found.parked,
        printing=found.printing,
        set_aside=found.set_aside,
        products=progress.loaded,
        of=progress.of,
        complete=progress.complete,
        unsettled=sum(unknown or payment not in paying for payment, unknown in found.charges),
        not_printed=found.not_printed,
        copied=found.copied,
        odd=len(told.waiting) if told else 0,
        earlier=business_date(register, link.since) < business_date(register, register.clock()),
    )


def answered(register: Register, took_s: float) -> None:
    """Sync says: the centre answered just now, in this time."""
    at = register.clock()
    register.current.judge_link(lambda link: rule.answered(link, took_s, at))


def silent(register: Register) -> None:
    """Sync says: the centre did not answer."""
    at = register.clock()
    register.current.judge_link(lambda link: rule.missed(link, at))
