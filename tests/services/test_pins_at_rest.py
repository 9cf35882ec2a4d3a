"""P6: PIN verifiers lie on the register's disk sealed with the register's own key."""

from __future__ import annotations

import secrets
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from posapp.contract import wire
from posapp.database.engine import sqlite_module
from posapp.domain.errors import PinsSealed
from posapp.hub import registers
from posapp.hub import shop as profiles
from posapp.services import backups, enrolling, keeping, restoring, signing_in
from posapp.services.opening import open_register
from posapp.services.register import close_register
from posapp.store.books import JOURNAL
from posapp.store.sealing import Seal
from posapp.sync.profile import refresh
from tests.services.centre import Counter
from tests.services.conftest import nowhere
from tests.services.shop import LUISA, MIRA, MIRA_PIN, START

PEOPLE = (MIRA, LUISA)


@dataclass(frozen=True)
class Shut:
    """A closed register whose store has two people, and its centre."""

    counter: Counter

    @property
    def folder(self) -> Path:
        return self.counter.register.folder

    def cut_off(self) -> None:
        place = enrolling.settings(self.folder)
        enrolling.save(self.folder, replace(place, hub_url=nowhere()))

    def signs_in(self) -> str:
        """Who comes in with Mira's PIN after a start, in which nothing lies open."""
        register = open_register(self.folder)
        try:
            assert self.told() == []
            return signing_in.sign_in(register, MIRA_PIN).id
        finally:
            close_register(register)

    def told(self) -> list[str]:
        """Everything in the folder that would let somebody try PINs."""
        secret = [clerk.verifier.rpartition("$")[2].encode() for clerk in PEOPLE]
        return [
            str(path)
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and any(part in path.read_bytes() for part in secret)
        ]


@pytest.fixture
def shut(here: Counter) -> Shut:
    """The profile with the people's verifiers has come, and the window was closed."""
    hub = here.centre.hub
    hub.write(lambda db: profiles.put_clerks(db, here.register.store_id, PEOPLE))
    assert refresh(here.register)
    assert set(PEOPLE) <= set(here.register.shop.people)
    close_register(here.register)
    return Shut(here)


def laid_open(shut: Shut) -> None:
    """What a program of before would have stored."""
    document = wire.encode(shut.counter.register.shop)
    with closing(sqlite_module().connect(shut.folder / JOURNAL)) as db:
        db.execute("UPDATE shop SET document = ?", (document,))
        db.commit()


def test_p6_no_file_of_the_register_holds_a_verifier_and_its_people_sign_in(
    shut: Shut,
) -> None:
    assert shut.told() == []
    shut.cut_off()
    assert shut.signs_in() == MIRA.id
    assert shut.told() == []


def test_p6_books_of_before_are_sealed_at_the_first_start_and_nothing_stays_open(
    shut: Shut,
) -> None:
    laid_open(shut)
    assert shut.told()
    shut.cut_off()
    assert shut.signs_in() == MIRA.id
    assert shut.told() == []
    assert shut.signs_in() == MIRA.id


def test_p6_a_backup_tells_no_pin_and_lets_people_in_once_it_is_restored(shut: Shut) -> None:
    backup = backups.make(shut.folder, START)
    assert shut.told() == []
    shut.cut_off()
    restoring.restore(shut.folder, backup, START, "wish-1")
    assert shut.signs_in() == MIRA.id


def test_p6_books_of_another_key_get_the_pins_anew_or_say_that_they_need_the_centre(
    shut: Shut,
) -> None:
    """As on a computer whose keyring was lost, and that was enrolled anew."""
    there = enrolling.settings(shut.folder).hub_url
    for name in (enrolling.SETTINGS, keeping.KEY):
        (shut.folder / name).unlink()
    hub, store = shut.counter.centre.hub, shut.counter.register.store_id
    code = hub.write(lambda db: registers.make_code(db, hub, store))
    again = enrolling.enrol(shut.folder, there, code)
    shut.cut_off()
    with pytest.raises(PinsSealed):
        shut.signs_in()
    enrolling.save(shut.folder, again)
    assert shut.signs_in() == MIRA.id
    shut.cut_off()
    assert shut.signs_in() == MIRA.id
    assert shut.told() == []


def test_p6_a_seal_opens_for_its_own_person_and_key_and_unchanged() -> None:
    seal = Seal(secrets.token_bytes(32))
    closed = seal.close("verifier", MIRA.id)
    assert seal.open(closed, MIRA.id) == "verifier"
    assert seal.close("verifier", MIRA.id) != closed
    other = Seal(secrets.token_bytes(32))
    changed = closed[:-5] + ("A" if closed[-5] != "A" else "B") + closed[-4:]
    for which, text, of in (
        (seal, closed, LUISA.id),
        (other, closed, MIRA.id),
        (seal, changed, MIRA.id),
        (seal, closed[:12], MIRA.id),
        (seal, "sealed1:§", MIRA.id),
    ):
        with pytest.raises(PinsSealed):
            which.open(text, of)
    assert "private" not in repr(seal)
