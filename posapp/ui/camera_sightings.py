"""Which of the codes that a camera sees count as a scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from posapp.domain import codes
from posapp.domain.errors import UnreadableCode

REPEAT_S = 2.0
LEFT_S = 0.7
LEFT_PICTURES = 3


@dataclass
class _Sighting:
    at_s: float
    missed: int = 0


class Sightings:
    """Remembers what was in the picture, so that a code held still is one scan.

    A code counts anew when it was not seen for ``REPEAT_S`` seconds, or sooner when it has
    visibly left: ``LEFT_PICTURES`` pictures without it and ``LEFT_S`` seconds.
    """

    def __init__(self) -> None:
        self._seen: dict[str, _Sighting] = {}

    @property
    def read(self) -> bool:
        """Something was in the picture a moment ago."""
        return bool(self._seen)

    def fresh(self, texts: Sequence[str], at_s: float) -> tuple[str, ...]:
        """Those codes of one picture that are a scan, in order.

        Two codes of the same product, as on a pack with a bar code and a web link, are one;
        codes that say nothing count only in a picture with no other.
        """
        found = {_meaning(text): text for text in reversed(texts)}
        told = {what: text for what, text in reversed(found.items()) if what}
        told = told or ({found[""]: found[""]} if found else {})
        new = tuple(text for what, text in told.items() if self._is_new(what, at_s))
        self._remember(told, at_s)
        return new

    def _is_new(self, what: str, at_s: float) -> bool:
        last = self._seen.get(what)
        if last is None:
            return True
        away_s = at_s - last.at_s
        left = last.missed >= LEFT_PICTURES and away_s >= LEFT_S
        return left or away_s >= REPEAT_S

    def _remember(self, told: dict[str, str], at_s: float) -> None:
        for what, sighting in list(self._seen.items()):
            sighting.missed += 1
            if at_s - sighting.at_s >= REPEAT_S:
                del self._seen[what]
        self._seen.update({what: _Sighting(at_s) for what in told})


def _meaning(text: str) -> str:
    """The same for two codes that mean the same; empty when it says nothing to a shop."""
    try:
        scan = codes.parse(text)
    except UnreadableCode:
        return ""
    return f"gtin {scan.gtin}" if isinstance(scan, codes.ProductScan) else text
