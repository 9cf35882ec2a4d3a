"""J4, J6 to J9, S1, S5: what is restored repeats, loses and starts nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from posapp import backup, restore
from posapp.domain.errors import (
    BooksDamaged,
    DiskFails,
    NewerSchema,
    SecondCopy,
    UnknownBackup,
)
from posapp.services import backups, enrolling, epochs, restoring
from posapp.services.opening import open_register
from posapp.services.register import Register, close_register
from posapp.store import copies, journal, outbox, print_queue
from posapp.store.books import JOURNAL
from posapp.sync.push import push
from tests.services.books import NOW, enrolled, sound
from tests.services.centre import Counter
from tests.services.conftest import Clock, make_register, nowhere
from tests.services.till import sell


def restored(here: Counter, file: Path) -> restoring.Restored:
    """Close the register, and put this backup in the place of its books."""
    close_register(here.register)
    return restoring.restore(here.register.folder, file, NOW, here.register.new_id())


def opened(here: Counter) -> Register:
    return open_register(here.register.folder)


def at_the_centre(register: Register) -> list[str]:
    return list(register.central.sales().sales)


def test_j4_after_a_restore_numbers_begin_anew_and_none_is_repeated(here: Counter) -> None:
    first = sell(here.register)
    file = backups.make(here.register.folder, NOW)
    lost = [sell(here.register) for _ in range(2)]
    done = restored(here, file)
    assert (done.epoch, done.by_centre, done.sales) == (2, True, 1)
    register = opened(here)
    next_sale = sell(register)
    assert next_sale.receipt.endswith("-2-000001")
    assert next_sale.receipt not in {sale.receipt for sale in (first, *lost)}
    assert sound(register.folder / JOURNAL) == 2
    close_register(register)


def test_j4_two_restores_of_one_backup_never_share_an_epoch(here: Counter) -> None:
    sell(here.register)
    file = backups.make(here.register.folder, NOW)
    epochs_given = [restored(here, file).epoch]
    folder = here.register.folder
    place = enrolling.settings(folder)
    enrolling.save(folder, replace(place, hub_url=nowhere()))  # from now on it is cut off
    for minute in (0, 0, 5):
        done = restoring.restore(folder, file, NOW + timedelta(minutes=minute), f"e{minute}")
        assert not done.by_centre
        epochs_given.append(done.epoch)
    assert epochs_given == sorted(set(epochs_given))
    enrolling.save(folder, place)
    assert restoring.restore(folder, file, NOW, "last").epoch == epochs_given[-1] + 1


@pytest.mark.parametrize("years", [-30, -10, 10, 5000])
def test_s6_a_wrong_clock_repeats_no_epoch(years: int) -> None:
    then = NOW.replace(year=NOW.year + years)
    known = epochs.alone(7, NOW)
    assert known < epochs.alone(known, then) <= epochs.MOST


def test_s1_what_was_told_since_the_backup_is_not_doubled_and_the_rest_arrives(
    here: Counter,
) -> None:
    told, waiting = sell(here.register), sell(here.register)
    file = backups.make(here.register.folder, NOW)  # neither of them was told by then
    push(here.register)
    later = sell(here.register)  # and this one only the replaced books know
    centre = here.register
    assert at_the_centre(centre) == [told.id, waiting.id]
    done = restored(here, file)
    assert done.untold == 1
    register = opened(here)
    after = sell(register)
    push(register)
    assert at_the_centre(register) == [told.id, waiting.id, later.id, after.id]
    assert _unsent(register) == 0
    assert sound(register.folder / JOURNAL) == 3
    close_register(register)


def _unsent(register: Register) -> int:
    with register.books.journal.reading() as db:
        return outbox.count(db, "waiting") + outbox.count(db, "parked")


def test_j9_the_replaced_books_are_kept_aside_whole(here: Counter) -> None:
    sell(here.register)
    file = backups.make(here.register.folder, NOW)
    lost = sell(here.register)
    done = restored(here, file)
    assert done.aside is not None
    assert sound(done.aside / JOURNAL) == 2
    with closing(sqlite3.connect(done.aside / JOURNAL)) as db:
        assert db.execute("SELECT id FROM sale WHERE number = 2").fetchone() == (lost.id,)


def test_j6_receipts_that_a_backup_still_meant_to_print_are_asked_about(
    here: Counter,
) -> None:
    sale = sell(here.register)
    with here.register.books.journal.writing() as db:
        print_queue.append(db, sale.id, sale.id, NOW, copy=False, drawer=True)
    file = backups.make(here.register.folder, NOW)
    restored(here, file)
    again = opened(here)
    with again.books.journal.reading() as db:
        assert print_queue.next_job(db) is None
        assert print_queue.uncertain(db) == (sale.id,)
    close_register(again)


def test_j7_damaged_books_are_replaced_and_sold_with_again(here: Counter) -> None:
    sell(here.register)
    file = backups.make(here.register.folder, NOW)
    close_register(here.register)
    (here.register.folder / JOURNAL).write_bytes(b"this was never a database" * 400)
    done = restoring.restore(here.register.folder, file, NOW, "e1")
    assert done.untold is None
    register = opened(here)
    assert sell(register).epoch == done.epoch
    close_register(register)


def test_j7_books_that_only_cannot_be_read_just_now_are_not_replaced(
    here: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(here.register)
    file = backups.make(here.register.folder, NOW)
    untold = sell(here.register)
    close_register(here.register)
    look = copies.look

    def fails(path: Path, register: str) -> copies.Copy:
        if path.name == JOURNAL:
            raise DiskFails("disk I/O error")
        return look(path, register)

    with monkeypatch.context() as fault:
        fault.setattr(copies, "look", fails)
        with pytest.raises(DiskFails):
            restoring.restore(here.register.folder, file, NOW, "e1")
    register = opened(here)
    assert register.epoch == 1
    with register.books.journal.reading() as db:
        assert journal.find(db, untold.id) == untold
    close_register(register)


def test_s5_nothing_is_restored_over_a_running_program(here: Counter) -> None:
    sell(here.register)
    file = backups.make(here.register.folder, NOW)
    with pytest.raises(SecondCopy):
        restoring.restore(here.register.folder, file, NOW, "e1")
    assert sell(here.register).epoch == 1


def test_j9_a_backup_of_another_register_of_a_newer_program_or_damaged_is_refused(
    here: Counter, clock: Clock, tmp_path: Path
) -> None:
    register = make_register(tmp_path / "another", clock)
    sell(here.register)
    folder = here.register.folder
    sound_one = backups.make(folder, NOW)
    enrolled(register)
    sell(register)
    another = backups.make(register.folder, NOW, tmp_path / "another.db")
    newer, damaged = tmp_path / "newer.db", tmp_path / "damaged.db"
    newer.write_bytes(sound_one.read_bytes())
    with closing(sqlite3.connect(newer)) as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
        db.commit()
    content = bytearray(sound_one.read_bytes())
    place = content.index(b'"grand"')
    content[place + 20] ^= 1
    damaged.write_bytes(content)
    close_register(register)
    close_register(here.register)
    before = (folder / JOURNAL).read_bytes()
    for file, error in (
        (another, UnknownBackup),
        (tmp_path / "none.db", UnknownBackup),
        (newer, NewerSchema),
        (damaged, BooksDamaged),
    ):
        with pytest.raises(error):
            restoring.restore(folder, file, NOW, file.name)
        assert (folder / JOURNAL).read_bytes() == before
    assert not list(folder.glob("*.restored*"))


def test_the_commands_say_what_they_did_and_end_accordingly(
    here: Counter, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = ["--folder", str(here.register.folder)]
    assert restore.main(folder) == 1
    sell(here.register)
    assert backup.main(folder) == 0
    assert "read back" in capsys.readouterr().out
    (made,) = backups.kept(here.register.folder)
    assert restore.main([str(made.path), *folder]) == 1
    assert "close its window first" in capsys.readouterr().out
    close_register(here.register)
    assert restore.main(folder) == 0
    assert str(made.path) in capsys.readouterr().out
    assert restore.main([str(made.path), *folder]) == 0
    told = capsys.readouterr().out
    assert "epoch 2 (the centre gave it)" in told
    assert "replaced books are kept" in told
    assert backup.main(["--folder", "/nowhere"]) == 1


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE TRIGGER more AFTER INSERT ON sale BEGIN DELETE FROM outbox; END",
        "DROP TRIGGER sale_never_updated",
        "CREATE VIEW more AS SELECT * FROM sale",
    ],
)
def test_j8_a_backup_that_would_act_by_itself_is_refused_and_the_books_stay(
    register: Register, planted: str
) -> None:
    """Books are data: nothing that came with a file runs when a sale is made."""
    enrolled(register)
    sell(register)
    file = backups.make(register.folder, NOW, register.folder / "one.db")
    with closing(sqlite3.connect(file)) as db:
        db.execute(planted)
        db.commit()
    close_register(register)
    before = (register.folder / JOURNAL).read_bytes()
    with pytest.raises(UnknownBackup):
        restoring.restore(register.folder, file, NOW, "wish-1")
    assert (register.folder / JOURNAL).read_bytes() == before
