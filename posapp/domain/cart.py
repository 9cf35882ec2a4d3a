"""The cart: what the customer is about to buy. Every change makes a new cart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from posapp.domain.catalogue import Product
from posapp.domain.fulfilment import Fulfilment, Shipment
from posapp.domain.money import Money, share

MOST = 9_999  # pieces on one line; more is a scanner fault, not a sale


class Origin(Enum):
    """Where a line was put into the cart."""

    WEB = "web"
    COUNTER = "counter"
    CHAT = "chat"


class Source(Enum):
    """Who gave a discount."""

    COUPON = "coupon"
    AUTOMATIC = "automatic"
    CLERK = "clerk"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True)
class Approved:
    """A manager's word for one discount that is more than the clerk may give (P6).

    Attributes:
        by, name: the manager's id and name.
        most: what all of it may take off; when the cart grows, it has to be approved anew.
    """

    by: str
    name: str
    most: Money


@dataclass(frozen=True, slots=True)
class ManualDiscount:
    """What a clerk takes off, or a promise grants: parts per million or an amount, not both.

    Attributes:
        amount: off the whole line or cart, not off each piece.
        code: id of the promise, or empty.
        label: the reason, shown and printed.
        limit_ppm: what whoever gave it may give at the most, in parts per million of the
            price; it holds also when the line grows smaller afterwards. 0: not limited.
        approved: a manager said yes to just this; ``limit_ppm`` is what they said yes to.
    """

    source: Source
    label: str
    percent_ppm: int = 0
    amount: Money | None = None
    code: str = ""
    limit_ppm: int = 0
    approved: Approved | None = None


@dataclass(frozen=True, slots=True)
class WebLineRef:
    """Which line of which online cart this came from, and how many were seen there."""

    cart: str
    line: str
    quantity: int


@dataclass(frozen=True)
class Line:
    """A product and how many of it.

    Attributes:
        id: made by whoever added it, unique in the cart.
        unit_price: agreed for this sale; differs from ``product.price`` only with a reason.
        reason: the decision taken on a difference, kept for ever, as stable English
            phrases that no setting changes, joined by ``; ``: ``price kept: 22.00 online``,
            ``price today: was 22.00 online``, ``promotion kept: NAME``,
            ``promotion over: NAME``, ``only 1 here``, ``not here``.
    """

    id: str
    product: Product
    quantity: int
    unit_price: Money
    origin: Origin = Origin.COUNTER
    fulfilment: Fulfilment = Fulfilment.TAKE
    discount: ManualDiscount | None = None
    web: WebLineRef | None = None
    note: str = ""
    reason: str = ""

    @property
    def plain(self) -> bool:
        """Scanning the same product again may simply count this line up."""
        return (
            self.origin is Origin.COUNTER
            and self.discount is None
            and not self.note
            and self.unit_price == self.product.price
        )


@dataclass(frozen=True)
class PulledCart:
    """An online cart that is being served here.

    Attributes:
        version: as the clerk saw it; checkout names it.
        paid: already paid online, never charged again.
    """

    id: str
    number: str
    version: int
    paid: Money


@dataclass(frozen=True)
class Cart:
    """Lines in the order they came, and what hangs on the whole.

    Attributes:
        coupons: codes in capitals, in the order they were entered.
        discount: one manual discount on the whole cart.
        shipment: where ``SHIP`` lines go, once chosen.
    """

    lines: tuple[Line, ...] = ()
    coupons: tuple[str, ...] = ()
    discount: ManualDiscount | None = None
    shipment: Shipment | None = None
    pulled: tuple[PulledCart, ...] = ()
    note: str = ""

    def __bool__(self) -> bool:
        return bool(self.lines)

    @property
    def pieces(self) -> int:
        return sum(line.quantity for line in self.lines)

    def line(self, line_id: str) -> Line:
        """The line with this id.

        Raises:
            KeyError: there is none.
        """
        for line in self.lines:
            if line.id == line_id:
                return line
        raise KeyError(line_id)

    def add(self, line: Line) -> Cart:
        """Append a line, or count up a plain one of the same product and fulfilment."""
        if line.plain:
            for old in self.lines:
                if old.plain and (old.product.sku, old.fulfilment, old.unit_price) == (
                    line.product.sku,
                    line.fulfilment,
                    line.unit_price,
                ):
                    return self.set_quantity(old.id, old.quantity + line.quantity)
        return replace(self, lines=(*self.lines, line))

    def set_quantity(self, line_id: str, quantity: int) -> Cart:
        """Change one line's quantity, at most ``MOST``; a line with none left disappears."""
        if quantity <= 0:
            return self.remove(line_id)
        return self.change(line_id, lambda line: replace(line, quantity=min(quantity, MOST)))

    def change(self, line_id: str, how: Callable[[Line], Line]) -> Cart:
        """Replace one line by what ``how`` makes of it.

        Raises:
            KeyError: there is no such line.
        """
        self.line(line_id)
        return replace(
            self, lines=tuple(how(line) if line.id == line_id else line for line in self.lines)
        )

    def remove(self, line_id: str) -> Cart:
        """Without one line. Undo is keeping the cart from before."""
        return replace(self, lines=tuple(line for line in self.lines if line.id != line_id))

    def split(self, line_id: str, quantity: int, new_id: str, fulfilment: Fulfilment) -> Cart:
        """Give ``quantity`` of a line another fulfilment, as a line of its own behind it.
        A discount of an amount is divided with the pieces.

        Raises:
            KeyError: there is no such line.
            ValueError: not between one and one less than the line has.
        """
        old = self.line(line_id)
        if not 0 < quantity < old.quantity:
            raise ValueError(f"cannot split {quantity} off {old.quantity}")
        parts = (old.quantity - quantity, quantity)
        kept, given = _discount_parts(old.discount, parts)
        stays = replace(old, quantity=parts[0], discount=kept)
        goes = replace(old, id=new_id, quantity=quantity, fulfilment=fulfilment, discount=given)
        place = self.lines.index(old)
        lines = (*self.lines[:place], stays, goes, *self.lines[place + 1 :])
        return replace(self, lines=lines)

    @property
    def ships(self) -> bool:
        return any(line.fulfilment is Fulfilment.SHIP for line in self.lines)

    @property
    def sends(self) -> bool:
        """Something is not taken along now: it is promised."""
        return any(line.fulfilment is not Fulfilment.TAKE for line in self.lines)


def _discount_parts(
    discount: ManualDiscount | None, parts: tuple[int, int]
) -> tuple[ManualDiscount | None, ManualDiscount | None]:
    """A line's manual discount over the two parts the line is split into."""
    if discount is None:
        return None, None
    amounts = (
        (discount.amount,) * 2 if discount.amount is None else share(discount.amount, parts)
    )
    words: tuple[Approved | None, ...] = (None, None)
    if (said := discount.approved) is not None:
        words = tuple(replace(said, most=most) for most in share(said.most, parts))
    kept, given = (
        replace(discount, amount=amount, approved=word)
        for amount, word in zip(amounts, words, strict=True)
    )
    return kept, given
