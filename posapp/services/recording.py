"""What belongs to the facts themselves, whoever records them."""

from __future__ import annotations

from datetime import date, datetime

from posapp.domain.zones import zone
from posapp.services.register import Register


def business_date(register: Register, at: datetime) -> date:
    """The shop's own calendar day at a moment."""
    return at.astimezone(zone(register.shop.timezone)).date()
