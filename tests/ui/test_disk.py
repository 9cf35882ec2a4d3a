"""J7 on the real window: trouble with the disk is told, confirms nothing, and passes."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from posapp.app import Application
from posapp.database import engine
from posapp.database.engine import sqlite_module
from posapp.domain.errors import StoreTrouble
from posapp.options import RegisterOptions
from posapp.services import receipts, reporting
from posapp.services.register import Register, close_register
from posapp.store.books import JOURNAL
from posapp.ui import watch
from tests.disks import fill, small_disk
from tests.needs import needs_posix
from tests.services.conftest import Clock, make_register
from tests.services.shop import LUISA
from tests.services.till import sell
from tests.ui.conftest import Hands, Opened

pytestmark = [needs_posix, pytest.mark.usefixtures("soon")]
WAIT_MS = 20_000


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the watch's next look, nor as long as a shop for another program."""
    monkeypatch.setattr(watch, "_LOOK_MS", 50)
    monkeypatch.setattr(engine, "BUSY_MS", 500)


@contextmanager
def io_errors(register: Register) -> Iterator[None]:
    """The system refuses every byte beyond the first few thousand of a file."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def read_only(register: Register) -> Iterator[None]:
    """SQLite takes the file for one that may only be read."""

    def may_only_read(connection: object, *_more: object) -> None:
        connection.execute("PRAGMA query_only=ON")  # type: ignore[attr-defined]  # sqlite3's

    def may_write(connection: object, *_more: object) -> None:
        connection.execute("PRAGMA query_only=OFF")  # type: ignore[attr-defined]  # sqlite3's

    journal = register.books.journal.engine
    event.listen(journal, "checkout", may_only_read)
    try:
        yield
    finally:
        event.remove(journal, "checkout", may_only_read)
        event.listen(journal, "checkout", may_write)


@contextmanager
def locked(register: Register) -> Iterator[None]:
    """Another program has begun to write and does not end."""
    other = sqlite_module().connect(register.folder / JOURNAL, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.rollback()
        other.close()


Trouble = Callable[[Register], AbstractContextManager[None]]


def says(hands: Hands, code: str) -> Callable[[], bool]:
    return lambda: f"({code})" in hands.window.warning.text


@pytest.mark.parametrize(
    ("trouble", "code"),
    [(io_errors, "P-95"), (read_only, "P-96"), (locked, "P-97")],
    ids=["I/O error", "read-only", "locked"],
)
def test_j7_trouble_is_told_over_every_screen_confirms_nothing_and_passes_by_itself(
    hands: Hands, qtbot: QtBot, trouble: Trouble, code: str
) -> None:
    register = hands.register
    first = sell(register)
    with trouble(register):
        with pytest.raises(StoreTrouble) as refused:
            sell(register)
        assert refused.value.code == code
        qtbot.waitUntil(says(hands, code), timeout=WAIT_MS)
        assert "Nothing was confirmed" in hands.window.warning.text
        assert reporting.day(register, LUISA).sales[0].receipt == first.receipt
        assert receipts.find(register, first.receipt) == first
    qtbot.waitUntil(lambda: not hands.window.warning.text, timeout=WAIT_MS)
    assert sell(register).number == 2


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path, 160) as folder:
        yield folder


def test_j7_a_disk_that_fills_up_warns_takes_the_last_sale_then_refuses_and_recovers(
    disk: Path, opened: Opened, qtbot: QtBot
) -> None:
    hands = opened()
    hands.signs_in()
    register = hands.register
    qtbot.waitUntil(says(hands, "P-82"), timeout=WAIT_MS)  # long before: it is a small disk
    qtbot.waitUntil(lambda: register.books.ballast.lies, timeout=WAIT_MS)
    fill(disk)
    assert sell(register).number == 1  # in the room of the ballast
    qtbot.waitUntil(says(hands, "P-83"), timeout=WAIT_MS)
    fill(disk)
    number = 1
    with pytest.raises(StoreTrouble) as refused:
        while True:
            number = sell(register).number
    assert refused.value.code == "P-94"
    qtbot.waitUntil(says(hands, "P-94"), timeout=WAIT_MS)
    assert len(reporting.day(register, LUISA).sales) == number
    (disk / "film.mkv").unlink()
    qtbot.waitUntil(says(hands, "P-82"), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: register.books.ballast.lies, timeout=WAIT_MS)
    assert sell(register).number == number + 1


@contextmanager
def damaged(path: Path) -> Iterator[None]:
    sound = path.read_bytes()
    path.write_bytes(b"this was never a database" * 400)
    yield
    path.write_bytes(sound)


@contextmanager
def newer(path: Path) -> Iterator[None]:
    sound = path.read_bytes()
    with closing(sqlite_module().connect(path)) as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
        db.commit()
    written = path.read_bytes()
    yield
    assert path.read_bytes() == written  # refused, and left untouched
    path.write_bytes(sound)


@contextmanager
def held(path: Path) -> Iterator[None]:
    with closing(sqlite_module().connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA locking_mode=EXCLUSIVE")
        db.execute("BEGIN EXCLUSIVE")
        yield


@pytest.mark.parametrize(
    ("cause", "code"),
    [(damaged, "P-98"), (newer, "P-91"), (held, "P-97")],
    ids=["damaged", "newer", "held"],
)
def test_j7_j9_at_the_start_it_is_told_and_passes_once_the_cause_is_gone(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    cause: Callable[[Path], AbstractContextManager[None]],
    code: str,
) -> None:
    clock = Clock()
    monkeypatch.setattr("posapp.app.opening.RETRY_MS", 50)
    opens = "posapp.services.opening.open_register"
    monkeypatch.setattr(opens, lambda folder, _clock: make_register(folder, clock))
    close_register(make_register(tmp_path, clock))
    with starting(tmp_path, clock) as app:
        screen = app.window.sign_in
        with cause(tmp_path / JOURNAL):
            app.opening.begin()
            qtbot.waitUntil(lambda: f"({code})" in screen.banner.text, timeout=WAIT_MS)
        if code == "P-91":
            screen.confirm()  # a newer program was installed, and a person tries again
        qtbot.waitUntil(lambda: app.register is not None, timeout=WAIT_MS)
        assert not screen.banner.text


@contextmanager
def starting(folder: Path, clock: Clock) -> Iterator[Application]:
    """A program whose books are opened when the test says so."""
    options = RegisterOptions(folder, language="en", theme="light")
    app = Application(options, clock)
    try:
        yield app
    finally:
        app.close()
        app.window.deleteLater()
        app.deleteLater()
