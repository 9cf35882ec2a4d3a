"""What the one box, or the scanner, was given. Local, about a millisecond."""

from __future__ import annotations

from collections.abc import Iterable

from posapp.domain.codes import Reading, Scan
from posapp.services.register import Register


def scanned(register: Register, texts: Iterable[str]) -> Scan:
    """What a scan means in this shop, its own price and weight labels included.

    Args:
        texts: the readings of one scan, the most telling first (layouts differ).

    Raises:
        UnreadableCode: none of them can be read.
    """
    raise NotImplementedError


def typed(register: Register, text: str) -> Reading | None:
    """What a typed text means: whatever exists in the shop wins, else a phone number or
    e-mail address, else words to search by. None for an empty text.

    A number that could be a gift card or a loyalty card cannot be looked up here; it counts
    as one only with its prefix (``G:``, ``L:``).
    """
    raise NotImplementedError
