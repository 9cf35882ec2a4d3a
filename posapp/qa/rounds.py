"""A walk through every screen and panel, stopping wherever something new is on the screen."""

from __future__ import annotations

from collections.abc import Iterator

from posapp.domain.money import Money
from posapp.hub.demo.cast import BOOTS_38, SOCKS
from posapp.qa.scenarios import Awkward
from posapp.qa.stage import Stage
from posapp.qa.terminal import Customer

Stop = str


def rounds(stage: Stage) -> Iterator[Stop]:
    """Go everywhere; at each stop its name is yielded while the window shows it."""
    clerk, chain = stage.clerk, stage.chain
    clerk.hands.waits_for("signin.pin")
    yield "sign-in"
    clerk.signs_in(chain.pins()[0])
    yield "sale, empty"
    yield from _keys(stage)
    yield from _people(stage)
    yield from _carts(stage)
    yield from _cart(stage)
    yield from _lines(stage)
    yield from _shipping(stage)
    yield from _money(stage)
    yield from _exceptions(stage)
    yield from _day(stage)


def _keys(stage: Stage) -> Iterator[Stop]:
    stage.clerk.opens_keys()
    stage.clerk.hands.waits_for("window.keys")
    yield "all keys"
    stage.clerk.hands.presses_keys("Esc")
    for keys, part in (("Shift+F1", "attention"), ("Shift+F9", "settle")):
        stage.clerk.hands.presses_keys(keys)
        stage.clerk.hands.waits_for(part)
        yield part
        stage.clerk.hands.presses_keys("Esc")
        stage.clerk.hands.waits_without(part)


def _people(stage: Stage) -> Iterator[Stop]:
    clerk, hands, chain = stage.clerk, stage.clerk.hands, stage.chain
    hands.presses_keys("Shift+F3")
    hands.waits_for("newcustomer.name")
    yield "new customer"
    hands.presses_keys("Esc")
    clerk.enters(chain.with_a(Awkward.SHARED_PHONE).phone)
    hands.waits_for("matches.pick.1")
    yield "several customers"
    hands.presses_keys("Esc")
    clerk.types(chain.goods[BOOTS_38].name.split()[-1])
    hands.waits_for("sale.results.list")
    yield "search"
    hands.presses_keys("Esc")


def _carts(stage: Stage) -> Iterator[Stop]:
    clerk, hands, chain = stage.clerk, stage.clerk.hands, stage.chain
    several = chain.with_a(Awkward.SEVERAL_CARTS)
    clerk.looks_up(several.name)
    clerk.waits_for_customer(several.name)
    clerk.pulls_the_cart()
    hands.waits_for("choosing.together")
    yield "several carts"
    clerk.pulls_the_first_alone()
    hands.waits_until(lambda: clerk.cart, "nothing was pulled")
    hands.waits_for("window.toast.undo")
    clerk.pulls_the_cart()
    hands.waits_for("joining.join")
    yield "another cart"
    hands.presses_keys("Esc")
    clerk.looks_up("Hugo Laurent")
    hands.waits_for("switch.stay")
    yield "another customer"
    hands.presses_keys("Esc")
    hands.waits_without("switch")
    clerk.parks()
    clerk.finishes()
    hands.waits_until(lambda: clerk.nobody_served, "somebody is still served")
    hands.presses_keys("F8")
    hands.waits_for("parked.resume.1")
    hands.waits_for("window.parked")
    yield "parked carts"
    hands.presses_keys("Esc")


def _cart(stage: Stage) -> Iterator[Stop]:
    clerk, hands = stage.clerk, stage.clerk.hands
    clerk.scans(stage.phone.qr)
    clerk.waits_for_customer(stage.phone.owner.name)
    yield "customer"
    hands.clicks("customer.details")
    hands.waits_for("details")
    yield "customer details"
    hands.presses_keys("Esc")
    clerk.pulls_the_cart()
    hands.waits_for("differences")
    yield "what changed"
    clerk.takes_all_suggestions()
    clerk.waits_for_line(BOOTS_38)
    clerk.scans(SOCKS, SOCKS, "0000")
    clerk.waits_for_line(SOCKS, 2)
    hands.waits_for("sale.message")
    yield "cart"


def _lines(stage: Stage) -> Iterator[Stop]:
    clerk, hands = stage.clerk, stage.clerk.hands
    for keys, part in (
        ("Ctrl+Q", "quantity"),
        ("Ctrl+N", "note"),
        ("F5", "discount"),
        ("Ctrl+K", "coupon"),
        ("F6", "fulfilment"),
        ("F4", "variant"),
    ):
        clerk.chooses(SOCKS)
        hands.presses_keys(keys)
        hands.waits_for(part)
        yield part
        hands.presses_keys("Esc")
        hands.waits_without(part)
    clerk.discounts_line(SOCKS, 60)
    hands.waits_for("discount.pin")
    yield "discount, a manager is asked"
    hands.presses_keys("Esc")
    hands.waits_without("discount")
    clerk.chooses(SOCKS)
    hands.presses_keys("Return")
    hands.waits_for("line.quantity")
    yield "line"
    hands.presses_keys("Esc")


def _shipping(stage: Stage) -> Iterator[Stop]:
    clerk, hands = stage.clerk, stage.clerk.hands
    clerk.opens_shipping()
    hands.waits_for("ship.apply")
    hands.waits_until(lambda: clerk.shipping_methods, "nobody says what shipping costs")
    yield "shipping"
    hands.clicks("ship.new")
    hands.waits_for("ship.form")
    yield "new address"
    hands.clicks("ship.back")
    clerk.chooses_method()


def _money(stage: Stage) -> Iterator[Stop]:
    clerk, hands = stage.clerk, stage.clerk.hands
    clerk.pays()
    yield "payment"
    hands.presses_keys("F12")
    hands.waits_for("pay.gift.number")
    yield "gift card"
    hands.presses_keys("Esc")
    clerk.takes_cash(Money(10_00))
    clerk.waits_for_tender(Money(10_00))
    stage.terminal.next(Customer.WAITS, Customer.PAYS_UNHEARD)
    clerk.pays_by_card()
    hands.waits_until(lambda: stage.terminal.waiting, "the terminal was not asked")
    yield "card at the terminal"
    clerk.presses_act("cancel")
    hands.waits_for("pay.amount")
    yield "card cancelled"
    clerk.pays_by_card()
    hands.waits_for("pay.state.ask")
    hands.waits_for("window.badge.attention")
    yield "card not confirmed"
    clerk.presses_act("ask")
    clerk.waits_for_receipt()
    hands.waits_without("window.badge.attention")
    yield "receipt"
    hands.clicks("receipt.send")
    hands.waits_for("receipt.email")
    yield "sending the receipt"
    hands.clicks("receipt.send.back")
    clerk.serves_the_next()


def _day(stage: Stage) -> Iterator[Stop]:
    clerk = stage.clerk
    clerk.locks()
    clerk.enters_pin(stage.chain.pins("manager")[0])
    (sale,) = stage.register.sales()
    clerk.opens_day(sale.business_date)
    clerk.waits_for_day(sale.totals.grand, 1)
    yield "day"
    clerk.opens_sale()
    yield "day, one sale"


def _exceptions(stage: Stage) -> Iterator[Stop]:
    hands, (sale,) = stage.clerk.hands, stage.register.sales()
    hands.waits_until(lambda: bool(stage.centre.sales()), "the centre did not hear of it")
    stage.centre.finds_short(sale)
    hands.presses_keys("Shift+F1")
    hands.waits_for("attention.odd.1.settle")
    yield "attention, the centre asks"
    hands.clicks("attention.odd.1.settle")
    hands.waits_for("settling.found")
    yield "settling"
    hands.presses_keys("Esc")
    hands.waits_without("settling")
