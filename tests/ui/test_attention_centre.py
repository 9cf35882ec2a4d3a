"""What the centre asks a store to look into: shown in words with its age, and settled once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posapp.domain.errors import PosError, Unreachable
from posapp.services import oddities
from posapp.services.oddities import Heard, Oddity, Outcome, Settlement
from posapp.services.register import Register
from posapp.ui.screens.attention_panel import AttentionPanel
from posapp.ui.screens.attention_words import (
    oddity_about,
    oddity_state,
    oddity_words,
)
from posapp.ui.widgets.buttons import Button
from tests.services.shop import SOCKS
from tests.ui.attention import said
from tests.ui.conftest import Hands


def test_the_centre_being_away_is_said_instead_of_calling_all_in_order(hands: Hands) -> None:
    hands.sale.attention_asked.emit()
    hands.qtbot.waitUntil(lambda: "only the centre knows" in said(hands))


ODD = Oddity(
    *("12-3-1-000007", "12", "shortage", "SOCKS", "1 short at 12"),
    *("2026-05-04T08:00:00+00:00", "shortage:1:SOCKS:12"),
    pieces=3,
)


def centre_says(hands: Hands, monkeypatch: pytest.MonkeyPatch, *told: Heard | PosError) -> None:
    """What the centre answers about this store's sales, one answer after the other."""
    answers = iter(told)

    def hear(register: Register) -> Heard:
        answer = next(answers)
        if isinstance(answer, PosError):
            raise answer
        register.current.heard_oddities = answer
        return answer

    monkeypatch.setattr(oddities, "hear", hear)
    hands.sale.attention_asked.emit()


def can_settle(hands: Hands) -> bool:
    button = hands.window.findChild(Button, "attention.odd.1.settle")
    assert button is not None
    return button.isEnabled()


def heard(hands: Hands, *waiting: Oddity, settled: tuple[Oddity, ...] = ()) -> Heard:
    return Heard(waiting, settled, hands.register.clock(), {ODD.of: SOCKS})


def test_t1_the_store_s_odd_sales_are_listed_in_words_with_their_age(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre_says(hands, monkeypatch, heard(hands, *[ODD] * 25))
    hands.qtbot.waitUntil(lambda: "12-3-1-000007" in said(hands))
    assert "3 of Wool Socks (SOCKS) | Sold" in said(hands)
    assert "the centre knew of no such piece. Count it. | Since" in said(hands)
    assert oddity_about(ODD, None) == "3 of SOCKS", "where its name is not known"
    assert "The centre asks to look into it | 25" in said(hands)
    assert "Nothing waits for you" not in said(hands)
    assert "days." in said(hands)
    assert "and 5 more" in said(hands)
    assert hands.running.sync.health.needs_attention == 25


def test_the_centre_s_list_is_shown_with_its_age_while_it_is_away(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre_says(hands, monkeypatch, heard(hands, ODD), Unreachable(), Unreachable())
    hands.qtbot.waitUntil(lambda: "12-3-1-000007" in said(hands))
    assert can_settle(hands)
    hands.sale.attention_asked.emit()
    hands.qtbot.waitUntil(lambda: "This is what it said at" in said(hands))
    assert "12-3-1-000007" in said(hands)
    assert not can_settle(hands), "only the centre can"


def test_t2_a_clerk_settles_an_exception_in_words_and_sees_what_stands(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = Settlement(Outcome.OTHER, "Ana", "2026-05-06T08:00:00+00:00", "sent another")
    told = heard(hands, settled=(replace(ODD, settled=done),))
    asked: list[tuple[object, ...]] = []

    def settle(_register: Register, *what: object) -> Settlement:
        asked.append(what)
        return done

    monkeypatch.setattr(oddities, "settle", settle)
    centre_says(hands, monkeypatch, heard(hands, ODD), told)
    hands.qtbot.waitUntil(lambda: "12-3-1-000007" in said(hands))
    hands.clicks("attention.odd.1.settle")
    hands.clicks("settling.other")
    assert asked == [], "something else needs words"
    hands.types("sent another")
    hands.clicks("settling.other")
    hands.qtbot.waitUntil(lambda: isinstance(hands.sale.panel, AttentionPanel))
    hands.qtbot.waitUntil(lambda: "Settled lately" in said(hands))
    assert "Something else, Ana" in said(hands)
    assert "sent another" in said(hands)
    assert asked == [(hands.sale.workplace.clerk, ODD, Outcome.OTHER, "sent another")]


@pytest.mark.parametrize(
    "kind",
    [
        *("cart_closed", "cart_unknown", "prepaid_short", "promise_spent", "hold_missing"),
        *("send_short", "reservation_over", "receipt_twice"),
    ],
)
def test_each_oddity_has_a_sentence_of_its_own(kind: str) -> None:
    sentences = {
        oddity_words(Oddity("r", "12", each, "", "", "")) for each in (kind, "shortage", "new")
    }
    assert len(sentences) == 3
    odd = [Oddity("r", "12", each, "", "", "") for each in (kind, "shortage", "new")]
    assert len({oddity_state(each) for each in odd}) == 3
