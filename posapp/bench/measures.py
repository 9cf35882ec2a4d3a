"""What a clerk waits for, measured through the window one thing at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial, wraps
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from posapp.bench.bare_sale import bare_sales
from posapp.bench.floors import Rows, token
from posapp.bench.hands import Hands, painted, up_to_date
from posapp.bench.plan import LONG_CART, Person, Plan
from posapp.bench.timing import Mark
from posapp.domain.cart import Cart
from posapp.domain.sale import Sale
from posapp.domain.visit import Visit
from posapp.services import checkout, selling
from posapp.ui.customer.column import CustomerColumn
from posapp.ui.receipt.panel import ReceiptPanel
from posapp.ui.receipt.paper import Paper
from posapp.ui.screens.serving import Serving
from posapp.ui.turns import Turns

Samples = dict[str, list[float]]
SHORT_CART = 12  # lines, after which the next customer comes


class Counter:
    """The register's window with everything that is measured on it.

    Attributes:
        measured, floors: samples in milliseconds, by name.
    """

    def __init__(self, hands: Hands, plan: Plan, rows: Rows) -> None:
        self._hands, self._plan, self._rows = hands, plan, rows
        self._gtins = cycle(plan.gtins)
        self.measured: Samples = {}
        self.floors: Samples = {}

    # Scans

    def scans(self) -> None:
        """Scan to painted line, in carts as most are."""
        lines = 0
        for gtin in islice(self._gtins, self._plan.rounds.scans):
            if lines == SHORT_CART:
                self._hands.afresh()
                lines = 0
            self._scan("scan", gtin)
            lines += 1
        with self._noted():
            self._scan("scan", next(self._gtins))
        self._repaints("scan")
        self._hands.afresh()
        asked = islice(self._gtins, self._plan.rounds.floors)
        self.floors["lookup"] = [self._rows.by_gtin(gtin) for gtin in asked]

    def long_scans(self) -> None:
        """The same into a cart of 200 lines, for a customer who is known."""
        self._serve_long_cart()
        for gtin in islice(self._gtins, self._plan.rounds.long_scans):
            self._scan("scan_long", gtin)
            self._hands.sale.undo()
            self._hands.settle("undo")
        with self._noted():
            self._scan("scan_long", next(self._gtins))
        self._repaints("scan_long")
        self._hands.afresh()

    def _scan(self, name: str, gtin: str) -> None:
        hands = self._hands
        more = partial(self._changed, hands.sale.serving.cart)
        scan = partial(hands.scan, gtin)
        self._keep(name, hands.times(name, scan, painted(self._lines, when=more)))
        hands.settle(name)

    # Search

    def searches(self) -> None:
        """Keystroke to painted results, from the first letter to the last."""
        for kind, texts in self._plan.texts.items():
            name = f"search_{kind}"
            for text in texts:
                self._type(name, text)
                self._hands.sale.reader.clear()
                self._hands.settle(name)
            self._type(name, texts[0], noted=True)
            self.floors[f"words_{kind}"] = [
                self._rows.by_words(text[:end])
                for text in texts
                for end in range(1, len(text) + 1)
            ]
            self._hands.afresh()

    def _type(self, name: str, text: str, *, noted: bool = False) -> None:
        """Letter by letter; what each one paints may be painted again as a floor: thirty
        results take longer than one."""
        hands, sale = self._hands, self._hands.sale
        again = self._plan.rounds.floors // len(text) + 1
        for place, letter in enumerate(text):
            typed = partial(self._typed, text[: place + 1])
            with self._noted(noted):
                box, results = hands.times(
                    name,
                    partial(hands.types, letter),
                    painted(sale.box, when=typed),
                    up_to_date(sale.results, partial(self._searched, typed)),
                )
            self._keep("key", [box])
            self._keep(name, [results])
            hands.settle(name, 5)
            if noted:
                self.floors.setdefault(f"repaint_{name}", []).extend(hands.repaints(again))

    def _searched(self, typed: Callable[[], bool]) -> bool:
        """What is shown is what was found for this; a letter may change nothing of it."""
        return typed() and not self._hands.app.background.looking

    def _typed(self, text: str) -> bool:
        return self._hands.sale.box.text() == text

    # People

    def visits(self) -> None:
        """A customer's code to what is known here, and to the whole context."""
        for person in self._plan.people:  # the first time nothing is known here yet
            self._hands.times(
                "first visit", partial(self._hands.scan, token(person)), self._whole(person)
            )
            self._leave()
        for person in islice(cycle(self._plan.people), self._plan.rounds.visits):
            self._visit(person)
            self._leave()
        with self._noted():
            self._visit(self._plan.people[0])
        self._repaints("visit")
        self._hands.afresh()

    def _visit(self, person: Person) -> None:
        hands, scan = self._hands, partial(self._hands.scan, token(person))
        here = painted(self._person, when=partial(self._serves, person.customer))
        local, whole = hands.times("visit", scan, here, self._whole(person))
        self._keep("visit_local", [local])
        self._keep("visit_whole", [whole])
        hands.settle("visit", 30)

    def _leave(self) -> None:
        self._hands.settle("visit", 30)
        self._hands.afresh()

    def phones(self) -> None:
        """A telephone number, typed, and Enter, to the name and to the whole context."""
        for person in islice(cycle(self._plan.people), self._plan.rounds.phones):
            named, whole = self._phone(person, self._whole(person))
            self._keep("phone_name", [named])
            self._keep("phone", [whole])
            self._leave()
        with self._noted():
            self._phone(self._plan.people[0])  # what is painted until the name is
        self._repaints("name")
        self._leave()

    def _phone(self, person: Person, *more: Mark) -> list[float]:
        hands = self._hands
        hands.types(person.phone)
        hands.settle("phone")
        name = painted(self._person, when=partial(self._serves, person.customer))
        return hands.times("phone", hands.enter, name, *more)

    def _whole(self, person: Person) -> Mark:
        """Everything about them is on the screen, the conversation too."""
        all_shown = self._all_shown()

        def so() -> bool:
            visit = self._hands.sale.serving.visit
            mine = visit is not None and visit.customer.id == person.customer
            return mine and visit is not None and not visit.local and all_shown()

        return up_to_date(self._hands.sale, so)

    def _all_shown(self) -> Callable[[], bool]:
        """What is known is shown in several turns of the event loop: none is left. They are
        looked for before the clock runs: it takes 0.3 ms, and is asked at every paint."""
        turns = self._hands.sale.findChildren(Turns)
        return lambda: not any(one.busy for one in turns)

    def _serves(self, customer: str) -> bool:
        served = self._hands.sale.serving.customer
        return served is not None and served.id == customer

    # Prices

    def prices(self) -> None:
        """A cart of 200 lines, priced anew for the customer who has just been identified."""
        visits = self._serve_long_cart()
        sale = self._hands.sale
        for number in range(self._plan.rounds.prices):
            visit = visits[number % len(visits)]
            with self._noted(number == self._plan.rounds.prices - 1):
                everything = up_to_date(sale, self._all_shown())
                taken = self._hands.times(
                    "reprice", partial(sale.show_visit, visit), everything
                )
            self._keep("reprice", taken)
            self._hands.settle("reprice")
        self._repaints("reprice")
        self._hands.afresh()

    def _serve_long_cart(self) -> tuple[Visit, Visit]:
        """200 different lines, for one of two customers."""
        hands, sale = self._hands, self._hands.sale
        visits = []
        for person in self._plan.people[:2]:
            hands.times("visit", partial(hands.scan, token(person)), self._whole(person))
            hands.settle("visit", 30)
            assert sale.serving.visit is not None
            visits.append(sale.serving.visit)
            hands.afresh()
        cart, register = Cart(), sale.workplace.register
        for gtin in islice(self._gtins, 2 * LONG_CART):
            if len(cart.lines) < LONG_CART:
                cart = selling.add(register, cart, selling.find(register, gtin))
        first = replace(visits[0], local=False)
        hands.times(
            "long cart",
            partial(sale.show_serving, Serving(cart, first.customer, first)),
            painted(self._lines),
        )
        hands.settle("long cart", 30)
        return visits[0], visits[1]

    # Payment

    def sales(self) -> None:
        """Three lines, Pay, and Enter for exact cash: until the sale is safely on disk, and
        until its receipt has been painted. After each one the same rows are written bare."""
        goods = cycle(self._plan.sold)
        self._sale(goods)
        bare = self.floors.setdefault("bare_sale", [])
        with bare_sales(Path(self._plan.folder)) as sales:
            for _ in range(max(self._plan.rounds.sales - 2, 1)):
                self._next_customer()
                bare.append(sales.commit())
                self._sale(goods)
        self._next_customer()
        self._sale(goods, noted=True)
        self._repaints("sold")
        self._next_customer()

    def _sale(self, goods: Iterator[str], *, noted: bool = False) -> None:
        """One sale; its receipt stays on the screen."""
        hands, sale = self._hands, self._hands.sale
        for gtin in islice(goods, 3):
            more = partial(self._changed, sale.serving.cart)
            hands.times("scan", partial(hands.scan, gtin), painted(self._card, when=more))
            hands.settle("scan")
        hands.shortcut(Qt.Key.Key_F9)
        hands.settle("opening the payment", 30)
        with self._noted(noted), _committed() as at_s:
            began = time.perf_counter()
            told = hands.wait_for(sale.sold, hands.enter, "commit")
            paper = self._paper
            (drawn,) = hands.times(
                "after a sale", _nothing, painted(paper, when=lambda: bool(paper.text))
            )
        self._keep("commit", [(at_s[-1] - began) * 1000])
        self._keep("sold", [told + drawn])

    def _next_customer(self) -> None:
        self._hands.settle("after a sale", 30)
        self._hands.afresh()

    # Small things

    def _changed(self, before: Cart) -> bool:
        return self._hands.sale.serving.cart is not before

    @property
    def _lines(self) -> QWidget:
        return self._hands.sale.card.list.viewport()

    @property
    def _card(self) -> QWidget:
        return self._hands.sale.card.totals

    @property
    def _paper(self) -> Paper:
        panel = self._hands.sale.panel
        assert isinstance(panel, ReceiptPanel)
        return panel.paper

    @property
    def _person(self) -> QWidget:
        column = self._hands.sale.findChild(CustomerColumn)
        assert isinstance(column, CustomerColumn)
        return column.person.avatar

    def _keep(self, name: str, taken: list[float]) -> None:
        self.measured.setdefault(name, []).extend(taken)

    @contextmanager
    def _noted(self, noted: bool = True) -> Iterator[None]:
        """Note what is painted; such a sample counts like the others."""
        if not noted:
            yield
            return
        self._hands.brush.begin()
        try:
            yield
        finally:
            self._hands.brush.end()

    def _repaints(self, name: str) -> None:
        self.floors[f"repaint_{name}"] = self._hands.repaints(self._plan.rounds.floors)


def _nothing() -> None:
    """What is waited for is under way."""


@contextmanager
def _committed() -> Iterator[list[float]]:
    """The moments at which COMMIT has returned, on the writer's own thread."""
    at_s: list[float] = []
    complete = checkout.complete

    @wraps(complete)
    def noting(*given: Any, **named: Any) -> Sale:
        sale = complete(*given, **named)
        at_s.append(time.perf_counter())
        return sale

    with patch.object(checkout, "complete", noting):
        yield at_s
