"""A saved address as a parcel can bear it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from posapp.domain.fulfilment import Address
from posapp.ui import formats


def written(address: Address) -> Address:
    """Without what nobody sees: characters of control, of direction, of no width.

    They come with addresses that were pasted, mean nothing on a parcel, and an address that
    has them is refused. What is too long stays so: a person has to shorten it.
    """
    return replace(
        address,
        recipient=_seen(address.recipient),
        street=_seen(address.street),
        city=_seen(address.city),
        postal_code=_seen(address.postal_code),
        region=_seen(address.region),
        phone=_seen(address.phone),
    )


def _seen(text: str) -> str:
    tame = formats.tamed(text, len(text), lines=True)
    return "".join(c for c in tame if unicodedata.category(c) != "Cf").strip()
