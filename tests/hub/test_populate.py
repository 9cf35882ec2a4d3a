"""The demo chain in a database: the same each time, and as awkward as its cast says."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from posapp.contract import paths
from posapp.contract.messages import How, Opening, Search
from posapp.database.engine import as_text
from posapp.domain import comparing
from posapp.domain.decisions import DifferenceKind
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.visit import Visit
from posapp.domain.webcart import WebCart
from posapp.hub import (
    carts,
    catalogue,
    conversations,
    customers,
    gift_cards,
    migrating,
    orders,
    populate,
    promises,
    promotions,
    searching,
    shop,
    stock,
    tokens,
)
from posapp.hub.app import open_hub
from posapp.hub.demo.products import products
from posapp.hub.demo.text import LANGUAGES, chain_text
from posapp.hub.hub import Hub
from posapp.hub.populate import Wanted
from posapp.hub.settings import Settings
from posapp.hub.tables import metadata
from posapp.qa import scenarios
from posapp.qa.scenarios import Awkward, GiftCard
from tests.hub.client import read
from tests.hub.conftest import Centre, running
from tests.hub.store import Store

SMALL = Wanted(skus=populate.LEAST_SKUS, customers=30)
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
EN, IT = scenarios.chain("en"), scenarios.chain("it")
HERE, NEXT, *_ = EN.stores
SAME_IN_BOTH = (
    "product",
    "stock",
    "customer_phone",
    "customer_word",
    "conversation",
    "message",
    "promise",
    "customer_order",
    "promotion",
    "gift_card",
)


def filled(url: str, wanted: Wanted, now: datetime | None = None) -> Hub:
    """A hub whose database holds the demo chain, made at ``now``."""
    migrating.upgrade(url)
    hub = open_hub(Settings(url))
    if now is not None:
        hub = replace(hub, clock=lambda: now)
    assert populate.populate(hub, wanted)
    return hub


def rows(hub: Hub, table: str) -> list[tuple[Any, ...]]:
    wanted = select(metadata.tables[table])
    return hub.read(lambda db: sorted(map(tuple, db.execute(wanted)), key=repr))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def centre(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Centre]:
    """A running centre with the demo chain in English."""
    if request.param == "sqlite":
        url = as_text(tmp_path_factory.mktemp("chain") / "hub.db")
    else:
        server: str = request.getfixturevalue("postgresql_url")
        name = f"t{uuid.uuid4().hex}"
        with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as db:
            db.execute(f"CREATE DATABASE {name}".encode())
        url = server.replace("/postgres?", f"/{name}?")
    filled(url, SMALL).close()
    with running(Settings(url)) as centre:
        yield centre


@dataclass(frozen=True)
class Look:
    """Reads the centre through its own functions."""

    hub: Hub

    def at(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """What ``work`` answers, asked with a connection and these arguments."""
        return self.hub.read(lambda db: work(db, *arguments))

    def carts(self, awkward: Awkward) -> tuple[WebCart, ...]:
        who = EN.with_a(awkward).customer
        found: tuple[WebCart, ...] = self.at(carts.open_of, self.hub, who)
        return found

    def differences(self, awkward: Awkward) -> set[DifferenceKind]:
        """What the register asks about when this customer's carts are pulled."""
        found = self.carts(awkward)
        skus = {line.sku for cart in found for line in cart.lines}
        levels = self.at(stock.levels, skus, self.hub.clock())
        by_sku = {sku: [each for each in levels if each.sku == sku] for sku in skus}
        products = self.at(catalogue.products_of, skus)
        rules = self.at(promotions.rules, HERE)
        asked = comparing.check(found, products, by_sku, HERE, rules, self.hub.clock(), ())
        return {each.kind for each in asked}


@pytest.fixture
def look(centre: Centre) -> Look:
    return Look(centre.hub)


def test_price_that_rose_is_asked_about(look: Look) -> None:
    assert DifferenceKind.PRICE_UP in look.differences(Awkward.PRICE_ROSE)


def test_sold_out_here_can_come_from_the_next_store(look: Look) -> None:
    assert DifferenceKind.NOT_HERE in look.differences(Awkward.NOT_HERE)
    wished = EN.with_a(Awkward.NOT_HERE).carts[0]
    sku = next(each.sku for each in wished if each.here == 0)
    levels = look.at(stock.levels, [sku], look.hub.clock())
    assert {each.location: each.on_hand for each in levels if each.on_hand} == {NEXT: 4}


def test_discontinued_product_is_gone_and_the_rest_is_not(look: Look) -> None:
    (cart,) = look.carts(Awkward.DISCONTINUED)
    assert [line.gone for line in cart.lines] == [True, False]
    assert look.differences(Awkward.DISCONTINUED) == {DifferenceKind.GONE}


def test_coupon_entered_online_takes_its_part(look: Look) -> None:
    (cart,) = look.carts(Awkward.COUPON)
    assert cart.coupons == (EN.with_a(Awkward.COUPON).coupon,)
    assert cart.totals.discounts.minor * 10 == cart.totals.items.minor


def test_two_carts_are_open_under_their_names(look: Look) -> None:
    found = look.carts(Awkward.SEVERAL_CARTS)
    assert {cart.label for cart in found} == {"Mine", "Gifts"}


def test_part_of_a_cart_is_paid(look: Look) -> None:
    (cart,) = look.carts(Awkward.PART_PAID)
    assert cart.paid == EN.with_a(Awkward.PART_PAID).paid > Money(0)


def test_empty_cart_and_no_cart_are_two_things(look: Look) -> None:
    (empty,) = look.carts(Awkward.EMPTY_CART)
    assert empty.lines == ()
    assert look.carts(Awkward.NO_CART) == ()


def test_store_credit_can_be_spent(look: Look) -> None:
    who = EN.with_a(Awkward.STORE_CREDIT)
    assert look.at(customers.read, who.customer).store_credit == who.credit


def test_shared_phone_finds_both_and_an_unknown_one_nobody(look: Look) -> None:
    def found(phone: str) -> set[str]:
        asked = Search(How.PHONE, phone, "IE", "mira")
        return {each.name for each in look.at(searching.search, asked).matches}

    assert found(EN.with_a(Awkward.SHARED_PHONE).phone) == {"Ines Marchetti", "Ivan Marchetti"}
    assert found(scenarios.UNKNOWN_PHONE) == set()


def test_every_one_of_the_cast_is_who_the_scenarios_say(look: Look) -> None:
    for who in EN.people:
        person = look.at(customers.read, who.customer)
        found = look.at(carts.open_of, look.hub, who.customer)
        past = look.at(orders.of_customer, who.customer).orders
        by_card = Search(How.CARD, who.card, "IE", "mira")
        matches = look.at(searching.search, by_card).matches
        assert (person.name, person.email, person.tier) == (who.name, who.email, who.tier)
        assert [match.id for match in matches] == [who.customer]
        assert len(past) == who.orders
        assert sorted([(line.sku, line.quantity) for line in c.lines] for c in found) == sorted(
            [(wished.sku, wished.quantity) for wished in cart] for cart in who.carts
        )
        seen = {line.sku: line.seen_price for cart in found for line in cart.lines}
        assert seen == {w.sku: w.seen for cart in who.carts for w in cart}


def test_every_awkward_case_has_somebody() -> None:
    assert {each for who in EN.people for each in who.awkward} == set(Awkward)


def test_gift_cards_are_full_little_empty_and_expired(look: Look) -> None:
    for kind in GiftCard:
        number, money = EN.gift_cards[kind]
        balance = look.at(gift_cards.balance, number)
        assert balance.balance == money
        over = balance.expires_on is not None and balance.expires_on < look.hub.clock().date()
        assert over == (kind is GiftCard.EXPIRED)


def test_pins_of_the_clerks_open_the_register(look: Look) -> None:
    staff = {each.id: each for each in look.at(shop.clerks, HERE)}
    for clerk in EN.clerks:
        assert PasswordHasher().verify(staff[clerk.id].verifier, clerk.pin)
    assert (EN.pins(), EN.pins("manager")) == (("1234", "2345"), ("9876",))


def test_one_scan_at_the_counter_shows_the_whole_context(centre: Centre) -> None:
    hub, ana = centre.hub, EN.person("ana")
    register = Store(HERE, EN.clerks[0].id).register(hub, centre.url)
    code = hub.read(lambda db: tokens.issue(db, hub, ana.customer))
    opening = Opening(hub.new_id(), How.QR, EN.clerks[0].id, code)
    visit = read(register.post(paths.VISITS, opening), Visit)
    assert visit.customer.name == ana.name
    assert [line.sku for line in visit.carts[0].lines] == [each.sku for each in ana.carts[0]]
    assert {each.channel.value for each in visit.conversations} == set(ana.channels)
    assert visit.promises[0].expires_at is not None
    assert visit.promises[0].expires_at > hub.clock()
    assert len(visit.orders) == ana.orders
    spoken_of = {sku for message in visit.messages for sku in message.skus}
    assert spoken_of <= {product.sku for product in visit.products}
    assert any(message.attachments for message in visit.messages)


def test_every_picture_that_is_spoken_of_is_there(look: Look) -> None:
    goods = EN.goods.values()
    said = look.at(conversations.page, EN.person("ana").customer).messages
    named = {product.image for product in goods}
    named |= {file.name for message in said for file in message.attachments}
    assert all(look.at(catalogue.image, name) for name in named)


def test_shipped_orders_have_an_address_and_others_a_receipt(look: Look) -> None:
    for who in EN.people:
        for order in look.at(orders.of_customer, who.customer).orders:
            shipped = {line.fulfilment for line in order.lines} == {Fulfilment.SHIP}
            assert shipped == (order.ship_to is not None) == (order.receipt == "")


def test_filling_again_changes_nothing(centre: Centre) -> None:
    before = {name: rows(centre.hub, name) for name in metadata.tables}
    assert not populate.populate(centre.hub, SMALL)
    assert {name: rows(centre.hub, name) for name in metadata.tables} == before


def test_same_seed_and_moment_make_the_same_chain(tmp_path: Path) -> None:
    one = filled(as_text(tmp_path / "one.db"), SMALL, NOON)
    other = filled(as_text(tmp_path / "other.db"), SMALL, NOON)
    for table in SAME_IN_BOTH:
        assert rows(one, table) == rows(other, table), table
        assert rows(one, table)
    one.close()
    other.close()


def test_another_seed_makes_another_chain() -> None:
    text = chain_text("en")
    names = [
        [made.product.price for made in products(text, 600, seed)] for seed in (Wanted.seed, 8)
    ]
    assert names[0] != names[1]


def test_longer_catalogue_begins_like_a_shorter_one() -> None:
    text = chain_text("en")
    longer = list(products(text, 5_000, 7))
    assert longer[:600] == list(products(text, 600, 7))
    assert len({made.product.sku for made in longer}) == 5_000
    assert len({made.product.gtin for made in longer}) == 5_000


def test_unknown_gtin_belongs_to_nothing() -> None:
    assert scenarios.UNKNOWN_GTIN not in {product.gtin for product in EN.goods.values()}
    assert all(product.gtin.startswith("952") for product in EN.goods.values())


def test_italian_chain_is_italian(tmp_path: Path) -> None:
    hub = filled(as_text(tmp_path / "hub.db"), replace(SMALL, language="it"))
    look = Look(hub)
    ana = IT.person("ana")
    (cart,) = look.at(carts.open_of, hub, ana.customer)
    assert [line.name.split()[0] for line in cart.lines] == ["Stivaletti", "Cintura", "Sciarpa"]
    profile = look.at(shop.shop_of, HERE)
    assert (profile.country, profile.language) == ("IT", "it")
    assert look.at(customers.read, ana.customer).tier == "Oro"
    assert "Mi dispiace" in str(look.at(conversations.page, ana.customer))
    assert look.at(promises.promises_of, hub, ana.customer)
    hub.close()


def test_both_languages_have_the_same_people_and_goods() -> None:
    assert LANGUAGES == ("en", "it")
    assert [each.customer for each in EN.people] == [each.customer for each in IT.people]
    assert EN.goods.keys() == IT.goods.keys()
    assert [p.price for p in EN.goods.values()] == [p.price for p in IT.goods.values()]


def test_command_fills_once_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--database", as_text(tmp_path / "hub.db"), "--skus", "600", "--customers", "9"]
    assert populate.main(words) == 0
    assert "600 of 600 products" in capsys.readouterr().err
    assert populate.main(words) == 0
    assert "There is a chain already." in capsys.readouterr().err
    hub = open_hub(Settings(as_text(tmp_path / "hub.db")))
    count = select(func.count()).select_from(metadata.tables["customer"])
    assert hub.read(lambda db: db.scalar(count)) == len(EN.people)
    hub.close()


def test_promises_and_reply_windows_are_of_today(look: Look) -> None:
    ana = EN.person("ana").customer
    threads = look.at(conversations.conversations_of, look.hub, ana)
    windows = {each.channel.value: each.reply_until for each in threads}
    open_until = windows["whatsapp"]
    assert open_until is not None
    now = look.hub.clock()
    assert now < open_until < now + timedelta(hours=24)
