"""The difference check: what changed between the online cart and today's shop.

Only lines that changed ask for one decision, with a safe default on Enter.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from posapp.domain.money import Money
from posapp.domain.webcart import WebLine


class DifferenceKind(Enum):
    PRICE_UP = "price_up"
    PRICE_DOWN = "price_down"
    NOT_HERE = "not_here"
    SOLD_OUT = "sold_out"
    FEWER_HERE = "fewer_here"
    GONE = "gone"
    PROMOTION_OVER = "promotion_over"
    CHANGED_ON_PHONE = "changed_on_phone"


class Choice(Enum):
    """What the clerk can decide; which ones are offered depends on the kind."""

    KEEP_SEEN_PRICE = "keep_seen_price"
    USE_TODAYS_PRICE = "use_todays_price"
    SHIP = "ship"
    TAKE_WHAT_IS_HERE = "take_what_is_here"
    LEAVE_ONLINE = "leave_online"
    ACCEPT = "accept"
    IGNORE = "ignore"


@dataclass(frozen=True)
class Difference:
    """One line, one thing that changed, one decision.

    Attributes:
        choices: offered in this order; the first is the safe default on Enter.
        here: pieces available in this store. ``elsewhere``: label of a store that has it.
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


@dataclass(frozen=True)
class Decision:
    """What the clerk chose for one difference."""

    line: str
    kind: DifferenceKind
    choice: Choice
