"""What the centre refused waits for a person, and goes once more when they say so."""

from __future__ import annotations

from sqlalchemy import update

from posapp.services import attention, health
from posapp.store import outbox
from posapp.store.tables import outbox as outbox_table
from posapp.sync.exchange import exchange
from tests.services.centre import Counter
from tests.services.till import sell


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
