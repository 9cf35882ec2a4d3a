"""What the centre has still to hear is never lost, never reordered, never in the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from posapp.store import outbox
from posapp.store.books import Books
from tests.store.samples import AT, state_of


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
        assert (outbox.count(db, "waiting"), outbox.count(db, "parked")) == (1, 1)
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
        assert state_of(db, "sale", "of-a") == "sent"
        assert state_of(db, "sale", "never") == ""
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


def test_a_message_is_queued_whole_and_may_leave_at_once(books: Books) -> None:
    with books.journal.writing() as db:
        outbox.append(db, "key", "receipt", "sale-7", b'{"a":1}', AT)
        (report,) = outbox.waiting(db)
    assert report == outbox.Report(
        1, "key", "receipt", "sale-7", b'{"a":1}', AT, "waiting", "", 0, None
    )


def test_fifty_messages_are_handed_out_at_once_and_two_hundred_refusals_listed(
    books: Books,
) -> None:
    fill(books, *(str(number) for number in range(201)))
    with books.journal.writing() as db:
        assert [report.place for report in outbox.waiting(db)] == list(range(1, 51))
        assert outbox.MOST_AT_ONCE == 50
        for place in range(1, 202):
            outbox.park(db, place, "invalid")
        assert [report.place for report in outbox.parked(db)] == list(range(1, 201))
        assert [report.place for report in outbox.parked(db, limit=2)] == [1, 2]


def test_a3_messages_are_counted_by_what_became_of_them(books: Books) -> None:
    fill(books, "a", "b", "c")
    with books.journal.writing() as db:
        outbox.append(db, "r", "receipt", "of-a", b"{}", AT)
        outbox.mark_sent(db, 1)
        assert [outbox.count(db, s) for s in ("waiting", "sent", "parked")] == [3, 1, 0]


def test_a3_what_the_centre_has_is_asked_for_by_kind(books: Books) -> None:
    fill(books, "a", "b")
    with books.journal.writing() as db:
        outbox.append(db, "r", "receipt", "of-b", b"{}", AT)
        outbox.append(db, "again", "sale", "of-b", b"{}", AT)
        outbox.mark_sent(db, 1)
        outbox.mark_sent(db, 3)
        assert outbox.sent(db, "sale") == {"of-a"}
        assert outbox.sent(db, "receipt") == {"of-b"}
        assert outbox.sent_among(db, "sale", ["of-b"]) == frozenset()
        assert outbox.sent_among(db, "sale", []) == frozenset()
        assert state_of(db, "sale", "of-b") == "waiting"
        assert state_of(db, "receipt", "of-b") == "sent"
        outbox.park(db, 4, "invalid")  # of two messages about one thing the first one counts
        assert state_of(db, "sale", "of-b") == "waiting"
        outbox.mark_sent(db, 2)
        assert state_of(db, "sale", "of-b") == "sent"


def test_whatever_becomes_of_a_message_nothing_of_its_past_clings_to_it(books: Books) -> None:
    later = AT + timedelta(seconds=4)
    fill(books, "a", "b")
    with books.journal.writing() as db:
        outbox.put_off(db, 1, later)
        outbox.put_off(db, 2, later)
        outbox.park(db, 1, "invalid")
        (refused,) = outbox.parked(db)
        assert (refused.reason, refused.next_try) == ("invalid", None)
        outbox.put_off(db, 1, later)
        outbox.retry(db, 1)
        again, other = outbox.waiting(db)
        assert (again.reason, again.next_try, again.attempts) == ("", None, 2)
        assert (other.next_try, other.attempts) == (later, 1)
        outbox.park(db, 1, "invalid")
        outbox.put_off(db, 1, later)
        outbox.mark_sent(db, 1)
        row = db.exec_driver_sql("SELECT reason, next_try, body FROM outbox WHERE place = 1")
        assert row.one() == ("", "", b"")


def test_s3_only_a_refused_message_can_be_made_to_say_something_else(books: Books) -> None:
    fill(books, "a", "b", "c", "d")
    with books.journal.writing() as db:
        outbox.mark_sent(db, 1)
        outbox.park(db, 2, "invalid")
        outbox.park(db, 3, "invalid")
        for place in (1, 2, 4):
            outbox.amend(db, place, b"mended")
        bodies = db.exec_driver_sql("SELECT body FROM outbox ORDER BY place").scalars().all()
    assert bodies == [b"", b"mended", b"{}", b"{}"]


def test_s2_the_order_is_asked_for_and_not_the_database_s_habit(books: Books) -> None:
    fill(books, "a", "b", "c", "d")
    with books.journal.writing() as db:
        outbox.append(db, "again", "sale", "of-c", b"{}", AT)
        outbox.park(db, 3, "invalid")
        outbox.park(db, 4, "invalid")
        db.exec_driver_sql("PRAGMA reverse_unordered_selects = ON")
        assert [report.place for report in outbox.waiting(db)] == [1, 2, 5]
        assert [report.place for report in outbox.parked(db)] == [3, 4]
        assert state_of(db, "sale", "of-c") == "parked"
