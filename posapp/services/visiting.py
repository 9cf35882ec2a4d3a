"""One customer being served: who it is, and everything about them in one value."""

from __future__ import annotations

from dataclasses import dataclass

from posapp.contract.messages import How, Matches
from posapp.domain.conversation import Channel
from posapp.domain.people import Clerk
from posapp.domain.visit import Visit
from posapp.services.register import Register

__all__ = [
    "How",
    "Matches",
    "NewPerson",
    "add_customer",
    "close",
    "known",
    "look_up",
    "older",
    "open_visit",
    "remember",
]


@dataclass(frozen=True)
class NewPerson:
    """A customer to be, as typed at the counter.

    Attributes:
        phone: in any human form, or empty. ``email``: or empty; one of both is needed.
        language: ISO 639-1. ``consents``: channels we may write on.
    """

    name: str
    phone: str = ""
    email: str = ""
    language: str = ""
    consents: tuple[Channel, ...] = ()


def known(register: Register, who: str) -> Visit | None:
    """What this register itself remembers of a customer: name and last-known carts, with
    their age in ``Visit.parts``. Local; ``Visit.local`` is True, and there are no messages.

    Args:
        who: a QR as scanned (``P1:…``), verified here and now, or a customer's id.

    Returns:
        None when the customer was never served here.

    Raises:
        TokenTooOld, TokenWrongStore, TokenDamaged: only for a QR.
    """
    raise NotImplementedError


def open_visit(
    register: Register, clerk: Clerk, how: How, token: str = "", customer: str = ""
) -> Visit:
    """The whole context of a customer, in one request. Network.

    Exactly one of ``token`` (a QR as scanned) and ``customer`` (an id) is given. The look is
    recorded under the clerk's name, and what the next visit may show at once is remembered.

    Raises:
        TokenTooOld, TokenUsed, TokenWrongStore, TokenDamaged: only for a QR.
        UnknownCustomer: no such customer.
        Unreachable: the centre is away; ``known`` is what there is.
    """
    raise NotImplementedError


def look_up(register: Register, clerk: Clerk, text: str) -> Matches:
    """Customers by phone in any human form, e-mail address, loyalty card (``L:…``) or name;
    best first. Network; when the centre is away, those who were served here before.

    Raises:
        UnknownCustomer: nobody answers to this.
        TooManyLookups: ``wait_s`` until the next one is answered.
    """
    raise NotImplementedError


def add_customer(register: Register, clerk: Clerk, person: NewPerson) -> Visit:
    """Make a customer at the centre and open the visit. Network.

    Raises:
        BadName, BadPhone, BadEmail: what was typed cannot be right.
        Unreachable: the centre is away; the sale can go on without a name.
    """
    raise NotImplementedError


def older(register: Register, visit: Visit) -> Visit:
    """The visit with one more page of messages in front. Network.

    Raises:
        Unreachable: the centre is away.
    """
    raise NotImplementedError


def remember(register: Register, visit: Visit, token: str = "") -> None:
    """Keep name and carts for the next visit; never messages (P3). Local write.

    ``open_visit`` does it by itself; call it after carts were read afresh.

    Args:
        token: the QR the customer came by, so that the next one is recognised at once.
    """
    raise NotImplementedError


def close(register: Register, visit: Visit) -> None:
    """The customer has been served: online carts still leased here are given back, best
    effort (a lease expires by itself). Network, never raises a ``PosError``."""
    raise NotImplementedError
