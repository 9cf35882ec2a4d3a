"""The central service over HTTP: the contract's paths and messages, and nothing of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from posapp.central import port
from posapp.central.identity import Identity
from posapp.central.transport import READ_S, Answer, Transport
from posapp.central.verdicts import error_of, of_report
from posapp.contract import messages as m
from posapp.contract import paths, wire
from posapp.contract.problems import Problem
from posapp.domain.catalogue import StockLevel
from posapp.domain.customer import Customer
from posapp.domain.errors import (
    BadReply,
    GiftCardRefused,
    PosError,
    Refused,
    TooManyLookups,
    UnknownCustomer,
    Unreachable,
)
from posapp.domain.fulfilment import ShippingQuote
from posapp.domain.shop import Shop
from posapp.domain.visit import Visit
from posapp.domain.webcart import WebCart

T = TypeVar("T")
SMALL = 1024 * 1024
LARGE = 8 * 1024 * 1024
PICTURE = 4 * 1024 * 1024
PAGE_S = 30.0
SIGN_S = 3.5  # a sign of life that takes longer is none
WAIT_S = 25  # seconds an events request waits at the centre
STOCK_AT_ONCE = 200
LONGEST_ID = 300  # characters
LOOK_UPS = {paths.SEARCH, paths.VISITS, paths.HOLDS}  # the centre limits how often
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class Central:
    """A ``CentralService`` behind HTTP, asked as this register. Safe for every thread."""

    def __init__(self, base_url: str, identity: Identity | None = None) -> None:
        """Talk to the centre at this address.

        Raises:
            Unreachable: the address is neither https nor this computer itself.
        """
        self._transport = Transport(base_url, identity)

    def close(self) -> None:
        self._transport.close()

    def tell_exchanges(self, to: Callable[[str, str, str, float], None]) -> None:
        self._transport.told = to

    def now(self) -> datetime | None:
        heard_s = self._transport.centre_s()
        try:
            return None if heard_s is None else datetime.fromtimestamp(heard_s, UTC)
        except (OverflowError, ValueError, OSError):
            return None

    def capabilities(self) -> m.Capabilities:
        return self._get(paths.CAPABILITIES, m.Capabilities, read_s=SIGN_S)

    def enrol(self, enrolment: m.Enrolment) -> m.Enrolled:
        return self._post(paths.ENROL, enrolment, m.Enrolled, key=enrolment.id)

    def report_head(self, report: m.HeadReport) -> m.JournalHead:
        return self._post(paths.HEADS, report, m.JournalHead)

    def next_epoch(self, wish: m.EpochRequest) -> m.Enrolled:
        return self._post(paths.EPOCHS, wish, m.Enrolled, key=wish.id)

    def shop(self, version: str = "") -> Shop | None:
        headers = {"If-None-Match": f'"{version}"'} if version else {}
        answer = self._transport.ask("GET", paths.SHOP, headers=headers, largest=LARGE)
        return None if answer.status == 304 and version else _read(answer, Shop)

    def search(self, search: m.Search) -> m.Matches:
        return self._post(paths.SEARCH, search, m.Matches, key=search.visit)

    def add_customer(self, person: m.NewCustomer) -> Customer:
        return self._post(paths.CUSTOMERS, person, m.CustomerReply, key=person.id).customer

    def add_address(self, address: m.NewAddress) -> Customer:
        path = _path(paths.ADDRESSES, customer=address.customer)
        return _of_customer(
            address.customer,
            lambda: self._post(path, address, m.CustomerReply, key=address.id).customer,
        )

    def open_visit(self, opening: m.Opening) -> Visit:
        return _of_customer(
            opening.customer,
            lambda: self._post(paths.VISITS, opening, Visit, key=opening.id, largest=LARGE),
        )

    def older(self, customer: str, before: str) -> m.Older:
        path = _path(paths.MESSAGES, customer=customer)
        return _of_customer(customer, lambda: self._get(path, m.Older, {"before": before}))

    def cart(self, cart: str) -> WebCart:
        return self._get(_path(paths.CART, cart=cart), WebCart, largest=LARGE)

    def lease(self, cart: str, lease: m.Lease) -> WebCart:
        return self._post(_path(paths.LEASE, cart=cart), lease, WebCart, key=lease.id)

    def release(self, cart: str, lease: m.Lease) -> WebCart:
        return self._post(_path(paths.RELEASE, cart=cart), lease, WebCart, key=lease.id)

    def quotes(self, request: m.QuoteRequest) -> tuple[ShippingQuote, ...]:
        return self._post(paths.QUOTES, request, m.Quotes).quotes

    def check_out(self, checkout: m.Checkout) -> m.CheckoutReady:
        return self._post(paths.CHECKOUTS, checkout, m.CheckoutReady, key=checkout.id)

    def hold(self, hold: m.Hold) -> m.Held:
        try:
            return self._post(paths.HOLDS, hold, m.Held, key=hold.id)
        except Refused as refusal:
            if refusal.problem == Problem.NOT_FOUND.value:
                raise GiftCardRefused("unknown") from refusal
            raise

    def stock(self, skus: tuple[str, ...]) -> tuple[StockLevel, ...]:
        levels: list[StockLevel] = []
        for start in range(0, len(skus), STOCK_AT_ONCE):
            asked = [("sku", sku) for sku in skus[start : start + STOCK_AT_ONCE]]
            target = f"{paths.STOCK}?{urlencode(asked)}"
            levels.extend(self._get(target, m.Stock, largest=LARGE).levels)
        return tuple(levels)

    def attention(self) -> m.Oddities:
        return self._get(paths.ATTENTION, m.Oddities)

    def settle(self, settling: m.Settling) -> m.Settlement:
        return self._post(paths.SETTLEMENTS, settling, m.Settlement, key=settling.id)

    def image(self, name: str) -> bytes:
        answer = self._transport.ask("GET", _path(paths.IMAGE, name=name), largest=PICTURE)
        if answer.status != 200:
            raise error_of(answer.status, answer.body)
        if not answer.body.startswith(_PICTURES):
            raise BadReply("no picture")
        return answer.body

    def sales(self, cursor: str = "") -> m.SalePage:
        return self._get(paths.SALES, m.SalePage, {"cursor": cursor} if cursor else {})

    def snapshot(self, cursor: str = "", limit: int = 5000) -> m.CataloguePage:
        return self._page(paths.SNAPSHOT, cursor, limit)

    def changes(self, cursor: str, limit: int = 5000) -> m.CataloguePage:
        return self._page(paths.CHANGES, cursor, limit)

    def erasures(self, cursor: str = "") -> m.Erasures:
        return self._get(paths.ERASURES, m.Erasures, {"cursor": cursor} if cursor else {})

    def events(self, cursor: str, wait_s: int = WAIT_S) -> m.Events:
        query = {"cursor": cursor, "wait": str(wait_s)}
        return self._get(paths.EVENTS, m.Events, query, read_s=wait_s + READ_S)

    def report_sales(self, bodies: Sequence[bytes]) -> tuple[Refused | None, ...]:
        body = b'{"sales":[' + b",".join(bodies) + b"]}"
        headers = _json_headers("")
        answer = self._transport.ask(
            "POST", paths.SALE_BATCHES, body, headers=headers, largest=LARGE
        )
        try:
            told = _read(answer, m.SaleVerdicts).verdicts
        except PosError as error:
            raise of_report(error) from error
        if len(told) != len(bodies):
            raise BadReply("speaks of other sales")
        return tuple(_refused(each) for each in told)

    def report(self, kind: str, of: str, key: str, body: bytes) -> None:
        path, reply, told = _reports(kind, of)
        headers = _json_headers(key)
        answer = self._transport.ask("POST", path, body, headers=headers, largest=LARGE)
        try:
            if not told(_read(answer, reply)):
                raise BadReply("speaks of something else")
        except PosError as error:
            raise of_report(error) from error

    def _page(self, path: str, cursor: str, limit: int) -> m.CataloguePage:
        query = {"cursor": cursor, "limit": str(limit)}
        return self._get(path, m.CataloguePage, query, largest=wire.LARGEST, read_s=PAGE_S)

    def _get(
        self,
        path: str,
        kind: type[T],
        query: Mapping[str, str] | None = None,
        *,
        largest: int = SMALL,
        read_s: float = READ_S,
    ) -> T:
        target = f"{path}?{urlencode(query)}" if query else path
        answer = self._transport.ask("GET", target, largest=largest, read_s=read_s)
        return _read(answer, kind)

    def _post(
        self, path: str, message: Any, kind: type[T], *, key: str = "", largest: int = LARGE
    ) -> T:
        body = wire.encode(message)
        headers = _json_headers(key)
        answer = self._transport.ask("POST", path, body, headers=headers, largest=largest)
        return _read(answer, kind, lookup=path in LOOK_UPS)


def _read(answer: Answer, kind: type[T], *, lookup: bool = False) -> T:
    """The message in a good answer.

    Raises:
        PosError: what another answer stands for. BadReply: it is not this message.
    """
    if not 200 <= answer.status < 300:
        error = error_of(answer.status, answer.body, checkout=kind is m.CheckoutReady)
        if isinstance(error, TooManyLookups) and not lookup:
            raise Unreachable("asked too often")
        raise error
    try:
        return wire.decode(answer.body, kind)
    except wire.BadMessage as error:
        raise BadReply(kind.__name__) from error


def _refused(verdict: m.SaleVerdict) -> Refused | None:
    """Why a sale of a batch was refused, None when it was not.

    Raises:
        Unreachable: it was not judged; the batch is told again.
    """
    if not verdict.problem:
        return None
    error = of_report(Refused(verdict.problem[:200], verdict.detail[:200]))
    if isinstance(error, Refused):
        return error
    raise error


def _reports(kind: str, of: str) -> tuple[str, Any, Callable[[Any], bool]]:
    """Where a report goes, what answers it, and whether that answer speaks of it."""
    if kind in (port.SALE, port.EARLIER_SALE):
        return paths.SALES, m.SaleRecorded, lambda reply: reply.sale == of
    if kind == port.CART_RELEASE:
        return _path(paths.RELEASE, cart=of), WebCart, lambda reply: reply.id == of
    path = {
        port.RECEIPT: paths.RECEIPTS,
        port.CHECKOUT_RELEASE: _path(paths.CHECKOUT_RELEASE, checkout=of),
        port.HOLD_RELEASE: _path(paths.HOLD_RELEASE, hold=of),
    }[kind]
    return path, m.Accepted, lambda reply: bool(reply.id)


def _path(template: str, **ids: str) -> str:
    """A path with its ids in it. An id may be typed by a person: it never leads elsewhere.

    Raises:
        Refused: no thing can have this id.
    """
    if any(value in {"", ".", ".."} or len(value) > LONGEST_ID for value in ids.values()):
        raise Refused(Problem.NOT_FOUND.value)
    return template.format(**{name: quote(value, safe="") for name, value in ids.items()})


def _json_headers(key: str) -> dict[str, str]:
    headers = {"Content-Type": "application/json"}
    return headers | {"Idempotency-Key": key} if key else headers


def _of_customer(customer: str, ask: Callable[[], T]) -> T:
    try:
        return ask()
    except Refused as refusal:
        if refusal.problem == Problem.NOT_FOUND.value:
            raise UnknownCustomer(customer) from refusal
        raise
