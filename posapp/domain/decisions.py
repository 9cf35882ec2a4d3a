"""What can differ between an online cart and today's shop, and what a clerk can decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from posapp.domain.money import Money
from posapp.domain.webcart import WebLine


class DifferenceKind(Enum):
    """GONE: discontinued or unknown. SOLD_OUT: in no store. NOT_HERE, FEWER_HERE: another
    store can ship what is missing, or nobody knows. PROMOTION_OVER: ran when the line was put
    into the online cart. CHANGED_ON_PHONE: edited online while it is being served here."""

    PRICE_UP = "price_up"
    PRICE_DOWN = "price_down"
    NOT_HERE = "not_here"
    SOLD_OUT = "sold_out"
    FEWER_HERE = "fewer_here"
    GONE = "gone"
    PROMOTION_OVER = "promotion_over"
    CHANGED_ON_PHONE = "changed_on_phone"


class Choice(Enum):
    """What the clerk can decide; which ones are offered depends on the kind.

    SHIP takes what is here and ships the rest. TAKE_WHAT_IS_HERE leaves the rest online.
    LEAVE_ONLINE leaves the whole line there. IGNORE keeps the line as it is at the counter;
    what the phone has beyond it stays online.
    """

    KEEP_SEEN_PRICE = "keep_seen_price"
    USE_TODAYS_PRICE = "use_todays_price"
    SHIP = "ship"
    TAKE_WHAT_IS_HERE = "take_what_is_here"
    LEAVE_ONLINE = "leave_online"
    ACCEPT = "accept"
    IGNORE = "ignore"


_C, _D = Choice, DifferenceKind
CHOICES: dict[DifferenceKind, tuple[Choice, ...]] = {
    _D.PRICE_UP: (_C.KEEP_SEEN_PRICE, _C.USE_TODAYS_PRICE, _C.LEAVE_ONLINE),
    _D.PRICE_DOWN: (_C.USE_TODAYS_PRICE, _C.LEAVE_ONLINE),
    _D.NOT_HERE: (_C.SHIP, _C.LEAVE_ONLINE),
    _D.FEWER_HERE: (_C.SHIP, _C.TAKE_WHAT_IS_HERE, _C.LEAVE_ONLINE),
    _D.SOLD_OUT: (_C.LEAVE_ONLINE,),
    _D.GONE: (_C.LEAVE_ONLINE,),
    _D.PROMOTION_OVER: (_C.USE_TODAYS_PRICE, _C.KEEP_SEEN_PRICE, _C.LEAVE_ONLINE),
    _D.CHANGED_ON_PHONE: (_C.ACCEPT, _C.IGNORE),
}
"""Offered in this order. The first is safe: nobody pays more than what they saw or what the
shelf says, and nothing is promised that no store has. An ended promotion was announced with
its end, so it is not kept unless somebody says so."""


@dataclass(frozen=True)
class Difference:
    """One line, one thing that changed, one decision.

    Attributes:
        cart: id of the online cart.
        was, now: price of one, then and today; for PROMOTION_OVER with and without it.
        choices: offered in this order; the first is the safe default on Enter.
        here: pieces this store has for this line. ``there``: pieces other stores can ship.
        elsewhere: label of a store that has it, or empty.
        detail: PROMOTION_OVER: the promotion's name. CHANGED_ON_PHONE: ``added``,
            ``removed``, ``quantity`` or ``note``. NOT_HERE and FEWER_HERE:
            ``stock_unknown`` when only the catalogue could be asked.
        before, after: CHANGED_ON_PHONE: pieces in the online cart.
    """

    line: WebLine
    cart: str
    kind: DifferenceKind
    was: Money
    now: Money | None
    choices: tuple[Choice, ...]
    here: int = 0
    elsewhere: str = ""
    detail: str = ""
    there: int = 0
    before: int = 0
    after: int = 0


@dataclass(frozen=True)
class Decision:
    """What the clerk chose for one difference."""

    line: str
    kind: DifferenceKind
    choice: Choice


def chosen(difference: Difference, decisions: Iterable[Decision]) -> Choice:
    """The clerk's choice if it was one of those offered, else the safe default."""
    for decision in decisions:
        meant = (decision.line, decision.kind) == (difference.line.id, difference.kind)
        if meant and decision.choice in difference.choices:
            return decision.choice
    return difference.choices[0]
