"""What the centre found odd about this store's sales, and what a person says became of it.

Only the centre knows, so only it can be told: what was heard last is kept in memory, with its
age, and is looked at while the centre is away.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from posapp.contract.messages import Oddity, Outcome, Settlement, Settling
from posapp.domain.catalogue import Product
from posapp.domain.errors import Refused
from posapp.domain.people import Clerk
from posapp.services.register import Register
from posapp.store import catalogue

__all__ = ["Heard", "Oddity", "Outcome", "Settlement", "hear", "hear_if_due", "heard", "settle"]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Heard:
    """What the centre said about this store's sales.

    Attributes:
        waiting: what nobody has settled, newest first. ``settled``: what was, lately.
        at: UTC moment it said so.
        goods: those of the products it is about that are known here, by SKU.
    """

    waiting: tuple[Oddity, ...]
    settled: tuple[Oddity, ...]
    at: datetime
    goods: Mapping[str, Product] = field(default_factory=dict)


def heard(register: Register) -> Heard | None:
    """What the centre said last in this run. Local."""
    return register.current.heard_oddities


def hear(register: Register) -> Heard:
    """Ask what did not fit: goods it had no piece of, carts that were closed, promises that
    were spent. At most 200, and the 20 settled last. Network.

    Raises:
        Unreachable: the centre is away, and only it knows.
    """
    told = register.central.attention()
    skus = {odd.of for odd in (*told.oddities, *told.settled) if odd.pieces}
    with register.books.catalogue.reading() as db:
        goods = catalogue.among(db, skus)
    now = Heard(told.oddities, told.settled, register.clock(), goods)
    register.current.heard_oddities = now
    return now


def hear_if_due(register: Register) -> None:
    """Ask at the beginning, after the centre was away, and when there is news. Network.

    Raises:
        Unreachable, NotEnrolled: it is asked again.
    """
    if not register.current.oddities_due:
        return
    register.current.oddities_due = False
    try:
        hear(register)
    except Refused as refusal:
        log.warning("the centre does not say what did not fit: %s", refusal.problem)
    except BaseException:
        register.current.oddities_due = True
        raise


def settle(
    register: Register, clerk: Clerk, oddity: Oddity, outcome: Outcome, note: str
) -> Settlement:
    """Say what became of one. When somebody has said so before, theirs stands and is
    returned. Network.

    Raises:
        Unreachable: the centre is away; nothing was settled, or ask again.
        Refused: ``invalid``: a note is needed, or too long.
    """
    what = ("settle", oddity.id, clerk.id, outcome.value, note)
    with register.current.asking(*what, new_id=register.new_id) as an_id:
        said = Settling(an_id, oddity.id, outcome, note, clerk.id)
        stands = register.central.settle(said)
    register.current.oddities_due = True
    hear_if_due(register)
    return stands
