"""How a receipt speaks: like the shop, whatever the clerk reads; it is the customer's."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QTranslator

from posapp.domain.fulfilment import Fulfilment
from posapp.domain.payment import TenderKind
from posapp.domain.shop import Shop
from posapp.services.receipts import ReceiptWords
from posapp.ui import formats
from posapp.ui.language import LANGUAGES, words

T = TypeVar("T")


def receipt_words(shop: Shop) -> ReceiptWords:
    """Every word of a receipt as this shop speaks; the screen's, where we have none of it."""
    translate = _translator(shop.language)

    def spoken(value: Callable[[T], str]) -> Callable[[T], str]:
        return partial(_spoken, shop, value)

    return ReceiptWords(
        money=spoken(formats.money),
        moment=spoken(formats.moment),
        day=spoken(formats.day),
        percent=spoken(formats.percent),
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
        approved=translate("receipt", "Approved by"),
    )


def _spoken(shop: Shop, value: Callable[[T], str], of: T) -> str:
    with formats.speaking(_language(shop.language), shop.country, shop.timezone):
        return value(of)


def _language(wanted: str) -> str:
    """What a receipt is written in: the shop's language, if we speak it."""
    return wanted if wanted in LANGUAGES else formats.locale().name()[:2]


def _translator(language: str) -> Callable[[str, str], str]:
    """Turns our own words into that language."""
    if language not in LANGUAGES:
        return QCoreApplication.translate
    loaded = _loaded(language)

    def translate(context: str, text: str) -> str:
        return loaded.translate(context, text) or text

    return translate


@lru_cache(maxsize=4)
def _loaded(language: str) -> QTranslator:
    """A translator of its own, never installed; without its file it knows nothing."""
    made = QTranslator()
    made.load(words(language))
    return made
