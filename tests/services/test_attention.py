"""What the centre refused waits for a person, and goes once more when they say so."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from posapp.contract import wire
from posapp.contract.messages import ReceiptRequest
from posapp.domain.conversation import Channel
from posapp.domain.errors import BadEmail, StoreTrouble
from posapp.hub.tables.conversations import outgoing_mail
from posapp.services import attention, exporting, health, receipts
from posapp.services.register import Register
from posapp.store import outbox
from posapp.store.tables import outbox as outbox_table
from posapp.sync.exchange import exchange
from tests.services.centre import Counter
from tests.services.till import WORDS, sell


def test_a_refused_sale_can_be_looked_at_and_sent_again(here: Counter) -> None:
    """The centre refuses a body it cannot read; whole again, it is taken."""
    sale = sell(here.register, clerk=here.clerk)
    journal = here.register.books.journal
    with journal.writing() as db:
        (report,) = outbox.waiting(db)
        db.execute(update(outbox_table).values(body=b"{}"))
    assert exchange(here.register).parked == 1
    (fact,) = attention.list_parked(here.register)
    assert (fact.kind, fact.of, fact.receipt) == ("sale", sale.id, sale.receipt)
    assert fact.reason.startswith("invalid")
    assert health.of(here.register).needs_attention == 1

    attention.retry(here.register, fact)
    assert exchange(here.register).parked == 1, "refused again: it waits again"
    with journal.writing() as db:
        db.execute(update(outbox_table).values(body=report.body))
    attention.retry(here.register, fact)
    status = exchange(here.register)
    assert (status.sent, status.parked, status.waiting) == (1, 0, 0)
    assert attention.list_parked(here.register) == ()

    attention.retry(here.register, fact)
    assert health.of(here.register).waiting == 0, "what was sent is not sent again"


def test_a_refused_receipt_goes_to_another_address(here: Counter) -> None:
    """S3: what can be mended is mended in its old place, and nothing else of a fact is."""
    sale = sell(here.register, clerk=here.clerk)
    receipts.send(here.register, sale, WORDS, Channel.EMAIL, "ana@example.org")
    with here.register.books.journal.writing() as db:
        whole, mail = outbox.waiting(db)
        asked = replace(wire.decode(mail.body, ReceiptRequest), address="ana at home")
        wrong = update(outbox_table).where(outbox_table.c.place == mail.place)
        db.execute(wrong.values(body=wire.encode(asked)))
    assert exchange(here.register).parked == 1
    (fact,) = attention.list_parked(here.register)
    assert (fact.address, fact.receipt) == ("ana at home", sale.receipt)
    with pytest.raises(BadEmail):
        attention.send_to(here.register, fact, "still wrong")
    attention.send_to(here.register, fact, " ana@example.org ")
    status = exchange(here.register)
    assert (status.sent, status.parked) == (1, 0)
    with here.centre.hub.database.reading() as db:
        sent = db.execute(
            select(outgoing_mail.c.id, outgoing_mail.c.address).where(
                outgoing_mail.c.sale == sale.id
            )
        ).all()
    assert [tuple(row) for row in sent] == [(mail.id, "ana@example.org")]
    attention.send_to(here.register, fact, "eve@example.org")
    assert health.of(here.register).waiting == 0, "what was sent is not sent again"
    assert whole.kind == "sale"


def test_a_sale_has_nothing_that_may_be_edited(register: Register) -> None:
    sale = sell(register)
    with register.books.journal.writing() as db:
        (report,) = outbox.waiting(db)
        outbox.park(db, report.place, "invalid: total")
    (fact,) = attention.list_parked(register)
    assert fact.address is None
    attention.send_to(register, fact, "ana@example.org")
    with register.books.journal.reading() as db:
        (after,) = outbox.parked(db)
    assert after.body == report.body and after.of == sale.id


def test_the_list_is_exported_without_formulas_or_addresses_p1(register: Register) -> None:
    sale = sell(register)
    receipts.send(register, sale, WORDS, Channel.EMAIL, "ana@example.org")
    with register.books.journal.writing() as db:
        for report in outbox.waiting(db):
            outbox.park(db, report.place, "=HYPERLINK(1): \u202e")
    path = attention.export(register, attention.list_parked(register))
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    assert [row["kind"] for row in rows] == ["sale", "receipt"]
    assert all(row["reason"].startswith("'=") for row in rows)
    assert {row["receipt"] for row in rows} == {f"{sale.receipt}"}
    document = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert [row["of"] for row in document] == [row["of"] for row in rows]
    assert "ana@example.org" not in path.read_text("utf-8-sig") + json.dumps(document)


def test_a_full_disk_says_so_instead_of_exporting(register: Register) -> None:
    (register.folder / exporting.FOLDER).write_text("in the way")
    with pytest.raises(StoreTrouble):
        attention.export(register, ())
