"""Online carts come to the counter, by a real centre: one decision per changed line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from posapp.contract.messages import Lease
from posapp.domain.catalogue import Product
from posapp.domain.customer import Customer
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.webcart import CartState
from posapp.hub import catalogue
from posapp.services import parking, pulling, visiting
from posapp.services.visiting import How
from posapp.ui.background import Background
from posapp.ui.pulling.deciding import DecidingPanel
from posapp.ui.pulling.following import Following
from posapp.ui.widgets.pills import Pill
from tests.hub.shopping import add
from tests.services.centre import Counter, away, counter
from tests.ui.served import Desk, open_desk

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def desk(qtbot: QtBot, here: Counter, background: Background) -> Iterator[Desk]:
    with open_desk(qtbot, here.register, here.clerk, background) as made:
        yield made


def costs(here: Counter, product: Product, cents: int) -> None:
    """The chain changes a price."""
    dearer = replace(product, price=Money(cents))
    here.centre.hub.write(lambda db: catalogue.put_products(db, [dearer]))


def arrives(desk: Desk, here: Counter, ana: Customer) -> None:
    desk.sale.customer_scanned.emit(here.qr(ana))
    desk.waits_for_visit()


def following(desk: Desk) -> Following:
    """Who watches the pulled carts; told to look now instead of in 20 seconds."""
    (found,) = desk.sale.findChildren(Following)
    return found


def lines(desk: Desk) -> list[tuple[str, int, int, str]]:
    return [
        (line.product.sku, line.quantity, line.unit_price.minor, line.reason)
        for line in desk.sale.serving.cart.lines
    ]


def test_a_cart_in_which_nothing_changed_is_pulled_at_once(
    desk: Desk, here: Counter, ana: Customer
) -> None:
    boots = here.shopping.product(price=8900, here=2)
    web = here.shopping.web_cart(ana.id, [(boots, 1)])
    arrives(desk, here, ana)
    desk.presses(Qt.Key.Key_Return)  # in the empty box: the highlighted next action
    assert lines(desk) == [(boots.sku, 1, 8900, "")]
    assert desk.sale.panel is None
    assert web.number in desk.sale.workplace.toast.text
    desk.waits(lambda: bool(here.shopping.look(web.id).leased_to))


def test_enter_takes_the_safe_choice_and_the_reason_is_kept(
    desk: Desk, here: Counter, ana: Customer
) -> None:
    boots = here.shopping.product(price=8900, here=2)
    belt = here.shopping.product(price=2200, here=2)
    here.shopping.web_cart(ana.id, [(boots, 1), (belt, 1)])
    costs(here, belt, 2500)
    arrives(desk, here, ana)
    desk.presses(Qt.Key.Key_P, CONTROL)
    panel = desk.sale.panel
    assert isinstance(panel, DecidingPanel)
    assert len(panel._cards) == 1  # the boots did not change
    desk.presses(Qt.Key.Key_Return)
    assert lines(desk) == [
        (boots.sku, 1, 8900, ""),
        (belt.sku, 1, 2200, "price kept: 22.00 online"),
    ]


def test_the_other_choices_have_keys_of_their_own(
    desk: Desk, here: Counter, ana: Customer
) -> None:
    belt = here.shopping.product(price=2200, here=2)
    here.shopping.web_cart(ana.id, [(belt, 1)])
    costs(here, belt, 2500)
    arrives(desk, here, ana)
    desk.presses(Qt.Key.Key_P, CONTROL)
    desk.presses(Qt.Key.Key_2, ALT)
    assert lines(desk) == [(belt.sku, 1, 2500, "price today: was 22.00 online")]


def test_each_changed_line_is_asked_about_once_and_all_can_be_taken(
    desk: Desk, here: Counter, ana: Customer
) -> None:
    belt = here.shopping.product(price=2200, here=2)
    scarf = here.shopping.product(price=3000, here=0, elsewhere=4)
    here.shopping.web_cart(ana.id, [(belt, 1), (scarf, 1)])
    costs(here, belt, 2500)
    arrives(desk, here, ana)
    desk.presses(Qt.Key.Key_P, CONTROL)
    desk.clicks("differences.all")
    ways = [line.fulfilment for line in desk.sale.serving.cart.lines]
    assert ways == [Fulfilment.TAKE, Fulfilment.SHIP]


def test_closing_the_panel_pulls_nothing(desk: Desk, here: Counter, ana: Customer) -> None:
    belt = here.shopping.product(price=2200, here=2)
    here.shopping.web_cart(ana.id, [(belt, 1)])
    costs(here, belt, 2500)
    arrives(desk, here, ana)
    desk.presses(Qt.Key.Key_P, CONTROL)
    desk.presses(Qt.Key.Key_Escape)
    desk.waits(lambda: desk.sale.panel is None)
    assert lines(desk) == []


def test_a_pull_can_be_undone_and_done_again(desk: Desk, here: Counter, ana: Customer) -> None:
    boots = here.shopping.product(here=2)
    here.shopping.web_cart(ana.id, [(boots, 1)])
    arrives(desk, here, ana)
    desk.presses(Qt.Key.Key_P, CONTROL)
    desk.presses(Qt.Key.Key_P, CONTROL)  # a second press pulls nothing twice
    assert len(lines(desk)) == 1
    desk.sale.undo()
    assert lines(desk) == []
    desk.presses(Qt.Key.Key_P, CONTROL)
    assert len(lines(desk)) == 1


def test_several_carts_are_pulled_together_or_kept_apart(
    desk: Desk, here: Counter, ana: Customer
) -> None:
    boots, socks = here.shopping.product(here=2), here.shopping.product(here=9)
    here.shopping.web_cart(ana.id, [(boots, 1)])
    here.shopping.web_cart(ana.id, [(socks, 3)])
    arrives(desk, here, ana)
    desk.presses(Qt.Key.Key_P, CONTROL)
    desk.clicks("choosing.together")
    assert len(desk.sale.serving.cart.pulled) == 2
    desk.sale.undo()
    desk.presses(Qt.Key.Key_P, CONTROL)
    desk.clicks("choosing.apart")
    assert len(desk.sale.serving.cart.pulled) == 1


def test_a_second_cart_can_wait_for_a_sale_of_its_own(
    desk: Desk, here: Counter, ana: Customer
) -> None:
    boots, socks = here.shopping.product(here=2), here.shopping.product(here=9)
    here.shopping.web_cart(ana.id, [(boots, 1)])
    second = here.shopping.web_cart(ana.id, [(socks, 3)])
    arrives(desk, here, ana)
    visit = desk.sale.serving.visit
    assert visit is not None
    first, other = visit.carts
    people = desk.find("customer")
    people.pull_asked.emit(first.id)  # type: ignore[attr-defined]  # the column's own
    people.pull_asked.emit(other.id)  # type: ignore[attr-defined]  # the same
    desk.clicks("joining.apart")
    desk.waits(lambda: [p.id for p in desk.sale.serving.cart.pulled] == [other.id])
    assert desk.customer == "Ana Kovač"
    assert len(parking.parked(here.register)) == 1
    assert second.number in (first.number, other.number)


def test_what_the_phone_changes_meanwhile_is_asked_about_and_taken_over(
    desk: Desk, here: Counter, ana: Customer
) -> None:
    boots, hat = here.shopping.product(here=2), here.shopping.product(here=3)
    web = here.shopping.web_cart(ana.id, [(boots, 1)])
    arrives(desk, here, ana)
    desk.presses(Qt.Key.Key_P, CONTROL)
    here.shopping.edit(web.id, add(hat, 2))
    following(desk).look()
    desk.waits(lambda: isinstance(desk.sale.panel, DecidingPanel))
    assert [sku for sku, *_ in lines(desk)] == [boots.sku]  # never slipped in
    desk.presses(Qt.Key.Key_Return)
    assert [(sku, n) for sku, n, *_ in lines(desk)] == [(boots.sku, 1), (hat.sku, 2)]
    fresh = here.shopping.look(web.id)
    assert desk.sale.serving.cart.pulled[0].version == fresh.version


def test_a_change_on_the_phone_that_is_not_wanted_stays_online(
    desk: Desk, here: Counter, ana: Customer
) -> None:
    boots, hat = here.shopping.product(here=2), here.shopping.product(here=3)
    web = here.shopping.web_cart(ana.id, [(boots, 1)])
    arrives(desk, here, ana)
    desk.presses(Qt.Key.Key_P, CONTROL)
    here.shopping.edit(web.id, add(hat, 2))
    following(desk).look()
    desk.waits(lambda: isinstance(desk.sale.panel, DecidingPanel))
    desk.presses(Qt.Key.Key_2, ALT)
    assert [sku for sku, *_ in lines(desk)] == [boots.sku]


def test_finishing_gives_the_cart_back_to_the_phone(
    desk: Desk, here: Counter, ana: Customer
) -> None:
    boots = here.shopping.product(here=2)
    web = here.shopping.web_cart(ana.id, [(boots, 1)])
    arrives(desk, here, ana)
    desk.presses(Qt.Key.Key_P, CONTROL)
    desk.waits(lambda: bool(here.shopping.look(web.id).leased_to))
    desk.sale.start_afresh()
    desk.waits(lambda: not here.shopping.look(web.id).leased_to)


def test_a_cart_that_was_reserved_after_the_customer_had_left_is_given_back_too(
    desk: Desk,
    here: Counter,
    ana: Customer,
    background: Background,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left, lease = Event(), here.register.central.lease

    def heard_late(cart_id: str, wanted: Lease) -> object:
        answer = lease(cart_id, wanted)
        assert left.wait(20)
        return answer

    boots = here.shopping.product(here=2)
    web = here.shopping.web_cart(ana.id, [(boots, 1)])
    arrives(desk, here, ana)
    desk.waits(lambda: not background.busy)
    monkeypatch.setattr(here.register.central, "lease", heard_late)
    desk.presses(Qt.Key.Key_P, CONTROL)
    desk.waits(lambda: bool(here.shopping.look(web.id).leased_to))
    desk.sale.start_afresh()
    desk.waits(lambda: background.pending == 1)  # the visit has ended, the answer is away
    left.set()
    desk.waits(lambda: not here.shopping.look(web.id).leased_to)


def test_a_cart_that_another_register_serves_is_a_note_and_no_obstacle(
    desk: Desk, here: Counter, ana: Customer, tmp_path: Path
) -> None:
    boots = here.shopping.product(here=2)
    web = here.shopping.web_cart(ana.id, [(boots, 1)])
    with counter(here.centre, tmp_path / "other") as other:
        visiting.open_visit(other.register, other.clerk, How.QR, token=other.qr(ana))
        assert pulling.lease(other.register, web.id) == ""
        arrives(desk, here, ana)
        desk.presses(Qt.Key.Key_P, CONTROL)
        assert len(lines(desk)) == 1
        desk.waits(lambda: following(desk).note(web.id) == "leased")
        row = desk.find(f"customer.cart.{web.number}")
        said = [pill.text for pill in row.findChildren(Pill)]
        assert said == ["Also at another register"]


def test_with_the_centre_gone_a_pull_works_and_says_that_nothing_is_reserved(
    qtbot: QtBot, here: Counter, ana: Customer, background: Background
) -> None:
    boots = here.shopping.product(here=2)
    web = here.shopping.web_cart(ana.id, [(boots, 1)])
    visiting.open_visit(here.register, here.clerk, How.QR, token=here.qr(ana))
    with open_desk(qtbot, away(here.register), here.clerk, background) as desk:
        desk.sale.customer_scanned.emit(here.qr(ana))
        desk.presses(Qt.Key.Key_P, CONTROL)
        if isinstance(desk.sale.panel, DecidingPanel):
            desk.presses(Qt.Key.Key_Return)
        assert [sku for sku, *_ in lines(desk)] == [boots.sku]
        desk.waits(lambda: following(desk).note(web.id) == "away")
        row = desk.find(f"customer.cart.{web.number}")
        (pill,) = row.findChildren(Pill)
        assert "not reserved" in pill.text


def test_a_cart_paid_online_meanwhile_is_told_with_a_sound(
    desk: Desk, here: Counter, ana: Customer
) -> None:
    boots = here.shopping.product(here=2)
    web = here.shopping.web_cart(ana.id, [(boots, 1)])
    arrives(desk, here, ana)
    desk.presses(Qt.Key.Key_P, CONTROL)
    paid = replace(here.shopping.look(web.id), version=99, state=CartState.CHECKED_OUT)
    following(desk)._came(web.id, paid)
    assert "paid or cancelled online" in desk.told
    assert desk.beeps


def test_what_the_phone_changes_waits_while_a_panel_is_open(
    desk: Desk, here: Counter, ana: Customer, background: Background
) -> None:
    boots, hat = here.shopping.product(here=2), here.shopping.product(here=3)
    web = here.shopping.web_cart(ana.id, [(boots, 1)])
    arrives(desk, here, ana)
    desk.presses(Qt.Key.Key_P, CONTROL)
    desk.sale.lines.open_coupon()
    panel = desk.sale.panel
    here.shopping.edit(web.id, add(hat, 2))
    following(desk).look()
    desk.waits(lambda: following(desk).note(web.id) == "changed")
    assert desk.sale.panel is panel
    desk.sale.close_panel()
    following(desk).look()
    desk.waits(lambda: isinstance(desk.sale.panel, DecidingPanel))
