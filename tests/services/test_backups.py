"""J7, J8, J9, S6: backups are whole, kept for a fortnight, and made each night."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from posapp.domain.errors import BooksDamaged, DiskFull
from posapp.services import backups, enrolling
from posapp.services.register import Register
from posapp.store.books import JOURNAL
from tests.disks import fill, small_disk
from tests.services.books import NOW, enrolled, sound
from tests.services.till import sell


def test_j8_a_backup_made_while_sales_go_on_is_one_whole_moment_of_them(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolled(register)
    stop = threading.Event()

    def sells() -> None:
        while not stop.is_set():
            sell(register)

    sell(register)
    seller = threading.Thread(target=sells)
    seller.start()
    try:
        files = [
            backups.make(register.folder, NOW, register.folder / f"{number}.db")
            for number in range(5)
        ]
    finally:
        stop.set()
        seller.join()
    counts = [sound(file) for file in files]
    assert counts == sorted(counts)
    assert counts[0] >= 1
    assert [path.name for path in register.folder.glob("*.new")] == []


def test_j8_damaged_books_give_no_backup_and_leave_the_older_one_alone(
    register: Register,
) -> None:
    enrolled(register)
    sell(register)
    kept = backups.make(register.folder, NOW, register.folder / "kept.db")
    before = kept.read_bytes()
    with closing(sqlite3.connect(register.folder / JOURNAL)) as db:
        db.execute("DROP TRIGGER sale_never_updated")
        db.execute("UPDATE sale SET grand = grand + 1, tendered = tendered + 1")
        db.commit()
    with pytest.raises(BooksDamaged):
        backups.make(register.folder, NOW, kept)
    assert kept.read_bytes() == before
    assert sorted(path.name for path in register.folder.glob("kept*")) == ["kept.db"]


def test_j7_a_full_disk_gives_no_backup_and_leaves_nothing_of_it(
    register: Register, tmp_path: Path
) -> None:
    enrolled(register)
    sell(register)
    stick = tmp_path / "stick"
    stick.mkdir()
    with small_disk(stick, 8):
        fill(stick, leaving=100_000)
        with pytest.raises(DiskFull):
            backups.make(register.folder, NOW, stick / "register.db")
        assert [path.name for path in stick.iterdir()] == ["film.mkv"]


def test_j9_fourteen_nightly_backups_are_kept_and_none_with_a_name_of_its_own_goes(
    register: Register, tmp_path: Path
) -> None:
    chosen = tmp_path / "other disk"
    enrolling.save(register.folder, replace(enrolled(register), backups=str(chosen)))
    sell(register)
    backups.make(register.folder, NOW, chosen / "by hand.db")
    for day in range(16):
        backups.make(register.folder, NOW + timedelta(days=day))
    found = backups.kept(register.folder)
    assert [each.at for each in found] == [NOW + timedelta(days=d) for d in range(15, 1, -1)]
    assert (chosen / "by hand.db").exists()


def test_s6_a_day_is_backed_up_once_whatever_the_clock_did_before(register: Register) -> None:
    enrolled(register)
    assert not backups.nightly(register)  # nothing was ever sold
    sell(register)
    then = register.clock()
    ahead = replace(register, clock=lambda: then + timedelta(days=3650))
    assert backups.nightly(ahead)
    assert backups.nightly(register)
    assert not backups.nightly(register)
    assert not backups.nightly(ahead)
    assert len(backups.kept(register.folder)) == 2
