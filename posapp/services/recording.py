"""What belongs to the facts themselves, whoever records them."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from posapp.services.register import Register


def business_date(register: Register, at: datetime) -> date:
    """The shop's own calendar day at a moment."""
    return at.astimezone(zone(register.shop.timezone)).date()


@cache
def zone(name: str) -> tzinfo:
    """A time zone; one that this computer does not know counts as UTC, so that the sale is
    not lost over it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
