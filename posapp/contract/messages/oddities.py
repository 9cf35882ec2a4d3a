"""Sales that did not fit, and what a person says became of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Outcome(Enum):
    """What became of an exception: it was found (or counted, or explained), replaced by
    something else, paid back, the customer was told, or something that the note says."""

    FOUND = "found"
    REPLACED = "replaced"
    REFUNDED = "refunded"
    TOLD = "told"
    OTHER = "other"


@dataclass(frozen=True)
class Settlement:
    """Who settled an exception, when (RFC 3339, UTC) and how; it is never undone.

    Attributes:
        by: the clerk's name, or who said so at the centre.
        note: in a person's own words; empty in the answer to settling, which is kept.
    """

    outcome: Outcome
    by: str
    at: str
    note: str = ""


@dataclass(frozen=True)
class Oddity:
    """A sale that stands although it did not fit what the centre knew: for people to settle.

    Attributes:
        kind: ``shortage`` (taken along from a shelf that had none), ``send_short`` (to be
            sent, and no shelf has it), ``reservation_over`` (short, because what was set
            aside for it had been given back), ``cart_closed``, ``cart_unknown``,
            ``prepaid_short``, ``promise_spent``, ``hold_missing``, ``receipt_twice``,
            ``register_restored`` or ``register_copied``.
        of: the SKU that was short, its pieces in ``detail``; or what the conflict is about.
        at: RFC 3339, UTC.
        id: names it for ``Settling``. ``settled``: None while it waits for a person.
        pieces: how many are short; 0 when it is about something else.
    """

    receipt: str
    store: str
    kind: str
    of: str
    detail: str
    at: str
    id: str = ""
    settled: Settlement | None = None
    pieces: int = 0


@dataclass(frozen=True)
class Oddities:
    """Those that wait for a person, newest first, at most 200; and the 20 settled last."""

    oddities: tuple[Oddity, ...]
    settled: tuple[Oddity, ...] = ()


@dataclass(frozen=True)
class Settling:
    """A person has settled an exception of their store: once, the first word stands.

    Attributes:
        note: at most 200 characters; needed when ``outcome`` is ``other``.
        clerk: who, of this register's store.
    """

    id: str
    oddity: str
    outcome: Outcome
    note: str
    clerk: str
