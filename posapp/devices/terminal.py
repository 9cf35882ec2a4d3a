"""Card terminals: a charge is approved, declined, cancelled, not started, or unknown.

======== ================================== ==================================================
outcome  what it means                      what may follow
======== ================================== ==================================================
Approved the money is taken, once           the tender joins the payment
Declined nothing was taken                  another charge under a new ref
Cancelled nothing was taken                 another charge under a new ref
NotStarted the terminal never began         another charge under a new ref
Unknown  nobody knows yet                   ``ask`` with the same ref, until it is one of these
======== ================================== ==================================================

A ref stands for one charge for ever: charging it again gives its first outcome, and a ref that
was asked about before the terminal had heard of it is closed there, so that a request which
was late on its way can no longer take money.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from posapp.domain.money import Money


@dataclass(frozen=True)
class Approved:
    """The card was charged.

    Attributes:
        amount: as the terminal says.
        reference: the terminal's own name for the charge; never a card number.
        scheme, last4: for people, when the terminal tells them; "VISA", "1234".
    """

    ref: str
    amount: Money
    reference: str
    scheme: str = ""
    last4: str = ""

    @property
    def label(self) -> str:
        """For screen and receipt: ``VISA ••1234``, or as much of it as is known."""
        return " ".join(
            part for part in (self.scheme, self.last4 and f"••{self.last4}") if part
        )


@dataclass(frozen=True)
class Declined:
    """The bank or the terminal said no.

    Attributes:
        reason: the terminal's word for it, at most 40 letters; may be empty.
    """

    ref: str
    reason: str = ""


@dataclass(frozen=True)
class Cancelled:
    """The customer or the clerk cancelled it at the terminal."""

    ref: str


@dataclass(frozen=True)
class NotStarted:
    """Nothing was charged: the terminal could not be reached at all, or never got the ref.

    Attributes:
        why: ``unreachable``, ``absent`` (none is set up) or ``never_heard``.
    """

    ref: str
    why: str


@dataclass(frozen=True)
class Unknown:
    """It may have been charged or not.

    Attributes:
        why: ``no_answer``, ``pending`` (still at it), ``unreachable``, ``bad_answer``, or
            ``other_amount``: approved, but not for what was asked; a person has to look.
    """

    ref: str
    why: str


Charge = Approved | Declined | Cancelled | NotStarted | Unknown


class CardTerminal(Protocol):
    """Charges cards. Calls block as long as the customer takes, so they belong in a
    background thread; ``ask`` and ``cancel`` may come while ``charge`` waits. None raises for
    a terminal in trouble: that is an outcome. None ever sees a card number (P2)."""

    def charge(self, ref: str, amount: Money) -> Charge:
        """Charge a card.

        Args:
            ref: made and written down before; 1 to 64 letters, digits, ``-``, ``_``, ``.``.
            amount: positive.

        Raises:
            ValueError: ref or amount are not like that.
        """
        ...

    def ask(self, ref: str) -> Charge:
        """What became of this charge. Never starts one."""
        ...

    def cancel(self, ref: str) -> Charge:
        """Stop this charge if it is not too late, and say what became of it."""
        ...


class NoTerminal:
    """No terminal is set up. Nothing was ever charged through it."""

    def charge(self, ref: str, _amount: Money) -> Charge:
        return NotStarted(ref, "absent")

    def ask(self, ref: str) -> Charge:
        """Unknown: it was charged, if at all, by a terminal that is no longer set up."""
        return Unknown(ref, "unreachable")

    def cancel(self, ref: str) -> Charge:
        return self.ask(ref)
