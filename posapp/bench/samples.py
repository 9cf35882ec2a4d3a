"""Milliseconds that were measured, and what is said about them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Summary:
    """Percentiles of what was measured, in the unit of the samples."""

    count: int
    p50: float
    p95: float
    p99: float
    largest: float


def summary(samples: Sequence[float]) -> Summary:
    """Percentiles by nearest rank: each is a value that occurred.

    Raises:
        ValueError: there are no samples.
    """
    if not samples:
        raise ValueError("nothing was measured")
    ordered = sorted(samples)

    def rank(share: float) -> float:
        return round(ordered[max(math.ceil(share * len(ordered)) - 1, 0)], 4)

    return Summary(len(ordered), rank(0.50), rank(0.95), rank(0.99), rank(1.0))
