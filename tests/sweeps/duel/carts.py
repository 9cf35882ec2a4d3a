"""The cart duel itself, on one database or the other."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import requests
from sqlalchemy.dialects import sqlite

from posapp.domain.catalogue import Product
from posapp.hub import cart_edits, carts, checkouts
from posapp.hub.phone import addresses
from tests.sweeps.duel.arena import Arena, arena, database, planted, together
from tests.sweeps.duel.buying import Sold, pays_online, sells
from tests.sweeps.duel.editing import Editor, at_the_counter, on_the_phone
from tests.sweeps.duel.judging import Duel, judge
from tests.sweeps.sweep import Outcome, Plan

EDITS = 150  # of one cart, by all
SKUS = 7
START = 4


def run(plan: Plan, backend: str = "sqlite") -> Outcome:
    """Duel over one cart after another until there were ``plan.points`` edits."""
    luck, found = random.Random(plan.seed), Outcome(0)
    with (
        planted(PLANTED, plan.planted),
        database(plan.folder, backend) as url,
        arena(url, plan.seed) as here,
    ):
        goods = tuple(here.shop.product(price=1000 + n, here=10**6) for n in range(SKUS))
        while found.points < plan.points and found.holds:
            duel, broken = _duel(here, goods, luck)
            found += here.hub.read(partial(judge, duel=duel)) + broken
    return found


def _duel(here: Arena, goods: tuple[Product, ...], luck: random.Random) -> tuple[Duel, Outcome]:
    """Three editors at once; in the middle of it the counter sells, or the phone pays."""
    customer = here.shop.customer()
    cart = here.shop.web_cart(customer, [(goods[0], START)]).id
    page = here.url + here.hub.write(lambda db: addresses.make(db, here.hub, customer))
    skus = tuple(product.sku for product in goods)
    with requests.Session() as http:
        sends = (
            *(at_the_counter(counter, cart) for counter in here.counters),
            on_the_phone(http, page, cart),
        )
        editors = tuple(Editor(each, skus, random.Random(luck.random())) for each in sends)
        sold: list[Sold] = []
        paid: list[str] = []
        broken = together(
            *(
                _acts(here, editor, number, (cart, customer), sold, paid)
                for number, editor in enumerate(editors)
            )
        )
    start = {goods[0].sku: START}
    return Duel(cart, start, editors, tuple(sold), tuple(paid)), Outcome(
        0, faults=tuple(broken)
    )


def _acts(
    here: Arena,
    editor: Editor,
    number: int,
    place: tuple[str, str],
    sold: list[Sold],
    paid: list[str],
) -> Callable[[], None]:
    """Edit, try to end the cart, go on editing."""
    cart, customer = place

    def acts() -> None:
        editor.edits(EDITS // 5)
        if number < len(here.counters):
            more = partial(editor.edits, 2)
            made = sells(here.counters[number], cart, customer, editor.luck, more)
            sold.extend([made] if made else [])
        else:
            for part in (True, editor.luck.random() < 0.8):
                payment = pays_online(here.hub, cart, part)
                paid.extend([payment] if payment else [])
        editor.edits(EDITS // 8)

    return acts


ID_IGNORED = "an operation's id is ignored"
NO_VERSION = "set whatever the version"
CHANGE_NOT_ASKED = "checkout does not compare the version"
LEASE_IGNORED = "a cart that is served is paid online"


def _id_ignored(patch: pytest.MonkeyPatch) -> None:
    def insert_again(table: Any) -> Any:
        return sqlite.insert(table).on_conflict_do_nothing()

    patch.setattr(cart_edits, "_not_yet", lambda _db, _cart, edits: list(edits))
    patch.setattr(cart_edits, "insert", insert_again)


def _no_version(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(cart_edits, "_refuse_old_view", lambda *_: None)


def _change_not_asked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(checkouts, "_refuse_changed_carts", lambda *_: None)


def _lease_ignored(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(carts, "leased", lambda *_: False)


PLANTED: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    ID_IGNORED: _id_ignored,
    NO_VERSION: _no_version,
    CHANGE_NOT_ASKED: _change_not_asked,
    LEASE_IGNORED: _lease_ignored,
}
