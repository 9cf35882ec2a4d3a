"""S5: a restored image and a cloned register are noticed, and nothing doubles."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from posapp.domain.errors import FoundCopied, Unreachable
from posapp.hub import oddities
from posapp.services import epochs, watching
from posapp.services.opening import open_register
from posapp.services.register import Register, close_register
from posapp.store import outbox
from posapp.store.books import JOURNAL
from posapp.sync import heads
from posapp.sync.exchange import exchange
from tests.services.centre import Counter, away
from tests.services.conftest import ana, centre, here
from tests.services.till import sell

__all__ = ["ana", "centre", "here"]


def image(register: Register, to: Path) -> Path:
    """The register's whole folder as it is now: an image of its disk."""
    with register.books.journal.writing() as db:
        db.exec_driver_sql("SELECT 1")
    shutil.copytree(register.folder, to, ignore=shutil.ignore_patterns("*.lock", "*-shm"))
    return to


def kinds(here: Counter) -> list[str]:
    hub, store = here.centre.hub, here.register.store_id
    return [odd.kind for odd in hub.read(lambda db: oddities.listed(db, store))]


def at_the_centre(register: Register) -> list[str]:
    return list(register.central.sales().sales)


def unsent(register: Register) -> int:
    with register.books.journal.reading() as db:
        return outbox.count(db, "waiting") + outbox.count(db, "parked")


def found(register: Register) -> list[str]:
    return [each.kind for each in watching.look(register) if isinstance(each, FoundCopied)]


def test_s5_the_one_register_is_never_taken_for_a_copy_of_itself(here: Counter) -> None:
    register = here.register
    for _ in range(3):
        sell(register)
        exchange(register)
        exchange(register)
    close_register(register)
    again = open_register(register.folder)
    sell(again)
    exchange(again)
    assert again.epoch_now == 1
    assert found(again) == []
    assert unsent(again) == 0
    close_register(again)


def test_s5_a_lost_answer_makes_nobody_a_copy(
    here: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = here.register
    exchange(register)
    sell(register)
    real = register.central.report_head

    def lost(report: object) -> object:
        real(report)  # type: ignore[arg-type]  # passed on as it is
        raise Unreachable("lost")

    with monkeypatch.context() as cut:
        cut.setattr(register.central, "report_head", lost)
        assert not exchange(register).online
    sell(register)
    assert exchange(register).online
    assert register.epoch_now == 1


def test_s5_an_older_image_of_the_disk_is_noticed_before_it_sells_and_sells_on_anew(
    here: Counter, tmp_path: Path
) -> None:
    register = here.register
    first = sell(register)
    exchange(register)
    older = image(register, tmp_path / "image")
    second = sell(register)
    exchange(register)
    close_register(register)
    back = open_register(older)
    exchange(back)
    assert found(back) == ["restored"]
    third = sell(back)
    exchange(back)
    assert third.epoch == 2
    assert at_the_centre(back) == [first.id, second.id, third.id]
    assert unsent(back) == 0
    assert "register_restored" in kinds(here)
    epochs.seen_to(back)
    assert found(back) == []
    close_register(back)
    assert open_and_close(older) == 2


def open_and_close(folder: Path) -> int:
    register = open_register(folder)
    close_register(register)
    return register.epoch


def test_s5_two_copies_that_sold_while_cut_off_lose_and_double_nothing(
    here: Counter, tmp_path: Path
) -> None:
    register = here.register
    first = sell(register)
    exchange(register)
    clone = open_register(image(register, tmp_path / "clone"))
    cut, cut_clone = away(register), away(clone)
    mine = [sell(cut) for _ in range(2)]
    theirs = [sell(cut_clone) for _ in range(3)]
    assert {s.receipt for s in mine} & {s.receipt for s in theirs}  # unavoidable, cut off
    exchange(register)
    exchange(clone)
    assert (register.epoch_now, clone.epoch_now) == (1, 2)
    assert (found(register), found(clone)) == ([], ["copied"])
    more, others = sell(register), sell(clone)
    exchange(register)
    exchange(clone)
    everything = [first, *mine, *theirs, more, others]
    assert sorted(at_the_centre(register)) == sorted(sale.id for sale in everything)
    assert unsent(register) == unsent(clone) == 0
    odd = kinds(here)
    assert odd.count("receipt_twice") == 3  # two at once, and one that the clone was first with
    assert odd.count("register_copied") == 1
    close_register(clone)


def test_s5_books_that_are_gone_are_noticed_and_no_number_is_repeated(here: Counter) -> None:
    register = here.register
    first = sell(register)
    exchange(register)
    close_register(register)
    for path in register.folder.glob(f"{JOURNAL}*"):
        path.unlink()
    again = open_register(register.folder)
    exchange(again)
    exchange(again)
    assert found(again) == ["lost_end"]  # by the note beside the books, before anybody is asked
    assert kinds(here).count("register_restored") == 1
    assert sell(again).receipt != first.receipt
    close_register(again)


def test_s5_without_the_centre_selling_goes_on_as_before(here: Counter) -> None:
    cut = away(here.register)
    with pytest.raises(Unreachable):
        heads.compare(cut)
    assert sell(cut).epoch == 1
