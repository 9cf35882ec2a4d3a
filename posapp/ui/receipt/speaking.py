"""How a receipt speaks."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from posapp.domain.fulfilment import Fulfilment
from posapp.domain.payment import TenderKind
from posapp.services.receipts import ReceiptWords
from posapp.ui import formats

translate = QCoreApplication.translate


def receipt_words() -> ReceiptWords:
    """Every word of a receipt, in the language that is spoken now."""
    return ReceiptWords(
        money=formats.money,
        moment=formats.moment,
        day=formats.day,
        percent=formats.percent,
        receipt=translate("receipt", "Receipt"),
        date=translate("receipt", "Date"),
        clerk=translate("receipt", "Served by"),
        copy=translate("receipt", "COPY"),
        items=translate("receipt", "Items"),
        discounts=translate("receipt", "Discounts"),
        shipping=translate("receipt", "Shipping"),
        rounding=translate("receipt", "Rounding"),
        total=translate("receipt", "Total"),
        change=translate("receipt", "Change"),
        tax=translate("receipt", "Tax"),
        net=translate("receipt", "Net"),
        gross=translate("receipt", "Gross"),
        ship_to=translate("receipt", "Goes to"),
        promised=translate("receipt", "arrives by"),
        not_confirmed=translate("receipt", "date not confirmed"),
        tenders={
            TenderKind.CASH: translate("receipt", "Cash"),
            TenderKind.CARD: translate("receipt", "Card"),
            TenderKind.GIFT_CARD: translate("receipt", "Gift card"),
            TenderKind.STORE_CREDIT: translate("receipt", "Store credit"),
            TenderKind.PREPAID: translate("receipt", "Paid online"),
        },
        fulfilments={
            Fulfilment.TAKE: translate("receipt", "Taken along"),
            Fulfilment.SHIP: translate("receipt", "Shipped home"),
            Fulfilment.PICK_UP: translate("receipt", "Picked up later"),
            Fulfilment.FROM_STORE: translate("receipt", "From another store"),
        },
        thanks=translate("receipt", "Thank you"),
    )
