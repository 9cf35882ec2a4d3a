"""A catalogue built for measuring is the one that the centre would have sent."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from posapp.bench import goods
from posapp.hub.populate import LEAST_SKUS, Wanted
from posapp.qa.centre import Centre, fill
from posapp.services import enrolling
from posapp.services.opening import open_register
from posapp.services.register import close_register
from posapp.store import catalogue, schema
from posapp.sync import catalogue as fetching


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(goods, "cache_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache"


def _rows(path: Path) -> list[bytes]:
    database = schema.open_database(path, schema.CATALOGUE)
    try:
        with database.reading() as db:
            assert catalogue.state(db).complete
            return list(catalogue.documents(db))
    finally:
        database.close()


@pytest.mark.usefixtures("cache")
def test_built_rows_are_those_of_a_snapshot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    fill(tmp_path / "hub.db", Wanted(skus=LEAST_SKUS, customers=0))
    register = tmp_path / "register"
    with Centre(tmp_path / "hub.db") as centre:
        enrolling.enrol(register, centre.url, centre.enrolment_code("12"))
        opened = open_register(register)
        fetching.fetch(opened, lambda _progress: None, Event())
        close_register(opened)
    made = goods.built(LEAST_SKUS, fresh=False, told=lambda _text: None)
    sent, built = _rows(register / "catalogue.db"), _rows(made.path)
    assert len(sent) == len(built) == LEAST_SKUS
    same = sum(one == other for one, other in zip(sent, built, strict=True))
    assert same > LEAST_SKUS * 0.9  # the cast's own goods are told apart by the centre


@pytest.mark.usefixtures("cache")
def test_a_catalogue_is_built_once_and_kept() -> None:
    told: list[str] = []
    first = goods.built(LEAST_SKUS, fresh=False, told=told.append)
    again = goods.built(LEAST_SKUS, fresh=False, told=told.append)
    assert first.seconds > 0
    assert again.seconds == 0
    assert len(told) == 2
    assert goods.built(LEAST_SKUS, fresh=True, told=told.append).seconds > 0


def test_nothing_but_the_catalogue_stays_in_the_cache(cache: Path) -> None:
    made = goods.built(LEAST_SKUS, fresh=False, told=lambda _text: None)
    assert list(cache.iterdir()) == [made.path]
