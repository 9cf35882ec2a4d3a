"""What to say when the card terminal, the printer, or this computer itself is the trouble.

``words`` says the rest. The context of the translations is ``words`` here, too.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from posapp.domain import errors as e
from posapp.ui import formats
from posapp.ui.plurals import plurals

translate = QCoreApplication.translate

Said = tuple[str, str] | None
_HOUR, _DAY = 60, 24 * 60  # minutes


def devices(error: e.PosError) -> Said:
    """What happened, and what is safe and to be done; None for any other error."""
    for told in (_card, _hardware, _computer, _room, _copies, _wrong_clock):
        found = told(error)
        if found is not None:
            return found
    return None


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
            return _disk(error)
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


def _disk(error: e.StoreTrouble) -> tuple[str, str]:
    match error:
        case e.DiskFull():
            return (
                translate("words", "This register's disk is full."),
                translate(
                    "words",
                    "Nothing was confirmed; earlier sales are safe and can be read. Make room "
                    "on the disk: it goes on by itself.",
                ),
            )
        case e.DiskFails():
            return (
                translate("words", "This register's disk answers with errors."),
                translate(
                    "words",
                    "Nothing was confirmed; earlier sales are safe. Call help: the disk may be "
                    "failing.",
                ),
            )
        case e.DiskReadOnly():
            return (
                translate("words", "This register may not write to its disk."),
                translate(
                    "words",
                    "Nothing was confirmed; earlier sales are safe and can be read. Call help: "
                    "it goes on by itself once writing is allowed.",
                ),
            )
        case e.BooksLocked():
            return (
                translate("words", "Another program holds this register's data."),
                translate(
                    "words",
                    "Nothing was confirmed; earlier sales are safe. Close that program: it "
                    "goes on by itself.",
                ),
            )
        case e.BooksDamaged():
            return (
                translate("words", "This register's data are damaged or cannot be read."),
                translate(
                    "words",
                    "Nothing was confirmed. Delete nothing and call help: the last backup can "
                    "be restored.",
                ),
            )
    return (
        translate("words", "This register cannot write to its disk."),
        translate("words", "Nothing was confirmed; earlier sales are safe. Call help."),
    )


def _room(error: e.PosError) -> Said:
    match error:
        case e.RoomShort():
            return (
                translate(
                    "words", "The disk of this register is getting full: {free} MB left."
                ).format(free=formats.count(error.free_mb)),
                translate("words", "Everything works. Have somebody make room soon."),
            )
        case e.LastRoom():
            return (
                translate("words", "The disk is full: the room kept for last sales is in use."),
                translate(
                    "words", "Sales are safe. Finish the one at hand, then have room made."
                ),
            )
    return None


def _copies(error: e.PosError) -> Said:
    match error:
        case e.FoundCopied(kind="copied"):
            return (
                translate("words", "A second copy of this register has sold, too."),
                translate(
                    "words",
                    "Every sale is safe and counts once; receipt numbers begin anew here. "
                    "Switch the other copy off, and call help.",
                ),
            )
        case e.FoundCopied(kind="lost_end"):
            return (
                translate("words", "The last sales are gone from this register's disk."),
                translate(
                    "words",
                    "Receipt numbers begin anew. Keep the last receipts and card slips, delete "
                    "nothing, and call help: the disk may be failing.",
                ),
            )
        case e.FoundCopied():
            return (
                translate("words", "This register was put back to an earlier day."),
                translate(
                    "words",
                    "Every sale is safe and counts once; receipt numbers begin anew. Is its "
                    "old disk running somewhere? Switch that off, and call help.",
                ),
            )
        case e.UnknownBackup():
            return (
                translate("words", "This file is no backup of this register."),
                translate("words", "Nothing was changed. Choose another file."),
            )
        case e.BackupFailed():
            return (
                translate("words", "Today's backup could not be made."),
                translate("words", "Sales are safe here. Have somebody look at the backups."),
            )
    return None


def _wrong_clock(error: e.PosError) -> Said:
    match error:
        case e.ClockWrong():
            ahead = error.minutes > 0
            said = _long(abs(error.minutes))
            return (
                translate("words", "This computer's clock is {time} fast.").format(time=said)
                if ahead
                else translate("words", "This computer's clock is {time} slow.").format(
                    time=said
                ),
                translate(
                    "words",
                    "Only the time on screen and receipts is wrong; sales are safe. Have it "
                    "set right.",
                ),
            )
    return None


def _long(minutes: int) -> str:
    if minutes < 2 * _HOUR:
        return plurals.minutes(minutes)
    return (
        plurals.hours(minutes // _HOUR) if minutes < 2 * _DAY else plurals.days(minutes // _DAY)
    )


def _printer(state: str) -> str:
    match state:
        case "paper_out":
            return translate("words", "The receipt printer is out of paper.")
        case "cover_open":
            return translate("words", "The receipt printer's cover is open.")
        case "unreachable":
            return translate("words", "The receipt printer does not answer.")
    return translate("words", "The receipt printer has a problem.")
