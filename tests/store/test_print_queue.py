"""A receipt is printed once; an interrupted one is repeated once, and says COPY."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from posapp.store import print_queue
from posapp.store.books import Books
from posapp.store.print_queue import PrintJob
from tests.store.samples import AT, sell


def queue_one(books: Books) -> PrintJob:
    with books.journal.writing() as db:
        made = sell(db)
        print_queue.append(db, "p1", made.id, AT, copy=False, drawer=True)
        job = print_queue.next_job(db)
    assert job is not None
    return job


def test_j6_nothing_is_printed_for_a_sale_that_is_not_in_the_journal(books: Books) -> None:
    with pytest.raises(IntegrityError), books.journal.writing() as db:
        print_queue.append(db, "p1", "no such sale", AT, copy=False)


def test_a_printed_receipt_leaves_the_queue(books: Books) -> None:
    job = queue_one(books)
    assert (job.copy, job.drawer, job.repeats) == (False, True, 0)
    with books.journal.writing() as db:
        print_queue.begin(db, job.place)
        assert print_queue.next_job(db) is None
        print_queue.done(db, job.place)
        assert (print_queue.count(db), print_queue.count(db, "printed")) == (0, 1)


def test_a_receipt_the_printer_did_not_take_waits_as_it_was(books: Books) -> None:
    job = queue_one(books)
    with books.journal.writing() as db:
        print_queue.begin(db, job.place)
        print_queue.put_back(db, job.place, "paper_out")
        assert print_queue.next_job(db) == job


def test_j6_an_interrupted_print_is_repeated_once_as_a_copy(books: Books) -> None:
    job = queue_one(books)
    with books.journal.writing() as db:
        print_queue.begin(db, job.place)
        assert print_queue.recover(db) == 1
        again = print_queue.next_job(db)
        assert again is not None
        assert (again.copy, again.drawer, again.repeats) == (True, False, 1)
        print_queue.begin(db, job.place)
        assert print_queue.recover(db) == 0
        assert print_queue.next_job(db) is None
        assert print_queue.count(db, "uncertain") == 1
