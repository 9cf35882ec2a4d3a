"""The state machine: chance chooses what happens next, at the counter and around it."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from posapp.contract import paths
from posapp.hub import erasing
from posapp.qa.faults import Fault
from posapp.qa.terminal import Customer
from posapp.services import checkout
from tests.sweeps.chance.judging import at_every_step, sound, when_quiet
from tests.sweeps.chance.scene import KINDS, Scene
from tests.sweeps.chance.till import Till

QUIET = 4  # exchanges after which nothing waits any more
FAULTS = [
    Fault.CUT_AFTER,
    Fault.CUT_BEFORE,
    Fault.CUT_WITHIN,
    Fault.ERROR_AFTER,
    Fault.ERROR_BEFORE,
    Fault.GARBAGE,
    Fault.LATE,
    Fault.TWICE,
]
CLOCKS = [-10.0, -0.1, 0.0, 0.1, 10.0]  # years ahead
AWAY, BACK, CRASH = "the link goes", "the link comes back", "the register crashes"
LOST = [Fault.CUT_AFTER, Fault.CUT_WITHIN, Fault.ERROR_AFTER]  # a sale that is told again
MEETS = [*((fault, "/") for fault in FAULTS), *((fault, paths.SALES) for fault in LOST * 2)]
TROUBLE = st.sampled_from([BACK, *MEETS, AWAY, BACK, CRASH, BACK, 0, 1, *CLOCKS])
CASH, GIFT_CARD, CREDIT = "cash", "gift card", "store credit"
CARDS = [each for each in Customer if each is not Customer.WAITS]
TENDERS = st.sampled_from([CASH, CASH, CASH, GIFT_CARD, CREDIT, *CARDS])
WHOLE, IN_PART = "whole", "in part"
PULLS = ["", WHOLE, IN_PART]
DONE, BREAKS, BREAKS_AND_CRASHES = range(3)
ENDS = st.sampled_from([DONE, DONE, BREAKS, BREAKS_AND_CRASHES])
GOODS = st.integers(0, KINDS - 1)
SCENES: list[Scene] = []  # the one of this run: hypothesis makes machines without arguments
STEPS = [0, 0]  # examples, steps
BROKEN: list[str] = []  # promises that were not kept, whatever hypothesis makes of them


def idle(machine: Chance) -> bool:
    return machine.till.payment is None


def paying(machine: Chance) -> bool:
    return machine.till.payment is not None


class Chance(RuleBasedStateMachine):
    """One register, from its first sale to the day on which its customer is erased."""

    def __init__(self) -> None:
        super().__init__()
        self.scene = SCENES[-1]
        self.scene.behaves()
        self.till = Till(self.scene)
        STEPS[0] += 1

    @precondition(idle)
    @rule(which=GOODS, quantity=st.integers(1, 3))
    def something_is_scanned(self, which: int, quantity: int) -> None:
        self.till.scans(which, quantity)

    @precondition(lambda self: idle(self) and self.till.cart)
    @rule(which=st.integers(0, 9))
    def something_is_taken_out(self, which: int) -> None:
        self.till.takes_out(which)

    @precondition(idle)
    @rule()
    def a_cart_is_parked_or_resumed(self) -> None:
        if self.till.cart:
            self.till.parks()
        else:
            self.till.resumes()

    @precondition(idle)
    @rule()
    def the_online_cart_is_pulled(self) -> None:
        if self.till.visit is None:
            self.till.opens_visit()
        if self.till.visit is not None:
            self.till.pulls()

    @precondition(lambda self: idle(self) and self.till.cart.pulled)
    @rule()
    def the_online_cart_is_looked_at_again(self) -> None:
        self.till.looks_again()

    @rule(which=GOODS, quantity=st.integers(-2, 3))
    def the_phone_edits_or_pays(self, which: int, quantity: int) -> None:
        if quantity:
            self.till.edits_on_the_phone(which, quantity)
        else:
            self.till.pays_on_the_phone()

    @precondition(lambda self: idle(self) and self.till.cart)
    @rule()
    def payment_begins(self) -> None:
        self.till.begins_to_pay()

    @precondition(lambda self: paying(self) and not self.till.payment.settled)
    @rule(how=TENDERS)
    def a_tender_is_offered(self, how: object) -> None:
        till = self.till
        if till.charge_open:
            till.pays(till.asks_terminal)
        elif isinstance(how, Customer):
            till.pays(lambda payment: till.pays_by_card(payment, how))
        else:
            ways = {GIFT_CARD: till.pays_by_gift_card, CREDIT: till.pays_by_credit}
            till.pays(ways.get(str(how), till.pays_cash))

    @precondition(lambda self: paying(self) and self.till.payment.settled)
    @rule(end=ENDS)
    def the_sale_is_completed(self, end: int) -> None:
        if end == DONE:
            self.till.completes()
        else:
            self.till.dies_while_completing()
        if end == BREAKS_AND_CRASHES:
            self.till.crashes()

    @rule(which=GOODS, pulled=st.sampled_from(PULLS), how=TENDERS, end=ENDS)
    def a_customer_is_served(self, which: int, pulled: str, how: object, end: int) -> None:
        """All of it in one go: chance alone would seldom come so far."""
        if idle(self):
            self.till.scans(which, 1)
            if pulled:
                self.the_online_cart_is_pulled()
            if pulled == IN_PART:
                self.till.takes_out(len(self.till.cart.lines) - 1)
            self.payment_begins()
        for each in (how, CASH):
            if self.till.payment and not self.till.payment.settled:
                self.a_tender_is_offered(each)
        if self.till.payment and self.till.payment.settled:
            self.the_sale_is_completed(end)

    @precondition(paying)
    @rule(sure=st.integers(0, 3))
    def payment_is_abandoned(self, sure: int) -> None:
        if not sure:
            self.till.abandons()

    @rule()
    def news_is_exchanged(self) -> None:
        self.till.exchanges()

    @rule(what=TROUBLE)
    def there_is_trouble(self, what: object) -> None:
        line = self.scene.line
        if isinstance(what, tuple):
            line.next(what[0], on=what[1])
        elif isinstance(what, float):
            self.till.sets_clock(what)
        elif isinstance(what, int):
            line.moves_to(self.scene.urls[what])  # the other process of the centre
        elif what == CRASH:
            self.till.crashes()
        elif what == AWAY:
            line.goes_away()
        else:
            line.comes_back()

    @invariant()
    def nothing_is_wrong_now(self) -> None:
        STEPS[1] += 1
        _none(list(at_every_step(self.till)))

    def teardown(self) -> None:
        """All that waited is told; then the customer is erased, and every figure stays."""
        try:
            self.scene.behaves()
            self._settles()
            _none(list(when_quiet(self.till)))
            self._erases()
        finally:
            self.till.closes()

    def _settles(self) -> None:
        self.till.abandons()
        for attempt in checkout.unsettled(self.till.register):
            checkout.ask_again(self.till.register, attempt.reference)
        for _ in range(QUIET):
            if not self.till.exchanges().waiting:
                return

    def _erases(self) -> None:
        till, figures = self.till, "SELECT id, receipt, document FROM sale ORDER BY number"
        before = till.reads(figures)
        till.hub.write(lambda db: erasing.erase(db, till.hub, till.shop.customer))
        till.register.current.erasures_due = True  # as the news says
        till.exchanges()
        if till.reads(figures) != before:
            _none(["P5: forgetting a person changed a figure"])
        _none(list(sound(till)))


class Broken(AssertionError):
    """A promise was not kept; in words."""


def _none(found: list[str]) -> None:
    if found:
        BROKEN.append("; ".join(found[:5]))
        raise Broken(BROKEN[-1])
