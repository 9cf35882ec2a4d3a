"""Filling the cart at the counter."""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

import pytest

from posapp.contract.messages import CatalogueChange, ChangeKind
from posapp.database.engine import Database
from posapp.domain.cart import Cart, Origin
from posapp.domain.codes import CouponScan, PhoneText, ProductScan, ReceiptScan, SkuScan, Words
from posapp.domain.conversation import Promise, PromiseState
from posapp.domain.errors import BadAmount, CouponRefused, OverLimit, UnknownProduct
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.gtin import check_digit
from posapp.domain.money import Money
from posapp.services import checkout, identifying, parking, selling
from posapp.services.register import Register
from posapp.store import catalogue
from tests.services.shop import (
    BELT,
    BENE,
    BOOTS_38,
    BOOTS_39,
    CHEESE,
    GONE,
    LUISA,
    MIRA,
    PRODUCTS,
    SOCKS,
    START,
)
from tests.services.till import cart_of, sell


@pytest.mark.parametrize(
    "what",
    [
        ProductScan(SOCKS.gtin.zfill(14)),
        SkuScan("SOCK-M"),
        "SOCK-M",
        SOCKS.gtin,
        ProductScan("0" * 14, item="SOCK-M"),
    ],
)
def test_a_product_is_found_by_its_numbers(
    register: Register, what: ProductScan | SkuScan | str
) -> None:
    assert selling.find(register, what) == SOCKS


def test_what_nobody_sells_is_an_unknown_product(register: Register) -> None:
    with pytest.raises(UnknownProduct) as unknown:
        selling.find(register, ProductScan("08001234567894"))
    assert unknown.value.text == "8001234567894"


def test_scanning_the_same_thing_again_counts_its_line_up(register: Register) -> None:
    cart = Cart()
    for _ in range(50):
        cart = selling.add_scan(register, cart, SkuScan("SOCK-M"))
    assert [line.quantity for line in cart.lines] == [50]


def test_what_is_here_is_taken_and_what_is_not_is_shipped(register: Register) -> None:
    cart = cart_of(register, SOCKS, BELT)
    assert [line.fulfilment for line in cart.lines] == [Fulfilment.TAKE, Fulfilment.SHIP]


def test_a_discontinued_product_is_shown_but_not_sold(register: Register) -> None:
    assert selling.find(register, "OLD-1") == GONE
    with pytest.raises(UnknownProduct):
        selling.add(register, Cart(), GONE)


def test_a_price_label_brings_its_own_price_on_a_line_of_its_own(register: Register) -> None:
    cart = cart_of(register, CHEESE)
    scan = identifying.scanned(register, ["200001000517" + check_digit("200001000517")])
    assert isinstance(scan, ProductScan)
    cart = selling.add_scan(register, cart, scan)
    assert [line.unit_price for line in cart.lines] == [Money(20_00), Money(5_17)]
    assert cart.lines[1].reason


def test_a_weighed_piece_costs_its_weight_by_the_kilogram(register: Register) -> None:
    scan = ProductScan(CHEESE.gtin.zfill(14), weight_g=345)
    cart = selling.add_scan(register, Cart(), scan)
    assert cart.lines[0].unit_price == Money(6_90)
    assert cart.lines[0].note == "345 g"


def test_search_finds_words_in_any_order_and_mends_a_typing_error(register: Register) -> None:
    with register.books.catalogue.reading() as db:
        register.books.words.refresh(db)
    found = selling.search(register, "boots chel")
    assert {p.sku for p in found.products} == {"BOOT-38", "BOOT-39"}
    assert found.complete
    assert selling.search(register, "chlesea").products


def test_who_types_on_after_nothing_asks_the_disk_no_more_until_goods_have_come(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = register.books
    with books.catalogue.reading() as db:
        books.words.refresh(db)
    assert not selling.search(register, "zqj").products
    with monkeypatch.context() as unread:
        unread.setattr(Database, "reading", _unreadable)
        assert not selling.search(register, "zqjx").products
        assert not selling.search(register, "zqjx vw").products
        with pytest.raises(AssertionError):
            selling.search(register, "zqx")
    come = CatalogueChange(ChangeKind.PUT, "ZQJX-1", replace(SOCKS, sku="ZQJX-1"))
    with books.catalogue.writing() as db:
        catalogue.apply(db, [come], "next")
    assert [found.sku for found in selling.search(register, "zqjx-1").products] == ["ZQJX-1"]


def _unreadable(_database: Database) -> NoReturn:
    raise AssertionError("read")


def test_variants_are_those_of_the_style(register: Register) -> None:
    assert {p.sku for p in selling.variants(register, BOOTS_38)} == {"BOOT-38", "BOOT-39"}
    assert selling.variants(register, SOCKS) == (SOCKS,)


def test_a_swap_changes_the_size_and_keeps_the_rest(register: Register) -> None:
    cart = selling.add(register, Cart(), BOOTS_38, 2, Origin.CHAT)
    line = selling.swap(cart, cart.lines[0].id, BOOTS_39).lines[0]
    assert (line.product, line.quantity, line.origin) == (BOOTS_39, 2, Origin.CHAT)
    assert "BOOT-38" in line.reason


@pytest.mark.parametrize(
    ("off", "refused"), [(100_000, False), (100_001, True), (Money(8_90), False)]
)
def test_a_clerk_gives_discounts_up_to_the_limit(
    register: Register, off: int | Money, refused: bool
) -> None:
    cart = cart_of(register, BOOTS_38)
    if refused:
        with pytest.raises(OverLimit):
            selling.discount(register, MIRA, cart, cart.lines[0].id, off, "scratch")
        return
    cart = selling.discount(register, MIRA, cart, cart.lines[0].id, off, "scratch")
    assert selling.price(register, cart).totals.grand == Money(80_10)


def test_an_amount_over_the_limit_by_a_cent_is_refused(register: Register) -> None:
    cart = cart_of(register, BOOTS_38)
    with pytest.raises(OverLimit):
        selling.discount(register, MIRA, cart, cart.lines[0].id, Money(8_91), "scratch")


def test_discounts_on_line_and_cart_together_stay_within_the_limit(
    register: Register,
) -> None:
    cart = cart_of(register, BOOTS_38, SOCKS)
    cart = selling.discount(register, MIRA, cart, None, 60_000, "regular")
    with pytest.raises(OverLimit):
        selling.discount(register, MIRA, cart, cart.lines[0].id, 60_000, "scratch")
    assert selling.discount(register, LUISA, cart, cart.lines[0].id, 60_000, "scratch")
    with pytest.raises(OverLimit):
        selling.discount(register, BENE, cart, None, 60_000, "regular")


def test_an_amount_within_the_limit_is_looked_at_again_when_pieces_are_taken_out(
    register: Register,
) -> None:
    cart = selling.add(register, Cart(), SOCKS, 10)
    (line,) = cart.lines
    given = selling.discount(register, MIRA, cart, line.id, Money(12_00), "scratch")
    assert checkout.begin(register, selling.price(register, given))
    fewer = given.change(line.id, lambda old: replace(old, quantity=1))
    with pytest.raises(OverLimit) as refused:
        checkout.begin(register, selling.price(register, fewer))
    assert refused.value.limit_ppm == MIRA.discount_limit_ppm
    given = selling.discount(register, MIRA, cart, None, Money(12_00), "regular")
    fewer = given.change(line.id, lambda old: replace(old, quantity=2))
    with pytest.raises(OverLimit):
        checkout.begin(register, selling.price(register, fewer))


def test_a_managers_discount_stands_whoever_takes_the_money(register: Register) -> None:
    cart = selling.add(register, Cart(), SOCKS, 2)
    cart = selling.discount(register, LUISA, cart, cart.lines[0].id, Money(10_00), "torn")
    parked = parking.park(register, LUISA, cart, None)
    again, _ = parking.take(register, parked.id)
    assert checkout.begin(register, selling.price(register, again))


@pytest.mark.parametrize("off", [-1, 1_000_001, Money(-1), Money(89_01), Money(1, "USD")])
def test_a_discount_is_between_nothing_and_all_of_it(
    register: Register, off: int | Money
) -> None:
    cart = cart_of(register, BOOTS_38)
    with pytest.raises(BadAmount):
        selling.discount(register, LUISA, cart, cart.lines[0].id, off, "x")


def test_a_discount_of_nothing_takes_it_away_again(register: Register) -> None:
    cart = cart_of(register, BOOTS_38)
    cart = selling.discount(register, MIRA, cart, None, 50_000, "regular")
    assert selling.discount(register, MIRA, cart, None, 0, "").discount is None


def test_a_coupon_counts_once_however_often_it_is_entered(register: Register) -> None:
    cart = cart_of(register, SOCKS)
    cart = selling.add_coupon(register, cart, None, " autumn ")
    assert selling.add_coupon(register, cart, None, "AUTUMN") == cart
    assert selling.price(register, cart).totals.grand == Money(10_80)
    assert selling.remove_coupon(cart, "autumn").coupons == ()


@pytest.mark.parametrize(("code", "why"), [("NOPE", "unknown"), ("PAST", "over")])
def test_a_coupon_that_takes_nothing_off_says_why(
    register: Register, code: str, why: str
) -> None:
    with pytest.raises(CouponRefused) as refused:
        selling.add_coupon(register, cart_of(register, SOCKS), None, code)
    assert refused.value.why == why


def test_a_promise_is_kept_once_and_not_after_its_end(register: Register) -> None:
    promise = Promise(
        "pr1", "-10 % on the boots", "Bea", "m1", START, percent_ppm=100_000, skus=("BOOT-38",)
    )
    cart = cart_of(register, BOOTS_38, SOCKS)
    kept = selling.redeem_promise(register, cart, promise)
    assert selling.redeem_promise(register, kept, promise) == kept
    assert selling.price(register, kept).totals.grand == Money(92_10)
    for over in (
        replace(promise, expires_at=START),
        replace(promise, state=PromiseState.REDEEMED),
        replace(promise, percent_ppm=0),
        replace(promise, skus=("ELSE",)),
    ):
        assert selling.redeem_promise(register, cart, over) == cart


def test_a_part_of_a_line_can_be_shipped(register: Register) -> None:
    cart = selling.add(register, Cart(), SOCKS, 3)
    cart = selling.set_fulfilment(cart, cart.lines[0].id, Fulfilment.SHIP, 1, register.new_id)
    assert [(line.quantity, line.fulfilment) for line in cart.lines] == [
        (2, Fulfilment.TAKE),
        (1, Fulfilment.SHIP),
    ]


def test_the_one_box_takes_what_exists_before_what_might_be_meant(register: Register) -> None:
    sale = sell(register)
    assert identifying.typed(register, "SOCK-M") == SkuScan("SOCK-M")
    assert identifying.typed(register, sale.receipt) == ReceiptScan(sale.receipt)
    assert identifying.typed(register, "autumn") == CouponScan("AUTUMN")
    assert identifying.typed(register, "347 123 4567") == PhoneText("347 123 4567")
    assert identifying.typed(register, "boots") == Words("boots")
    assert identifying.typed(register, "  ") is None


def test_a_hostile_note_or_label_stays_short(register: Register) -> None:
    cart = cart_of(register, SOCKS)
    noted = selling.set_note(cart, cart.lines[0].id, "x\n" * 5_000)
    assert len(noted.lines[0].note) <= 200
    assert selling.discount(register, MIRA, cart, None, 1, "y" * 5_000).discount is not None
    assert len(PRODUCTS) == 6
