"""Signing in works with the centre away, and guessing does not pay."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from posapp.domain.errors import LockedOut, WrongPin
from posapp.services import signing_in
from posapp.services.register import Register, close_register
from posapp.store.sign_ins import LOCKED_AFTER_IN_A_DAY
from tests.services.conftest import Clock, make_register
from tests.services.shop import BENE, BENE_PIN, LUISA, LUISA_PIN, MIRA, MIRA_PIN


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
    with pytest.raises(WrongPin) as refused:
        signing_in.sign_in(register, MIRA_PIN)
    clock.passes(seconds=refused.value.wait_s)
    for _ in range(2):  # the first right one ends the waiting
        assert signing_in.sign_in(register, MIRA_PIN) == MIRA


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


def guesses_at_managers(register: Register, clock: Clock, times: int) -> None:
    for _ in range(times):
        clock.passes(minutes=20)
        with pytest.raises((WrongPin, LockedOut)):
            signing_in.approver(register, "0000")


@pytest.mark.parametrize("guess", [guesses_wrongly, guesses_at_managers])
def test_p6_a_restart_wins_no_further_guesses(
    tmp_path: Path, clock: Clock, guess: Callable[[Register, Clock, int], None]
) -> None:
    """Neither of the growing delay nor of the lock."""
    register = make_register(tmp_path / "again", clock)
    guess(register, clock, 9)
    close_register(register)
    register = make_register(tmp_path / "again", clock)
    ask = signing_in.sign_in if guess is guesses_wrongly else signing_in.approver
    with pytest.raises(WrongPin) as refused:
        ask(register, LUISA_PIN)
    assert refused.value.wait_s == 64
    guess(register, clock, 1)
    close_register(register)
    register = make_register(tmp_path / "again", clock)
    assert signing_in.locked(register)
    close_register(register)


def test_p6_a_clerks_own_pin_forgets_no_guess_at_a_managers(
    register: Register, clock: Clock
) -> None:
    for _ in range(5):
        guesses_at_managers(register, clock, 2)
        if not signing_in.locked(register):
            assert signing_in.sign_in(register, MIRA_PIN) == MIRA
    clock.passes(minutes=20)
    with pytest.raises(LockedOut):
        signing_in.approver(register, LUISA_PIN)
    with pytest.raises(LockedOut):
        signing_in.sign_in(register, MIRA_PIN)
    assert signing_in.unlock(register, LUISA_PIN) == LUISA
    assert signing_in.approver(register, LUISA_PIN) == LUISA


def test_p6_a_manager_who_approves_forgets_guesses_at_managers_alone(
    register: Register, clock: Clock
) -> None:
    guesses_wrongly(register, clock, 9)
    guesses_at_managers(register, clock, 9)
    clock.passes(minutes=20)
    assert signing_in.approver(register, LUISA_PIN) == LUISA
    guesses_at_managers(register, clock, 1)
    assert not signing_in.locked(register)
    guesses_wrongly(register, clock, 1)
    assert signing_in.locked(register)


def test_p6_guessing_a_little_between_ones_own_sign_ins_locks_within_the_day(
    register: Register, clock: Clock
) -> None:
    for tried in range(LOCKED_AFTER_IN_A_DAY):
        assert not signing_in.locked(register), tried
        with pytest.raises((WrongPin, LockedOut)):
            signing_in.sign_in(register, "0000")
        if tried % 2 and not signing_in.locked(register):
            clock.passes(minutes=20)
            assert signing_in.sign_in(register, MIRA_PIN) == MIRA
    assert signing_in.locked(register)
    assert signing_in.unlock(register, LUISA_PIN) == LUISA
    assert signing_in.sign_in(register, MIRA_PIN) == MIRA


def test_who_came_lately_is_tried_first(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each PIN that is tried costs a tenth of a second."""
    tried: list[str] = []
    verify = PasswordHasher.verify

    def counted(hasher: PasswordHasher, verifier: str, pin: str) -> bool:
        tried.append(verifier)
        return verify(hasher, verifier, pin)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    for pin in (LUISA_PIN, BENE_PIN, LUISA_PIN, BENE_PIN):
        tried.clear()
        signing_in.sign_in(register, pin)
    assert tried == [LUISA.verifier, BENE.verifier]
