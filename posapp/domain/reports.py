"""The day in figures, from the journal and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date as calendar_day
from datetime import datetime, tzinfo

from posapp.domain.cart import Origin
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money, total
from posapp.domain.sale import Sale
from posapp.domain.zones import zone


@dataclass(frozen=True)
class SaleRow:
    """One sale in the manager's list.

    Attributes:
        customer: their id, or empty. ``pieces``: of all lines.
        tenders, fulfilments: values of their kinds, each once, in the order they came.
        from_web: what the lines out of online carts cost with tax.
        sent: the centre has it.
        approvers: names of the managers who approved a discount, each once.
    """

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
    approvers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """A total under one heading: a clerk, an hour, a tender, a fulfilment.

    Attributes:
        key: the clerk's name, the hour ``00`` to ``23``, or the kind's value.
        count: sales; tenders under a tender; pieces under a fulfilment.
    """

    key: str
    count: int
    amount: Money


@dataclass(frozen=True)
class Day:
    """One business date of one register.

    Attributes:
        grand: what customers owed for the day's sales, equal to the sum of the journal.
        rescued: the part of it that came out of online carts.
        by_clerk, by_hour, by_tender, by_fulfilment: each adds up to ``grand``.
        by_tender: what stays in the till or the account: cash is counted without its change.
        by_fulfilment: shipping counts as ``ship``; a difference that rounding per total made
            stands under ``rounding``.
    """

    date: calendar_day
    sales: tuple[SaleRow, ...]
    grand: Money
    tax: Money
    discounts: Money
    rescued: Money
    by_clerk: tuple[Group, ...]
    by_hour: tuple[Group, ...]
    by_tender: tuple[Group, ...]
    by_fulfilment: tuple[Group, ...]


def day(
    sales: Iterable[Sale],
    date: calendar_day,
    sent_ids: Collection[str],
    timezone: str,
    currency: str = "EUR",
) -> Day:
    """The figures of one business date; sales of other dates are passed over.

    Args:
        sent_ids: ids of the sales that the centre has.
        timezone: IANA name, for the hours.
        currency: of a day without sales; any other day is in its sales' own.
    """
    sold = sorted((s for s in sales if s.business_date == date), key=lambda s: s.sold_at)
    currency = sold[0].totals.grand.currency if sold else currency
    there = zone(timezone)
    return Day(
        date=date,
        sales=tuple(_row(sale, sale.id in sent_ids) for sale in sold),
        grand=total((sale.totals.grand for sale in sold), currency),
        tax=total((tax.amount for sale in sold for tax in sale.taxes), currency),
        discounts=total((sale.totals.discounts for sale in sold), currency),
        rescued=total((_from_web(sale) for sale in sold), currency),
        by_clerk=_groups(sold, lambda sale: [(sale.clerk_name, 1, sale.totals.grand)]),
        by_hour=_groups(sold, lambda sale: [(_hour(sale, there), 1, sale.totals.grand)]),
        by_tender=_groups(sold, _tenders),
        by_fulfilment=_groups(sold, _fulfilments),
    )


Part = tuple[str, int, Money]


def _groups(
    sales: Sequence[Sale], parts: Callable[[Sale], Iterable[Part]]
) -> tuple[Group, ...]:
    found: dict[str, Group] = {}
    for key, count, amount in (part for sale in sales for part in parts(sale)):
        old = found.get(key)
        found[key] = (
            Group(key, old.count + count, old.amount + amount)
            if old
            else Group(key, count, amount)
        )
    return tuple(found[key] for key in sorted(found))


def _row(sale: Sale, sent: bool) -> SaleRow:
    return SaleRow(
        id=sale.id,
        receipt=sale.receipt,
        sold_at=sale.sold_at,
        clerk_name=sale.clerk_name,
        customer=sale.customer,
        pieces=sum(line.quantity for line in sale.lines),
        grand=sale.totals.grand,
        tenders=tuple(dict.fromkeys(tender.kind.value for tender in sale.tenders)),
        fulfilments=tuple(dict.fromkeys(line.fulfilment.value for line in sale.lines)),
        from_web=_from_web(sale),
        sent=sent,
        approvers=approvers(sale),
    )


def approvers(sale: Sale) -> tuple[str, ...]:
    """The names of the managers who approved a discount, each once; not of erased ones."""
    return tuple(dict.fromkeys(each.name for each in sale.approvals if each.name))


def _from_web(sale: Sale) -> Money:
    web = (line.gross for line in sale.lines if line.origin is Origin.WEB)
    return total(web, sale.totals.grand.currency)


def _hour(sale: Sale, there: tzinfo) -> str:
    return f"{sale.sold_at.astimezone(there).hour:02}"


def _tenders(sale: Sale) -> Iterable[Part]:
    """Each tender; the change goes off the last one that gives change."""
    change = sale.change
    for tender in reversed(sale.tenders):
        amount = tender.amount
        if change and tender.kind.gives_change:
            back = min(change, amount)
            amount, change = amount - back, change - back
        yield tender.kind.value, 1, amount


def _fulfilments(sale: Sale) -> Iterable[Part]:
    for line in sale.lines:
        yield line.fulfilment.value, line.quantity, line.gross
    if sale.shipping_gross:
        yield Fulfilment.SHIP.value, 0, sale.shipping_gross
    if sale.totals.rounding:
        yield "rounding", 0, sale.totals.rounding
