"""A card charge is on disk before it is asked for, and its end is written once."""

from __future__ import annotations

import pytest

from posapp.store import card_attempts
from posapp.store.books import Books
from posapp.store.card_attempts import AttemptState
from tests.domain.shop_samples import eur
from tests.store.samples import AT

ENDS = [AttemptState.DECLINED, AttemptState.CANCELLED]


def start(books: Books, charge: str = "t1") -> None:
    with books.journal.writing() as db:
        card_attempts.start(db, charge, "pay", eur(8900), AT)


def test_a_charge_that_was_begun_is_a_question(books: Books) -> None:
    start(books)
    with books.journal.reading() as db:
        (attempt,) = card_attempts.unsettled(db)
    assert (attempt.id, attempt.payment, attempt.amount) == ("t1", "pay", eur(8900))
    assert (attempt.state, attempt.started_at) == (AttemptState.STARTED, AT)


@pytest.mark.parametrize("end", ENDS)
def test_a_charge_that_failed_is_settled_for_ever(books: Books, end: AttemptState) -> None:
    start(books)
    with books.journal.writing() as db:
        assert card_attempts.finish(db, "t1", end, reason="no")
        assert card_attempts.unsettled(db) == ()
        assert not card_attempts.finish(db, "t1", AttemptState.APPROVED)
        found = card_attempts.find(db, "t1")
    assert found is not None and (found.state, found.reason) == (end, "no")


def test_an_unknown_charge_stays_a_question_until_the_terminal_says(books: Books) -> None:
    start(books)
    with books.journal.writing() as db:
        assert card_attempts.finish(db, "t1", AttemptState.UNKNOWN, reference="ref")
        assert len(card_attempts.unsettled(db)) == 1
        assert card_attempts.finish(db, "t1", AttemptState.APPROVED, label="VISA")
        found = card_attempts.find(db, "t1")
    assert found is not None and (found.reference, found.label) == ("ref", "VISA")


def test_an_approved_charge_without_a_sale_is_a_question(books: Books) -> None:
    start(books)
    with books.journal.writing() as db:
        card_attempts.finish(db, "t1", AttemptState.APPROVED)
        assert len(card_attempts.unsettled(db)) == 1
        card_attempts.join(db, ["t1"], "sale-1")
        assert card_attempts.unsettled(db) == ()


def test_an_approved_charge_can_be_reversed(books: Books) -> None:
    start(books)
    with books.journal.writing() as db:
        assert not card_attempts.finish(db, "t1", AttemptState.REVERSED)
        card_attempts.finish(db, "t1", AttemptState.APPROVED)
        assert card_attempts.finish(db, "t1", AttemptState.REVERSED)
        assert card_attempts.unsettled(db) == ()
