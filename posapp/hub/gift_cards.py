"""Gift cards and store credit: looked at, set aside for a sale, used by it or given back.

A hold takes its amount off the balance at once, so nothing can be promised twice; captured,
it stays off, released, it returns. It has no end of its own: a sale made with the centre
away may arrive days later. Card numbers are money, so only their digest is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, insert, select, update

from posapp.contract.messages import Balance, Held, Hold
from posapp.contract.problems import Problem
from posapp.domain.money import Money
from posapp.domain.payment import Tender, TenderKind
from posapp.hub import promotions
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal
from posapp.hub.tables.customers import customers
from posapp.hub.tables.gift_cards import gift_cards, holds
from posapp.hub.upserting import upsert

LONGEST = 64


@dataclass(frozen=True)
class GiftCard:
    """A card as it is issued or imported."""

    number: str
    balance: Money
    expires_on: date | None = None


def put_cards(db: Connection, cards: Iterable[GiftCard]) -> None:
    """Issue cards, or set what is left on them."""
    rows = [
        {
            "digest": _digest(card.number),
            "label": _label(card.number),
            "balance_minor": card.balance.minor,
            "currency": card.balance.currency,
            "expires_on": card.expires_on,
        }
        for card in cards
    ]
    upsert(db, gift_cards, sorted(rows, key=lambda row: str(row["digest"])))


def balance(db: Connection, number: str) -> Balance:
    """What is left on a card.

    Raises:
        Refusal: ``not_found``.
    """
    card = _card(db, number)
    return Balance(card.label, Money(card.balance_minor, card.currency), card.expires_on)


def hold(db: Connection, hub: Hub, asked: Hold, register: tuple[str, str]) -> Held:
    """Set aside the amount, or what is left of it, for a register (its id and store).

    Raises:
        Refusal: ``not_found``, ``card_empty``, ``card_expired``, ``key_reused`` when the hold
            was given back before, or ``invalid``.
    """
    name, store = register
    if asked.amount.minor <= 0 or bool(asked.number) == bool(asked.customer):
        raise Refusal(Problem.INVALID, "amount; number or customer")
    if db.scalar(select(holds.c.id).where(holds.c.id == asked.id)) is not None:
        raise Refusal(Problem.KEY_REUSED)
    if asked.number:
        card = _usable(db, hub, asked.number, store)
        left, currency, label = card.balance_minor, card.currency, card.label
    else:
        row = _credit(db, asked.customer)
        left, currency, label = row.credit_minor or 0, row.credit_currency or "", ""
    if left <= 0 or currency != asked.amount.currency:
        raise Refusal(Problem.CARD_EMPTY)
    amount = min(asked.amount.minor, left)
    card_key = _digest(asked.number) if asked.number else ""
    _spend(db, card_key, asked.customer, amount)
    _keep(db, hub, asked.id, name, (card_key, asked.customer, Money(amount, currency)))
    return Held(asked.id, Money(amount, currency), Money(left - amount, currency), label)


def release(db: Connection, hub: Hub, hold_id: str, register: str) -> None:
    """Give a hold back. One that was never asked for, or whose request is still on its way,
    is marked so that it is refused when it comes.

    Raises:
        Refusal: ``not_found`` for another register's, ``already_paid`` once a sale used it.
    """
    row = _held(db, hold_id)
    if row is None:
        nothing = Money(0, promotions.currency(db))
        _keep(db, hub, hold_id, register, ("", "", nothing), "released")
        return
    if row.register != register:
        raise Refusal(Problem.NOT_FOUND, "hold")
    if row.state == "captured":
        raise Refusal(Problem.ALREADY_PAID)
    if row.state == "held":
        _end(db, row, "released", row.amount_minor)


def capture(db: Connection, tender: Tender, register: str) -> bool:
    """Use a register's hold up for its tender of the same id; what it does not need goes
    back.

    False when there is no such hold of this register, it ended before, or is smaller than
    the tender.
    """
    row = _held(db, tender.id)
    if row is None or row.state != "held" or row.register != register:
        return False
    kind = TenderKind.GIFT_CARD if row.gift_card else TenderKind.STORE_CREDIT
    fits = kind is tender.kind and row.currency == tender.amount.currency
    if not fits or row.amount_minor < tender.amount.minor:
        return False
    _end(db, row, "captured", row.amount_minor - tender.amount.minor)
    return True


def _usable(db: Connection, hub: Hub, number: str, store: str) -> Row[Any]:
    card = _card(db, number, locked=True)
    zone = ZoneInfo(promotions.timezone(db, store))
    if card.expires_on is not None and card.expires_on < _day(hub.clock(), zone):
        raise Refusal(Problem.CARD_EXPIRED)
    return card


def _day(now: datetime, zone: ZoneInfo) -> date:
    return now.astimezone(zone).date()


def _card(db: Connection, number: str, *, locked: bool = False) -> Row[Any]:
    wanted = select(gift_cards).where(gift_cards.c.digest == _digest(number))
    row = db.execute(wanted.with_for_update() if locked else wanted).one_or_none()
    if row is None or not 0 < len(number) <= LONGEST:
        raise Refusal(Problem.NOT_FOUND, "gift card")
    return row


def _credit(db: Connection, customer: str) -> Row[Any]:
    wanted = select(customers).where(customers.c.id == customer).with_for_update()
    row = db.execute(wanted).one_or_none()
    if row is None:
        raise Refusal(Problem.NOT_FOUND, "customer")
    return row


def _spend(db: Connection, card: str, customer: str, minor: int) -> None:
    """Take an amount off a balance, or give it back when negative; never below zero."""
    if card:
        g = gift_cards.c
        enough = (g.digest == card) & (g.balance_minor >= minor)
        change = update(gift_cards).where(enough).values(balance_minor=g.balance_minor - minor)
    else:
        c = customers.c
        enough = (c.id == customer) & (c.credit_minor >= minor)
        change = update(customers).where(enough).values(credit_minor=c.credit_minor - minor)
    if db.execute(change).rowcount != 1:
        raise Refusal(Problem.CARD_EMPTY)


def _held(db: Connection, hold_id: str) -> Row[Any] | None:
    wanted = select(holds).where(holds.c.id == hold_id).with_for_update()
    return db.execute(wanted).one_or_none()


def _keep(  # a row of six columns
    db: Connection,
    hub: Hub,
    hold_id: str,
    register: str,
    of: tuple[str, str, Money],
    state: str = "held",
) -> None:
    card, customer, amount = of
    row = {
        "id": hold_id,
        "register": register,
        "gift_card": card,
        "customer": customer,
        "amount_minor": amount.minor,
        "currency": amount.currency,
        "state": state,
        "at": hub.clock(),
    }
    db.execute(insert(holds).values(row))


def _end(db: Connection, row: Row[Any], state: str, back_minor: int) -> None:
    mine = (holds.c.id == row.id) & (holds.c.state == "held")
    used = row.amount_minor - back_minor if state == "captured" else row.amount_minor
    values = {"state": state, "amount_minor": used}
    if db.execute(update(holds).where(mine).values(values)).rowcount == 1 and back_minor:
        _spend(db, row.gift_card, row.customer, -back_minor)


def _digest(number: str) -> str:
    return sha256(number.encode()).hexdigest()


def _label(number: str) -> str:
    return "•••• " + number[-4:]
