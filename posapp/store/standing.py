"""What waits at this register, all of it in one statement: it is asked twice a second."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from posapp.store.settings import FOUND_COPIED

_LOOK = f"""
SELECT 'waiting', kind, count(*) FROM outbox WHERE state = 'waiting' GROUP BY kind
UNION ALL SELECT 'parked', '', count(*) FROM outbox WHERE state = 'parked'
UNION ALL SELECT 'printing', '', count(*) FROM print_queue WHERE state = 'waiting'
UNION ALL SELECT 'not printed', '', count(*) FROM print_queue WHERE state = 'uncertain'
UNION ALL SELECT 'set aside', '', count(*) FROM parked_cart
UNION ALL SELECT 'copied', value, 0 FROM setting WHERE name = '{FOUND_COPIED}'
UNION ALL SELECT 'charge', payment, CAST(state = 'unknown' AS INTEGER) FROM card_attempt
    WHERE state IN ('started', 'unknown', 'approved') AND sale = ''
"""


@dataclass(frozen=True)
class Standing:
    """Numbers of things, unless said otherwise.

    Attributes:
        waiting: messages to the centre, by kind. ``parked``: those that it refused.
        printing, not_printed: receipts that wait, and that were given up.
        set_aside: carts of clerks.
        copied: how the books were found to be a copy, or empty.
        charges: card charges that no sale came of: their payment, and whether the terminal
            did not know.
    """

    waiting: Mapping[str, int]
    parked: int
    printing: int
    not_printed: int
    set_aside: int
    copied: str
    charges: tuple[tuple[str, bool], ...]


def look(db: Connection) -> Standing:
    """How things stand now."""
    rows = [tuple(row) for row in db.exec_driver_sql(_LOOK)]
    numbers = {name: number for name, kind, number in rows if not kind}
    return Standing(
        waiting={kind: number for name, kind, number in rows if name == "waiting"},
        parked=numbers["parked"],
        printing=numbers["printing"],
        not_printed=numbers["not printed"],
        set_aside=numbers["set aside"],
        copied=next((value for name, value, _ in rows if name == "copied"), ""),
        charges=tuple((of, bool(unknown)) for name, of, unknown in rows if name == "charge"),
    )
