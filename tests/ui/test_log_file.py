"""The log never holds up who logs, and loses nothing at an end that Python sees."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path
from threading import Event, Semaphore

import pytest

from posapp.ui import bugs, log_file
from posapp.ui.log_file import LogFile

GOES = "import logging, sys; from pathlib import Path; from posapp.ui.log_file import LogFile; "


class Disk:
    """Takes no line until it ``takes``; ``taken`` counts them."""

    def __init__(self) -> None:
        self.takes, self.taken = Event(), Semaphore(0)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    made, emit = Disk(), RotatingFileHandler.emit

    def late(kept: RotatingFileHandler, record: logging.LogRecord) -> None:
        made.takes.wait()
        emit(kept, record)
        made.taken.release()

    monkeypatch.setattr(RotatingFileHandler, "emit", late)
    yield made
    made.takes.set()


def line(text: str, *values: object) -> logging.LogRecord:
    return logging.LogRecord("posapp.test", logging.WARNING, "", 0, text, values, None)


def said(folder: Path) -> list[str]:
    lines = (folder / "posapp.log").read_text("utf-8").splitlines()
    return [one.partition("posapp.test ")[2] or one for one in lines]


def test_a1_who_logs_never_waits_for_the_disk_and_every_line_is_kept_in_order(
    disk: Disk, tmp_path: Path
) -> None:
    kept = LogFile(tmp_path)
    for number in range(100):
        kept.handle(line("line %d", number))
    assert not (tmp_path / "posapp.log").exists()
    disk.takes.set()
    kept.close()
    kept.close()
    assert said(tmp_path) == [f"line {number}" for number in range(100)]


def test_what_is_logged_is_what_held_then(disk: Disk, tmp_path: Path) -> None:
    kept, values = LogFile(tmp_path), ["then"]
    kept.handle(line("said %s", values))
    values[0] = "later"
    disk.takes.set()
    kept.close()
    assert said(tmp_path) == ["said ['then']"]


def too_many(folder: Path, monkeypatch: pytest.MonkeyPatch) -> LogFile:
    """Ten lines, of which there is room for two."""
    monkeypatch.setattr(log_file, "MOST", 2)
    kept = LogFile(folder)
    for number in range(10):
        kept.handle(line("line %d", number))
    return kept


def test_lines_that_a_stuck_disk_leaves_no_room_for_are_counted(
    disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = too_many(tmp_path, monkeypatch)
    disk.takes.set()
    kept.close()
    *lines, last = said(tmp_path)
    assert lines == [f"line {number}" for number in range(len(lines))]
    assert f"{10 - len(lines)} lines were dropped" in last


def test_lines_dropped_are_told_of_as_soon_as_there_is_room_again(
    disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = too_many(tmp_path, monkeypatch)
    disk.takes.set()
    disk.taken.acquire()
    disk.taken.acquire()  # there is room again
    kept.handle(line("after"))
    kept.close()
    *_, told, last = said(tmp_path)
    assert "lines were dropped" in told
    assert last == "after"


def test_a_disk_that_takes_nothing_does_not_keep_the_program_from_ending(
    disk: Disk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_file, "LAST_S", 0.05)
    kept = LogFile(tmp_path)
    kept.handle(line("never"))
    kept.close()
    assert not (tmp_path / "posapp.log").exists()


def test_a_program_that_ends_by_a_bug_has_logged_its_last_line(tmp_path: Path) -> None:
    bug = f"kept = LogFile(Path({str(tmp_path)!r})); log = logging.getLogger('posapp.test'); "
    ends = "log.addHandler(kept); log.error('the last line'); 1 / 0"
    done = subprocess.run(
        [sys.executable, "-c", GOES + bug + ends], capture_output=True, check=False
    )
    assert b"ZeroDivisionError" in done.stderr
    assert said(tmp_path) == ["the last line"]


def test_the_program_s_log_is_made_with_its_first_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []

    def noting(folder: Path) -> LogFile:
        made.append(folder)
        return LogFile(folder)

    monkeypatch.setattr(log_file, "LogFile", noting)
    kept = bugs.log_to(tmp_path)
    try:
        assert made == []
        logging.getLogger("posapp.test").warning("the first")
        logging.getLogger("posapp.test").warning("the second")
    finally:
        logging.getLogger("posapp").removeHandler(kept)
        kept.close()
    assert made == [tmp_path]
    assert said(tmp_path) == ["the first", "the second"]
    nothing = bugs.log_to(tmp_path)
    logging.getLogger("posapp").removeHandler(nothing)
    nothing.close()
