"""P4, P5: one customer's data is exported, who looked is known, and erasing leaves the sums."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Sequence
from dataclasses import replace
from operator import methodcaller
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, update

from posapp.contract import paths
from posapp.contract.messages import (
    CustomerReply,
    Erasures,
    Events,
    How,
    NewAddress,
    NewCustomer,
    Opening,
    SaleRecorded,
    Search,
)
from posapp.domain.cart import Cart
from posapp.domain.conversation import Channel
from posapp.domain.visit import Visit
from posapp.hub import cli, erasing
from posapp.hub.personal import HOLDINGS, NOBODY, Fate
from posapp.hub.phone import addresses
from posapp.hub.tables import metadata
from posapp.hub.tables.carts import carts as cart_table
from posapp.hub.tables.sales import sales
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre
from tests.hub.shopping import Shopping, add, bag, make_shopping
from tests.hub.store import Store, make_customer, new_id
from tests.hub.traces import Person, buy, write_on_everything


@pytest.fixture
def shop(centre: Centre, store: Store, register: Client) -> Shopping:
    return make_shopping(centre, store, register)


@pytest.fixture
def zyxana(shop: Shopping) -> Person:
    """Everything that a customer can leave behind at the centre, by its own doors."""
    who, post, clerk = Person(shop), shop.register.post, shop.store.clerk
    by_mail = (Channel.EMAIL,)
    asked = NewCustomer(new_id(), who.name, who.number, who.email, "it", "IT", by_mail, clerk)
    who.id = read(post(paths.CUSTOMERS, asked), CustomerReply).customer.id
    book = paths.ADDRESSES.format(customer=who.id)
    read(post(book, NewAddress(new_id(), who.id, who.home)), CustomerReply)
    read(post(paths.VISITS, Opening(new_id(), How.NAME, clerk, customer=who.id)), Visit)
    boots = shop.product(here=5)
    web = shop.web_cart(who.id, [(boots, 2)])
    shop.hub.write(lambda db: write_on_everything(db, who, web.id))
    buy(who, boots, shop.edit(web.id, add(boots)))
    who.page = shop.hub.write(lambda db: addresses.make(db, shop.hub, who.id))
    who.cart = shop.web_cart(who.id, [(boots, 1)]).id
    return who


def whole_database(shop: Shopping) -> dict[str, str]:
    """Every table as text, in small letters."""

    def look(db: Connection) -> dict[str, str]:
        return {
            name: " ".join(text_of(row) for row in db.execute(select(table)))
            for name, table in metadata.tables.items()
        }

    return shop.hub.read(look)


def text_of(row: Sequence[Any]) -> str:
    parts = (v.decode("latin-1") if isinstance(v, bytes) else str(v) for v in row)
    return " ".join(parts).casefold()


def found_in(who: Person) -> set[str]:
    """Tables in which somebody could read who the customer was."""
    whole = whole_database(who.shop)
    return {name for name, text in whole.items() if any(trace in text for trace in who.traces)}


def figures(shop: Shopping) -> dict[str, Any]:
    """What must stay to the cent and to the piece."""
    t = metadata.tables

    def look(db: Connection) -> dict[str, Any]:
        sold = db.scalars(select(sales.c.document).order_by(sales.c.id)).all()
        placed = db.scalars(select(t["customer_order"].c.document)).all()
        sums = {
            "credit": select(func.sum(t["customer"].c.credit_minor)),
            "points": select(func.sum(t["customer"].c.points)),
            "on hand": select(func.sum(t["stock"].c.on_hand)),
            "reserved": select(func.sum(t["stock"].c.reserved)),
            "moved": select(func.sum(t["stock_movement"].c.quantity)),
            "held": select(func.sum(t["hold"].c.amount_minor)),
            "paid online": select(func.sum(t["online_payment"].c.amount_minor)),
            "looks": select(func.count()).select_from(t["look"]),
            "coupons": select(func.count()).select_from(t["coupon_use"]),
        }
        return {
            "sold": [(s.id, s.totals, s.tenders, s.taxes, s.change) for s in sold],
            "orders": sorted((o.number, str(o.total), o.payment.value) for o in placed),
            **{name: db.scalar(wanted) for name, wanted in sums.items()},
        }

    return shop.hub.read(look)


def erase(shop: Shopping, customer: str) -> int:
    return shop.hub.write(lambda db: erasing.erase(db, shop.hub, customer))


def test_p5_every_table_and_column_is_known_to_hold_a_person_or_nobody() -> None:
    """A new table or column stands in posapp/hub/personal.py, or fails here."""
    holding = {holding.table.name: holding for holding in HOLDINGS}
    nobody = {table.name for table in NOBODY}
    assert holding.keys() & nobody == set()
    assert holding.keys() | nobody == set(metadata.tables)
    for name, held in holding.items():
        named = [*held.plain, *held.blank, *held.secret]
        assert sorted(named) == sorted(held.table.c.keys()), name


def test_p5_erasing_leaves_no_trace_of_the_person_and_every_figure(zyxana: Person) -> None:
    shop = zyxana.shop
    before, sums = found_in(zyxana), figures(shop)
    blanked = {h.table.name for h in HOLDINGS if h.blank} | {"write", "image"}
    assert before == blanked  # the test's person left a trace wherever one can be left
    assert erase(shop, zyxana.id) > 0
    assert found_in(zyxana) == set()
    assert figures(shop) == sums


def test_p5_rows_that_go_are_gone_and_those_that_stay_are_nobodys(zyxana: Person) -> None:
    shop = zyxana.shop
    counts = {}
    for when in ("before", "after"):
        for held in HOLDINGS:
            mine = select(func.count()).select_from(held.table).where(held.mine(zyxana.id))
            counts[when, held.table.name] = shop.hub.read(methodcaller("scalar", mine))
        if when == "before":
            erase(shop, zyxana.id)
    for held in HOLDINGS:
        before, after = (counts[when, held.table.name] for when in ("before", "after"))
        assert after == (0 if held.fate is Fate.GOES else before), held.table.name


def test_p5_erased_customer_is_not_found_opened_or_paged_any_more(zyxana: Person) -> None:
    shop, clerk = zyxana.shop, zyxana.shop.store.clerk
    phone = Search(How.PHONE, zyxana.number, "IT", clerk)
    erase(shop, zyxana.id)
    for how, text in (
        (How.PHONE, zyxana.number),
        (How.NAME, zyxana.name),
        (How.EMAIL, zyxana.email),
    ):
        answer = shop.register.post(paths.SEARCH, replace(phone, how=how, text=text))
        assert zyxana.id not in answer.text
    opening = Opening(new_id(), How.NAME, clerk, customer=zyxana.id)
    assert problem(shop.register.post(paths.VISITS, opening)).code == "not_found"
    assert shop.register.http.get(shop.centre.url + zyxana.page, timeout=30).status_code == 404


def test_p5_facts_that_come_late_are_still_taken_and_repeats_answered(zyxana: Person) -> None:
    """A register that was away sold to them before it heard: the sale stands."""
    shop = zyxana.shop
    erase(shop, zyxana.id)
    again = read(shop.register.post(paths.SALES, zyxana.sold[0]), SaleRecorded)
    assert again.order.total == zyxana.sold[0].totals.grand
    late = shop.sale(Cart(lines=(bag(shop.product(here=1)),)), zyxana.id)
    assert read(shop.register.post(paths.SALES, late), SaleRecorded).sale == late.id


def test_p5_open_cart_ends_and_what_was_paid_stays_claimable(zyxana: Person) -> None:
    shop = zyxana.shop
    paid = shop.web_cart(zyxana.id, [(shop.product(here=1), 1)])
    mine = cart_table.c.id == paid.id
    shop.hub.write(lambda db: db.execute(update(cart_table).where(mine).values(paid_minor=500)))
    erase(shop, zyxana.id)
    state = select(cart_table.c.id, cart_table.c.state).where(
        cart_table.c.id.in_([paid.id, zyxana.cart])
    )
    states = {row.id: row.state for row in shop.hub.read(lambda db: db.execute(state).all())}
    assert states == {paid.id: "open", zyxana.cart: "cancelled"}


def test_p5_registers_hear_of_it_now_and_after_a_year(zyxana: Person) -> None:
    shop = zyxana.shop
    cursor = read(shop.register.get(paths.EVENTS), Events).cursor
    known = read_all(shop, "")
    number = erase(shop, zyxana.id)
    assert erase(shop, zyxana.id) == number
    told = read(shop.register.get(f"{paths.EVENTS}?cursor={cursor}"), Events).events
    assert [(e.kind.value, e.of) for e in told] == [("customer_erased", zyxana.id)]
    page = read_all(shop, known.cursor)
    assert page.customers == (zyxana.id,)
    assert zyxana.id in read_all(shop, "").customers  # who comes back hears of everybody
    assert read_all(shop, page.cursor) == Erasures((), page.cursor)
    for strange in ("x", "-1", "9" * 16, "%C2%B2"):
        answer = shop.register.get(f"{paths.ERASURES}?cursor={strange}")
        assert problem(answer).code == "invalid"


def read_all(shop: Shopping, cursor: str) -> Erasures:
    """Page by page to the end."""
    found: tuple[str, ...] = ()
    while True:
        page = read(shop.register.get(f"{paths.ERASURES}?cursor={cursor}"), Erasures)
        if not page.customers:
            return Erasures(found, page.cursor)
        found, cursor = found + page.customers, page.cursor


def full_disk(handle: int, _mode: str) -> None:
    os.close(handle)
    raise OSError(errno.ENOSPC, "No space left on device")


def test_p5_export_holds_everything_and_no_secret(
    zyxana: Person,
    database_url: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = tmp_path / "zyxana.json"
    words = ["customer", "export", zyxana.id, "--database", database_url]
    assert cli.main([*words, "--out", str(out)]) == 0
    assert out.stat().st_mode & 0o777 == 0o600
    assert cli.main([*words, "--out", str(out)]) == 1  # nothing is written over
    half = tmp_path / "half.json"
    with monkeypatch.context() as full:
        full.setattr(os, "fdopen", full_disk)
        assert cli.main([*words, "--out", str(half)]) == 1
    assert not half.exists()
    assert cli.main(words) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["tables"] == json.loads(out.read_text())["tables"]
    rows = {holding.table.name for holding in HOLDINGS} - {"online_payment", "checkout"}
    assert told["tables"].keys() == rows
    text = out.read_text()
    for piece in (
        zyxana.name,
        zyxana.home.street,
        zyxana.email,
        zyxana.photo,
        zyxana.sold[0].receipt,
    ):
        assert piece in text
    assert "token_id" not in text
    assert "digest" not in told["tables"]["customer_page"][0]


def test_p5_what_is_owed_is_asked_about_before_erasing(
    centre: Centre, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    luca = make_customer(centre.hub, "Luca")  # who has 15.00 of store credit
    words = ["customer", "erase", luca.id, "--database", database_url]
    assert cli.main(words) == 1
    assert "credit 1500 EUR" in capsys.readouterr().err
    assert cli.main([*words, "--even-so"]) == 0
    assert json.loads(capsys.readouterr().out)["customer"] == luca.id
    assert cli.main([*words, "--even-so"]) == 0  # said twice, done once
    assert cli.main(["customer", "erase", "nobody", "--database", database_url]) == 1
    assert cli.main(["customer", "export", "nobody", "--database", database_url]) == 1


def test_p5_order_that_is_on_its_way_is_asked_about_first(zyxana: Person) -> None:
    owed = zyxana.shop.hub.read(lambda db: erasing.owed(db, zyxana.id))
    assert [each.what for each in owed] == ["order"]
    assert owed[0].of == zyxana.sold[0].receipt


def test_p4_who_looked_at_a_customer_is_told_with_when_and_why(
    zyxana: Person, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    search = Search(How.PHONE, zyxana.number, "IT", zyxana.shop.store.clerk)
    zyxana.shop.register.post(paths.SEARCH, search)
    words = ["looks", "--customer", zyxana.id, "--database", database_url]
    assert cli.main(words) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {(look["how"], look["what"]) for look in told} >= {
        ("new", "new"),
        ("name", "visit"),
    }
    assert {look["clerk"] for look in told} == {"Mira"}
    assert {look["register"] for look in told} == {zyxana.shop.register.id}
    assert {look["store"] for look in told} == {zyxana.shop.store.id}
    assert [look["at"] for look in told] == sorted(look["at"] for look in told)
    erase(zyxana.shop, zyxana.id)
    assert cli.main(words) == 0  # who looked is not forgotten with whom
    assert len(capsys.readouterr().out.splitlines()) == len(told)
    assert cli.main(["looks", "--customer", "nobody", "--database", database_url]) == 1
