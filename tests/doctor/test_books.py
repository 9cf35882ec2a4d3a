"""S5, S6: the doctor says whether these books are the only ones, and what the clock does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from posapp.contract.messages import NewEpoch
from posapp.doctor import books, enrolled_at
from posapp.doctor.finding import Finding
from posapp.services import backups, enrolling, epochs
from posapp.store.books import JOURNAL
from tests.hub.conftest import Centre
from tests.services.centre import Counter
from tests.services.conftest import centre, here
from tests.services.till import sell

__all__ = ["centre", "here"]


def about(found: list[Finding]) -> dict[str, Finding]:
    return {each.about: each for each in found}


def test_a_folder_without_a_register_has_nothing_to_say(tmp_path: Path) -> None:
    assert list(books.books(tmp_path)) == []


def test_j7_settings_that_the_disk_does_not_give_are_said(tmp_path: Path) -> None:
    (tmp_path / enrolling.SETTINGS).mkdir()
    (found,) = books.books(tmp_path)
    assert (found.about, found.state) == ("Settings", "wrong")
    assert enrolled_at(tmp_path) is None


def test_s5_the_doctor_says_that_a_register_was_found_to_be_a_copy(here: Counter) -> None:
    register = here.register
    sell(register)
    found = about(list(books.books(register.folder)))
    assert found["Books"].state == "ok"
    assert "1 sales" in found["Books"].says
    epochs.begin(register, NewEpoch.COPIED)
    copied = about(list(books.books(register.folder)))["Books"]
    assert (copied.state, "second copy" in copied.says) == ("note", True)
    epochs.begin(register, NewEpoch.RESTORED)
    back = about(list(books.books(register.folder)))["Books"]
    assert "earlier day" in back.says


def test_j7_the_doctor_says_that_books_are_damaged(here: Counter) -> None:
    here.register.books.close()
    (here.register.folder / JOURNAL).write_bytes(b"this was never a database" * 400)
    (found,) = books.books(here.register.folder)
    assert found.state == "wrong"
    assert "posapp restore" in found.advice


def test_a_register_without_a_backup_or_with_an_old_one_is_told(here: Counter) -> None:
    register = here.register
    sell(register)
    assert about(list(books.books(register.folder)))["Backups"].state == "note"
    backups.make(register.folder, register.clock())
    assert about(list(books.books(register.folder)))["Backups"].state == "ok"
    later = register.clock() + timedelta(days=4)
    assert about(list(books.books(register.folder, later)))["Backups"].state == "note"


def test_s6_a_clock_far_from_the_centres_is_told(here: Counter, centre: Centre) -> None:
    (found,) = books.clock(centre.url)
    assert found.state == "ok"
    assert list(books.clock(None)) == []
    slow, fast = books.agrees(-3650 * 86_400.0), books.agrees(600.0)
    assert slow.says == "3650 days, 0:00:00 behind the centre's"
    assert fast.says == "0:10:00 ahead of the centre's"
