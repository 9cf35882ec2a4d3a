"""The line protocol between register and terminal: one JSON object per line, one exchange per
connection, UTF-8, at most 1,024 bytes a line.

Requests::

    {"v": 1, "do": "charge", "ref": "019...", "minor": 4450, "currency": "EUR"}
    {"v": 1, "do": "ask",    "ref": "019..."}
    {"v": 1, "do": "cancel", "ref": "019..."}

``charge`` is answered when the customer is done, the others at once. Answers::

    {"v": 1, "ref": "019...", "is": "approved", "minor": 4450, "currency": "EUR",
     "reference": "T-000017", "scheme": "VISA", "last4": "1234"}
    {"v": 1, "ref": "019...", "is": "declined", "reason": "insufficient funds"}
    {"v": 1, "ref": "019...", "is": "cancelled" | "pending" | "never_heard"}

A ref stands for one charge for ever. A terminal that has never heard of a ref when it is asked
about or cancelled closes it: a charge that arrives later under it takes no money.
The protocol carries no secret and proves nobody's identity, so it is spoken on loopback only.
"""

from __future__ import annotations

import json
import re
from typing import Any

from posapp.devices.terminal import Approved, Cancelled, Charge, Declined, NotStarted, Unknown
from posapp.domain.money import Money

VERSION = 1
MAX_LINE = 1024
_REF = re.compile(r"[0-9A-Za-z._-]{1,64}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_REFERENCE = re.compile(r"[0-9A-Za-z._/-]{1,40}")
_CARD_NUMBER = re.compile(r"(?:\d\W{0,3}){12,}")  # digits of any script, however parted
_MOST_MINOR = 10**12


class NotOurProtocol(Exception):
    """A line is not what this protocol allows; the connection is of no more use."""


def request(do: str, ref: str, amount: Money | None = None) -> bytes:
    """One request as a line.

    Raises:
        ValueError: ref or amount cannot be asked for.
    """
    if not _REF.fullmatch(ref):
        raise ValueError("a ref is 1 to 64 letters, digits, -, _ or .")
    if amount is not None and not _payable(amount.minor, amount.currency):
        raise ValueError(f"{amount} cannot be charged")
    money = {} if amount is None else {"minor": amount.minor, "currency": amount.currency}
    return _line({"v": VERSION, "do": do, "ref": ref, **money})


def read_request(line: bytes) -> tuple[str, str, Money | None]:
    """What a request asks: verb, ref, and the amount of a charge.

    Raises:
        NotOurProtocol: it is no request of this protocol.
    """
    fields = _fields(line)
    do, ref = fields.get("do"), _text(fields, "ref", _REF)
    match do:
        case "charge":
            return "charge", ref, _money(fields)
        case "ask" | "cancel":
            return do, ref, None
    raise NotOurProtocol("do")


def answer(outcome: Charge) -> bytes:
    """An outcome as a line."""
    fields: dict[str, Any] = {"v": VERSION, "ref": outcome.ref}
    match outcome:
        case Approved():
            fields |= {"is": "approved", "reference": outcome.reference}
            fields |= {"minor": outcome.amount.minor, "currency": outcome.amount.currency}
            fields |= {"scheme": outcome.scheme, "last4": outcome.last4}
        case Declined(reason=reason):
            fields |= {"is": "declined", "reason": reason}
        case Cancelled():
            fields["is"] = "cancelled"
        case NotStarted():
            fields["is"] = "never_heard"
        case Unknown():
            fields["is"] = "pending"
    return _line(fields)


def read_answer(line: bytes, ref: str) -> Charge:
    """What the terminal says about this charge.

    Anything that could be a card number is left out, wherever it stands.

    Raises:
        NotOurProtocol: it is no answer of this protocol, or one about another charge.
    """
    fields = _fields(line)
    if fields.get("ref") != ref:
        raise NotOurProtocol("ref")
    match fields.get("is"):
        case "approved":
            return _approved(fields, ref)
        case "declined":
            return Declined(ref, _shown(fields, "reason", 40))
        case "cancelled":
            return Cancelled(ref)
        case "never_heard":
            return NotStarted(ref, "never_heard")
        case "pending":
            return Unknown(ref, "pending")
    raise NotOurProtocol("is")


def _approved(fields: dict[str, Any], ref: str) -> Approved:
    reference = _text(fields, "reference", _REFERENCE)
    last4 = _shown(fields, "last4", 4)
    return Approved(
        ref=ref,
        amount=_money(fields),
        reference="" if _CARD_NUMBER.search(reference) else reference,
        scheme=_shown(fields, "scheme", 20),
        last4=last4 if re.fullmatch("[0-9]{4}", last4) else "",
    )


def _line(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, separators=(",", ":")).encode("ascii") + b"\n"


def _fields(line: bytes) -> dict[str, Any]:
    if len(line) > MAX_LINE or not line.endswith(b"\n"):
        raise NotOurProtocol("line")
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise NotOurProtocol("json") from error
    if not isinstance(fields, dict) or fields.get("v") != VERSION:
        raise NotOurProtocol("version")
    return fields


def _text(fields: dict[str, Any], name: str, form: re.Pattern[str]) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not form.fullmatch(value):
        raise NotOurProtocol(name)
    return value


def _shown(fields: dict[str, Any], name: str, limit: int) -> str:
    """A text that only people read: printable, cut, and with no card number in it."""
    value = fields.get(name, "")
    if not isinstance(value, str) or not value.isprintable() or _CARD_NUMBER.search(value):
        return ""
    return value[:limit]


def _money(fields: dict[str, Any]) -> Money:
    minor, currency = fields.get("minor"), fields.get("currency")
    if type(minor) is not int or not isinstance(currency, str) or not _payable(minor, currency):
        raise NotOurProtocol("amount")
    return Money(minor, currency)


def _payable(minor: int, currency: str) -> bool:
    return 0 < minor <= _MOST_MINOR and _CURRENCY.fullmatch(currency) is not None
