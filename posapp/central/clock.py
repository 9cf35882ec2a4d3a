"""What time it is at the centre, by whatever clock this computer has."""

from __future__ import annotations

import time
from collections.abc import Callable

LATEST_S = 2**40  # no centre lives in the year 36812


class CentreClock:
    """The time that requests are signed with. Every thread may ask at once.

    This computer's own clock is believed until the centre says otherwise; from then on the
    time that the centre said and what has passed since, by a clock that nobody can set.
    """

    def __init__(
        self, wall: Callable[[], float], steady: Callable[[], float] = time.monotonic
    ) -> None:
        self._wall = wall
        self._steady = steady
        self._ahead_s: float | None = None  # of the centre, before the steady clock

    def now_s(self) -> int:
        """Seconds since 1970 UTC, at the centre as far as is known; never below 0."""
        ahead_s = self._ahead_s
        now = self._wall() if ahead_s is None else self._steady() + ahead_s
        return max(0, int(now))

    def learn(self, now_s: int) -> None:
        """Go by this time of the centre's; what cannot be one is passed over."""
        if 0 <= now_s <= LATEST_S:
            self._ahead_s = now_s - self._steady()
