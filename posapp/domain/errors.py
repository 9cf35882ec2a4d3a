"""Errors a person can act on. Anything else that escapes is a bug.

Each carries what the sentence for it needs; ``posapp.ui.words`` makes the sentence, the
``code`` is what a clerk can read out on the phone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posapp.domain.webcart import WebCart


class PosError(Exception):
    """Base of every expected error.

    Attributes:
        code: short, stable and printable, for example ``P-10``.
    """

    code = "P-00"


class UnknownProduct(PosError):
    """Nothing in the catalogue carries this code."""

    code = "P-10"

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class UnreadableCode(PosError):
    """What was scanned is none of ours and no valid product code."""

    code = "P-11"

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class BadLabelPattern(PosError):
    """A pattern for price or weight labels cannot work; ``labels.label_pattern`` lists why.

    Attributes:
        why: ``length``, ``letter``, ``start``, ``check``, ``item`` or ``value``.
    """

    code = "P-12"

    def __init__(self, pattern: str, why: str) -> None:
        super().__init__(f"{pattern}: {why}")
        self.pattern = pattern
        self.why = why


class NotSettled(PosError):
    """The sale cannot be completed while money is still due."""

    code = "P-20"


class Overtendered(PosError):
    """Only cash may exceed the amount due, because only cash gives change."""

    code = "P-21"


class EmptyCart(PosError):
    """There is nothing to pay for."""

    code = "P-22"


class DeliveryMissing(PosError):
    """A line is to be shipped, and no address or method has been chosen."""

    code = "P-23"


class OverLimit(PosError):
    """The discount is more than this clerk may give.

    Attributes:
        limit_ppm: the clerk's limit in parts per million of the price.
    """

    code = "P-24"

    def __init__(self, limit_ppm: int) -> None:
        super().__init__(str(limit_ppm))
        self.limit_ppm = limit_ppm


class CouponRefused(PosError):
    """The coupon does not exist, is over, or nothing in the cart qualifies.

    Attributes:
        why: ``unknown``, ``not_yet``, ``over`` or ``nothing_qualifies``.
    """

    code = "P-25"

    def __init__(self, coupon: str, why: str) -> None:
        super().__init__(f"{coupon}: {why}")
        self.coupon = coupon
        self.why = why


class BadAmount(PosError):
    """What was typed is not an amount of money, a percentage or a number in range."""

    code = "P-26"

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


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


class Unreachable(PosError):
    """The centre or a device did not answer. Trying again later may help."""

    code = "P-60"


class NotEnrolled(PosError):
    """The centre does not know this register, or has revoked it."""

    code = "P-61"


class Refused(PosError):
    """The centre understood and refused. Trying again will not help.

    Attributes:
        problem: the centre's error code, for example ``invalid``.
    """

    code = "P-62"

    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(f"{problem}: {detail}" if detail else problem)
        self.problem = problem
        self.detail = detail


class BadReply(Unreachable):
    """The centre answered something that is not the contract; treated as no answer."""

    code = "P-63"


class CardDeclined(PosError):
    """The terminal says no. Nothing was charged."""

    code = "P-70"

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


class CardCancelled(PosError):
    """The charge was cancelled at the terminal. Nothing was charged."""

    code = "P-71"


class CardUnknown(PosError):
    """Nobody knows yet whether the card was charged. Ask the terminal, never charge again."""

    code = "P-72"

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


class GiftCardRefused(PosError):
    """The gift card is unknown, empty or expired.

    Attributes:
        why: ``unknown``, ``empty`` or ``expired``.
    """

    code = "P-73"

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class PrinterTrouble(PosError):
    """The receipt could not be printed; it waits in the print queue.

    Attributes:
        state: ``paper_out``, ``cover_open``, ``unreachable`` or ``unknown``.
    """

    code = "P-80"

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class BadDeviceAddress(PosError):
    """A printer or terminal is set up with an address that cannot be one.

    Printers: ``tcp://host:port``, ``file:PATH``. Terminals: ``tcp://127.0.0.1:port``.
    """

    code = "P-81"

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class StoreTrouble(PosError):
    """The register's own database cannot be written; nothing was confirmed."""

    code = "P-90"


class DiskFull(StoreTrouble):
    """There is no room left where the register keeps its sales."""

    code = "P-94"


class DiskFails(StoreTrouble):
    """The disk answers with an I/O error."""

    code = "P-95"


class DiskReadOnly(StoreTrouble):
    """The disk, the folder or the file may only be read."""

    code = "P-96"


class BooksLocked(StoreTrouble):
    """Another program on this computer holds the register's database."""

    code = "P-97"


class BooksDamaged(StoreTrouble):
    """What stands in the register's database cannot be what was written there."""

    code = "P-98"


class RoomShort(PosError):
    """The disk is getting full; everything works still.

    Attributes:
        free_mb: millions of bytes left, in steps, so that it is not said anew all the time.
    """

    code = "P-82"

    def __init__(self, free_mb: int) -> None:
        super().__init__(str(free_mb))
        self.free_mb = free_mb


class LastRoom(PosError):
    """The disk is full; what was kept ready for the sale at hand is in use."""

    code = "P-83"


class BackupFailed(PosError):
    """The nightly backup was not made; why is in the text."""

    code = "P-84"


class FoundCopied(PosError):
    """These books are a copy: the centre knew this register further than it is here; or they
    themselves were further.

    Attributes:
        kind: ``restored``: from a backup or an older image of the disk; ``copied``: another
            copy of the register has sold on; ``lost_end``: their last sales are gone.
    """

    code = "P-85"

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


class ClockWrong(PosError):
    """This computer's clock is far from the centre's.

    Attributes:
        minutes: how far it is ahead; negative: behind.
    """

    code = "P-86"

    def __init__(self, minutes: int) -> None:
        super().__init__(str(minutes))
        self.minutes = minutes


class UnknownBackup(PosError):
    """The file is no backup of this register."""

    code = "P-87"


class NewerSchema(PosError):
    """The data was written by a newer program; this one leaves it untouched."""

    code = "P-91"


class SecondCopy(PosError):
    """This register's data is already open in another running program."""

    code = "P-92"


class JournalDamaged(PosError):
    """A recorded sale is no longer as it was written: nothing may be chained behind it.

    Attributes:
        sequence: the first journal entry that does not fit.
    """

    code = "P-93"

    def __init__(self, sequence: int) -> None:
        super().__init__(str(sequence))
        self.sequence = sequence


class CheckoutChanged(PosError):
    """The centre does not agree that this cart may be sold just so; nothing was charged.

    Attributes:
        problem: ``cart_changed``, ``total_changed``, ``stock_changed``, ``already_paid``, or
            ``cart_leased``: another register is taking money for this cart; or
            ``not_promised``: the centre is away, and more is to be sent than this register
            may promise alone.
        skus: what is short, for ``stock_changed`` and ``not_promised``.
        carts: as they are now at the centre, for ``cart_changed``, ``already_paid`` and
            ``cart_leased``.
    """

    code = "P-64"

    def __init__(
        self, problem: str, skus: tuple[str, ...] = (), carts: tuple[WebCart, ...] = ()
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.skus = skus
        self.carts = carts


class UnknownReceipt(PosError):
    """This register has no sale with that number."""

    code = "P-27"

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number
