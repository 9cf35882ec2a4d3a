"""What the centre has still to hear is never lost, never reordered, never in the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from posapp.store import outbox
from posapp.store.books import Books
from tests.store.samples import AT


def fill(books: Books, *keys: str) -> None:
    with books.journal.writing() as db:
        for key in keys:
            outbox.append(db, key, "sale", f"of-{key}", b"{}", AT)


def test_s2_messages_leave_in_the_order_they_were_made(books: Books) -> None:
    fill(books, "b", "a", "c")
    with books.journal.reading() as db:
        assert [report.id for report in outbox.waiting(db)] == ["b", "a", "c"]
        assert [report.id for report in outbox.waiting(db, limit=1)] == ["b"]


def test_s3_a_refused_message_is_set_aside_with_its_reason_and_kept(books: Books) -> None:
    fill(books, "a", "b")
    with books.journal.writing() as db:
        outbox.park(db, outbox.waiting(db)[0].place, "invalid: lines")
    with books.journal.reading() as db:
        assert [report.id for report in outbox.waiting(db)] == ["b"]
        (parked,) = outbox.parked(db)
        assert (parked.id, parked.reason, parked.body) == ("a", "invalid: lines", b"{}")
        assert outbox.kinds(db, "waiting") == {"sale": 1}
    with books.journal.writing() as db:
        outbox.retry(db, parked.place)
        assert [report.id for report in outbox.waiting(db)] == ["a", "b"]


def test_a_sent_message_leaves_its_id_and_nothing_personal(books: Books) -> None:
    fill(books, "a", "b")
    with books.journal.writing() as db:
        outbox.mark_sent(db, outbox.waiting(db)[0].place)
    with books.journal.reading() as db:
        assert outbox.sent(db, "sale") == {"of-a"}
        assert outbox.sent_among(db, "sale", ["of-a", "of-b"]) == {"of-a"}
        assert outbox.state_of(db, "sale", "of-a") == "sent"
        assert outbox.state_of(db, "sale", "never") == ""
        assert db.exec_driver_sql("SELECT body FROM outbox WHERE id = 'a'").scalar() == b""


def test_an_unanswered_message_counts_its_tries(books: Books) -> None:
    fill(books, "a")
    with books.journal.writing() as db:
        outbox.put_off(db, 1, AT + timedelta(seconds=4))
        outbox.put_off(db, 1, AT + timedelta(seconds=8))
        (report,) = outbox.waiting(db)
    assert (report.attempts, report.next_try) == (2, AT + timedelta(seconds=8))


def test_s1_the_same_key_is_never_queued_twice(books: Books) -> None:
    fill(books, "a")
    with pytest.raises(IntegrityError):
        fill(books, "a")


def test_s2_a_place_is_never_given_again(books: Books) -> None:
    fill(books, "a", "b")
    with books.journal.writing() as db:
        db.exec_driver_sql("DELETE FROM outbox WHERE id = 'b'")
    fill(books, "c")
    with books.journal.reading() as db:
        assert [report.place for report in outbox.waiting(db)] == [1, 3]
