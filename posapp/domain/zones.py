"""Time zones by their IANA names."""

from __future__ import annotations

from datetime import UTC, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@cache
def zone(name: str) -> tzinfo:
    """A time zone; one that this computer does not know counts as UTC: a shop whose zone is
    younger than the computer signs in and sells, its clock is off, and no sale is lost."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
