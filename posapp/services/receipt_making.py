"""What stands on a receipt: the same for screen, PDF and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date as calendar_date
from datetime import datetime
from itertools import groupby

from posapp.devices.receipts import encode
from posapp.domain import reports
from posapp.domain.errors import BadAddress
from posapp.domain.fulfilment import Address, Fulfilment, Shipment
from posapp.domain.money import Money
from posapp.domain.payment import TenderKind
from posapp.domain.pricing import Totals
from posapp.domain.receipt import LineKind, Receipt, ReceiptLine
from posapp.domain.sale import Sale, SaleLine
from posapp.domain.shop import Shop
from posapp.services.register import Register

PREFIX = "R:"


@dataclass(frozen=True)
class ReceiptWords:
    """How a receipt speaks; the user interface gives it in its language.

    Attributes:
        money: an amount with its sign and currency. ``moment``: a UTC moment as the shop's
            own date and time. ``day``: a date. ``percent``: parts per million as ``22 %``.
        receipt, date, clerk: labels of the facts at the top.
        copy: the word COPY.
        items, discounts, shipping, rounding, total, change: labels of the sums.
        tax, net, gross: headings of the tax table, after the tax's name.
        ship_to, promised: above the address, and beside the day of arrival.
        not_confirmed: said instead of the day while the centre has not promised one.
        tenders, fulfilments: what each is called; a fulfilment's word heads its lines.
        approved: label of the manager who approved a discount.
        thanks: the last words when the shop has no footer of its own.
    """

    money: Callable[[Money], str]
    moment: Callable[[datetime], str]
    day: Callable[[calendar_date], str]
    percent: Callable[[int], str]
    receipt: str
    date: str
    clerk: str
    copy: str
    items: str
    discounts: str
    shipping: str
    rounding: str
    total: str
    change: str
    tax: str
    net: str
    gross: str
    ship_to: str
    promised: str
    not_confirmed: str
    tenders: Mapping[TenderKind, str]
    fulfilments: Mapping[Fulfilment, str]
    thanks: str = ""
    approved: str = ""


def receipt(register: Register, sale: Sale, words: ReceiptWords, copy: bool = False) -> Receipt:
    """The receipt as rows of text, the same for screen, PDF and paper. Local."""
    shop, totals = register.shop, sale.totals
    return Receipt(
        number=sale.receipt,
        header=_header(shop),
        facts=(
            ReceiptLine(words.receipt, sale.receipt),
            ReceiptLine(words.date, words.moment(sale.sold_at)),
            ReceiptLine(words.clerk, sale.clerk_name),
            *(ReceiptLine(words.approved, name) for name in reports.approvers(sale)),
        ),
        lines=tuple(_lines(sale, words, shop.country)),
        totals=tuple(_totals(totals, words)),
        taxes=_taxes(sale, words),
        tenders=tuple(_tenders(sale, words)),
        footer=tuple(shop.receipt_footer.splitlines()) or (words.thanks,),
        qr=f"{PREFIX}{sale.receipt}",
        copy_mark=words.copy if copy else "",
    )


def escpos(register: Register, sale: Sale, words: ReceiptWords, copy: bool = False) -> bytes:
    """The receipt as the printer's own bytes. Local."""
    return encode(receipt(register, sale, words, copy), register.paper)


def _header(shop: Shop) -> tuple[str, ...]:
    """Chain, store, address and phone, then the chain's own words; nothing twice."""
    place = shop.location
    chain = shop.chain or place.name
    store = place.name.removeprefix(chain).strip()
    rows = (chain, store, *_where(place.address, shop.country), place.phone)
    return tuple(dict.fromkeys(filter(None, (*rows, *shop.receipt_header.splitlines()))))


def _where(address: Address, home: str) -> tuple[str, ...]:
    """Street and town as people there write them, the country only when it is another."""
    rows = _written(replace(address, recipient=""), country=address.country != home)
    rows = tuple(row.replace(address.city.upper(), address.city) for row in rows)
    street, *town = rows or ("",)
    return (street, " ".join(town)) if street == address.street else rows


def _written(address: Address, *, country: bool = True) -> tuple[str, ...]:
    """As on a parcel; one of a country nobody knows is printed as it stands."""
    from posapp.domain import addresses

    try:
        return addresses.lines(address, country=country)
    except BadAddress:
        town = f"{address.postal_code} {address.city} {address.country}".strip()
        return tuple(filter(None, (address.recipient, *address.street.splitlines(), town)))


def _lines(sale: Sale, words: ReceiptWords, home: str) -> Iterator[ReceiptLine]:
    """Line by line, under a heading per fulfilment unless everything was taken at once."""
    place = list(Fulfilment).index
    ordered = sorted(sale.lines, key=lambda line: place(line.fulfilment))
    plain = all(line.fulfilment is Fulfilment.TAKE for line in sale.lines)
    for fulfilment, lines in groupby(ordered, key=lambda line: line.fulfilment):
        if not plain:
            yield ReceiptLine(words.fulfilments[fulfilment], kind=LineKind.HEADING)
        for line in lines:
            yield from _line(line, words)
        if fulfilment is Fulfilment.SHIP and sale.shipment is not None:
            yield from _parcel(sale.shipment, words, home)


def _line(line: SaleLine, words: ReceiptWords) -> Iterator[ReceiptLine]:
    name = f"{line.name} {line.variant}".strip()
    pieces = f"{line.quantity} x " if line.quantity != 1 else ""
    yield ReceiptLine(pieces + name, words.money(line.unit_price * line.quantity))
    if line.quantity != 1:
        yield ReceiptLine(
            f"{line.quantity} x {words.money(line.unit_price)}", kind=LineKind.NOTE
        )
    for discount in line.discounts:
        yield ReceiptLine(discount.label, words.money(-discount.amount), LineKind.NOTE)
    if line.note:
        yield ReceiptLine(line.note, kind=LineKind.NOTE)


def _parcel(shipment: Shipment, words: ReceiptWords, home: str) -> Iterator[ReceiptLine]:
    """A parcel that stays at ``home`` says no country; nobody there writes it."""
    yield ReceiptLine(words.ship_to, kind=LineKind.NOTE)
    abroad = shipment.address.country != home
    for row in _written(shipment.address, country=abroad):
        yield ReceiptLine(row, kind=LineKind.NOTE)
    day = shipment.quote.promised_on
    when = f"{words.promised} {words.day(day)}" if day else words.not_confirmed
    yield ReceiptLine(f"{shipment.quote.name}: {when}", kind=LineKind.NOTE)


def _totals(totals: Totals, words: ReceiptWords) -> Iterator[ReceiptLine]:
    added = totals.grand - totals.items + totals.discounts - totals.shipping - totals.rounding
    parts = (
        (words.discounts, -totals.discounts),
        (words.shipping, totals.shipping),
        (words.tax, added),
        (words.rounding, totals.rounding),
    )
    if any(amount for _, amount in parts):
        yield ReceiptLine(words.items, words.money(totals.items))
    for label, amount in parts:
        if amount:
            yield ReceiptLine(label, words.money(amount))
    yield ReceiptLine(words.total, words.money(totals.grand), LineKind.TOTAL)


def _taxes(sale: Sale, words: ReceiptWords) -> tuple[tuple[str, ...], ...]:
    rows = [
        (
            f"{tax.name} {words.percent(tax.rate_ppm)}",
            words.money(tax.base),
            words.money(tax.amount),
            words.money(tax.base + tax.amount),
        )
        for tax in sale.taxes
    ]
    return ((words.tax, words.net, words.tax, words.gross), *rows) if rows else ()


def _tenders(sale: Sale, words: ReceiptWords) -> Iterator[ReceiptLine]:
    for tender in sale.tenders:
        name = f"{words.tenders[tender.kind]} {tender.label}".strip()
        yield ReceiptLine(name, words.money(tender.amount))
    if sale.change:
        yield ReceiptLine(words.change, words.money(sale.change))
