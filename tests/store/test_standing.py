"""The badge's numbers come from the tables in one look, each from its own."""

from __future__ import annotations

from posapp.domain.cart import Cart
from posapp.store import card_attempts, outbox, parked, print_queue, settings, standing
from posapp.store.books import Books
from posapp.store.card_attempts import AttemptState
from posapp.store.standing import Standing
from tests.domain.shop_samples import eur
from tests.store.samples import AT, sell


def test_a3_nothing_waits_at_a_new_register(books: Books) -> None:
    with books.journal.reading() as db:
        assert standing.look(db) == Standing({}, 0, 0, 0, 0, "", ())


def test_a3_each_thing_that_waits_is_counted_where_it_belongs(books: Books) -> None:
    with books.journal.writing() as db:
        made = sell(db)
        for place, kind in enumerate(("sale", "sale", "receipt", "sale", "sale", "sale")):
            outbox.append(db, f"k{place}", kind, f"of-{place}", b"{}", AT)
        *_, third_last, second_last, last = outbox.waiting(db)
        outbox.mark_sent(db, third_last.place)
        outbox.park(db, second_last.place, "invalid")
        outbox.park(db, last.place, "invalid")
        for number in range(4):
            print_queue.append(db, f"p{number}", made.id, AT, copy=True)
        print_queue.begin(db, 1)
        print_queue.recover(db)
        print_queue.begin(db, 1)
        print_queue.recover(db)
        parked.add(db, parked.ParkedCart("aside", AT, "mira", "Mira", Cart(), None))
        settings.put(db, settings.FOUND_COPIED, "restored")
        now = standing.look(db)
    assert now.waiting == {"sale": 2, "receipt": 1}
    assert (now.parked, now.printing, now.not_printed, now.set_aside) == (2, 3, 1, 1)
    assert (now.copied, now.charges) == ("restored", ())


def test_a3_charges_without_a_sale_are_told_with_their_payment(books: Books) -> None:
    with books.journal.writing() as db:
        for charge, payment in (
            ("a", "p1"),
            ("b", "p1"),
            ("c", "p2"),
            ("d", "p3"),
            ("e", "p4"),
        ):
            card_attempts.start(db, charge, payment, eur(100), AT)
        card_attempts.finish(db, "b", AttemptState.UNKNOWN)
        card_attempts.finish(db, "c", AttemptState.APPROVED)
        card_attempts.finish(db, "d", AttemptState.DECLINED)
        card_attempts.finish(db, "e", AttemptState.APPROVED)
        card_attempts.join(db, ["e"], "sale-1")
        assert sorted(standing.look(db).charges) == [("p1", False), ("p1", True), ("p2", False)]
