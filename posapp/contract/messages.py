"""Requests and replies of the central API, in the order a register meets them.

Paths stand beside the messages as ``path`` comments do in the OpenAPI document; the pairs of
path and message are in ``posapp.contract.paths``.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum

from posapp.domain.cart import Cart
from posapp.domain.catalogue import Product, StockLevel
from posapp.domain.conversation import Channel, Message
from posapp.domain.customer import Customer, CustomerMatch
from posapp.domain.fulfilment import Address, ShippingQuote
from posapp.domain.money import Money
from posapp.domain.orders import Order
from posapp.domain.sale import Sale, SoldCart
from posapp.domain.values import dataclass
from posapp.domain.visit import Visit
from posapp.domain.webcart import Operation, WebCart


@dataclass(frozen=True)
class Capabilities:
    """What this backend can do. The screen hides or explains what is missing."""

    name: str
    version: str
    cart_edit: str = "live"
    lock: str = "advisory"
    split_tender: bool = True
    price_override: bool = True
    partial_fulfilment: bool = True
    gift_cards: bool = True
    store_credit: bool = True
    receipts: bool = True
    push: str = "long_poll"
    history_limit: int = 0


@dataclass(frozen=True)
class Enrolment:
    """A register asks to be let in. ``public_key``: its own Ed25519 key, base64."""

    id: str
    code: str
    public_key: str
    name: str


@dataclass(frozen=True)
class Enrolled:
    """The register's place in the chain. ``epoch`` begins at 1."""

    register: str
    store: str
    label: str
    epoch: int


@dataclass(frozen=True)
class JournalHead:
    """Where a register's journal stood in one epoch. 0 and 64 zeros: nowhere yet."""

    epoch: int
    sequence: int
    hash: str


@dataclass(frozen=True)
class HeadReport:
    """A register says where its journal stands. Answered with the head that the centre now
    knows: this one when it follows what was known, else the one that was known, unchanged.

    It compares and swaps, so it needs no key: said twice, it changes nothing.

    Attributes:
        known: the head this one is known to continue, by the centre's last answer.
    """

    head: JournalHead
    known: JournalHead


class NewEpoch(Enum):
    """Why receipt numbers begin anew. RESTORED: from a backup, or an image of the disk.
    COPIED: another copy of the register has sold on."""

    RESTORED = "restored"
    COPIED = "copied"


@dataclass(frozen=True)
class EpochRequest:
    """A register whose books are a copy asks for numbers that nobody has used.

    Attributes:
        above: the newest epoch it knows of. ``sequence``, ``hash``: its journal's head.
    """

    id: str
    above: int
    why: NewEpoch
    sequence: int
    hash: str


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


class ChangeKind(Enum):
    PUT = "put"
    REMOVED = "removed"


@dataclass(frozen=True)
class CatalogueChange:
    """A product as it is now, or the SKU that is gone."""

    kind: ChangeKind
    sku: str
    product: Product | None = None


@dataclass(frozen=True)
class CataloguePage:
    """A stretch of the snapshot (most popular first) or of the changes (oldest first).

    Attributes:
        cursor: ask with it for what follows; opaque, valid for as long as the snapshot.
        done: nothing follows now. ``of``: products in the whole snapshot.
        checksum: of the snapshot up to and including this page, hex: a chain over its
            products in order, each link the SHA-256 of the link before (no bytes for the
            first product) followed by the product's ``canonical`` JSON. It does not depend
            on where pages end. Empty on changes.
        changes_from: on the snapshot's pages, the cursor to start changes at afterwards.
    """

    changes: tuple[CatalogueChange, ...]
    cursor: str
    done: bool
    of: int = 0
    checksum: str = ""
    changes_from: str = ""


@dataclass(frozen=True)
class Stock:
    levels: tuple[StockLevel, ...]


@dataclass(frozen=True)
class CartList:
    carts: tuple[WebCart, ...]


@dataclass(frozen=True)
class OrderPage:
    orders: tuple[Order, ...]
    cursor: str = ""


@dataclass(frozen=True)
class SalePage:
    """This register's own sales as the centre has them: ids, oldest first."""

    sales: tuple[str, ...]
    cursor: str = ""


class EventKind(Enum):
    CART = "cart"
    CATALOGUE = "catalogue"
    SHOP = "shop"
    STOCK = "stock"
    CONVERSATION = "conversation"
    ORDER = "order"
    CUSTOMER = "customer"
    ARRIVAL = "arrival"
    CUSTOMER_ERASED = "customer_erased"
    ATTENTION = "attention"


@dataclass(frozen=True)
class Erasures:
    """Customers who were erased, oldest first: forget them, as often as it is said.

    Attributes:
        customers: their ids; none when there is nothing more.
        cursor: where to go on, now or in a year; keep it beside what was forgotten.
    """

    customers: tuple[str, ...]
    cursor: str


@dataclass(frozen=True)
class Event:
    """Something changed: a hint to read again. ``of``: id of what changed."""

    kind: EventKind
    of: str
    customer: str = ""


@dataclass(frozen=True)
class Events:
    events: tuple[Event, ...]
    cursor: str


@dataclass(frozen=True)
class CustomerReply:
    customer: Customer


class Outcome(Enum):
    """What became of an exception: it was found (or counted, or explained), replaced by
    something else, paid back, the customer was told, or something that the note says."""

    FOUND = "found"
    REPLACED = "replaced"
    REFUNDED = "refunded"
    TOLD = "told"
    OTHER = "other"


@dataclass(frozen=True)
class Settlement:
    """Who settled an exception, when (RFC 3339, UTC) and how; it is never undone.

    Attributes:
        by: the clerk's name, or who said so at the centre.
        note: in a person's own words; empty in the answer to settling, which is kept.
    """

    outcome: Outcome
    by: str
    at: str
    note: str = ""


@dataclass(frozen=True)
class Oddity:
    """A sale that stands although it did not fit what the centre knew: for people to settle.

    Attributes:
        kind: ``shortage`` (taken along from a shelf that had none), ``send_short`` (to be
            sent, and no shelf has it), ``reservation_over`` (short, because what was set
            aside for it had been given back), ``cart_closed``, ``cart_unknown``,
            ``prepaid_short``, ``promise_spent``, ``hold_missing``, ``receipt_twice``,
            ``register_restored`` or ``register_copied``.
        of: the SKU that was short, its pieces in ``detail``; or what the conflict is about.
        at: RFC 3339, UTC.
        id: names it for ``Settling``. ``settled``: None while it waits for a person.
        pieces: how many are short; 0 when it is about something else.
    """

    receipt: str
    store: str
    kind: str
    of: str
    detail: str
    at: str
    id: str = ""
    settled: Settlement | None = None
    pieces: int = 0


@dataclass(frozen=True)
class Oddities:
    """Those that wait for a person, newest first, at most 200; and the 20 settled last."""

    oddities: tuple[Oddity, ...]
    settled: tuple[Oddity, ...] = ()


@dataclass(frozen=True)
class Settling:
    """A person has settled an exception of their store: once, the first word stands.

    Attributes:
        note: at most 200 characters; needed when ``outcome`` is ``other``.
        clerk: who, of this register's store.
    """

    id: str
    oddity: str
    outcome: Outcome
    note: str
    clerk: str
