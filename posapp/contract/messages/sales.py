"""A cart becomes a sale: asked before, told afterwards; its receipt, gift cards and credit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from posapp.domain.cart import Cart
from posapp.domain.conversation import Channel
from posapp.domain.money import Money
from posapp.domain.orders import Order
from posapp.domain.sale import Sale, SoldCart
from posapp.domain.webcart import WebCart


@dataclass(frozen=True)
class Checkout:
    """Ask before payment whether this cart may be sold just so; reserves its stock.

    Answered with ``CheckoutReady`` or 409 ``cart_changed``, ``total_changed``,
    ``stock_changed`` or ``already_paid``. A reservation ends once: claimed by the sale with
    the same ``id`` as its ``checkout``, released, or expired.

    Attributes:
        at: the moment the register priced at, UTC; the centre prices at the same moment
            when it is less than 5 minutes away from its own clock.
    """

    id: str
    customer: str
    cart: Cart
    carts: tuple[SoldCart, ...]
    grand: Money
    at: datetime


@dataclass(frozen=True)
class CheckoutReady:
    id: str
    expires_in_s: int


@dataclass(frozen=True)
class Release:
    """Give a checkout's reservations back; nothing was sold."""

    id: str


@dataclass(frozen=True)
class SaleRecorded:
    """The sale is at the centre. ``orders``: exactly one, unless nothing was sold."""

    sale: str
    order: Order
    leftovers: tuple[WebCart, ...] = ()


@dataclass(frozen=True)
class SaleBatch:
    """Up to 50 sales of one register in the order of its journal, each as if it came alone:
    with its own id as its key for ever, recorded or refused for itself."""

    sales: tuple[Sale, ...]


@dataclass(frozen=True)
class SaleVerdict:
    """What became of one sale. ``problem``: empty when it is recorded, now or before."""

    sale: str
    problem: str = ""
    detail: str = ""


@dataclass(frozen=True)
class SaleVerdicts:
    """One for each sale of the batch, in its order."""

    verdicts: tuple[SaleVerdict, ...]


@dataclass(frozen=True)
class ReceiptRequest:
    """Send the receipt of a sale to its customer. ``channel``: e-mail or a conversation."""

    id: str
    sale: str
    customer: str
    channel: Channel
    address: str
    text: str
    language: str


@dataclass(frozen=True)
class Accepted:
    """The write with this id is done, now or earlier."""

    id: str


@dataclass(frozen=True)
class Hold:
    """Set an amount of a gift card or of store credit aside for a sale.

    Attributes:
        id: the tender's id. ``number``: of the gift card; empty for store credit.
        amount: at the most; what is left is set aside when that is less.
    """

    id: str
    amount: Money
    number: str = ""
    customer: str = ""


@dataclass(frozen=True)
class Held:
    id: str
    amount: Money
    left: Money
    label: str


@dataclass(frozen=True)
class Balance:
    """What is left on a gift card. ``label``: masked number."""

    label: str
    balance: Money
    expires_on: date | None = None


@dataclass(frozen=True)
class SalePage:
    """This register's own sales as the centre has them: ids, oldest first."""

    sales: tuple[str, ...]
    cursor: str = ""
