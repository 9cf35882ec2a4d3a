"""S5, S6, J9 on the real window: what a person should know is said and can be seen to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from posapp import verify
from posapp.domain.errors import BooksDamaged, JournalDamaged
from posapp.services import backups, enrolling, watching
from posapp.store import settings
from posapp.ui import watch
from posapp.ui.screens.attention_panel import AttentionPanel
from tests.services.conftest import nowhere
from tests.services.till import sell
from tests.ui.conftest import Hands

WAIT_MS = 20_000
soon = pytest.mark.usefixtures("looks_soon")


@pytest.fixture
def looks_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for the watch's next look; before the window is opened."""
    monkeypatch.setattr(watch, "_LOOK_MS", 50)


@soon
@pytest.mark.parametrize(
    ("kind", "words"),
    [("copied", "second copy"), ("restored", "earlier day"), ("lost_end", "sales are gone")],
)
def test_s5_a_copy_is_said_over_every_screen_until_a_person_has_looked_into_it(
    hands: Hands, qtbot: QtBot, kind: str, words: str
) -> None:
    register, window = hands.register, hands.window
    with register.books.journal.writing() as db:
        settings.put(db, settings.FOUND_COPIED, kind)
    qtbot.waitUntil(lambda: words in window.warning.text, timeout=WAIT_MS)
    assert "(P-85)" in window.warning.text
    qtbot.waitUntil(lambda: "Needs attention (1)" in window.bar.badge.text, timeout=WAIT_MS)
    hands.clicks("window.badge.attention")
    assert isinstance(hands.sale.panel, AttentionPanel)
    hands.clicks("attention.copied.seen")
    qtbot.waitUntil(lambda: not window.warning.text, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: "attention" not in window.bar.badge.text, timeout=WAIT_MS)


@soon
@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(minutes=20), "20 minutes fast"),
        (timedelta(hours=-3), "3 hours slow"),
        (timedelta(days=3652), "3652 days fast"),
        (timedelta(days=-3652), "3652 days slow"),
    ],
)
def test_s6_a_wrong_clock_is_said_and_keeps_nobody_from_selling(
    hands: Hands, qtbot: QtBot, ahead: timedelta, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = hands.register.clock() - ahead
    monkeypatch.setattr(type(hands.register.central), "now", lambda _: there)
    qtbot.waitUntil(lambda: words in hands.window.warning.text, timeout=WAIT_MS)
    assert "sales are safe" in hands.window.warning.text
    assert sell(hands.register).number == 1


def test_s6_a_clock_that_is_right_enough_is_not_worth_a_word(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = hands.register.clock() - timedelta(minutes=4)
    monkeypatch.setattr(type(hands.register.central), "now", lambda _: there)
    assert [each.code for each in watching.look(hands.register) if each.code == "P-86"] == []


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "_BACK_UP_EVERY", 1)


def test_j9_the_days_backup_is_made_once_nobody_is_served(
    hands: Hands, qtbot: QtBot, often: None
) -> None:
    register = hands.register
    made = enrolling.Settings(nowhere(), register.id, register.store_id, register.label, 1)
    enrolling.save(register.folder, made)
    sell(register)
    hands.scans(watch_goods(hands))
    hands.running.watch.look()
    hands.running.watch.look()
    assert backups.kept(register.folder) == ()
    hands.clicks("sale.done")
    qtbot.waitUntil(lambda: hands.sale.serving.untouched, timeout=WAIT_MS)
    qtbot.waitUntil(lambda: len(backups.kept(register.folder)) == 1, timeout=WAIT_MS)


def watch_goods(hands: Hands) -> str:
    from tests.services.shop import SOCKS

    return SOCKS.gtin


@soon
def test_j9_a_backup_that_cannot_be_made_is_said_until_one_is(
    hands: Hands, qtbot: QtBot, often: None
) -> None:
    register = hands.register
    sell(register)  # and there are no settings, so nobody knows where to
    qtbot.waitUntil(lambda: "(P-84)" in hands.window.warning.text, timeout=WAIT_MS)
    made = enrolling.Settings(nowhere(), register.id, register.store_id, register.label, 1)
    enrolling.save(register.folder, replace(made, backups=str(register.folder / "elsewhere")))
    qtbot.waitUntil(lambda: not hands.window.warning.text, timeout=WAIT_MS)
    assert len(list((register.folder / "elsewhere").iterdir())) == 1


def test_j8_a_sale_that_was_changed_is_said_over_every_screen_and_nothing_more_is_sold(
    hands: Hands, qtbot: QtBot
) -> None:
    register, watch_of_it = hands.register, hands.running.watch
    sell(register)
    sell(register)
    with register.books.journal.writing() as db:
        db.exec_driver_sql("DROP TRIGGER sale_never_updated")
        db.exec_driver_sql("UPDATE sale SET document = x'7b7d' WHERE number = 1")
    watch_of_it.start()
    qtbot.waitUntil(lambda: "changed from outside: entry 1" in hands.window.warning.text)
    with pytest.raises(JournalDamaged):
        sell(register)


@soon
def test_j7_a_journal_that_could_not_be_read_is_looked_through_again_and_sold_with_again(
    hands: Hands, qtbot: QtBot, often: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite calls what the disk does not give damaged, so nothing is chained until then."""
    register = hands.register
    sell(register)
    enrolling.save(
        register.folder,
        enrolling.Settings(nowhere(), register.id, register.store_id, register.label, 1),
    )
    with monkeypatch.context() as disk:
        disk.setattr(verify, "chained", cut_short)
        hands.running.watch.start()
        qtbot.waitUntil(lambda: "(P-98)" in hands.window.warning.text, timeout=WAIT_MS)
        with pytest.raises(BooksDamaged):
            sell(register)
    qtbot.waitUntil(lambda: not hands.window.warning.text, timeout=WAIT_MS)
    assert sell(register).number == 2


def cut_short(_path: Path, _stop: Event | None = None) -> verify.Report:
    report = verify.Report()
    report.fault("SQLite cannot read the file any further", cut_short=True)
    return report
