"""The centre is left alone ever longer, and never by all registers alike."""

from __future__ import annotations

import pytest

from posapp.sync.backoff import EVERY_S, LONGEST_S, delay_s


def test_delays_grow_to_a_limit() -> None:
    waits = [delay_s(failures, 0.0) for failures in range(1, 12)]
    assert waits == sorted(waits)
    assert waits[0] == 1.0
    assert max(delay_s(failures, 0.999) for failures in range(10_000)) < LONGEST_S


@pytest.mark.parametrize("failures", [0, 1, 5, 50])
def test_luck_spreads_registers_over_half_the_delay(failures: int) -> None:
    assert delay_s(failures, 0.0) * 2 == pytest.approx(delay_s(failures, 1.0))


def test_a_good_exchange_is_followed_by_the_next_within_half_a_minute() -> None:
    assert EVERY_S / 2 <= delay_s(0, 0.3) <= EVERY_S
