"""Differences and choices in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from posapp.domain.differences import Choice, Difference, DifferenceKind
from posapp.ui import formats
from posapp.ui.tokens import Tone

translate = QCoreApplication.translate


def what(difference: Difference) -> tuple[str, Tone, str]:
    """What changed: a short mark, its tone and its icon."""
    return {
        DifferenceKind.PRICE_UP: (translate("pulling", "Price went up"), Tone.WARN, "tag"),
        DifferenceKind.PRICE_DOWN: (translate("pulling", "Price went down"), Tone.GOOD, "tag"),
        DifferenceKind.NOT_HERE: (
            translate("pulling", "Not in this store"),
            Tone.WARN,
            "store",
        ),
        DifferenceKind.SOLD_OUT: (translate("pulling", "Sold out"), Tone.BAD, "box"),
        DifferenceKind.FEWER_HERE: (translate("pulling", "Fewer here"), Tone.WARN, "box"),
        DifferenceKind.GONE: (translate("pulling", "No longer sold"), Tone.BAD, "close"),
        DifferenceKind.PROMOTION_OVER: (
            translate("pulling", "Promotion over"),
            Tone.WARN,
            "percent",
        ),
        DifferenceKind.CHANGED_ON_PHONE: (
            translate("pulling", "Changed on the phone"),
            Tone.WARN,
            "phone",
        ),
    }[difference.kind]


def sentence(difference: Difference) -> str:
    """What changed, in full."""
    was = formats.money(difference.was)
    now = formats.money(difference.now) if difference.now is not None else ""
    wanted = difference.line.quantity
    match difference.kind:
        case DifferenceKind.PRICE_UP | DifferenceKind.PRICE_DOWN:
            return translate("pulling", "Was {was} online, is {now} today.").format(
                was=was, now=now
            )
        case DifferenceKind.PROMOTION_OVER:
            name = formats.tamed(difference.detail, 60)
            text = translate("pulling", "“{name}” is over: {was} with it, {now} today.")
            return text.format(name=name, was=was, now=now)
        case DifferenceKind.GONE:
            return translate("pulling", "It was discontinued and cannot be sold.")
        case DifferenceKind.SOLD_OUT:
            return translate("pulling", "No store has it any more.")
        case DifferenceKind.CHANGED_ON_PHONE:
            return _edited(difference)
    if difference.detail == "stock_unknown":
        text = translate("pulling", "{wanted} wanted, {here} here; nobody knows about others.")
    elif difference.elsewhere:
        text = translate("pulling", "{wanted} wanted, {here} here; {store} has it.")
    else:
        text = translate("pulling", "{wanted} wanted, {here} here.")
    return text.format(
        wanted=formats.count(wanted),
        here=formats.count(difference.here),
        store=formats.tamed(difference.elsewhere, 40),
    )


def _edited(difference: Difference) -> str:
    match difference.detail:
        case "added":
            text = translate("pulling", "The customer added {after} just now.")
        case "removed":
            text = translate("pulling", "The customer removed it just now.")
        case "note":
            text = translate("pulling", "The customer changed the note just now.")
        case _:
            text = translate("pulling", "The customer made it {after} instead of {before}.")
    return text.format(
        after=formats.count(difference.after), before=formats.count(difference.before)
    )


def choice(difference: Difference, chosen: Choice) -> str:
    """One way to decide, as a button says it."""
    now = formats.money(difference.now) if difference.now is not None else ""
    here = formats.count(difference.here)
    ship = (
        translate("pulling", "Take {count}, ship the rest").format(count=here)
        if difference.here
        else translate("pulling", "Ship home")
    )
    return {
        Choice.KEEP_SEEN_PRICE: translate("pulling", "Keep {price}").format(
            price=formats.money(difference.was)
        ),
        Choice.USE_TODAYS_PRICE: translate("pulling", "Use {price}").format(price=now),
        Choice.SHIP: ship,
        Choice.TAKE_WHAT_IS_HERE: translate("pulling", "Take only {count}").format(count=here),
        Choice.LEAVE_ONLINE: translate("pulling", "Leave online"),
        Choice.ACCEPT: translate("pulling", "Change it here too"),
        Choice.IGNORE: translate("pulling", "Keep it as it is here"),
    }[chosen]
