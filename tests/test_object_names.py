"""Object names are stable and listed; whatever can be touched is named and large enough."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from posapp.qa import names
from posapp.qa.clerk import Clerk
from posapp.qa.counter import Counter, Ready, plug_in
from posapp.qa.names import Walk
from posapp.qa.phone import Phone
from posapp.qa.stage import Stage
from posapp.ui.widgets.banner import Toast


@pytest.fixture(scope="module")
def walked(
    qapp: QApplication, ready_shops: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    """One walk through every screen at 1920x1080, where all columns are seen."""
    from posapp.qa import scenarios
    from posapp.qa.centre_here import CentreHere
    from posapp.qa.printer import PrinterSimulator
    from posapp.qa.terminal import TerminalSimulator

    assert callable(ready_shops)
    ready: Ready = ready_shops("en").copied(tmp_path_factory.mktemp("walk"))
    chain = scenarios.chain("en")
    with CentreHere(ready.database) as centre, PrinterSimulator() as printer:
        with TerminalSimulator() as terminal, pytest.MonkeyPatch.context() as slowly:
            slowly.setattr(Toast, "STAYS_MS", 1)  # for a slow computer they are as short
            plug_in(ready.folder, centre.url, printer.port, terminal.port)
            register = Counter(ready.folder)
            register.shows(size=(1920, 1080))
            clerk = Clerk(register.opens())
            phone = Phone(centre, chain.person("ana"))
            yield names.walk(Stage(chain, centre, register, printer, terminal, clerk, phone))
            register.closes()


def test_every_object_name_stands_in_the_document_and_none_besides(walked: Walk) -> None:
    listed = names.listed(names.DOCS.read_text(encoding="utf-8"))
    found = [name for at_stop in walked.names.values() for name in at_stop]
    assert sorted(found) == sorted(listed), "renew it: python -m posapp.qa.names --write"


def test_whatever_can_be_touched_is_named_spoken_unique_and_large_enough(walked: Walk) -> None:
    assert walked.faults == []


def test_a_small_nameless_doubled_button_is_found(qapp: QApplication, tmp_path: Path) -> None:
    home = QWidget()
    home.setObjectName("home")
    good, small, other = QPushButton("A", home), QPushButton(home), QPushButton("B", home)
    for button, name in ((good, "same"), (other, "same"), (small, "")):
        button.setObjectName(name)
        button.resize(50, 50)
    small.resize(20, 20)
    found = list(names.faults([home, good, small, other]))
    home.deleteLater()
    assert found == [
        "same: 2 have this name",
        "a QPushButton in home: has no object name",
        "a QPushButton in home: has no accessible name",
        "a QPushButton in home: 20 x 20 is too small for a finger",
    ]


def test_what_differs_from_shop_to_shop_is_left_out_of_names() -> None:
    assert names.general("customer.pull.W-TRJR0JC0JQ") == "customer.pull.<…>"
    assert names.general("ship.method.express") == "ship.method.<…>"
    assert names.general("pay.tender.2.remove") == "pay.tender.<…>.remove"
    assert names.general("sale.pay") == "sale.pay"
    assert names.general("qt_spinbox_lineedit") == ""
