"""The catalogue comes down while selling, goes on where it stopped, and is then kept up."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import pytest

from posapp.contract.messages import CatalogueChange, CataloguePage, ChangeKind
from posapp.domain.errors import BadReply, Refused, Unreachable
from posapp.hub import catalogue as at_the_centre
from posapp.services.register import Register
from posapp.store import catalogue
from posapp.store.catalogue import Progress
from posapp.store.search import search
from posapp.sync import catalogue as syncing
from posapp.sync.catalogue import fetch
from tests.hub.shopping import Shopping
from tests.store import shelf
from tests.sync.conftest import Line


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syncing, "PAGE", 3)


def nobody(_progress: Progress) -> None:
    """Nobody watches."""


def progress(register: Register) -> Progress:
    with register.books.catalogue.reading() as db:
        return catalogue.progress(db)


def has(register: Register, sku: str) -> bool:
    with register.books.catalogue.reading() as db:
        return catalogue.by_sku(db, sku) is not None


def test_it_comes_down_whole_and_says_how_far_it_is(
    register: Register, shopping: Shopping
) -> None:
    made = [shopping.product(here=n) for n in range(8)]
    seen: list[Progress] = []
    done = fetch(register, seen.append, Event())
    assert done.complete and not done.loading
    assert done.loaded == done.of >= 8
    loaded = [each.loaded for each in seen]
    assert loaded == sorted(loaded) and loaded[0] == 3
    assert [each.complete for each in seen[:2]] == [False, False]
    with register.books.catalogue.reading() as db:
        for product in made:
            assert catalogue.by_sku(db, product.sku) is not None
            assert search(db, product.sku).products
    assert register.books.words.now is not None
    assert "boots" in register.books.words.now.terms


def test_a_stopped_fetch_goes_on_where_it_was(
    register: Register, shopping: Shopping, line: Line
) -> None:
    for _ in range(8):
        shopping.product()
    stop = Event()
    fetch(register, lambda _progress: stop.set(), stop)
    halfway = progress(register)
    assert halfway.loading and halfway.loaded == 3
    line.asked.clear()
    done = fetch(register, nobody, Event())
    assert done.complete and done.loaded == done.of
    assert line.asked.count("snapshot") == (done.of - 3) // 3 + 1


def test_a_cut_line_leaves_what_is_here_and_it_goes_on_later(
    register: Register, shopping: Shopping, line: Line
) -> None:
    for _ in range(8):
        shopping.product()

    def cut(_progress: Progress) -> None:
        line.fails["snapshot"] = Unreachable("cut")

    with pytest.raises(Unreachable):
        fetch(register, cut, Event())
    assert progress(register).loaded == 3
    line.fails.clear()
    assert fetch(register, nobody, Event()).complete


def test_changes_follow_and_only_they_are_asked_for(
    register: Register, shopping: Shopping, line: Line
) -> None:
    product = shopping.product()
    fetch(register, nobody, Event())
    line.asked.clear()
    newer = shopping.product(name="Quixotic mitten")
    dearer = replace(product, name="Zygote slipper")
    shopping.hub.write(lambda db: at_the_centre.put_products(db, [dearer]))
    fetch(register, nobody, Event())
    assert "snapshot" not in line.asked
    with register.books.catalogue.reading() as db:
        assert [hit.sku for hit in search(db, "quixotic").products] == [newer.sku]
        assert [hit.sku for hit in search(db, "zygote").products] == [product.sku]


def test_a_cursor_the_centre_has_forgotten_means_a_new_snapshot(
    register: Register, shopping: Shopping, line: Line
) -> None:
    product = shopping.product()
    fetch(register, nobody, Event())
    with register.books.catalogue.writing() as db:
        db.exec_driver_sql("UPDATE catalogue_state SET changes_cursor = 'forgotten'")
    line.asked.clear()
    assert fetch(register, nobody, Event()).complete
    assert "snapshot" in line.asked
    assert has(register, product.sku)


def test_a_torn_page_is_not_kept_and_the_snapshot_begins_anew(
    register: Register, shopping: Shopping, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(8):
        shopping.product()
    real = line.central.snapshot
    torn: list[CataloguePage] = []

    def tears(cursor: str = "", limit: int = 5000) -> CataloguePage:
        page = real(cursor, limit)
        if cursor and not torn:
            torn.append(page)
            return replace(page, changes=page.changes[:-1])
        return page

    monkeypatch.setattr(line.central, "snapshot", tears)
    done = fetch(register, nobody, Event())
    assert torn and done.complete and done.loaded == done.of
    with register.books.catalogue.reading() as db:
        assert shelf.products(db) == done.of


def test_a_centre_that_never_sends_it_right_is_a_bad_reply(
    register: Register, shopping: Shopping, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    product = shopping.product()
    fetch(register, nobody, Event())
    wrong = CataloguePage((), "again", done=False, checksum="00")
    monkeypatch.setattr(line.central, "snapshot", lambda *_asked: wrong)
    line.fails["changes"] = Refused("invalid")
    with pytest.raises(BadReply):
        fetch(register, nobody, Event())
    assert has(register, product.sku)
    assert progress(register).complete


def test_changes_that_lead_nowhere_do_not_go_on_for_ever(
    register: Register, shopping: Shopping, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    shopping.product()
    done = fetch(register, nobody, Event())
    gone = CatalogueChange(ChangeKind.REMOVED, "never was")
    same = CataloguePage((gone,), done.changes_cursor, done=False)
    monkeypatch.setattr(line.central, "changes", lambda *_asked: same)
    with pytest.raises(BadReply):
        fetch(register, nobody, Event())
