"""What to say when the card terminal, the printer, or this computer itself is the trouble.

``words`` says the rest. The context of the translations is ``words`` here, too.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from posapp.domain import errors as e
from posapp.ui import formats

translate = QCoreApplication.translate

Said = tuple[str, str] | None


def devices(error: e.PosError) -> Said:
    """What happened, and what is safe and to be done; None for any other error."""
    return _card(error) or _hardware(error) or _computer(error)


def _card(error: e.PosError) -> Said:
    match error:
        case e.CardDeclined():
            return (
                translate("words", "The card was declined."),
                translate("words", "Nothing was charged. Try again or pay another way."),
            )
        case e.CardCancelled():
            return (
                translate("words", "The card payment was cancelled."),
                translate("words", "Nothing was charged. Try again or pay another way."),
            )
        case e.CardUnknown():
            return (
                translate("words", "Nobody knows yet whether the card was charged."),
                translate("words", "Ask the terminal; never charge again before it answers."),
            )
        case e.GiftCardRefused():
            return (
                translate("words", "The gift card cannot be used."),
                {
                    "empty": translate("words", "It is empty. Pay another way."),
                    "expired": translate("words", "It has expired. Pay another way."),
                }.get(error.why, translate("words", "Nobody knows it. Check the number.")),
            )
    return None


def _hardware(error: e.PosError) -> Said:
    match error:
        case e.PrinterTrouble():
            return (
                _printer(error.state),
                translate("words", "The sale is safe; the receipt waits and prints later."),
            )
        case e.BadDeviceAddress():
            return (
                translate("words", "The address of a device cannot be right: {address}").format(
                    address=formats.tamed(error.address, 60)
                ),
                translate("words", "Sales are safe. Correct it in the register's settings."),
            )
    return None


def _computer(error: e.PosError) -> Said:
    match error:
        case e.JournalDamaged():
            return (
                translate(
                    "words", "A recorded sale was changed from outside: entry {number}."
                ).format(number=error.sequence),
                translate("words", "Nothing new is recorded behind it. Stop, and call help."),
            )
        case e.StoreTrouble():
            return (
                translate("words", "This register cannot write to its disk."),
                translate("words", "Nothing was confirmed; earlier sales are safe. Call help."),
            )
        case e.NewerSchema():
            return (
                translate("words", "These data were written by a newer version."),
                translate("words", "They are untouched. Install the newer version."),
            )
        case e.SecondCopy():
            return (
                translate("words", "This register is already open in another window."),
                translate("words", "Use that one, or close it first."),
            )
    return None


def _printer(state: str) -> str:
    match state:
        case "paper_out":
            return translate("words", "The receipt printer is out of paper.")
        case "cover_open":
            return translate("words", "The receipt printer's cover is open.")
        case "unreachable":
            return translate("words", "The receipt printer does not answer.")
    return translate("words", "The receipt printer has a problem.")
