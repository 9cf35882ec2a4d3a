"""Parking, shipping with the centre away, pictures, and what the badge says."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend

from posapp.central.client import Central
from posapp.domain.cart import Cart
from posapp.domain.customer import Customer
from posapp.domain.errors import BadAddress, EmptyCart, NotEnrolled, Refused, Unreachable
from posapp.domain.fulfilment import Fulfilment
from posapp.domain.money import Money
from posapp.services import (
    enrolling,
    health,
    keeping,
    parking,
    pictures,
    selling,
    shipping,
)
from posapp.services.health import LinkState
from posapp.services.register import Register, close_register
from tests.needs import needs_posix
from tests.services.conftest import Clock, make_register
from tests.services.shop import BELT, MIRA, SOCKS, START, VIA_ROMA
from tests.services.till import cart_of, sell


class MemoryKeyring(KeyringBackend):
    """A keyring that forgets when the test ends."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring has no types
        self.secrets: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.secrets.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.secrets[service, username] = password


PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)


def test_a_parked_cart_survives_the_program_and_is_taken_once(
    register: Register, clock: Clock
) -> None:
    cart, ana = cart_of(register, SOCKS, BELT), Customer("k-ana", "Ana")
    aside = parking.park(register, MIRA, cart, ana)
    assert (aside.clerk_name, aside.customer_name, aside.pieces) == ("Mira", "Ana", 2)
    close_register(register)
    again = make_register(register.folder, clock)
    assert parking.parked(again) == (aside,)
    assert health.of(again).set_aside == 1
    assert parking.take(again, aside.id) == (cart, ana)
    with pytest.raises(EmptyCart):
        parking.take(again, aside.id)
    close_register(again)


def test_an_empty_cart_is_not_parked(register: Register) -> None:
    with pytest.raises(EmptyCart):
        parking.park(register, MIRA, Cart())


def test_with_the_centre_away_shipping_costs_what_the_shop_says_unconfirmed(
    register: Register,
) -> None:
    cart = cart_of(register, BELT)
    (quote,) = shipping.quotes(register, selling.price(register, cart), VIA_ROMA)
    assert (quote.cost, quote.confirmed, quote.promised_on) == (Money(4_90), False, None)
    many = cart.set_quantity(cart.lines[0].id, 4)
    (free,) = shipping.quotes(register, selling.price(register, many), VIA_ROMA)
    assert free.cost == Money(0)
    abroad = replace(VIA_ROMA, country="DE", postal_code="10115", region="", city="Berlin")
    assert shipping.quotes(register, selling.price(register, cart), abroad) == ()
    assert cart.lines[0].fulfilment is Fulfilment.SHIP


def test_an_address_that_cannot_be_delivered_to_is_refused(register: Register) -> None:
    priced = selling.price(register, cart_of(register, BELT))
    with pytest.raises(BadAddress) as bad:
        shipping.quotes(register, priced, replace(VIA_ROMA, postal_code="1"))
    assert "postal_code" in bad.value.fields


def test_a3_the_badge_says_what_the_databases_hold(register: Register, clock: Clock) -> None:
    fresh = health.of(register)
    assert (fresh.link, fresh.since) == (LinkState.STARTING, START)
    assert (fresh.products, fresh.complete, fresh.needs_attention) == (6, True, 0)
    sell(register)
    clock.passes(minutes=1)
    health.silent(register)
    clock.passes(minutes=1)
    health.silent(register)
    now = health.of(register)
    assert (now.link, now.since, now.sales_waiting) == (
        LinkState.OFFLINE,
        START.replace(minute=1),
        1,
    )
    for link in (LinkState.OFFLINE, LinkState.ONLINE):
        health.answered(register, 0.1)
        assert health.of(register).link is link
    health.answered(register, 5.0)
    assert health.of(register).link is LinkState.SLOW


def pictured(register: Register, monkeypatch: pytest.MonkeyPatch, content: Any) -> list[str]:
    """The centre has this picture, whatever the name."""
    asked: list[str] = []

    def image(_central: Central, name: str) -> bytes:
        asked.append(name)
        if isinstance(content, Exception):
            raise content
        assert isinstance(content, bytes)
        return content

    monkeypatch.setattr(Central, "image", image)
    return asked


def test_a_picture_is_fetched_once_and_kept(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = pictured(register, monkeypatch, PNG)
    assert pictures.kept(register, "boots.png") is None
    assert pictures.fetch(register, "boots.png") == PNG
    assert pictures.kept(register, "boots.png") == PNG
    assert asked == ["boots.png"]


def test_p3_what_a_customer_sent_is_not_kept(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictured(register, monkeypatch, PNG)
    assert pictures.fetch(register, "photo", keep=False) == PNG
    assert pictures.kept(register, "photo") is None
    assert not (register.folder / "pictures").exists()


@pytest.mark.parametrize(
    "content", [b"<svg>", b"", PNG + bytes(3 * 1024 * 1024), Refused("not_found")]
)
def test_p1_only_small_pictures_come_through(
    register: Register, monkeypatch: pytest.MonkeyPatch, content: bytes | Refused
) -> None:
    pictured(register, monkeypatch, content)
    assert pictures.fetch(register, "x.png") is None
    assert pictures.kept(register, "x.png") is None


def test_p1_a_pictures_name_never_leads_out_of_its_folder(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictured(register, monkeypatch, PNG)
    for name in ("../../evil", "/etc/passwd", "C:\\evil", "a\x00b", "x" * 5_000, ""):
        pictures.fetch(register, name)
        assert pictures.kept(register, name) == PNG
    files = [path for path in register.folder.rglob("*") if path.is_file()]
    written = [path for path in files if path.stat().st_size == len(PNG)]
    assert len(written) == 6
    assert {path.parent.parent.name for path in written} == {"pictures"}


def test_a_picture_that_cannot_be_had_now_may_be_had_later(register: Register) -> None:
    with pytest.raises(Unreachable):
        pictures.fetch(register, "boots.png")


@needs_posix
def test_p6_only_its_user_can_read_a_registers_key(tmp_path: Path) -> None:
    public = keeping.new_key(tmp_path)
    assert keeping.new_key(tmp_path) == public
    assert len(keeping.private_key(tmp_path)) == 32
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["key"]


def test_p6_where_there_is_a_keyring_the_key_is_in_no_file(tmp_path: Path) -> None:
    kept = MemoryKeyring()
    before = keyring.get_keyring()
    keyring.set_keyring(kept)
    try:
        keeping.new_key(tmp_path)
        assert len(keeping.private_key(tmp_path)) == 32
        assert (tmp_path / "key").read_bytes() == b"keyring"
        kept.secrets.clear()
        with pytest.raises(NotEnrolled):
            keeping.private_key(tmp_path)
    finally:
        keyring.set_keyring(before)


@pytest.mark.parametrize("content", [b"", b"!!", b"\xff", b"keyring"])
def test_a_damaged_key_is_no_enrolment(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key").write_bytes(content)
    with pytest.raises(NotEnrolled):
        keeping.private_key(tmp_path)


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    made = enrolling.Settings(
        "https://x.example", "r-3", "12", "3", 1, prefix="\x02", suffix='\\"\n', columns=48
    )
    enrolling.save(tmp_path, made)
    assert enrolling.settings(tmp_path) == made


@pytest.mark.parametrize(
    "text", ["", "hub_url = 1", "epoch = ", "columns = 3", "\x00", "hub_url = 'x'"]
)
def test_settings_that_cannot_be_read_are_no_enrolment(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.toml").write_text(text)
    with pytest.raises(NotEnrolled):
        enrolling.settings(tmp_path)


def test_an_enrolment_without_an_answer_is_asked_again_as_the_same_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def enrol(_central: Central, wish: Any) -> Any:
        asked.append(wish)
        raise Unreachable("cut")

    monkeypatch.setattr(Central, "enrol", enrol)
    for _ in range(2):
        with pytest.raises(Unreachable):
            enrolling.enrol(tmp_path, "http://127.0.0.1:9", "CODE")
    assert asked[0] == asked[1]
    assert not enrolling.enrolled(tmp_path)
