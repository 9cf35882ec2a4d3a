"""J1, J4, J8: a register that was cut off notices by itself that its last sales are gone."""

from __future__ import annotations

import logging
import shutil
from hashlib import sha256
from pathlib import Path

import pytest

from posapp.doctor import books as doctor
from posapp.services import epochs, watching
from posapp.services.opening import open_register
from posapp.services.register import close_register
from posapp.store.books import JOURNAL
from posapp.store.journal import FIRST, Head
from posapp.store.witness import LONGEST, SUFFIX, Witness
from tests.services.till import sell
from tests.sweeps.journal.shop import Devices, make_folder

WAL = f"{JOURNAL}-wal"
HERE = Head(7, "ab" * 32)


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """The folder of a register that sold three times and died, with the log's end flipped."""
    running, left = tmp_path / "running", tmp_path / "left"
    make_folder(running, Devices(9, 9))
    register = open_register(running)
    for _ in range(3):
        sell(register)
    shutil.copytree(running, left, ignore=shutil.ignore_patterns("*-shm", "*.lock"))
    close_register(register)
    log = bytearray((left / WAL).read_bytes())
    log[-1] ^= 1
    (left / WAL).write_bytes(log)
    return left


def test_j8_lost_sales_are_said_and_their_receipt_numbers_never_come_back(left: Path) -> None:
    before = (left / WAL).read_bytes()
    register = open_register(left)
    assert [error.code for error in watching.look(register)][:1] == ["P-85"]
    assert next(doctor.books(left)).says.endswith("the last sales before are gone")
    assert (left / f"{WAL}.lost-after-2").read_bytes() == before
    sale = sell(register)
    assert (sale.epoch > 1, sale.number) == (True, 1)
    epochs.seen_to(register)
    close_register(register)
    again = open_register(left)
    assert (epochs.noticed(again), again.epoch_now) == ("", sale.epoch)
    close_register(again)


def made_up(sequence: str) -> bytes:
    """A note that somebody wrote who knows how."""
    check = sha256(f"{sequence} {FIRST}".encode()).hexdigest()[:16]
    return f"{sequence} {FIRST} {check}\n".encode()


@pytest.mark.parametrize(
    "note",
    [
        *(b"", b"7 abc\n", b"00000000000000000007 " + b"a" * LONGEST),
        *map(made_up, ("x", "-7", "9" * 30)),
    ],
)
def test_j8_a_note_that_is_damaged_or_missing_raises_no_alarm(left: Path, note: bytes) -> None:
    kept = (left / JOURNAL).with_suffix(SUFFIX)
    kept.unlink()
    if note:
        kept.write_bytes(note)
    register = open_register(left)
    assert epochs.noticed(register) == ""
    stands = Witness(left / JOURNAL).read()
    assert stands is not None
    assert stands.sequence == 2
    close_register(register)


def test_what_was_noted_is_read_again_and_forgotten_for_other_books(tmp_path: Path) -> None:
    witness = Witness(tmp_path / JOURNAL)
    assert witness.read() is None
    for head in (Head(0, FIRST), HERE):
        witness.saw(head)
        witness.settle()
        assert Witness(tmp_path / JOURNAL).read() == head
    witness.forget()
    witness.forget()
    assert witness.read() is None


def test_j7_no_sale_depends_on_the_note(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    gone = Witness(tmp_path / "gone" / JOURNAL)
    with caplog.at_level(logging.WARNING):
        gone.saw(HERE)
        gone.keep_log(7)
        witness = Witness(tmp_path / JOURNAL)
        witness.saw(HERE)
        witness.forget()
        witness.settle()
    assert len(caplog.messages) == 3
