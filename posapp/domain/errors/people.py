"""Who is served, found and let in: customers, their QR, clerks and their PINs."""

from __future__ import annotations

from posapp.domain.errors.base import PosError


class BadPhone(PosError):
    """What was typed is not a possible phone number."""

    code = "P-30"

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class BadAddress(PosError):
    """An address lacks something its country asks for.

    Attributes:
        fields: name of the field to what is wrong: ``required``, ``invalid`` or ``unknown``.
    """

    code = "P-31"

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(", ".join(f"{name}: {why}" for name, why in fields.items()))
        self.fields = fields


class BadName(PosError):
    """A person needs a name of 1 to 200 characters."""

    code = "P-32"


class BadEmail(PosError):
    """What was typed is not an e-mail address."""

    code = "P-33"

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class WrongPin(PosError):
    """No clerk of this store has this PIN.

    Attributes:
        wait_s: seconds until another try is taken; it grows with each failure.
    """

    code = "P-40"

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"{wait_s}")
        self.wait_s = wait_s


class LockedOut(PosError):
    """Ten wrong PINs: a manager has to unlock the register."""

    code = "P-41"


class NotAllowed(PosError):
    """The clerk's role does not include this."""

    code = "P-42"

    def __init__(self, permission: str) -> None:
        super().__init__(permission)
        self.permission = permission


class PinsSealed(PosError):
    """The PIN verifiers kept here were sealed with another key: the centre sends them anew."""

    code = "P-43"


class TokenTooOld(PosError):
    """The customer's QR has expired; the phone shows a fresh one every minute."""

    code = "P-50"


class TokenUsed(PosError):
    """The customer's QR was already used in this store."""

    code = "P-51"


class TokenWrongStore(PosError):
    """The customer's QR was made for another store."""

    code = "P-52"


class TokenDamaged(PosError):
    """The customer's QR is ours, but it was misread, cut or forged."""

    code = "P-53"


class UnknownCustomer(PosError):
    """No customer answers to this."""

    code = "P-54"

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class TooManyLookups(PosError):
    """Looking people up is rate-limited.

    Attributes:
        wait_s: seconds until the next look-up is answered.
    """

    code = "P-55"

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"{wait_s}")
        self.wait_s = wait_s
