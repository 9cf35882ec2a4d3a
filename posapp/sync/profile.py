"""Keeps the shop's profile as the centre has it: people, prices' rules, keys, shipping."""

from __future__ import annotations

from contextlib import suppress

from posapp.domain.errors import Unreachable
from posapp.services.register import Register
from posapp.store import shops


def refresh(register: Register) -> bool:
    """Ask for the profile unless it is still the one we have; says whether it changed.

    It is stored before anybody sells by it, and then the centre hears that it is: what this
    register may promise alone no longer, others may.

    Raises:
        Unreachable, NotEnrolled, Refused: there is no newer one to be had.
        StoreTrouble: it could not be stored; the old one stays.
    """
    shop = register.central.shop(register.shop.version)
    if shop is None:
        return False
    with register.books.journal.writing() as db:
        shops.put(db, shop, register.clock(), register.seal)
    register.current.replace_shop(shop)
    with suppress(Unreachable):  # asked again with the next: until then its old part is held
        register.central.shop(shop.version)
    return True
