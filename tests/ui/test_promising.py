"""What cannot be promised alone is said on the line, before anybody promises it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from posapp.domain.errors import CheckoutChanged, StoreTrouble
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.payment import Payment
from posapp.services import checkout, health, promising, selling
from posapp.store import journal, settings
from posapp.ui import formats
from posapp.ui.background import Background
from posapp.ui.paying import changed
from posapp.ui.paying.checking import Checking
from posapp.ui.screens.sale_fulfilment import FulfilmentPanel
from posapp.ui.widgets.cart_model import DOUBT
from posapp.ui.widgets.labels import PlainLabel
from tests.hub.shopping import shipped
from tests.services.shop import BOOTS_38, START
from tests.ui.conftest import Hands


def line_goes_away(hands: Hands) -> None:
    for _ in range(3):
        health.silent(hands.register)
    hands.running.sync.look()


def journal_is_empty(hands: Hands) -> bool:
    with hands.register.books.journal.reading() as db:
        return journal.head(db).sequence == 0


def doubts(hands: Hands) -> list[str]:
    model = hands.sale.card.list.lines
    return [model.index(row).data(DOUBT) for row in range(model.rowCount())]


def sends(hands: Hands, pieces: int) -> None:
    """The boots are to be sent home."""
    cart = selling.add(hands.register, hands.sale.serving.cart, BOOTS_38, pieces)
    (line,) = cart.lines
    way = Fulfilment.SHIP
    cart = selling.set_fulfilment(cart, line.id, way, None, hands.register.new_id)
    hands.sale.change_cart(shipped(cart))


def test_t1_what_cannot_be_promised_alone_is_said_on_its_line(hands: Hands) -> None:
    current = hands.register.current
    current.replace_shop(replace(current.shop, allotment=1))
    promising.part_confirmed(hands.register)
    sends(hands, 2)
    line_goes_away(hands)
    assert doubts(hands) == ["centre away: at most 1 can be promised"]
    model = hands.sale.card.list.lines
    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "at most 1 can be promised" in spoken
    (line,) = hands.sale.serving.cart.lines
    hands.sale.lines.set_quantity(line.id, 1)
    assert doubts(hands) == [""]


def test_goods_in_hand_beyond_what_is_known_here_are_doubted_and_sold(hands: Hands) -> None:
    line_goes_away(hands)
    known = BOOTS_38.on_hand
    hands.sale.change_cart(
        selling.add(hands.register, hands.sale.serving.cart, BOOTS_38, known + 1)
    )
    assert doubts(hands) == [f"only {known} known here"]
    assert hands.sale.card.pay.isEnabled()


def test_t1_payment_stops_before_money_moves_and_says_why(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[CheckoutChanged] = []
    tell = changed.told

    def told(error: CheckoutChanged, *more: object) -> changed.Told:
        asked.append(error)
        return tell(error, *more)  # type: ignore[arg-type]  # as it was given

    monkeypatch.setattr(changed, "told", told)
    sends(hands, 2)
    hands.presses(Qt.Key.Key_F9)
    hands.qtbot.waitUntil(lambda: asked != [])
    assert asked[0].problem == "not_promised"
    assert journal_is_empty(hands)


def test_the_age_of_pieces_and_products_is_said_with_the_centre_away(hands: Hands) -> None:
    line_goes_away(hands)
    hands.types("boots")
    assert "Products and pieces as last received." in hands.sale.results.note.text()
    hands.presses(Qt.Key.Key_Escape)
    with hands.register.books.journal.writing() as db:
        settings.put(db, settings.STOCK_AS_OF, f"0 {START.isoformat()}")
    hands.scans(BOOTS_38.gtin)
    hands.presses(Qt.Key.Key_F6)
    panel = hands.sale.panel
    assert isinstance(panel, FulfilmentPanel)
    told = [label.text() for label in panel.findChildren(PlainLabel)]
    of_then = f"Products and pieces as of {formats.moment(START)}."
    assert any(of_then in text for text in told)


def test_t1_a_clerk_who_does_not_wait_for_the_centre_promises_no_more_than_one_without(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    sends(hands, 2)
    checking = Checking(hands.sale.workplace, hands.sale)
    monkeypatch.setattr(Background, "run", lambda *_args, **_more: None)
    checking.ask(Payment(hands.sale.priced, id="payment-1"), None)
    went: list[str] = []
    checking.away.connect(lambda: went.append("away"))
    with hands.qtbot.waitSignal(checking.disagreed):
        checking.skip()
    assert (went, checking.answered) == ([], False)


def test_t1_a_question_that_could_not_be_asked_promises_no_more_than_none(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> str:
        raise StoreTrouble("register.db")

    sends(hands, 2)
    checking = Checking(hands.sale.workplace, hands.sale)
    monkeypatch.setattr(checkout, "prepare", breaks)
    with hands.qtbot.waitSignal(checking.disagreed):
        checking.ask(Payment(hands.sale.priced, id="payment-1"), None)
    assert not checking.answered
