"""Ana comes to the counter: what is done, and what must be true after each step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.payment import TenderKind
from posapp.domain.webcart import CartState
from posapp.hub.demo.cast import BAG, BELT, BOOTS_38, SCARF, SOCKS
from posapp.hub.demo.terms import WELCOME
from posapp.qa.counter import STORE
from posapp.qa.hands import plain
from posapp.qa.pages.person import shown
from posapp.qa.stage import Stage

CARD = Money(50_00)


@dataclass(frozen=True)
class Step:
    """One step. ``name``: for its picture. ``checks``: raises, or says what was found."""

    name: str
    title: str
    plays: Callable[[], None]
    checks: Callable[[], Sequence[str]]


class Story:
    """The steps in their order; each leaves the window as the next one expects it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._clerk, self._centre = stage.clerk, stage.centre
        self._register, self._chain = stage.register, stage.chain
        self._ana = stage.chain.person("ana")
        self._boss = next(one for one in stage.chain.clerks if one.role == "manager")
        self._looked = (BOOTS_38, SOCKS)
        self._stock = {sku: self._centre.pieces(sku, STORE) for sku in self._looked}
        (self._cart,) = self._centre.open_carts(self._ana.customer)

    def steps(self) -> tuple[Step, ...]:
        """What is played."""
        ana, who = self._ana.name, self._chain.clerks[0].name
        boss = self._boss.name
        return (
            Step("sign-in", f"{who} signs in with a PIN", self._sign_in, self._signed_in),
            Step("qr", f"The QR on {ana}'s phone is scanned", self._scan, self._known),
            Step(
                "differences",
                "The online cart is pulled; a price has changed, one thing is not here",
                self._pull,
                self._asked,
            ),
            Step("pulled", "One price is kept, one thing stays online", self._decide, self._in),
            Step("scans", "Socks are scanned twice", self._socks, self._two_socks),
            Step("search", "A bag is found by its name", self._search, self._bag_is_in),
            Step(
                "message", "What a message speaks of is added", self._message, self._from_chat
            ),
            Step("ship", "The belt is shipped home", self._ship, self._shipped),
            Step(
                "reductions",
                "A promise is kept, a coupon used, 5 % taken off the socks",
                self._reduce,
                self._reduced,
            ),
            Step(
                "payment", "Payment opens; a part goes on the card", self._card, self._charged
            ),
            Step("receipt", "The rest is paid in cash", self._cash, self._sold),
            Step("centre", "The centre hears of it", self._told, self._one_order),
            Step("next", "The next customer, please", self._next, self._nobody),
            Step("day", f"{boss} signs in and sees the day", self._manage, self._figures),
            Step("export", "The day is exported", self._export, self._exported),
            Step("day-receipt", "The sale is looked at again", self._open_sale, self._shown),
        )

    # Who

    def _sign_in(self) -> None:
        self._clerk.signs_in(self._chain.clerks[0].pin)
        self._clerk.sees(self._chain.clerks[0].name)

    def _signed_in(self) -> Sequence[str]:
        assert self._register.sales() == ()
        return (f"the journal of register {self._register.register.label} is empty",)

    def _scan(self) -> None:
        self._clerk.scans(self._stage.phone.qr)
        self._clerk.waits_for_customer(self._ana.name)
        self._clerk.sees(self._ana.tier, self._cart.number)
        self._clerk.waits_for_conversation("38")

    def _known(self) -> Sequence[str]:
        register, clerk = self._register, self._clerk
        register.hands.waits_until(lambda: register.knows(self._ana.customer), "not kept")
        channels = set(self._ana.channels)
        assert len(clerk.conversation) >= len(channels)
        assert self._ana.phone not in clerk.customer.replace(" ", "")
        return (
            "name, tier, cart and orders are on the screen; the number is masked",
            f"{len(clerk.conversation)} messages over {len(channels)} channels in one timeline",
        )

    # What

    def _pull(self) -> None:
        self._clerk.pulls_the_cart()
        self._clerk.hands.waits_for("differences")

    def _asked(self) -> Sequence[str]:
        names = {line.sku: line.name for line in self._cart.lines}
        questions = self._clerk.questions
        assert names[BELT] in questions
        assert names[SCARF] in questions
        assert names[BOOTS_38] not in questions
        return ("only the two lines that changed ask for a decision",)

    def _decide(self) -> None:
        self._clerk.decides("keep_seen_price", "leave_online")
        self._clerk.waits_for_line(BOOTS_38)

    def _in(self) -> Sequence[str]:
        assert self._clerk.pieces(BELT) == 1
        assert self._clerk.pieces(SCARF) == 0
        wanted = CartState.LEASED
        self._register.hands.waits_until(
            lambda: self._centre.cart(self._cart.id).state is wanted, "no lease at the centre"
        )
        return ("the centre has the cart marked as being served: it cannot be paid online",)

    def _socks(self) -> None:
        socks = self._chain.goods[SOCKS]
        self._clerk.scans(socks, socks)
        self._clerk.waits_for_line(SOCKS, 2)

    def _two_socks(self) -> Sequence[str]:
        assert self._clerk.box == ""
        return ("two identical scans are two pieces; nothing of them is in the text field",)

    def _search(self) -> None:
        self._before = len(self._clerk.cart)
        name = self._chain.goods[BAG].name
        self._clerk.finds(name.lower(), name)

    def _bag_is_in(self) -> Sequence[str]:
        name = self._chain.goods[BAG].name
        assert len(self._clerk.cart) == self._before + 1
        assert name in self._clerk.cart[-1]
        return (f"“{name}” is the newest line",)

    def _message(self) -> None:
        self._pieces = self._all_pieces()
        self._spoken = self._clerk.adds_from_message()

    def _from_chat(self) -> Sequence[str]:
        self._register.hands.waits_until(
            lambda: self._all_pieces() == self._pieces + 1, "nothing was added"
        )
        return ("one piece more, from the conversation, with the keyboard alone",)

    def _all_pieces(self) -> int:
        return sum(self._clerk.pieces(sku) for sku in set(self._clerk.skus))

    # How

    def _ship(self) -> None:
        self._clerk.ships(BELT)
        self._clerk.ships_to_first_address()

    def _shipped(self) -> Sequence[str]:
        assert self._clerk.way(BELT) == (Fulfilment.SHIP,)
        assert set(self._clerk.way(SOCKS)) == {Fulfilment.TAKE}
        return ("the belt is shipped to the address in the book, the rest is taken",)

    def _reduce(self) -> None:
        self._clerk.redeems_promise()
        self._clerk.enters_coupon(WELCOME)
        self._clerk.discounts_line(SOCKS, 5)

    def _reduced(self) -> Sequence[str]:
        totals = self._clerk.totals
        assert "-" in totals or "−" in totals, totals  # noqa: RUF001  a minus of some locales
        return (f"the totals say so: {totals}",)

    # Money

    def _card(self) -> None:
        self._clerk.pays()
        self._clerk.pays_by_card(CARD)
        self._clerk.waits_for_tender(CARD)

    def _charged(self) -> Sequence[str]:
        assert [taken.amount for taken in self._stage.terminal.taken] == [CARD]
        assert self._register.sales() == ()
        return ("the terminal charged the part once; nothing is a sale yet",)

    def _cash(self) -> None:
        self._clerk.takes_exact_cash()
        self._clerk.waits_for_receipt()

    def _sold(self) -> Sequence[str]:
        (sale,) = self._register.sales()
        kinds = [tender.kind for tender in sale.tenders]
        assert kinds == [TenderKind.CARD, TenderKind.CASH]
        # in the event loop: the window prints a moment after it has shown the receipt
        self._register.hands.waits_until(
            lambda: self._stage.printer.slips, "nothing was printed"
        )
        slip = self._stage.printer.slips[0]
        assert sale.receipt in slip.text
        assert slip.cut
        assert slip.qrs == (f"R:{sale.receipt}",)
        assert self._register.audited() == 1
        return (
            f"receipt {sale.receipt} is in the journal and the chain of hashes is sound",
            "it is printed with its QR, and cut",
        )

    def _told(self) -> None:
        self._register.hands.waits_until(
            lambda: self._register.waiting() == 0, "the centre was not told"
        )
        self._clerk.waits_for_badge(self._clerk.badge)

    def _one_order(self) -> Sequence[str]:
        (sale,) = self._register.sales()
        assert self._centre.sales() == (sale,), "the centre holds another sale"
        order = self._centre.order(sale.receipt)
        assert order.total == sale.totals.grand
        assert self._centre.cart(self._cart.id).state is CartState.CHECKED_OUT
        (left,) = self._centre.open_carts(self._ana.customer)
        assert [(line.sku, line.quantity) for line in left.lines] == [(SCARF, 1)]
        assert self._centre.conflicts() == 0
        for sku in self._looked:
            sold = sum(line.quantity for line in sale.lines if line.sku == sku)
            assert self._centre.pieces(sku, STORE) == self._stock[sku] - sold, sku
        return (
            f"exactly one order, {order.number}, with the same total to the cent",
            "the online cart is closed; what was not bought is back in one open cart",
            "the stock of the shop has moved by what was sold",
        )

    def _next(self) -> None:
        self._clerk.serves_the_next()

    def _nobody(self) -> Sequence[str]:
        assert self._clerk.nobody_served
        assert not self._clerk.conversation
        assert self._register.to_print() == 0
        return ("nobody is served, the conversation is gone, nothing waits",)

    # The manager

    def _manage(self) -> None:
        self._clerk.locks()
        self._clerk.enters_pin(self._boss.pin)
        (sale,) = self._register.sales()
        self._clerk.opens_day(sale.business_date)
        self._clerk.waits_for_day(sale.totals.grand, 1)

    def _figures(self) -> Sequence[str]:
        (sale,) = self._register.sales()
        tenders = self._clerk.groups("tenders")
        for tender in sale.tenders:
            assert plain(shown(tender.amount)) in tenders, tenders
        assert sale.receipt in self._clerk.day_rows[0]
        return ("sum, means of payment and list equal the journal to the cent",)

    def _export(self) -> None:
        self._told_of = self._clerk.exports()

    def _exported(self) -> Sequence[str]:
        (path,) = (self._register.folder / "exports").glob("*.csv")
        (sale,) = self._register.sales()
        assert path.name in self._told_of
        assert sale.receipt in path.read_text(encoding="utf-8-sig")
        return (f"{path.name} holds it, and the screen says where it is",)

    def _open_sale(self) -> None:
        self._clerk.opens_sale()

    def _shown(self) -> Sequence[str]:
        (sale,) = self._register.sales()
        assert sale.receipt in self._clerk.receipt
        return ("its receipt is on the screen again",)
