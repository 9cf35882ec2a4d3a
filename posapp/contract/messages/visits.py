"""A customer is found, added and served: their carts, orders and messages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from posapp.domain.catalogue import Product
from posapp.domain.conversation import Channel, Message
from posapp.domain.customer import Customer, CustomerMatch
from posapp.domain.fulfilment import Address, ShippingQuote
from posapp.domain.money import Money
from posapp.domain.orders import Order
from posapp.domain.visit import Visit
from posapp.domain.webcart import Operation, WebCart


class How(Enum):
    """Why a customer's data was opened; kept with who, whom and when."""

    QR = "qr"
    PHONE = "phone"
    EMAIL = "email"
    CARD = "card"
    NAME = "name"
    NEW = "new"


@dataclass(frozen=True)
class Search:
    """Look a customer up.

    Attributes:
        region: country assumed for a phone without its prefix.
        visit: id of the visit to open in the same request, made by the register, or empty.
            Only who alone answers to a whole phone number, e-mail address or card is opened
            so, as by an ``Opening`` with this id; it makes the search a write.
    """

    how: How
    text: str
    region: str
    clerk: str
    visit: str = ""


@dataclass(frozen=True)
class Matches:
    """Best first.

    Attributes:
        more: there were more than are listed.
        visit: of the only match, when the search asked for it and the centre opened it. A
            centre that cannot leaves it out; the register opens the visit itself.
    """

    matches: tuple[CustomerMatch, ...]
    more: bool = False
    visit: Visit | None = None


@dataclass(frozen=True)
class NewCustomer:
    """A customer made at the counter; ``id`` is made by the register."""

    id: str
    name: str
    phone: str
    email: str
    language: str
    region: str
    consents: tuple[Channel, ...]
    clerk: str


@dataclass(frozen=True)
class NewAddress:
    """A further address for the customer's book."""

    id: str
    customer: str
    address: Address


@dataclass(frozen=True)
class Opening:
    """Open a visit: by a QR token, or by a customer chosen from a list.

    Attributes:
        id: made by the register; a repeat gives the same visit, and redeems nothing twice.
        token: the customer's QR as scanned, or empty: whom the store serves already is read
            again by ``customer``, whatever they came by.
        confirmed: the clerk asked, and this is the person. Only ``How.CARD`` needs it: a
            static card can be copied, so by itself it opens name, tier, points and groups,
            and says how many carts are open.
    """

    id: str
    how: How
    clerk: str
    token: str = ""
    customer: str = ""
    confirmed: bool = False


@dataclass(frozen=True)
class Older:
    """A page of messages before the ones already shown, oldest first."""

    messages: tuple[Message, ...]
    older: str
    products: tuple[Product, ...] = ()


@dataclass(frozen=True)
class Operations:
    """Edits to one online cart, applied in order, each once for ever."""

    operations: tuple[Operation, ...]


@dataclass(frozen=True)
class Lease:
    """Take, renew or give back an online cart. A lease expires by itself after ``for_s``."""

    id: str
    for_s: int = 600


@dataclass(frozen=True)
class QuoteRequest:
    """What would it cost to ship these lines there? ``value``: of the lines, discounted."""

    address: Address
    skus: tuple[str, ...]
    pieces: int
    value: Money


@dataclass(frozen=True)
class Quotes:
    quotes: tuple[ShippingQuote, ...]


@dataclass(frozen=True)
class CartList:
    carts: tuple[WebCart, ...]


@dataclass(frozen=True)
class OrderPage:
    orders: tuple[Order, ...]
    cursor: str = ""


@dataclass(frozen=True)
class CustomerReply:
    customer: Customer
