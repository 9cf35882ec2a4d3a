"""What is at the other end of a wire: the centre, card terminal and printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posapp.domain.errors.base import PosError

if TYPE_CHECKING:
    from posapp.domain.webcart import WebCart


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
