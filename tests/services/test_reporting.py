"""The manager's day agrees with the journal to the cent."""

from __future__ import annotations

import csv
import errno
import os
import re
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from posapp.domain.errors import NotAllowed, StoreTrouble, UnknownReceipt
from posapp.domain.money import Money
from posapp.services import reporting
from posapp.services.register import Register
from posapp.store import outbox
from tests.services.conftest import Clock
from tests.services.shop import BENE, BOOTS_38, LUISA, MIRA, SOCKS
from tests.services.till import sell


def test_the_day_is_the_sum_of_its_sales(register: Register, clock: Clock) -> None:
    sales = [sell(register, SOCKS, cash=Money(20_00))]
    clock.passes(hours=2)
    sales.append(sell(register, BOOTS_38, clerk=BENE))
    with register.books.journal.writing() as db:
        outbox.mark_sent(db, outbox.waiting(db)[0].place)
    day = reporting.day(register, LUISA)
    assert day.grand == Money(101_00)
    assert {group.key: group.amount for group in day.by_clerk} == {
        "Mira": Money(12_00),
        "Benedetto": Money(89_00),
    }
    assert {group.key for group in day.by_hour} == {"11", "13"}
    assert [row.sent for row in day.sales] == [True, False]
    assert [reporting.sale(register, row.id) for row in day.sales] == sales
    clock.passes(days=1)
    assert reporting.day(register, LUISA).sales == ()
    assert reporting.day(register, LUISA, date(2026, 11, 21)) == day


def test_the_figures_equal_what_the_database_itself_adds_up(register: Register) -> None:
    for _ in range(5):
        sell(register, SOCKS, BOOTS_38)
    with register.books.journal.reading() as db:
        query = "SELECT sum(grand), sum(tax) FROM sale"
        grand, tax = db.exec_driver_sql(query).one()
    day = reporting.day(register, LUISA)
    assert (day.grand.minor, day.tax.minor) == (grand, tax)


def test_a_clerk_does_not_see_the_days_figures(register: Register) -> None:
    with pytest.raises(NotAllowed):
        reporting.day(register, MIRA)


def test_a_sale_that_was_never_made_has_no_drill_down(register: Register) -> None:
    with pytest.raises(UnknownReceipt):
        reporting.sale(register, "no-such-sale")


def test_the_export_has_a_row_per_sale_and_plain_amounts(register: Register) -> None:
    sale = sell(register, SOCKS, cash=Money(20_00))
    day = reporting.day(register, LUISA)
    heading, row = csv.reader(StringIO(reporting.csv(day)))
    cells = dict(zip(heading, row, strict=True))
    assert cells["receipt"] == sale.receipt
    assert (cells["total"], cells["currency"]) == ("12.00", "EUR")
    assert (cells["tenders"], cells["sent"]) == ("cash", "no")


@pytest.mark.parametrize(
    "name",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "\n=1",
        '=HYPERLINK("http://x","y")',
        "\u00a0=1",
        "\uff1d1",
        "\uff0b1",
        "\ufeff=1",
        "\x00=1",
        '"=1',
        "\u22121",
    ],
)
def test_p1_no_cell_of_the_export_becomes_a_formula(register: Register, name: str) -> None:
    sell(register, clerk=replace(MIRA, name=name))
    _, row = csv.reader(StringIO(reporting.csv(reporting.day(register, LUISA))))
    assert row[2].startswith("'")
    assert row[2].replace("'", "") == name


@pytest.mark.parametrize("name", ["a;=1", "a; \t@1", 'a;"+1', "a\n-1", "a|=1", "a\u2028=1"])
def test_p1_no_part_of_a_cell_is_one_where_lists_are_parted_otherwise(
    register: Register, name: str
) -> None:
    """An Italian spreadsheet ends cells at semicolons, and knows no quotes within a cell."""
    sell(register, clerk=replace(MIRA, name=name))
    text = reporting.csv(reporting.day(register, LUISA))
    parts = [part.lstrip(' "') for part in re.split("[;|\t\r\n\u2028]", text)]
    assert [part for part in parts if part.startswith(("=", "+", "-", "@"))] == []


@pytest.mark.skipif(os.name != "posix", reason="rights and links as POSIX has them")
def test_p1_j7_an_export_is_its_users_alone_follows_no_link_and_is_whole_or_old(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures, other = reporting.day(register, LUISA), tmp_path / "other"
    other.write_text("somebody's")
    path = reporting.export(register, figures)
    path.unlink()
    path.symlink_to(other)
    assert reporting.export(register, figures) == path
    assert other.read_text() == "somebody's"
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreTrouble):
        reporting.export(register, figures)
    assert [(kept.name, kept.read_bytes()) for kept in path.parent.iterdir()] == [
        (path.name, before)
    ]
