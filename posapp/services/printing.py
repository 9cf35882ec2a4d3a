"""The print queue: durable, one receipt at a time, a repeat says COPY (J6)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from posapp.devices.printer import Sent
from posapp.domain.errors import UnknownReceipt
from posapp.domain.sale import Sale
from posapp.services.receipt_making import ReceiptWords, escpos
from posapp.services.register import Register
from posapp.store import journal, print_queue


class Printed(Enum):
    """What ``print_next`` did.

    NOTHING: the queue is empty. DONE: one receipt is on paper. WAITING: the printer could
    not; the receipt stays in the queue. GIVEN_UP: it was interrupted twice; print it again
    by hand, as a copy.
    """

    NOTHING = "nothing"
    DONE = "done"
    WAITING = "waiting"
    GIVEN_UP = "given_up"


@dataclass(frozen=True)
class PrintOutcome:
    """What became of the oldest receipt in the queue.

    Attributes:
        receipt: its number, or empty. ``trouble``: the printer's state when it waits.
        copy: it went out marked as a copy. ``left``: receipts still in the queue.
    """

    printed: Printed
    receipt: str = ""
    trouble: str = ""
    copy: bool = False
    left: int = 0


def queue(register: Register, sale: Sale) -> None:
    """Put a receipt into the print queue again, as a copy: ``checkout.complete`` has queued
    the first one. Local write.

    Raises:
        UnknownReceipt: the sale is not in the journal (J6).
    """
    with register.books.journal.writing() as db:
        if journal.find(db, sale.id) is None:
            raise UnknownReceipt(sale.receipt)
        print_queue.settle(db, sale.id, "printed again by hand")
        print_queue.append(db, register.new_id(), sale.id, register.clock(), copy=True)


def print_next(register: Register, words: ReceiptWords) -> PrintOutcome:
    """Print the oldest receipt of the queue, and open the drawer when it took cash. Slow.

    One at a time, whoever calls. A print that was interrupted is repeated once, marked as a
    copy, and never again by itself (J6).
    """
    with register.current.printing:
        given_up = _recovered(register)
        if given_up:
            return _outcome(register, Printed.GIVEN_UP, given_up)
        with register.books.journal.reading() as db:
            job = print_queue.next_job(db)
            sale = journal.find(db, job.sale) if job else None
        if job is None or sale is None:
            return PrintOutcome(Printed.NOTHING)
        _open_drawer(register, job)
        return _printed(register, job, sale, escpos(register, sale, words, job.copy))


def waiting(register: Register) -> int:
    """Receipts in the print queue. Local."""
    with register.books.journal.reading() as db:
        return print_queue.count(db)


def given_up(register: Register) -> tuple[Sale, ...]:
    """Sales whose receipt was interrupted twice, oldest first: it may be on paper, or not.
    Local. ``queue`` prints one again as a copy, ``seen_to`` takes it off the list."""
    with register.books.journal.reading() as db:
        found = [journal.find(db, sale) for sale in print_queue.uncertain(db)]
    return tuple(sale for sale in found if sale is not None)


def seen_to(register: Register, sale: Sale) -> None:
    """The customer has the receipt, or wants none. Local write."""
    with register.books.journal.writing() as db:
        print_queue.settle(db, sale.id, "seen to by hand")


def drop_next(register: Register) -> None:
    """Give up the oldest receipt of the queue; it can be printed again as a copy. Local."""
    with register.books.journal.writing() as db:
        job = print_queue.next_job(db)
        if job is not None:
            print_queue.drop(db, job.place, "given up by hand")


def _recovered(register: Register) -> str:
    """Put what a crash interrupted back into the queue, as a copy.

    Returns:
        The number of a receipt that was interrupted for the second time, or "".
    """
    with register.books.journal.reading() as db:
        if print_queue.interrupted(db) is None:
            return ""
    with register.books.journal.writing() as db:
        job = print_queue.interrupted(db)
        sale = journal.find(db, job.sale) if job else None
        print_queue.recover(db)
    return sale.receipt if job and sale and job.repeats else ""


def _open_drawer(register: Register, job: print_queue.PrintJob) -> None:
    """Once per sale, paper or not; noted before, so that a repeat leaves it closed."""
    if not job.drawer:
        return
    with register.books.journal.writing() as db:
        print_queue.drawer_used(db, job.place)
    register.drawer.open()


def _printed(
    register: Register, job: print_queue.PrintJob, sale: Sale, paper: bytes
) -> PrintOutcome:
    register.books.witness.settle()  # the paper may outlive the end of a log (docs/journal.md)
    with register.books.journal.writing() as db:
        print_queue.begin(db, job.place)
    outcome = register.printer.print(paper)
    trouble = outcome.state.value
    if outcome.sent is Sent.PERHAPS:
        given_up = _recovered(register)
        printed = Printed.GIVEN_UP if given_up else Printed.WAITING
        return _outcome(register, printed, sale.receipt, trouble, job.copy)
    with register.books.journal.writing() as db:
        if outcome.sent is Sent.ALL:
            print_queue.done(db, job.place)
        else:
            print_queue.put_back(db, job.place, trouble)
    if outcome.sent is Sent.ALL:
        return _outcome(register, Printed.DONE, sale.receipt, "", job.copy)
    return _outcome(register, Printed.WAITING, sale.receipt, trouble, job.copy)


def _outcome(
    register: Register, printed: Printed, number: str, trouble: str = "", copy: bool = False
) -> PrintOutcome:
    return PrintOutcome(printed, number, trouble, copy, waiting(register))
