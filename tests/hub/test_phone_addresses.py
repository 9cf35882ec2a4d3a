"""Whose pages the centre shows at ``/demo``, and the addresses made on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import requests

from posapp.database.engine import as_text
from posapp.domain.customer import Customer
from posapp.hub import cli, customers, migrating
from posapp.hub.populate import Wanted
from posapp.hub.settings import Settings
from posapp.options import FAILED, FINE
from posapp.qa import centre as qa_centre
from posapp.qa import scenarios
from tests.hub.conftest import Centre, running
from tests.hub.store import Store, make_store
from tests.hub.test_phone import WAIT_S, Phone


@pytest.fixture(scope="module")
def demo_chain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demo chain, at its smallest."""
    database = tmp_path_factory.mktemp("demo") / "hub.db"
    qa_centre.fill(database, Wanted(skus=0, customers=0))
    return database


def test_cast_is_shown_in_a_demo_only(demo_chain: Path) -> None:
    with running(Settings(as_text(demo_chain))) as centre:
        for path in ("/demo", "/demo/ana"):
            assert requests.get(centre.url + path, timeout=WAIT_S).status_code == 404


def test_demo_of_no_demo_chain_shows_nobody(tmp_path: Path) -> None:
    url = as_text(tmp_path / "hub.db")
    migrating.upgrade(url)
    with running(Settings(url, demo=True)) as empty:
        assert requests.get(f"{empty.url}/demo", timeout=WAIT_S).status_code == 404
        assert requests.get(f"{empty.url}/demo/ana", timeout=WAIT_S).status_code == 404


def test_demo_of_real_people_shows_none_of_them(tmp_path: Path) -> None:
    url = as_text(tmp_path / "hub.db")
    migrating.upgrade(url)
    with running(Settings(url, demo=True)) as real:
        make_store(real.hub)
        person = Customer("c0000001", "Paola Vera")
        real.hub.write(lambda db: customers.add(db, real.hub, person))
        assert requests.get(f"{real.url}/demo", timeout=WAIT_S).status_code == 404
        assert requests.get(f"{real.url}/demo/ana", timeout=WAIT_S).status_code == 404


def test_address_is_made_on_the_command_line(
    centre: Centre,
    database_url: str,
    ana: Customer,
    store: Store,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["phone", "--database", database_url, "--customer", ana.id, "--url", centre.url]
    assert cli.main(words) == FINE
    told = json.loads(capsys.readouterr().out)
    assert told["customer"] == ana.id
    assert Phone(centre.hub, told["address"]).state()["name"] == ana.name


def test_demo_opens_the_phones_of_its_cast(
    demo_chain: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ana = scenarios.chain().person("ana")
    with qa_centre.Centre(demo_chain, "--demo") as shop:
        opened = requests.get(f"{shop.url}/demo/ana", timeout=WAIT_S)
        assert Phone(shop.hub, opened.url).state()["name"] == ana.name
        again = requests.get(f"{shop.url}/demo/ana", timeout=WAIT_S)
        assert again.url == opened.url
        words = ["phone", "--database", as_text(demo_chain), "--cast", "ana"]
        assert cli.main([*words, "--url", shop.url]) == FINE
        told = json.loads(capsys.readouterr().out)
        assert Phone(shop.hub, told["address"]).state()["carts"][0]["lines"]
        assert Phone(shop.hub, opened.url).get("/state").status_code == 404


def test_nobody_has_no_address(database_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["phone", "--database", database_url, "--customer", "nobody"]
    assert cli.main(words) == FAILED
    assert "no customer nobody" in capsys.readouterr().err
