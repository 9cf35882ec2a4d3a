"""P6: a manager comes to the counter and approves one discount in the real window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from posapp.hub.demo.cast import BOOTS_38
from posapp.qa.centre import Centre
from posapp.qa.clerk import Clerk
from posapp.qa.counter import Counter
from posapp.qa.printer import PrinterSimulator
from posapp.qa.scenarios import Chain
from tests.journeys.ends import sold_once


@pytest.mark.parametrize(
    "language",
    [
        pytest.param("en", marks=pytest.mark.shop("en")),
        pytest.param("it", marks=pytest.mark.shop("it")),
    ],
)
def test_p6_a_manager_approves_one_discount_at_the_counter_and_both_names_are_kept(
    clerk: Clerk,
    register: Counter,
    centre: Centre,
    chain: Chain,
    printer: PrinterSimulator,
    language: str,
) -> None:
    words = {"en": ("A manager can approve", "P-40"), "it": ("Un responsabile può", "P-40")}
    manager = next(each for each in chain.clerks if each.role == "manager")
    clerk.scans(BOOTS_38)
    clerk.waits_for_line(BOOTS_38)
    clerk.discounts_line(BOOTS_38, 15)
    clerk.sees(words[language][0])
    pin = clerk.hands.finds("discount.pin")
    assert isinstance(pin, QLineEdit)
    assert pin.echoMode() is QLineEdit.EchoMode.Password
    assert not clerk.hands.finds("discount.field").isEnabled()
    clerk.approves(chain.pins("clerk")[0])
    clerk.sees(words[language][1])
    clerk.approves(manager.pin)
    clerk.hands.waits_without("discount")
    clerk.takes_exact_cash()
    clerk.waits_for_receipt()
    assert manager.name in clerk.receipt
    (sale,) = sold_once(register, centre)
    (said,) = sale.approvals
    assert (sale.clerk_name != manager.name, said.name, said.limit_ppm) == (
        True,
        manager.name,
        150_000,
    )
    clerk.waits_for_printing({"en": "Printed", "it": "Stampat"}[language])
    assert manager.name in printer.slips[0].text
