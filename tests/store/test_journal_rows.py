"""What the journal writes of a sale, column by column, and how it finds it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import Connection

from posapp.domain.cart import Origin, Source, WebLineRef
from posapp.domain.discounts import Discount
from posapp.domain.errors import BooksDamaged, JournalDamaged
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.domain.payment import Tender, TenderKind
from posapp.domain.pricing import Totals
from posapp.domain.sale import Approval, Sale, SaleLine
from posapp.domain.tax import TaxAmount
from posapp.store import journal
from posapp.store.books import Books
from tests.domain.shop_samples import shipped_to
from tests.store.samples import SALT, sale, sell


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


# No two figures are alike, so that none can stand in another's place.
CUTS = (
    Discount(Source.AUTOMATIC, "d1", "3 for 2", eur(70)),
    Discount(Source.CLERK, "", "scratch", eur(31)),
)
TAXES = (
    TaxAmount("State", 40_000, eur(1393), eur(300)),
    TaxAmount("City", 9, eur(1393), eur(6)),
)
BOOTS = SaleLine(
    *("l1", "BOOT-38", "8001", "Boots", "Size 38", 2, eur(1000), eur(900)),
    *(CUTS, eur(1393), TAXES, eur(1699), Origin.WEB, Fulfilment.SHIP),
    *(WebLineRef("c", "w", 2), "gift for Ana", "price kept"),
)
PIN = SaleLine(
    *("l2", "PIN", "8002", "Pin", "Red", 3, eur(15), eur(14), (), eur(40), (), eur(42)),
    *(Origin.COUNTER, Fulfilment.TAKE),
)
WHOLE = replace(
    sale(1),
    lines=(BOOTS, PIN),
    totals=Totals(eur(1842), eur(101), eur(490), eur(306), eur(2231), eur(4)),
    tenders=(
        Tender("t1", TenderKind.CARD, eur(2000), "ref-1", "VISA ••1234"),
        Tender("t2", TenderKind.CASH, eur(300), "ref-2", "Cash"),
    ),
    change=eur(69),
    approvals=(
        Approval("m1", "Leo Bianchi", "l1", 500_000, eur(31)),
        Approval("m2", "Eva Neri", "", 600_000, eur(32)),
    ),
)


def rows(db: Connection, table: str, *left_out: str) -> list[dict[str, Any]]:
    found = db.exec_driver_sql(f"SELECT * FROM {table} ORDER BY rowid").mappings()
    return [{name: row[name] for name in row if name not in left_out} for row in found]


def test_j3_every_column_of_a_sale_says_what_the_sale_says(books: Books) -> None:
    with books.journal.writing() as db:
        journal.add(db, WHOLE, SALT)
        assert rows(db, "sale", "document") == [
            {
                **{"id": "sale-1-1", "store": "12", "register": "r3", "epoch": 1},
                **{"number": 1, "receipt": "12-r3-1-000001", "clerk": "mira"},
                **{"customer": "c-ana", "sold_at": "2026-11-21T14:07:31.123456+00:00"},
                **{"business_date": "2026-11-21", "currency": "EUR", "pieces": 5},
                **{"items": 1842, "discounts": 101, "shipping": 490, "tax": 306},
                **{"rounding": 4, "grand": 2231, "tendered": 2300, "change": 69},
                "rescued": 1699,
            }
        ]
        assert rows(db, "sale_line", "sale") == [
            {
                **{"place": 0, "sku": "BOOT-38", "name": "Boots", "variant": "Size 38"},
                **{"quantity": 2, "original": 1000, "unit_price": 900, "discount": 101},
                **{"net": 1393, "tax": 306, "gross": 1699, "origin": "web"},
                "fulfilment": "ship",
            },
            {
                **{"place": 1, "sku": "PIN", "name": "Pin", "variant": "Red"},
                **{"quantity": 3, "original": 15, "unit_price": 14, "discount": 0},
                **{"net": 40, "tax": 0, "gross": 42, "origin": "counter"},
                "fulfilment": "take",
            },
        ]
        assert rows(db, "tender", "sale") == [
            {
                **{"place": 0, "id": "t1", "kind": "card", "amount": 2000},
                **{"reference": "ref-1", "label": "VISA ••1234"},
            },
            {
                **{"place": 1, "id": "t2", "kind": "cash", "amount": 300},
                **{"reference": "ref-2", "label": "Cash"},
            },
        ]
        owners = [row["sale"] for table in ("sale_line", "tender") for row in rows(db, table)]
        assert owners == ["sale-1-1"] * 4


def test_j8_an_entry_is_about_its_sale_and_names_the_one_before(books: Books) -> None:
    with books.journal.writing() as db:
        assert journal.head(db) == journal.Head(0, "0" * 64)
        first = journal.add(db, WHOLE, SALT)
        assert journal.head(db) == first
        second = journal.add(db, sale(2), SALT)
        assert journal.head(db) == second
        entries = rows(db, "journal_entry", "body", "person")
        assert entries == [
            {
                **{"sequence": 1, "kind": "sale", "of": "sale-1-1", "epoch": 1},
                **{"at": "2026-11-21T14:07:31.123456+00:00", "previous": "0" * 64},
                "hash": first.hash,
            },
            {
                **{"sequence": 2, "kind": "sale", "of": "sale-1-2", "epoch": 1},
                **{"at": "2026-11-21T14:07:32.123456+00:00", "previous": first.hash},
                "hash": second.hash,
            },
        ]
        (person,) = rows(db, "sale_person")[:1]
        assert person["salt"] == SALT.encode()
        digest = sha256(SALT.encode() + person["document"]).hexdigest()
        assert rows(db, "journal_entry")[0]["person"] == digest


def test_j8_no_name_of_clerk_manager_or_customer_is_in_the_fact_and_all_come_back(
    books: Books,
) -> None:
    fact, person = journal.apart(WHOLE)
    names = ("Leo Bianchi", "Eva Neri")
    assert person == journal.Person(
        "Mira Rossi", "Ana waits", shipped_to("IT", 490), (("l1", "gift for Ana"),), names
    )
    assert person.approvers == names
    assert (fact.clerk_name, fact.note, fact.shipment) == ("", "", None)
    assert [line.note for line in fact.lines] == ["", ""]
    assert [approval.name for approval in fact.approvals] == ["", ""]
    assert [approval.by for approval in fact.approvals] == ["m1", "m2"]
    assert journal.together(fact, person) == WHOLE
    with books.journal.writing() as db:
        journal.add(db, WHOLE, SALT)
        assert journal.find(db, WHOLE.id) == WHOLE
        assert journal.erase(db, "c-ana") == 1
        assert journal.find(db, WHOLE.id) == fact


def test_a_sale_that_nothing_was_paid_for_is_journalled_like_any_other(books: Books) -> None:
    nothing = Totals(*[eur(0)] * 6)
    free = replace(sale(1), tenders=(), change=eur(0), totals=nothing)
    empty = replace(sale(2), lines=(), tenders=(), change=eur(0), totals=nothing)
    with books.journal.writing() as db:
        journal.add(db, free, SALT)
        journal.add(db, empty, SALT)
        assert [journal.find(db, one.id) for one in (free, empty)] == [free, empty]
        assert rows(db, "tender") == []
        assert len(rows(db, "sale_line")) == len(free.lines)


def test_sales_are_found_by_what_a_clerk_knows_of_them(books: Books) -> None:
    with books.journal.writing() as db:
        made = [sell(db, 1, customer="c-ana"), sell(db, 2, customer="c-leo")]
        made += [sell(db, 1, customer="c-ana", epoch=2), other_day(db)]
        for habit in ("OFF", "ON"):  # what is not asked for in an order may come in any
            db.exec_driver_sql(f"PRAGMA reverse_unordered_selects = {habit}")
            assert journal.of_day(db, date(2026, 11, 21)) == tuple(made[:3])
            assert journal.of_day(db, date(2026, 11, 22)) == (made[3],)
        assert journal.by_receipt(db, "12-r3-1-000002") == made[1]
        assert journal.by_receipt(db, "12-r3-1-000009") is None
        assert journal.erase(db, "c-nobody") == 0
        assert journal.erase(db, "c-ana") == 2
        assert journal.find(db, made[1].id) == made[1]


def test_t1_pieces_sold_after_an_entry_are_added_up_by_their_sku(books: Books) -> None:
    again = replace(sale(2).lines[0], id="l3", quantity=2)
    more = replace(sale(2), lines=(*sale(2).lines, again))
    with books.journal.writing() as db:
        heads = [journal.add(db, made, SALT) for made in (sale(1), more, sale(3))]
        first, second, third = (head.sequence for head in heads)
        both = {"BOOT-38": 4, "SCARF": 2}
        assert journal.sold_since(db, first, ("BOOT-38", "SCARF", "PIN")) == both
        assert journal.sold_since(db, first, ("SCARF",)) == {"SCARF": 2}
        assert journal.sold_since(db, second, ("BOOT-38",)) == {"BOOT-38": 1}
        assert journal.sold_since(db, third, ("BOOT-38",)) == {}


def other_day(db: Connection) -> Sale:
    moment = datetime(2026, 11, 22, 9, tzinfo=UTC)
    made = replace(
        sale(2, customer="c-eva", epoch=2), business_date=date(2026, 11, 22), sold_at=moment
    )
    journal.add(db, made, SALT)
    return made


def test_j4_each_register_counts_for_itself(books: Books) -> None:
    with books.journal.writing() as db:
        sell(db, 1)
        sell(db, 2)
        assert journal.next_number(db, "r3", 1) == 3
        assert journal.next_number(db, "r4", 1) == 1
        assert journal.next_number(db, "r3", 2) == 1


def test_j8_whatever_changed_in_the_last_entry_stops_the_next_sale(books: Books) -> None:
    with books.journal.writing() as db:
        sell(db, 1)
        sell(db, 2)
        db.exec_driver_sql("DROP TRIGGER journal_entry_never_updated")
    texts = dict.fromkeys(("kind", "of", "at", "body", "person", "previous", "hash"), "x")
    for column, value in {**texts, "epoch": 7, "sequence": 5}.items():
        with pytest.raises(JournalDamaged) as caught, books.journal.writing() as db:
            change = f'UPDATE journal_entry SET "{column}" = ? WHERE sequence = 2'
            db.exec_driver_sql(change, (value,))
            sell(db, 3)
        assert caught.value.sequence == (5 if column == "sequence" else 2)


def test_j8_a_last_entry_whose_sale_is_gone_stops_the_next_sale(books: Books) -> None:
    with books.journal.writing() as db:
        sell(db, 1)
        db.exec_driver_sql("DROP TRIGGER sale_never_deleted")
        db.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in ("sale_line", "tender", "sale_person"):
            db.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_never_deleted")
            db.exec_driver_sql(f"DELETE FROM {table}")
        db.exec_driver_sql("DELETE FROM sale")
    with pytest.raises(JournalDamaged), books.journal.writing() as db:
        sell(db, 2)


def test_a_sale_that_cannot_be_read_says_what_is_wrong_with_it(books: Books) -> None:
    with books.journal.writing() as db:
        made = sell(db, 1)
        db.exec_driver_sql("DROP TRIGGER sale_never_updated")
        db.exec_driver_sql("UPDATE sale SET document = x'00'")
        with pytest.raises(BooksDamaged, match=r"a stored sale cannot be read: \w"):
            journal.find(db, made.id)
