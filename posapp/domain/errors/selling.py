"""What stands in the way of a sale: goods, amounts, discounts, what is still due."""

from __future__ import annotations

from posapp.domain.errors.base import PosError


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


class UnknownReceipt(PosError):
    """This register has no sale with that number."""

    code = "P-27"

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number
