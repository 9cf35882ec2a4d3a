"""What a central service can be asked. Other commerce platforms are put behind this."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from posapp.contract.messages import (
    Capabilities,
    CataloguePage,
    Checkout,
    CheckoutReady,
    Enrolled,
    Enrolment,
    EpochRequest,
    Erasures,
    Events,
    HeadReport,
    Held,
    Hold,
    JournalHead,
    Lease,
    Matches,
    NewAddress,
    NewCustomer,
    Oddities,
    Older,
    Opening,
    QuoteRequest,
    SalePage,
    Search,
    Settlement,
    Settling,
)
from posapp.domain.catalogue import StockLevel
from posapp.domain.customer import Customer
from posapp.domain.errors import Refused
from posapp.domain.fulfilment import ShippingQuote
from posapp.domain.shop import Shop
from posapp.domain.visit import Visit
from posapp.domain.webcart import WebCart

SALE = "sale"  # body: domain.sale.Sale; of: the sale's id
EARLIER_SALE = "earlier_sale"  # the same, of books that were replaced by a backup
RECEIPT = "receipt"  # body: contract.messages.ReceiptRequest; of: the request's id
CART_RELEASE = "cart_release"  # body: contract.messages.Lease; of: the cart's id
CHECKOUT_RELEASE = "checkout_release"  # body: contract.messages.Release; of: the checkout
HOLD_RELEASE = "hold_release"  # body: contract.messages.Release; of: the hold's (tender's) id


class CentralService(Protocol):
    """The chain's central service. Every method blocks, and may be called by any thread.

    Every method may raise ``Unreachable`` (no answer; ``BadReply``: no answer of the
    contract), ``NotEnrolled`` and ``Refused``. What else it may raise stands with it.
    """

    def close(self) -> None:
        """Let go of the connections."""

    def tell_exchanges(self, to: Callable[[str, str, str, float], None]) -> None:
        """From now on tell of each request, on the thread that made it: method, target,
        status or name of the error, seconds."""

    def now(self) -> datetime | None:
        """What time it is there, as far as is known; asks nobody. To the second."""

    def capabilities(self) -> Capabilities: ...

    def enrol(self, enrolment: Enrolment) -> Enrolled: ...

    def report_head(self, report: HeadReport) -> JournalHead:
        """The head that the centre knows of this register's epoch, this one at best."""

    def next_epoch(self, wish: EpochRequest) -> Enrolled: ...

    def shop(self, version: str = "") -> Shop | None:
        """The store's profile; None when it is still the ``version`` we have."""

    def search(self, search: Search) -> Matches:
        """Raises TooManyLookups."""

    def add_customer(self, person: NewCustomer) -> Customer: ...

    def add_address(self, address: NewAddress) -> Customer: ...

    def open_visit(self, opening: Opening) -> Visit:
        """The whole context in one request.

        Raises TokenTooOld, TokenUsed, TokenWrongStore, TokenDamaged, UnknownCustomer,
        TooManyLookups.
        """

    def older(self, customer: str, before: str) -> Older:
        """The page of messages before this cursor. Raises UnknownCustomer."""

    def cart(self, cart: str) -> WebCart: ...

    def lease(self, cart: str, lease: Lease) -> WebCart:
        """Refused: ``cart_closed``, ``cart_leased``."""

    def release(self, cart: str, lease: Lease) -> WebCart: ...

    def quotes(self, request: QuoteRequest) -> tuple[ShippingQuote, ...]: ...

    def check_out(self, checkout: Checkout) -> CheckoutReady:
        """Raises CheckoutChanged, with the fresh carts in it."""

    def hold(self, hold: Hold) -> Held:
        """Raises GiftCardRefused, TooManyLookups."""

    def stock(self, skus: tuple[str, ...]) -> tuple[StockLevel, ...]: ...

    def attention(self) -> Oddities:
        """Sales of this store that did not fit what the centre knew, newest first."""

    def settle(self, settling: Settling) -> Settlement:
        """The settlement that stands: this one, or an earlier one."""

    def image(self, name: str) -> bytes:
        """A picture, PNG or JPEG, at most 4 MiB."""

    def sales(self, cursor: str = "") -> SalePage: ...

    def snapshot(self, cursor: str = "", limit: int = 5000) -> CataloguePage: ...

    def changes(self, cursor: str, limit: int = 5000) -> CataloguePage: ...

    def erasures(self, cursor: str = "") -> Erasures:
        """Customers erased since this cursor, oldest first; none when there are no more."""

    def events(self, cursor: str, wait_s: int = 25) -> Events:
        """Waits up to ``wait_s`` seconds for something to happen."""

    def report_sales(self, bodies: Sequence[bytes]) -> tuple[Refused | None, ...]:
        """Tell several sales of the outbox in one request, in order, up to 50.

        Returns:
            For each None when the centre has it, or why it was refused: park that one.

        Raises:
            Refused: the centre takes none together: tell them one by one.
            Unreachable, NotEnrolled: all of them may be sent again later.
        """

    def report(self, kind: str, of: str, key: str, body: bytes) -> None:
        """Tell a fact from the outbox, as often as it takes.

        Args:
            kind: ``SALE`` and so on; ``key``: idempotency key; ``body``: JSON, as stored.

        Raises:
            Refused: it was judged and refused (400, 404, 410, 413, 422): park it.
            Unreachable, NotEnrolled: anything else; it may be sent again later.
        """
