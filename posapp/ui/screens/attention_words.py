"""What waits for a person, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from posapp.services.attention import Oddity, RefusedFact
from posapp.ui import formats

translate = QCoreApplication.translate


def kind_words(fact: RefusedFact) -> str:
    """What a refused fact is about."""
    match fact.kind:
        case "sale":
            number = fact.receipt or fact.of[:12]
            return translate("attention", "Sale {number}").format(number=number)
        case "receipt":
            return translate("attention", "A receipt to be sent to the customer")
        case "cart_release":
            return translate("attention", "An online cart to be given back")
        case "checkout_release" | "hold_release":
            return translate("attention", "Something reserved to be given back")
    return translate("attention", "A message to the centre")


def reason_words(reason: str) -> str:
    """Why the centre refused it: the sentence of its code, and what it said itself."""
    code, _, detail = reason.partition(":")
    said = {
        "invalid": translate("attention", "It could not be read there."),
        "not_found": translate("attention", "What it is about is not known there."),
        "key_reused": translate("attention", "Something else has the same number there."),
        "too_large": translate("attention", "It is too large for the centre."),
    }.get(code.strip(), translate("attention", "The centre gives this reason:"))
    told = formats.tamed(detail.strip() or code.strip(), 160)
    text = translate("attention", "{sentence} {detail} It is kept here and never dropped.")
    return text.format(sentence=said, detail=f"“{told}”")


def oddity_title(odd: Oddity) -> str:
    """What it is about."""
    if not odd.receipt:
        return translate("attention", "A register of this store")
    return translate("attention", "Sale {number}").format(number=formats.tamed(odd.receipt, 60))


def oddity_words(odd: Oddity) -> str:
    """What did not fit about a sale, and what to do about it."""
    said = {
        "shortage": translate(
            "attention", "Sold, but the centre knew of no such piece. Count it."
        ),
        "cart_closed": translate(
            "attention", "The online cart was paid twice. Refund one of the two payments."
        ),
        "cart_unknown": translate("attention", "The online cart is not known at the centre."),
        "prepaid_short": translate(
            "attention", "More was counted as paid online than there was. Ask the customer."
        ),
        "promise_spent": translate("attention", "The promise had been used before."),
        "register_restored": translate(
            "attention", "Its books were restored from a backup. Count its receipts."
        ),
        "register_copied": translate(
            "attention", "A copy of it has sold on. See which of the two is the real one."
        ),
        "hold_missing": translate(
            "attention", "The gift card or credit was no longer set aside. Charge it again."
        ),
    }.get(odd.kind, translate("attention", "Something about it did not fit."))
    told = ", ".join(formats.tamed(each, 60) for each in (odd.of, odd.detail) if each)
    return f"{said} ({told})" if told else said
