"""How long to leave the centre alone. Pure."""

from __future__ import annotations

EVERY_S = 30.0
FIRST_S = 2.0
LONGEST_S = 300.0


def delay_s(failures: int, luck: float) -> float:
    """Seconds until the next exchange.

    Args:
        failures: exchanges that failed in a row; 0 after a good one.
        luck: a random number in [0, 1), so that the registers of a chain do not all come
            back in the same second.
    """
    longest = EVERY_S if failures <= 0 else FIRST_S * (1 << min(failures - 1, 10))
    return min(longest, LONGEST_S) * (1 + luck) / 2
