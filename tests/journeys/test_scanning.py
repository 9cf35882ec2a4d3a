"""Scanners type fast, anywhere, on any keyboard; nothing is lost, doubled or leaked."""

from __future__ import annotations

from posapp.domain.fulfilment import Fulfilment
from posapp.hub.demo.cast import BOOTS_38, SOCKS
from posapp.qa.centre import Centre
from posapp.qa.clerk import Clerk
from posapp.qa.counter import Counter
from posapp.qa.scenarios import UNKNOWN_GTIN, Chain
from tests.journeys.ends import nothing_sold, sold_once


def test_fifty_scans_at_twenty_per_second_are_fifty_pieces(
    clerk: Clerk, register: Counter, centre: Centre, chain: Chain
) -> None:
    boots, socks = chain.goods[BOOTS_38], chain.goods[SOCKS]
    for place in range(50):
        clerk.hands.bursts((boots if place % 5 == 0 else socks).gtin)
        clerk.hands.breathes(50)
    clerk.waits_for_line(SOCKS, 40)
    clerk.waits_for_line(BOOTS_38, 10)
    assert clerk.box == ""
    clerk.pays()
    clerk.presses_act("anyway")  # the centre knows of fewer, but they are in hand
    clerk.takes_exact_cash()
    clerk.waits_for_receipt()
    (sale,) = sold_once(register, centre)
    assert sum(line.quantity for line in sale.lines) == 50


def test_a_scan_into_a_field_leaves_what_was_typed(
    clerk: Clerk, register: Counter, centre: Centre, chain: Chain
) -> None:
    clerk.scans(chain.goods[BOOTS_38])
    clerk.waits_for_line(BOOTS_38)
    clerk.hands.presses_keys("Ctrl+N")
    clerk.hands.waits_for("note.field")
    clerk.hands.types("gift wrap")
    clerk.scans(BOOTS_38)
    clerk.waits_for_line(BOOTS_38, 2)
    assert clerk.hands.reads("note.field") == "gift wrap"
    nothing_sold(register, centre)


def test_a_scanner_on_the_wrong_keyboard_layout_is_understood(
    clerk: Clerk, register: Counter, centre: Centre
) -> None:
    for layout in ("it", "de", "fr"):
        clerk.hands.layout = layout
        clerk.scans(BOOTS_38)
    clerk.waits_for_line(BOOTS_38, 3)
    assert set(clerk.way(BOOTS_38)) <= {Fulfilment.TAKE, Fulfilment.SHIP}
    nothing_sold(register, centre)


def test_an_unknown_code_is_an_error_row_with_a_sound_and_never_a_line(
    clerk: Clerk, register: Counter, centre: Centre, beeps: list[str]
) -> None:
    clerk.scans(UNKNOWN_GTIN)
    clerk.waits_for_error("No product has the code")
    assert beeps
    assert clerk.cart == []
    clerk.scans(UNKNOWN_GTIN[:-1] + "5")  # a wrong check digit
    clerk.waits_for_error("cannot be read")
    assert clerk.cart == []
    nothing_sold(register, centre)
