"""J7: room is kept for the sale at hand, and given up when there is no other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from posapp.database.ballast import AMPLE, LEAST, SIZE, Ballast, free_bytes
from posapp.database.engine import Database, in_file
from posapp.domain.errors import DiskFull
from tests.disks import fill, small_disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path, 2 * AMPLE // 1024 // 1024) as folder:
        yield folder


def kept(folder: Path, ballast: Ballast | None) -> Database:
    database = Database(in_file(folder / "books.db"), tells=True, ballast=ballast)
    with database.writing() as db:
        db.exec_driver_sql("CREATE TABLE kept (text TEXT)")
    return database


def write(database: Database, text: str = "x" * 50_000) -> None:
    with database.writing() as db:
        db.exec_driver_sql("INSERT INTO kept VALUES (?)", (text,))


def test_j7_ballast_takes_real_room_and_gives_it_back(disk: Path) -> None:
    before = free_bytes(disk)
    ballast = Ballast(disk)
    ballast.lay()
    ballast.lay()
    after = free_bytes(disk)
    assert before is not None
    assert after is not None
    assert ballast.lies
    assert before - after >= SIZE
    ballast.release()
    ballast.release()
    assert not ballast.lies
    assert free_bytes(disk) == before


def test_j7_no_ballast_is_laid_where_room_is_short(disk: Path) -> None:
    fill(disk, leaving=AMPLE - SIZE)
    ballast = Ballast(disk)
    ballast.lay()
    assert not ballast.lies
    assert [path.name for path in disk.iterdir()] == ["film.mkv"]


def test_j7_a_full_disk_takes_the_sale_at_hand_because_the_ballast_makes_way(
    disk: Path,
) -> None:
    ballast = Ballast(disk)
    ballast.lay()
    database = kept(disk, ballast)
    fill(disk)
    for _ in range(50):
        write(database)
    assert not ballast.lies
    assert database.trouble is None
    database.close()


def test_j7_without_room_it_is_told_and_remembered_until_something_is_written(
    disk: Path,
) -> None:
    database = kept(disk, None)
    film = fill(disk)
    with pytest.raises(DiskFull):
        for _ in range(200):
            write(database)
    assert isinstance(database.trouble, DiskFull)
    film.unlink()
    write(database)
    assert database.trouble is None
    database.close()


def test_j7_what_can_be_fetched_again_leaves_the_last_room_to_sales(disk: Path) -> None:
    database = kept(disk, None)
    database.leaves_bytes = LEAST
    fill(disk, leaving=LEAST - os.sysconf("SC_PAGE_SIZE"))
    with pytest.raises(DiskFull):
        write(database)
    assert database.trouble is None
    database.close()
