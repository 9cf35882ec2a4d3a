"""P1: whatever message a register sends, the centre answers it or refuses it, and never
breaks. Every message of the contract, made at random out of its own type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posapp.contract import messages, paths, wire
from posapp.domain.customer import Customer
from posapp.domain.sale import Sale
from tests.hub.client import Client
from tests.hub.store import Store, new_id

POSTS: list[tuple[str, Any]] = [
    (paths.ENROL, messages.Enrolment),
    (paths.SEARCH, messages.Search),
    (paths.CUSTOMERS, messages.NewCustomer),
    (paths.ADDRESSES, messages.NewAddress),
    (paths.VISITS, messages.Opening),
    (paths.OPERATIONS, messages.Operations),
    (paths.LEASE, messages.Lease),
    (paths.RELEASE, messages.Lease),
    (paths.QUOTES, messages.QuoteRequest),
    (paths.CHECKOUTS, messages.Checkout),
    (paths.CHECKOUT_RELEASE, messages.Release),
    (paths.SALES, Sale),
    (paths.RECEIPTS, messages.ReceiptRequest),
    (paths.HOLDS, messages.Hold),
    (paths.HOLD_RELEASE, messages.Release),
]
GETS = [value for name, value in vars(paths).items() if name.isupper()]
TEXT = st.sampled_from(["", "EUR", "IT", "x", "'; --", "%", "\0", "9" * 300, "é🥾", "\ufeff"])
NUMBER = st.sampled_from([0, 1, -1, 7, 10_000, 2**31, 2**53, 2**63, -(2**63)])
NOW = datetime(2026, 1, 1, tzinfo=UTC)
MOMENT = st.sampled_from(
    [NOW, NOW.replace(tzinfo=None), NOW.replace(year=1), NOW.replace(year=9999)]
)


@pytest.fixture(autouse=True, scope="module")
def _words() -> Iterator[None]:
    """Make texts, numbers and moments out of the awkward ones, in this file alone."""
    for kind, awkward in ((str, TEXT), (int, NUMBER), (datetime, MOMENT)):
        st.register_type_strategy(kind, awkward)
    yield
    for kind, usual in ((str, st.text()), (int, st.integers()), (datetime, st.datetimes())):
        st.register_type_strategy(kind, usual)


@dataclass(frozen=True)
class Known:
    """Things that exist, so that random messages get past the first check."""

    store: str
    clerk: str
    customer: str


@pytest.mark.parametrize(("path", "kind"), POSTS, ids=[path for path, _ in POSTS])
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_p1_any_message_is_answered_or_refused(
    store: Store, register: Client, ana: Customer, path: str, kind: Any, data: st.DataObject
) -> None:
    known = Known(store.id, store.clerk, ana.id)
    message = _plausible(data.draw(st.from_type(kind)), known)
    target = path.format(customer=ana.id, cart="c", checkout="c", hold="h")
    name = getattr(message, "id", new_id())
    key = name if name.isascii() and name.isprintable() else new_id()
    answer = register.send("POST", target, wire.encode(message), {"Idempotency-Key": key})
    assert answer.status_code < 500, answer.text
    if answer.status_code != 200:
        assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", GETS)
@pytest.mark.parametrize("word", ["%00", "%F0%28", "'", "x" * 3_000, "..%2F..%2Fetc", "%C3%A9"])
def test_p1_any_address_is_answered_or_refused(register: Client, path: str, word: str) -> None:
    names = ("customer", "cart", "number", "hold", "checkout", "name")
    target = path.format(**dict.fromkeys(names, word))
    for query in ("", f"?cursor={word}&before={word}&limit={word}&sku={word}"):
        answer = register.get(target + query)
        assert answer.status_code < 500, answer.text


def _plausible(message: Any, known: Known) -> Any:
    """The message with an id of its own, and with people and places that exist."""
    fields = {
        "id": new_id(),
        "clerk": known.clerk,
        "customer": known.customer,
        "store": known.store,
    }
    there = {name: value for name, value in fields.items() if hasattr(message, name)}
    return replace(message, **there)
