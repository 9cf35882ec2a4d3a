"""What is said when the rarer things happen: each has words of its own, and a way on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from posapp.domain import errors as e
from posapp.domain.decisions import Difference, DifferenceKind
from posapp.domain.money import Money
from posapp.services.attention import RefusedFact
from posapp.services.oddities import Oddity, Outcome, Settlement
from posapp.ui import formats, words
from posapp.ui.plurals import plurals
from posapp.ui.pulling.saying import sentence
from posapp.ui.screens import attention_words
from tests.domain.test_differences import BELT, web_line

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english() -> None:
    formats.use("en", "IE", "Europe/Dublin")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (e.CouponRefused("AUTUMN", "not_yet"), "AUTUMN is not valid yet"),
        (e.CouponRefused("AUTUMN", "over"), "AUTUMN is over"),
        (e.CouponRefused("AUTUMN", "nothing_qualifies"), "Nothing in the cart qualifies"),
        (e.CouponRefused("AUTUMN", "unknown"), "There is no coupon AUTUMN"),
        (e.CheckoutChanged("cart_changed"), "The customer changed the online cart"),
        (e.CheckoutChanged("total_changed"), "total is different at the central service"),
        (e.CheckoutChanged("stock_changed"), "just been sold elsewhere"),
        (e.CheckoutChanged("already_paid"), "already been paid"),
        (e.CheckoutChanged("cart_leased"), "Another register is taking payment"),
        (e.CheckoutChanged("something_new"), "does not agree with this sale"),
    ],
)
def test_every_way_of_being_refused_is_said_and_that_nothing_was_charged(
    error: e.PosError, said: str
) -> None:
    told = words.explain(error)
    assert said in told.what
    assert told.text.endswith(f"({error.code})")
    if isinstance(error, e.CheckoutChanged):
        assert "Nothing was charged" in told.advice


def test_an_error_that_is_new_to_this_screen_is_told_with_its_code() -> None:
    class Newest(e.PosError):
        code = "P-99"

    told = words.explain(Newest("x"))
    assert (told.what, told.advice_with_code) == (
        "That did not work.",
        "Nothing was changed. Try again. (P-99)",
    )


def differs(kind: DifferenceKind, **more: object) -> str:
    made = Difference(web_line(BELT), "c", kind, Money(22_00), Money(25_00), ())
    return sentence(replace(made, **more))  # type: ignore[arg-type]  # the tests give right values


@pytest.mark.parametrize(
    ("kind", "more", "said"),
    [
        ("PROMOTION_OVER", {"detail": "Ten off"}, "“Ten off” is over: €22.00 with it, €25.00"),
        ("SOLD_OUT", {}, "No store has it any more."),
        ("GONE", {}, "It was discontinued and cannot be sold."),
        ("NOT_HERE", {"detail": "stock_unknown"}, "1 wanted, 0 here; nobody knows about"),
        ("FEWER_HERE", {"here": 1, "elsewhere": "Galway"}, "1 wanted, 1 here; Galway has it."),
        ("FEWER_HERE", {}, "1 wanted, 0 here."),
        ("CHANGED_ON_PHONE", {"detail": "added", "after": 2}, "The customer added 2 just now."),
        ("CHANGED_ON_PHONE", {"detail": "removed"}, "The customer removed it just now."),
        ("CHANGED_ON_PHONE", {"detail": "note"}, "The customer changed the note just now."),
        ("CHANGED_ON_PHONE", {"before": 1, "after": 3}, "The customer made it 3 instead of 1."),
    ],
)
def test_what_changed_about_an_online_line_is_said_in_a_sentence(
    kind: str, more: dict[str, object], said: str
) -> None:
    assert said in differs(DifferenceKind[kind], **more)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("sale", "Sale 12-3-1-000007"),
        ("receipt", "A receipt to be sent to the customer"),
        ("cart_release", "An online cart to be given back"),
        ("checkout_release", "Something reserved to be given back"),
        ("hold_release", "Something reserved to be given back"),
        ("greeting", "A message to the centre"),
    ],
)
def test_a_refused_message_is_called_by_what_it_is_about(kind: str, said: str) -> None:
    fact = RefusedFact(1, kind, "id-of-it", NOON, "invalid", "12-3-1-000007", None)
    assert attention_words.kind_words(fact) == said


ODD = Oddity("12-3-1-000007", "12", "shortage", "SOCKS", "", "2026-11-22T12:00:00+00:00")


@pytest.mark.parametrize(
    ("passed", "age"),
    [
        (timedelta(minutes=5), plurals.minutes(5)),
        (timedelta(hours=47), plurals.hours(47)),
        (timedelta(days=3), plurals.days(3)),
    ],
)
def test_how_long_the_centre_has_been_asking_is_said(passed: timedelta, age: str) -> None:
    since = attention_words.waits_since(ODD, NOON + timedelta(seconds=30)).rstrip(".")
    assert attention_words.waits_since(ODD, NOON + passed) == f"{since}, for {age}."


@pytest.mark.parametrize("at", ["yesterday", "2026-11-22T12:00:00", ""])
def test_a_moment_that_cannot_be_read_is_left_out(at: str) -> None:
    assert attention_words.waits_since(replace(ODD, at=at), NOON) == ""
    settled = replace(ODD, settled=Settlement(Outcome.TOLD, "Mira", at))
    assert attention_words.settled_words(settled) == ("The customer was told, Mira",)


def test_what_is_not_settled_yet_has_no_outcome() -> None:
    assert attention_words.settled_words(ODD) == ()
