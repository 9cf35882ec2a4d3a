"""A register is let in once, and opens with the centre away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from posapp.domain.errors import (
    NotEnrolled,
    Refused,
    StoreTrouble,
    Unreachable,
)
from posapp.services import (
    enrolling,
)
from posapp.services.keeping import KEY
from posapp.services.opening import open_register
from posapp.services.register import close_register
from tests.hub.conftest import Centre
from tests.services.centre import Counter
from tests.services.conftest import nowhere


def test_a_register_is_let_in_once_and_opens_with_its_shop(here: Counter) -> None:
    register = here.register
    assert register.shop.location.id == register.store_id == here.shopping.store.id
    assert register.epoch == 1
    with pytest.raises(Refused) as refused:
        enrolling.enrol(register.folder, here.centre.url, "ANY")
    assert refused.value.problem == "enrolled"


def test_a_wrong_code_lets_nobody_in_and_leaves_no_settings(
    centre: Centre, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as refused:
        enrolling.enrol(tmp_path, centre.url, "0000-0000-0000-0000")
    assert refused.value.problem == "code_spent"
    assert not enrolling.enrolled(tmp_path)
    with pytest.raises(NotEnrolled):
        open_register(tmp_path)


@pytest.mark.parametrize("url", ["http://central.example", "ftp://127.0.0.1", "nonsense"])
def test_p7_an_unsafe_address_is_never_spoken_to(tmp_path: Path, url: str) -> None:
    with pytest.raises(Unreachable):
        enrolling.enrol(tmp_path, url, "CODE")
    assert not enrolling.enrolled(tmp_path)


def test_the_register_opens_again_with_the_centre_away(here: Counter) -> None:
    folder = here.register.folder
    close_register(here.register)
    enrolling.save(folder, replace(enrolling.settings(folder), hub_url=nowhere()))
    again = open_register(folder)
    assert again.shop.location.id == here.shopping.store.id
    close_register(again)


@pytest.mark.parametrize("odd", ["epoch = -4", "epoch = 99999999999", "x = " + "[" * 20_000])
def test_p1_settings_that_make_no_sense_are_none_and_break_nothing(
    here: Counter, odd: str
) -> None:
    """Written by hand; numbered below nothing, every sale would be refused by the centre."""
    kept = here.register.folder / enrolling.SETTINGS
    kept.write_text(kept.read_text("utf-8").replace("epoch = 1", odd), "utf-8")
    with pytest.raises(NotEnrolled):
        enrolling.settings(here.register.folder)


@pytest.mark.parametrize("name", [enrolling.SETTINGS, KEY])
def test_j7_settings_and_key_that_the_disk_does_not_give_are_its_trouble_and_no_enrolment(
    here: Counter, name: str
) -> None:
    """A register that is told that it is none would not be tried again by itself."""
    folder = here.register.folder
    close_register(here.register)
    sound = (folder / name).read_bytes()
    (folder / name).unlink()
    (folder / name).mkdir()  # there, and not to be read
    with pytest.raises(StoreTrouble):
        open_register(folder)
    (folder / name).rmdir()
    (folder / name).write_bytes(sound)
    close_register(open_register(folder))
