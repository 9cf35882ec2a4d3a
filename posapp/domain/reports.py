"""The day in figures, from the journal and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from posapp.domain.money import Money


@dataclass(frozen=True)
class SaleRow:
    """One sale in the manager's list."""

    id: str
    receipt: str
    sold_at: datetime
    clerk_name: str
    customer: str
    pieces: int
    grand: Money
    tenders: tuple[str, ...]
    fulfilments: tuple[str, ...]
    from_web: Money
    sent: bool


@dataclass(frozen=True)
class Group:
    """A total under one heading: a clerk, an hour, a tender, a fulfilment."""

    key: str
    count: int
    amount: Money


@dataclass(frozen=True)
class Day:
    """One business date of one register.

    Attributes:
        grand: what customers owed for the day's sales, equal to the sum of the journal.
        rescued: the part of it that came out of online carts.
        by_tender: what stays in the till or the account: cash is counted without its change.
    """

    date: date
    sales: tuple[SaleRow, ...]
    grand: Money
    tax: Money
    discounts: Money
    rescued: Money
    by_clerk: tuple[Group, ...]
    by_hour: tuple[Group, ...]
    by_tender: tuple[Group, ...]
    by_fulfilment: tuple[Group, ...]
