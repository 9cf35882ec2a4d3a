"""S5: an older image of the register's disk is opened: it is said, and selling goes on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from posapp.hub import oddities
from posapp.hub.demo.cast import SOCKS
from posapp.qa.centre import Centre
from posapp.qa.clerk import Clerk
from posapp.qa.counter import Counter
from posapp.qa.scenarios import Chain


def sells_socks(clerk: Clerk) -> None:
    clerk.scans(SOCKS)
    clerk.waits_for_line(SOCKS)
    clerk.takes_exact_cash()
    clerk.waits_for_receipt()
    clerk.serves_the_next()


def told(counter: Counter) -> None:
    counter.hands.waits_until(lambda: counter.waiting() == 0, "the centre was not told", 30)


def sells_once_more(register: Counter, chain: Chain) -> set[str]:
    """In another run of the program; every sale that its books hold then."""
    register.closes()
    clerk = Clerk(register.opens())
    clerk.signs_in(chain.pins("clerk")[0])
    sells_socks(clerk)
    told(register)
    return {sale.id for sale in register.sales()}


@pytest.fixture
def older(register: Counter, clerk: Clerk, chain: Chain, tmp_path: Path) -> Iterator[Counter]:
    """The register, as it was one sale ago."""
    sells_socks(clerk)
    told(register)
    register.closes()
    image = Counter(tmp_path / "image")
    shutil.copytree(register.folder, image.folder, ignore=shutil.ignore_patterns("*.lock"))
    yield image
    image.closes()


def test_s5_an_older_image_of_the_disk_is_said_on_the_screen_and_nothing_is_lost_or_doubled(
    older: Counter, register: Counter, centre: Centre, chain: Chain
) -> None:
    before = sells_once_more(register, chain)
    register.closes()
    clerk = Clerk(older.opens())
    warning = older.app.window.warning
    clerk.hands.waits_until(lambda: "(P-85)" in warning.text, "it is not said", 30)
    assert "earlier day" in warning.text
    clerk.signs_in(chain.pins("clerk")[0])
    sells_socks(clerk)
    told(older)
    assert [sale.epoch for sale in older.sales()] == [1, 2]
    assert {sale.id for sale in centre.sales()} == before | {older.sales()[-1].id}
    assert older.refused() == 0
    assert [odd.kind for odd in centre.hub.read(oddities.listed)] == ["register_restored"]
    clerk.hands.clicks("window.badge.attention")
    clerk.hands.clicks("attention.copied.seen")
    clerk.hands.waits_until(lambda: not warning.text, "it stays", 30)
