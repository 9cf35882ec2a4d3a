"""What waits for a person, in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from posapp.domain.catalogue import Product
from posapp.services.attention import RefusedFact
from posapp.services.oddities import Oddity, Outcome
from posapp.ui import formats
from posapp.ui.plurals import plurals

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


def reason_state(reason: str) -> str:
    """Why the centre refused it, in two or three words."""
    return {
        "invalid": translate("attention", "Not understood"),
        "not_found": translate("attention", "Not known there"),
        "key_reused": translate("attention", "Number used before"),
        "too_large": translate("attention", "Too large"),
    }.get(reason.partition(":")[0].strip(), translate("attention", "Refused"))


def reason_words(reason: str) -> tuple[str, str]:
    """Why the centre refused it: the sentence of its code, and what it said itself, quoted;
    the second is empty when it said no more than the code."""
    code, _, detail = reason.partition(":")
    known = {
        "invalid": translate("attention", "It could not be read there."),
        "not_found": translate("attention", "What it is about is not known there."),
        "key_reused": translate("attention", "Something else has the same number there."),
        "too_large": translate("attention", "It is too large for the centre."),
    }
    said = known.get(code.strip())
    told = formats.tamed(detail.strip() if said else detail.strip() or code.strip(), 160)
    quoted = f"\u201c{told}\u201d" if told else ""
    return said or translate("attention", "The centre gives this reason:"), quoted


def oddity_title(odd: Oddity) -> str:
    """What it is about."""
    if not odd.receipt:
        return translate("attention", "A register of this store")
    return translate("attention", "Sale {number}").format(number=formats.tamed(odd.receipt, 60))


def oddity_state(odd: Oddity) -> str:
    """The same in two or three words."""
    return {
        "shortage": translate("attention", "Not in stock"),
        "send_short": translate("attention", "Cannot be sent"),
        "reservation_over": translate("attention", "No longer set aside"),
        "receipt_twice": translate("attention", "Same receipt number"),
        "cart_closed": translate("attention", "Paid twice"),
        "cart_unknown": translate("attention", "Online cart unknown"),
        "prepaid_short": translate("attention", "Too much counted as paid"),
        "promise_spent": translate("attention", "Promise used before"),
        "register_restored": translate("attention", "Restored from a backup"),
        "register_copied": translate("attention", "A copy sells, too"),
        "hold_missing": translate("attention", "To be charged again"),
    }.get(odd.kind, translate("attention", "Did not fit"))


def oddity_words(odd: Oddity) -> str:
    """What did not fit about a sale, and what to do about it."""
    return {
        "shortage": translate(
            "attention", "Sold, but the centre knew of no such piece. Count it."
        ),
        "send_short": translate(
            "attention",
            "Promised to be sent, but no location has such a piece. Find one, offer "
            "another, or refund it.",
        ),
        "reservation_over": translate(
            "attention",
            "Its pieces had been set aside, but only for a quarter of an hour, and are gone. "
            "Find others, or refund them.",
        ),
        "receipt_twice": translate(
            "attention", "Another sale has the same receipt number. Both stand."
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


def oddity_about(odd: Oddity, product: Product | None) -> str:
    """What of the sale it is about, by name and SKU where ``product`` is known here, and how
    many of it; empty when that is all of it."""
    about = formats.tamed(odd.of, 60)
    if product is not None:
        named = " · ".join(part for part in (product.name, product.variant) if part)
        about = f"{formats.tamed(named, 120)} ({about})"
    if not odd.pieces or not about:
        return about
    text = translate("attention", "{number} of {product}")
    return text.format(number=formats.count(odd.pieces), product=about)


def waits_since(odd: Oddity, now: datetime) -> str:
    """Since when it waits, and how long that is; nothing when that cannot be read."""
    at = _moment(odd.at)
    if at is None:
        return ""
    if now - at < timedelta(minutes=1):
        return translate("attention", "Since {time}.").format(time=formats.moment(at))
    text = translate("attention", "Since {time}, for {age}.")
    return text.format(time=formats.moment(at), age=_age(now - at))


def outcome_words(outcome: Outcome) -> str:
    """What became of it."""
    return {
        Outcome.FOUND: translate("attention", "Found, or explained"),
        Outcome.REPLACED: translate("attention", "Replaced by something else"),
        Outcome.REFUNDED: translate("attention", "Money given back"),
        Outcome.TOLD: translate("attention", "The customer was told"),
        Outcome.OTHER: translate("attention", "Something else"),
    }[outcome]


def settled_words(odd: Oddity) -> tuple[str, ...]:
    """What became of it, who said so and when; then their note, if there is one."""
    settled = odd.settled
    if settled is None:
        return ()
    at = _moment(settled.at)
    told = (
        outcome_words(settled.outcome),
        formats.tamed(settled.by, 60),
        formats.moment(at) if at else "",
    )
    note = formats.tamed(settled.note, 200)
    return (
        ", ".join(part for part in told if part),
        *([f"\u201c{note}\u201d"] if note else []),
    )


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None


def _age(passed: timedelta) -> str:
    minutes = max(int(passed.total_seconds()) // 60, 0)
    if minutes < 60:
        return plurals.minutes(minutes)
    if minutes < 48 * 60:
        return plurals.hours(minutes // 60)
    return plurals.days(minutes // (24 * 60))
