"""The contract's answers become values, and its refusals errors a person can act on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from posapp.central import port
from posapp.central.client import Central
from posapp.central.port import CentralService
from posapp.contract import messages as m
from posapp.contract import wire
from posapp.contract.problems import STATUS, Problem, ProblemDocument
from posapp.domain import errors as e
from posapp.domain.cart import Cart
from posapp.domain.conversation import Channel
from posapp.domain.money import Money
from tests.central.conftest import Centre
from tests.store.test_remembering import web_cart

VERDICTS = {400, 404, 410, 413, 422}
FACT = b'{"id": "s1"}'


def problem(code: Problem, **more: Any) -> ProblemDocument:
    return ProblemDocument(code.value, STATUS[code], code.value, "why", **more)


def refuses(centre: Centre, code: Problem, **more: Any) -> None:
    centre.answers(problem(code, **more), STATUS[code])


def test_the_client_is_what_the_port_asks_for(central: Central) -> None:
    service: CentralService = central
    assert service is central


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (Problem.TOKEN_TOO_OLD, e.TokenTooOld),
        (Problem.TOKEN_USED, e.TokenUsed),
        (Problem.TOKEN_WRONG_STORE, e.TokenWrongStore),
        (Problem.TOKEN_DAMAGED, e.TokenDamaged),
        (Problem.NOT_FOUND, e.UnknownCustomer),
        (Problem.UNAUTHORISED, e.NotEnrolled),
        (Problem.REVOKED, e.NotEnrolled),
        (Problem.IN_FLIGHT, e.Unreachable),
        (Problem.BUSY, e.Unreachable),
        (Problem.INVALID, e.Refused),
    ],
)
def test_a_visit_refused_says_why(
    centre: Centre, central: Central, code: Problem, error: type[e.PosError]
) -> None:
    refuses(centre, code)
    with pytest.raises(error) as caught:
        central.open_visit(m.Opening("v", m.How.QR, "mira", token="P1:…"))
    assert type(caught.value) is error


def test_looking_up_too_often_says_how_long_to_wait(centre: Centre, central: Central) -> None:
    refuses(centre, Problem.TOO_MANY, retry_after_s=7.5)
    with pytest.raises(e.TooManyLookups) as caught:
        central.search(m.Search(m.How.PHONE, "347", "IT", "mira"))
    assert caught.value.wait_s == 7.5
    with pytest.raises(e.Unreachable):
        central.capabilities()


@pytest.mark.parametrize(
    "code",
    [
        Problem.CART_CHANGED,
        Problem.TOTAL_CHANGED,
        Problem.STOCK_CHANGED,
        Problem.ALREADY_PAID,
    ],
)
def test_c3_a_checkout_that_changed_brings_the_fresh_carts(
    centre: Centre, central: Central, code: Problem
) -> None:
    refuses(centre, code, carts=(web_cart(),), skus=("BOOT-38",))
    checkout = m.Release("x")
    with pytest.raises(e.CheckoutChanged) as caught:
        central.check_out(checkout)  # type: ignore[arg-type]  # any body will do here
    assert caught.value.problem == code.value
    assert caught.value.carts == (web_cart(),)
    assert caught.value.skus == ("BOOT-38",)


@pytest.mark.parametrize(
    "code", [Problem.CART_LEASED, Problem.CART_CLOSED, Problem.VERSION_CHANGED]
)
def test_a_cart_that_cannot_be_had_says_why(
    centre: Centre, central: Central, code: Problem
) -> None:
    refuses(centre, code)
    with pytest.raises(e.Refused) as caught:
        central.lease("k", m.Lease("l"))
    assert caught.value.problem == code.value


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (Problem.CARD_EMPTY, "empty"),
        (Problem.CARD_EXPIRED, "expired"),
        (Problem.NOT_FOUND, "unknown"),
    ],
)
def test_a_gift_card_refused_says_why(
    centre: Centre, central: Central, code: Problem, why: str
) -> None:
    refuses(centre, code)
    with pytest.raises(e.GiftCardRefused) as caught:
        central.hold(m.Hold("h", Money(1), "1"))
    assert caught.value.why == why


def test_the_shop_profile_is_only_sent_when_it_changed(
    centre: Centre, central: Central
) -> None:
    centre.answers(b"", 304)
    assert central.shop("v7") is None
    assert centre.asked[0].headers["If-None-Match"] == '"v7"'
    with pytest.raises(e.BadReply):
        central.shop()


def test_writes_carry_their_id_as_key_and_reads_none(centre: Centre, central: Central) -> None:
    centre.answers(m.Held("h", Money(1), Money(0), "x"))
    central.hold(m.Hold("h", Money(1), "1"))
    centre.answers(m.Matches(()))
    central.search(m.Search(m.How.NAME, "Ana", "IT", "mira"))
    assert centre.asked[0].headers["Idempotency-Key"] == "h"
    assert "Idempotency-Key" not in centre.asked[1].headers


@pytest.mark.parametrize("typed", ["", ".", "..", "x" * 301])
def test_p1_an_id_that_leads_elsewhere_is_not_asked_for(
    centre: Centre, central: Central, typed: str
) -> None:
    with pytest.raises(e.Refused):
        central.cart(typed)
    assert centre.asked == []


def test_p1_a_strange_id_stays_one_part_of_the_path(centre: Centre, central: Central) -> None:
    refuses(centre, Problem.NOT_FOUND)
    with pytest.raises(e.Refused):
        central.cart("../../v1/shop?x=1#%2e ä")
    assert centre.asked[0].target == "/v1/carts/..%2F..%2Fv1%2Fshop%3Fx%3D1%23%252e%20%C3%A4"


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b"null", b'{"name": 1}', b"\xff\xfe"])
def test_what_is_not_the_contract_is_a_bad_reply(
    centre: Centre, central: Central, body: bytes
) -> None:
    for status in (200, 400, 404, 410, 422, 500, 503):
        centre.answers(body, status)
        with pytest.raises(e.BadReply):
            central.capabilities()


def test_a_picture_is_a_picture(centre: Centre, central: Central) -> None:
    centre.answers(b"\x89PNG\r\n\x1a\nrest")
    assert central.image("boot.png").startswith(b"\x89PNG")
    centre.answers(b"<svg onload='x'>")
    with pytest.raises(e.BadReply):
        central.image("boot.png")
    refuses(centre, Problem.NOT_FOUND)
    with pytest.raises(e.Refused):
        central.image("boot.png")


@pytest.mark.parametrize("code", list(Problem))
def test_s3_a_fact_is_given_up_only_when_it_was_judged(
    centre: Centre, central: Central, code: Problem
) -> None:
    refuses(centre, code)
    judged = STATUS[code] in VERDICTS
    with pytest.raises(e.Refused if judged else (e.Unreachable, e.NotEnrolled)):
        central.report(port.SALE, "s1", "s1", FACT)


@pytest.mark.parametrize("status", [400, 404, 410, 422, 401, 403, 409, 429, 500, 502, 503])
def test_s3_a_proxys_own_page_gives_up_no_fact(
    centre: Centre, central: Central, status: int
) -> None:
    centre.answers(b"<html>not the centre</html>", status)
    with pytest.raises(e.Unreachable):
        central.report(port.SALE, "s1", "s1", FACT)


def test_s3_too_large_is_a_verdict_whoever_says_it(centre: Centre, central: Central) -> None:
    centre.answers(b"<html>", 413)
    with pytest.raises(e.Refused):
        central.report(port.SALE, "s1", "s1", FACT)


def test_s1_a_fact_is_told_as_it_was_stored_under_its_key(
    centre: Centre, central: Central
) -> None:
    order = b'"order":{"id":"o","number":"1","channel":"counter","store":"12",'
    order += b'"placed_at":"2026-11-21T00:00:00Z","customer":"","lines":[],'
    order += b'"total":{"minor":1,"currency":"EUR"},"payment":"paid","fulfilment":"done"}'
    centre.answers(b'{"sale":"s1",' + order + b"}")
    central.report(port.SALE, "s1", "key-1", FACT)
    asked = centre.asked[0]
    assert (asked.target, asked.body) == ("/v1/sales", FACT)
    assert asked.headers["Idempotency-Key"] == "key-1"
    with pytest.raises(e.BadReply):
        central.report(port.SALE, "another", "key-1", FACT)


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        (port.RECEIPT, "/v1/receipts"),
        (port.CHECKOUT_RELEASE, "/v1/checkouts/x%2Fy/release"),
        (port.HOLD_RELEASE, "/v1/holds/x%2Fy/release"),
    ],
)
def test_each_kind_of_fact_has_its_place(
    centre: Centre, central: Central, kind: str, target: str
) -> None:
    centre.answers(m.Accepted("x/y"))
    central.report(kind, "x/y", "key", FACT)
    assert centre.asked[0].target == target


def test_a_cart_given_back_is_answered_with_that_cart(centre: Centre, central: Central) -> None:
    centre.answers(web_cart())
    central.report(port.CART_RELEASE, "k", "key", FACT)
    with pytest.raises(e.BadReply):
        central.report(port.CART_RELEASE, "other", "key", FACT)


Ask = Callable[[Central], object]
ASKS: list[tuple[str, Ask]] = [
    ("GET /v1/capabilities", lambda c: c.capabilities()),
    ("POST /v1/registers/enrol", lambda c: c.enrol(m.Enrolment("1", "c", "k", "n"))),
    ("POST /v1/customers", lambda c: c.add_customer(person())),
    ("GET /v1/customers/a/messages?before=b", lambda c: c.older("a", "b")),
    ("GET /v1/carts/k", lambda c: c.cart("k")),
    ("POST /v1/carts/k/release", lambda c: c.release("k", m.Lease("l"))),
    ("GET /v1/sales?cursor=n", lambda c: c.sales("n")),
    ("GET /v1/catalogue/snapshot?cursor=&limit=5000", lambda c: c.snapshot()),
    ("GET /v1/catalogue/changes?cursor=n&limit=5000", lambda c: c.changes("n")),
    ("GET /v1/events?cursor=n&wait=25", lambda c: c.events("n")),
]


def person() -> m.NewCustomer:
    return m.NewCustomer("1", "Ana", "", "", "it", "IT", (Channel.SMS,), "mira")


@pytest.mark.parametrize(("line", "ask"), ASKS)
def test_each_question_goes_to_its_place(
    centre: Centre, central: Central, line: str, ask: Ask
) -> None:
    refuses(centre, Problem.INVALID)
    with pytest.raises(e.Refused):
        ask(central)
    assert f"{centre.asked[0].method} {centre.asked[0].target}" == line


def test_a_long_list_of_stock_is_asked_for_in_parts(centre: Centre, central: Central) -> None:
    centre.answers(m.Stock(()))
    assert central.stock(tuple(f"S{number}" for number in range(450))) == ()
    assert [asked.target.count("sku=") for asked in centre.asked] == [200, 200, 50]


def test_messages_are_what_the_contract_says(centre: Centre, central: Central) -> None:
    centre.answers(web_cart())
    assert central.cart("k") == web_cart()
    assert wire.decode(wire.encode(web_cart()), type(web_cart())) == web_cart()


def test_c4_a_cart_being_paid_at_another_register_stops_the_sale_and_no_lease(
    centre: Centre, central: Central
) -> None:
    document = ProblemDocument("cart leased", 409, Problem.CART_LEASED.value)
    centre.answers(document, 409)
    asked = m.Checkout("q", "k", Cart(), (), Money(1), datetime(2026, 5, 4, 12, tzinfo=UTC))
    with pytest.raises(e.CheckoutChanged) as changed:
        central.check_out(asked)
    assert changed.value.problem == "cart_leased"
    with pytest.raises(e.Refused):
        central.lease("c", m.Lease("l"))


def test_p6_guessing_gift_cards_is_told_as_too_often(centre: Centre, central: Central) -> None:
    document = ProblemDocument("too many", 429, Problem.TOO_MANY.value, retry_after_s=9)
    centre.answers(document, 429)
    with pytest.raises(e.TooManyLookups) as refused:
        central.hold(m.Hold("h", Money(1), "1"))
    assert refused.value.wait_s == 9
