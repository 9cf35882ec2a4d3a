"""A register whose books hold sales of every sort, all of them by the program itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from posapp.devices.drawer import PrinterDrawer
from posapp.devices.printer import TcpPrinter
from posapp.domain.customer import Customer
from posapp.services.register import Register, close_register
from posapp.store.books import JOURNAL
from tests.services.conftest import Clock, make_register
from tests.services.till import sell
from tests.verify.shop import sell_by_card, sell_with_everything

ANA = Customer("c-ana", "Ana Kovač")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """Three sales: in cash, with everything a sale can have, by card. Nothing is printed."""
    plain = make_register(tmp_path / "register", Clock())
    printer = TcpPrinter("127.0.0.1", 9)
    register = replace(plain, printer=printer, drawer=PrinterDrawer(printer))
    sell(register)
    sell_with_everything(register, ANA)
    sell_by_card(register)
    yield register
    close_register(register)


@pytest.fixture
def journal(register: Register) -> Path:
    """Its database; the program has it open."""
    return register.folder / JOURNAL
