"""Paying for a priced cart with one or more tenders."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from posapp.domain.errors import Overtendered
from posapp.domain.money import Money, total, zero
from posapp.domain.pricing import PricedCart


class TenderKind(Enum):
    CASH = "cash"
    CARD = "card"
    GIFT_CARD = "gift_card"
    STORE_CREDIT = "store_credit"
    PREPAID = "prepaid"

    @property
    def gives_change(self) -> bool:
        return self is TenderKind.CASH


@dataclass(frozen=True)
class Tender:
    """One means of payment and the amount handed over, before change.

    Attributes:
        id: made before it was asked for; the terminal's and the centre's idempotency key.
        reference: what the terminal or the centre calls it; never a card number.
        label: for people, for example ``VISA ••1234``.
    """

    id: str
    kind: TenderKind
    amount: Money
    reference: str = ""
    label: str = ""


@dataclass(frozen=True)
class Payment:
    """A priced cart being paid for. Adding a tender makes a new payment.

    What was paid online is no tender that anybody collects: ``checkout.complete`` writes it
    as ``PREPAID`` so that tenders minus change equal the lines.

    Attributes:
        id: made when payment began; the sale's id for ever, so that completing twice makes
            one sale.
    """

    priced: PricedCart
    tenders: tuple[Tender, ...] = ()
    id: str = ""

    @property
    def tendered(self) -> Money:
        return total((tender.amount for tender in self.tenders), self._currency)

    @property
    def due(self) -> Money:
        """What is still to pay; never negative."""
        return max(self.priced.due - self.tendered, zero(self._currency))

    @property
    def change(self) -> Money:
        """Cash to hand back; never negative."""
        return max(self.tendered - self.priced.due, zero(self._currency))

    @property
    def settled(self) -> bool:
        return not self.due

    def add(self, tender: Tender) -> Payment:
        """Accept a tender.

        Raises:
            Overtendered: it exceeds the amount due and cannot give change, or is not positive.
        """
        if tender.amount.minor <= 0:
            raise Overtendered
        if tender.amount > self.due and not tender.kind.gives_change:
            raise Overtendered
        return replace(self, tenders=(*self.tenders, tender))

    def without(self, tender_id: str) -> Payment:
        """Take a tender back before completion."""
        return replace(self, tenders=tuple(t for t in self.tenders if t.id != tender_id))

    @property
    def _currency(self) -> str:
        return self.priced.totals.grand.currency
