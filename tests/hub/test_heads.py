"""S5 at the centre: heads of journals, and epochs that never come back. On both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from posapp.contract import paths
from posapp.contract.messages import (
    Enrolled,
    EpochRequest,
    HeadReport,
    JournalHead,
    NewEpoch,
)
from posapp.hub import oddities
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre
from tests.hub.store import Store, new_id

NOWHERE = JournalHead(1, 0, "0" * 64)


def head(sequence: int, letter: str = "a", epoch: int = 1) -> JournalHead:
    return JournalHead(epoch, sequence, letter * 64)


def tells(register: Client, stands: JournalHead, known: JournalHead) -> JournalHead:
    return read(register.post(paths.HEADS, HeadReport(stands, known)), JournalHead)


def begins(register: Client, above: int = 1, why: NewEpoch = NewEpoch.RESTORED) -> int:
    wish = EpochRequest(new_id(), above, why, 7, "b" * 64)
    return read(register.post(paths.EPOCHS, wish, key=wish.id), Enrolled).epoch


def test_s5_a_head_is_taken_from_whoever_continues_the_one_that_is_known(
    register: Client,
) -> None:
    assert tells(register, head(3), NOWHERE) == head(3)
    assert tells(register, head(3), NOWHERE) == head(3)
    assert tells(register, head(5, "b"), head(3)) == head(5, "b")
    assert tells(register, head(5, "b"), head(3)) == head(5, "b")


@pytest.mark.parametrize(
    ("stands", "known"),
    [
        (head(4, "c"), NOWHERE),  # another journal, or an answer that was lost
        (head(6, "c"), head(5, "c")),  # built on an entry that nobody told
        (head(4, "c"), head(5, "b")),  # it went back
    ],
)
def test_s5_any_other_head_is_answered_with_the_known_one_and_changes_nothing(
    register: Client, stands: JournalHead, known: JournalHead
) -> None:
    tells(register, head(5, "b"), NOWHERE)
    assert tells(register, stands, known) == head(5, "b")
    assert tells(register, head(5, "b"), NOWHERE) == head(5, "b")


def test_s5_registers_and_epochs_have_heads_of_their_own(
    centre: Centre, store: Store, register: Client
) -> None:
    other = store.register(centre.hub, centre.url)
    tells(register, head(5, "b"), NOWHERE)
    assert tells(other, head(2), NOWHERE) == head(2)
    second = replace(NOWHERE, epoch=2)
    assert tells(register, head(5, "c", epoch=2), second) == head(5, "c", epoch=2)


@pytest.mark.parametrize(
    "bad",
    [
        head(-1),
        head(1, epoch=0),
        head(1, epoch=2**31),
        replace(head(1), hash="A" * 64),
        replace(head(1), hash="a" * 63),
    ],
)
def test_s5_what_can_be_no_head_is_refused(register: Client, bad: JournalHead) -> None:
    known = replace(NOWHERE, epoch=bad.epoch)
    assert problem(register.post(paths.HEADS, HeadReport(bad, known))).code == "invalid"
    mixed = HeadReport(head(1), replace(NOWHERE, epoch=2))
    assert problem(register.post(paths.HEADS, mixed)).code == "invalid"


def test_j4_an_epoch_is_above_everything_that_anybody_knows_of(register: Client) -> None:
    assert begins(register) == 2
    assert begins(register) == 3
    assert begins(register, above=1_000) == 1_001
    begun_alone = JournalHead(5_000, 0, "0" * 64)
    tells(register, begun_alone, begun_alone)
    assert begins(register, above=3) == 5_001
    wish = EpochRequest(new_id(), 2**31 - 1, NewEpoch.COPIED, 0, "0" * 64)
    assert problem(register.post(paths.EPOCHS, wish, key=wish.id)).code == "invalid"


def test_j4_a_lost_answer_gives_the_same_epoch_again(register: Client) -> None:
    wish = EpochRequest(new_id(), 1, NewEpoch.COPIED, 7, "b" * 64)
    given = [
        read(register.post(paths.EPOCHS, wish, key=wish.id), Enrolled).epoch for _ in range(3)
    ]
    assert given == [2, 2, 2]


def test_j4_copies_that_ask_at_once_never_get_one_epoch(register: Client) -> None:
    with ThreadPoolExecutor(4) as many:
        given = list(many.map(lambda _: begins(register), range(8)))
    assert sorted(given) == list(range(2, 10))


def test_s5_a_copy_is_listed_for_people_to_look_into(
    centre: Centre, store: Store, register: Client
) -> None:
    begins(register, why=NewEpoch.COPIED)
    (odd,) = centre.hub.read(lambda db: oddities.listed(db, store.id))
    assert (odd.kind, odd.of, odd.receipt) == ("register_copied", register.id, "")
    assert odd.detail == "epoch 2 begun at entry 7"
