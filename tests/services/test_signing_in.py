"""Signing in works with the centre away, and guessing does not pay."""

from __future__ import annotations

from pathlib import Path

import pytest

from posapp.domain.errors import LockedOut, WrongPin
from posapp.services import signing_in
from posapp.services.register import Register, close_register
from tests.services.conftest import Clock, make_register
from tests.services.shop import LUISA, LUISA_PIN, MIRA, MIRA_PIN


def guesses_wrongly(register: Register, clock: Clock, times: int) -> None:
    for _ in range(times):
        clock.passes(minutes=5)
        with pytest.raises((WrongPin, LockedOut)):
            signing_in.sign_in(register, "0000")


def test_p6_a_clerk_signs_in_with_the_centre_away(register: Register) -> None:
    assert signing_in.sign_in(register, MIRA_PIN) == MIRA


@pytest.mark.parametrize("pin", ["", "0", "1111 ", "11110", "1" * 10_000, "\u0661" * 4])
def test_p6_what_is_nobodys_pin_opens_nothing(register: Register, pin: str) -> None:
    with pytest.raises(WrongPin):
        signing_in.sign_in(register, pin)


def test_p6_each_wrong_pin_makes_the_next_one_wait_longer(
    register: Register, clock: Clock
) -> None:
    waits = []
    for _ in range(6):
        with pytest.raises(WrongPin) as refused:
            signing_in.sign_in(register, "0000")
        waits.append(refused.value.wait_s)
        clock.passes(seconds=refused.value.wait_s)
    assert waits == sorted(waits)
    assert waits[-1] > waits[2] > 0


def test_p6_a_right_pin_is_not_even_tried_while_waiting(
    register: Register, clock: Clock
) -> None:
    for _ in range(4):
        clock.passes(minutes=5)
        with pytest.raises(WrongPin):
            signing_in.sign_in(register, "0000")
    with pytest.raises(WrongPin):
        signing_in.sign_in(register, MIRA_PIN)
    clock.passes(seconds=signing_in.wait_s(register))
    assert signing_in.sign_in(register, MIRA_PIN) == MIRA
    assert signing_in.wait_s(register) == 0


def test_p6_ten_wrong_pins_lock_the_register_until_a_manager_comes(
    register: Register, clock: Clock
) -> None:
    guesses_wrongly(register, clock, 10)
    clock.passes(hours=1)
    with pytest.raises(LockedOut):
        signing_in.sign_in(register, MIRA_PIN)
    with pytest.raises(WrongPin):
        signing_in.unlock(register, MIRA_PIN)
    clock.passes(hours=1)
    assert signing_in.locked(register)
    assert signing_in.unlock(register, LUISA_PIN) == LUISA
    assert signing_in.sign_in(register, MIRA_PIN) == MIRA


def test_p6_a_restart_wins_no_further_guesses(tmp_path: Path, clock: Clock) -> None:
    register = make_register(tmp_path / "again", clock)
    guesses_wrongly(register, clock, 10)
    close_register(register)
    register = make_register(tmp_path / "again", clock)
    assert signing_in.locked(register)
    close_register(register)
