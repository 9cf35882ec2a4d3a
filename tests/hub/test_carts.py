"""Online carts, edited from the phone and from the counter at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest
import requests
from sqlalchemy import Connection

from posapp.contract.messages import CartList, How, Lease, Operations
from posapp.domain.money import Money
from posapp.domain.promotions import Promotion, PromotionKind
from posapp.domain.webcart import CartState, Operation, OperationKind, WebCart
from posapp.hub import cart_edits, carts, catalogue, leases, looks, paying_online, promotions
from posapp.hub.auth import Caller
from posapp.hub.problems import Refusal
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre
from tests.hub.shopping import Shopping, add, make_shopping, sub
from tests.hub.store import Store, delete_product, new_id


@pytest.fixture
def shop(centre: Centre, store: Store, register: Client) -> Shopping:
    return make_shopping(centre, store, register)


def quantities(cart: WebCart) -> dict[str, int]:
    return {line.sku: line.quantity for line in cart.lines}


def set_(field: str, value: str, version: int | None) -> Operation:
    return Operation(new_id(), OperationKind.SET, field=field, value=value, if_version=version)


def post(shop: Shopping, cart: str, *edits: Operation, key: str = "") -> requests.Response:
    return shop.register.post(
        f"/v1/carts/{cart}/operations", Operations(edits), key or edits[0].id
    )


def test_cart_shows_todays_product_and_the_price_that_was_seen(shop: Shopping) -> None:
    boots = shop.product(5000)
    cart = shop.web_cart(shop.customer(), [(boots, 2)])
    dearer = replace(boots, price=Money(6000))
    shop.hub.write(lambda db: catalogue.put_products(db, [dearer]))
    [line] = shop.look(cart.id).lines
    assert (line.seen_price, line.product) == (Money(5000), dearer)
    assert shop.look(cart.id).totals.grand == Money(12000)
    assert cart.state is CartState.OPEN and cart.number.startswith("W-")


def test_edit_is_applied_once_however_often_and_in_whatever_company_it_comes_c2(
    shop: Shopping,
) -> None:
    boots, belt = shop.product(), shop.product()
    cart = shop.web_cart(shop.customer())
    first, second = add(boots, 2), add(belt)
    for _ in range(3):
        after = shop.edit(cart.id, first)
    assert quantities(after) == {boots.sku: 2}
    again = read(post(shop, cart.id, first, second, key=first.id), object, 422)
    assert again, "the same key with another body"
    assert quantities(shop.edit(cart.id, second, first)) == {boots.sku: 2, belt.sku: 1}
    assert shop.look(cart.id).version == cart.version + 2


def test_same_edit_from_phone_and_counter_at_once_counts_once_c2(shop: Shopping) -> None:
    boots = shop.product()
    cart, edit = shop.web_cart(shop.customer()), add(boots)
    threads = [
        Thread(
            target=lambda: shop.hub.write(
                lambda db: cart_edits.apply(db, shop.hub, cart.id, [edit])
            )
        )
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert quantities(shop.look(cart.id)) == {boots.sku: 1}


def test_edits_of_both_sides_at_once_are_all_in_the_cart_c1(shop: Shopping) -> None:
    goods = [shop.product() for _ in range(2)]
    cart = shop.web_cart(shop.customer(), [(goods[0], 50), (goods[1], 50)])

    def edit(side: int) -> None:
        client = shop.store.register(shop.hub, shop.centre.url)
        for number in range(10):
            one = (add if number % 2 == side else sub)(goods[number % 2], 1 + side)
            path = f"/v1/carts/{cart.id}/operations"
            read(client.post(path, Operations((one,)), one.id), WebCart)

    sides = [Thread(target=edit, args=(side,)) for side in (0, 1, 0, 1)]
    for side in sides:
        side.start()
    for side in sides:
        side.join()
    after = shop.look(cart.id)
    # side 0: five adds of the first, five subs of the second; side 1 the other way, by two
    assert quantities(after) == {
        goods[0].sku: 50 + 2 * (5 - 10),
        goods[1].sku: 50 + 2 * (10 - 5),
    }
    assert after.version == cart.version + 40


def test_taking_out_more_than_there_is_leaves_none(shop: Shopping) -> None:
    boots = shop.product()
    cart = shop.web_cart(shop.customer(), [(boots, 2)])
    assert shop.edit(cart.id, sub(boots, 5), add(boots)).lines[0].quantity == 1
    assert shop.edit(cart.id, sub(boots)).lines == ()


def test_note_written_over_an_unseen_change_is_refused_with_the_cart(shop: Shopping) -> None:
    boots = shop.product()
    cart = shop.web_cart(shop.customer(), [(boots, 1)])
    assert shop.edit(cart.id, set_("note", "gift wrap", cart.version)).note == "gift wrap"
    refused = problem(post(shop, cart.id, set_("note", "no", cart.version)))
    assert refused.code == "version_changed"
    assert refused.carts[0].note == "gift wrap"


def test_coupons_are_priced_by_the_same_engine(shop: Shopping) -> None:
    boots = shop.product(5000)
    code = new_id()[:12].upper()
    offer = Promotion(code, "Ten", PromotionKind.CART_PERCENT, 100_000, coupon=code)
    shop.hub.write(lambda db: promotions.put_promotions(db, [offer]))
    cart = shop.web_cart(shop.customer(), [(boots, 1)])
    after = shop.edit(cart.id, set_("coupons", f" {code.lower()},, {code}", cart.version))
    assert after.coupons == (code,)
    assert after.totals.grand == Money(4500)


@pytest.mark.parametrize(
    "bad",
    [
        Operation("x", OperationKind.ADD, "none", 1),
        Operation("x", OperationKind.ADD, "SKU", 0),
        Operation("x", OperationKind.ADD, "SKU", 10_000),
        Operation("x", OperationKind.SUB, "", 1),
        Operation("x", OperationKind.SET, field="note", value="a"),
        Operation("x", OperationKind.SET, field="customer", value="a", if_version=1),
        Operation("x", OperationKind.SET, field="note", value="a" * 501, if_version=1),
        Operation("x", OperationKind.SET, field="coupons", value="a" * 41, if_version=1),
    ],
)
def test_edit_that_means_nothing_changes_nothing(shop: Shopping, bad: Operation) -> None:
    boots = shop.product()
    cart = shop.web_cart(shop.customer())
    edits = (add(boots), replace(bad, id=new_id()))
    assert problem(post(shop, cart.id, *edits)).code == "invalid"
    assert shop.look(cart.id) == replace(cart, updated_at=shop.look(cart.id).updated_at)


def test_discontinued_product_stays_in_sight_and_costs_nothing(shop: Shopping) -> None:
    boots, belt = shop.product(5000, name="Boots"), shop.product(1000)
    cart = shop.web_cart(shop.customer(), [(boots, 1), (belt, 1)])
    shop.hub.write(lambda db: catalogue.put_products(db, [replace(boots, active=False)]))
    shop.hub.write(lambda db: delete_product(db, belt.sku))
    first, second = shop.look(cart.id).lines
    assert (first.gone, first.name) == (True, "Boots")
    assert (second.gone, second.product, second.name) == (True, None, "Boots")
    assert shop.look(cart.id).totals.grand == Money(0)
    assert problem(post(shop, cart.id, add(boots))).code == "invalid"


def test_customer_has_several_carts_listed_for_the_store_that_serves_them(
    shop: Shopping,
) -> None:
    customer = shop.customer()
    older, newer = shop.web_cart(customer), shop.web_cart(customer, [(shop.product(), 1)])
    path = f"/v1/customers/{customer}/carts"
    assert problem(shop.register.get(path)).code == "not_found"
    serve(shop, customer)
    listed = read(shop.register.get(path), CartList).carts
    assert [cart.id for cart in listed] == [newer.id, older.id]


def serve(shop: Shopping, customer: str) -> None:
    caller = Caller(shop.register.id, shop.store.id, "3", 1)
    who = looks.Looker(caller, shop.store.clerk, How.QR)
    shop.hub.write(lambda db: looks.record(db, shop.hub, who, looks.VISIT, [customer]))


def test_lease_keeps_others_off_and_expires_by_itself_c4(shop: Shopping) -> None:
    boots = shop.product(5000, elsewhere=1)
    cart = shop.web_cart(shop.customer(), [(boots, 1)])
    path = f"/v1/carts/{cart.id}"
    leased = read(shop.register.post(f"{path}/lease", Lease(new_id(), 600)), WebCart)
    assert (leased.state, leased.leased_to) == (CartState.LEASED, shop.register.id)
    other = shop.store.register(shop.hub, shop.centre.url)
    for what in ("lease", "release"):
        refused = problem(other.post(f"{path}/{what}", Lease(new_id(), 600)))
        assert refused.code == "cart_leased" and refused.carts[0].leased_to == shop.register.id
    assert quantities(shop.edit(cart.id, add(boots))) == {boots.sku: 2}, "still editable"
    shop.edit(cart.id, sub(boots))
    with pytest.raises(Refusal) as caught:
        shop.hub.write(lambda db: paying_online.pay_online(db, shop.hub, cart.id, new_id()))
    assert caught.value.document.code == "cart_leased"
    later = shop.at(timedelta(seconds=601))
    assert later.read(lambda db: carts.read(db, later, cart.id)).state is CartState.OPEN
    paid = later.write(lambda db: paying_online.pay_online(db, later, cart.id, new_id()))
    assert paid.state is CartState.CHECKED_OUT


def test_lease_given_back_lets_the_next_register_in(shop: Shopping) -> None:
    cart = shop.web_cart(shop.customer())
    path = f"/v1/carts/{cart.id}"
    read(shop.register.post(f"{path}/lease", Lease(new_id())), WebCart)
    freed = read(shop.register.post(f"{path}/release", Lease(new_id())), WebCart)
    assert freed.state is CartState.OPEN and freed.leased_until is None
    other = shop.store.register(shop.hub, shop.centre.url)
    read(other.post(f"{path}/lease", Lease(new_id())), WebCart)
    assert problem(shop.register.post(f"{path}/lease", Lease(new_id(), 0))).code == "invalid"


def test_cart_that_does_not_exist_is_not_found(shop: Shopping) -> None:
    assert problem(shop.register.get("/v1/carts/none")).code == "not_found"
    assert problem(post(shop, "none", add(shop.product()))).code == "not_found"
    assert (
        problem(shop.register.post("/v1/carts/none/lease", Lease(new_id()))).code == "not_found"
    )


def test_cart_paid_online_is_one_order_and_closed_for_edits(shop: Shopping) -> None:
    boots = shop.product(5000, elsewhere=2)
    cart = shop.web_cart(shop.customer(), [(boots, 2)])
    payment = new_id()

    def pay() -> WebCart:
        return shop.hub.write(
            lambda db: paying_online.pay_online(db, shop.hub, cart.id, payment)
        )

    assert pay().state is CartState.CHECKED_OUT
    assert pay().state is CartState.CHECKED_OUT, "asked twice, paid once"
    assert shop.levels(boots) == {shop.elsewhere: (0, 0)}
    assert problem(post(shop, cart.id, add(boots))).code == "cart_closed"
    order = read(shop.register.get(f"/v1/orders/{payment}"), object, 404)
    assert order, "another store's customer is nobody's business here"


def test_part_payment_stands_on_the_cart_and_counts_as_a_change(shop: Shopping) -> None:
    boots = shop.product(5000, elsewhere=1)
    cart = shop.web_cart(shop.customer(), [(boots, 1)])

    def pay(minor: int) -> WebCart:
        return shop.hub.write(
            lambda db: paying_online.pay_online(db, shop.hub, cart.id, new_id(), Money(minor))
        )

    part = pay(2000)
    assert (part.paid, part.version, part.state) == (
        Money(2000),
        cart.version + 1,
        CartState.OPEN,
    )
    with pytest.raises(Refusal):
        pay(3001)
    assert pay(3000).state is CartState.CHECKED_OUT


def test_nothing_is_oversold_online_t1(shop: Shopping) -> None:
    boots = shop.product(5000, elsewhere=3)
    wanted = [shop.web_cart(shop.customer(), [(boots, 1)]) for _ in range(8)]
    done: list[str] = []

    def pay(cart: str) -> None:
        try:
            shop.hub.write(lambda db: paying_online.pay_online(db, shop.hub, cart, new_id()))
            done.append("sold")
        except Refusal as refusal:
            done.append(refusal.document.code)

    threads = [Thread(target=pay, args=(cart.id,)) for cart in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == ["sold"] * 3 + ["stock_changed"] * 5
    assert shop.levels(boots) == {shop.elsewhere: (0, 0)}


def test_renewing_a_lease_never_shortens_a_payment_in_progress(shop: Shopping) -> None:
    cart = shop.web_cart(shop.customer())
    until = shop.hub.clock() + timedelta(minutes=15)

    def pay(db: Connection) -> None:
        rows = carts.locked(db, [cart.id])
        leases.take_for_payment(db, rows.values(), (shop.register.id, "3"), "c1", until)

    shop.hub.write(pay)
    path = f"/v1/carts/{cart.id}/lease"
    renewed = read(shop.register.post(path, Lease(new_id(), 5)), WebCart)
    assert renewed.leased_until is not None
    assert abs(renewed.leased_until - until) < timedelta(milliseconds=1)
