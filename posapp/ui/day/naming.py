"""The words for what a day is grouped by."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from posapp.domain.fulfilment import Fulfilment
from posapp.domain.payment import TenderKind

translate = QCoreApplication.translate


def tender(value: str) -> str:
    """A means of payment, as a day names it."""
    return {
        TenderKind.CASH.value: translate("day", "Cash"),
        TenderKind.CARD.value: translate("day", "Card"),
        TenderKind.GIFT_CARD.value: translate("day", "Gift card"),
        TenderKind.STORE_CREDIT.value: translate("day", "Store credit"),
        TenderKind.PREPAID.value: translate("day", "Paid online"),
    }.get(value, value)


def fulfilment(value: str) -> str:
    """How something reached the customer, as a day names it."""
    return {
        Fulfilment.TAKE.value: translate("day", "Taken along"),
        Fulfilment.SHIP.value: translate("day", "Shipped home"),
        Fulfilment.PICK_UP.value: translate("day", "Picked up later"),
        Fulfilment.FROM_STORE.value: translate("day", "From another store"),
        "rounding": translate("day", "Rounding"),
    }.get(value, value)
