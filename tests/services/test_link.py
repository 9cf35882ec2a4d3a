"""Offline is said when it is so: not for one lost request, and not minutes late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import reduce
from itertools import pairwise

import pytest

from posapp.services import link as rule
from posapp.services.link import Link, LinkState

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def after(outcomes: str) -> list[LinkState]:
    """The states after each, a second apart: ``+`` answered, ``s`` slowly, ``-`` not."""
    link, states = Link(LinkState.STARTING, NOON), []
    for second, outcome in enumerate(outcomes):
        at = NOON + timedelta(seconds=second)
        if outcome == "-":
            link = rule.missed(link, at)
        else:
            link = rule.answered(link, 3.0 if outcome == "s" else 0.1, at)
        states.append(link.state)
    return states


def last(outcomes: str) -> LinkState:
    return after(outcomes)[-1]


@pytest.mark.parametrize(
    ("outcomes", "state"),
    [
        ("+", LinkState.ONLINE),
        ("-", LinkState.OFFLINE),  # nothing was ever heard
        ("+-", LinkState.ONLINE),
        ("+-+", LinkState.ONLINE),
        ("+--", LinkState.OFFLINE),
        ("+--+", LinkState.OFFLINE),
        ("+--++", LinkState.ONLINE),
        ("+--+-", LinkState.OFFLINE),
        ("s", LinkState.SLOW),
        ("s+", LinkState.ONLINE),
        ("+-+-", LinkState.SLOW),
        ("+-+-+", LinkState.SLOW),
        ("+-+-+++++", LinkState.ONLINE),
        ("s--", LinkState.OFFLINE),
    ],
)
def test_a3_the_line_is_judged_by_what_was_asked_lately(
    outcomes: str, state: LinkState
) -> None:
    assert last(outcomes) is state


def test_a_flapping_line_does_not_make_the_badge_flicker() -> None:
    states = after("+" + "-+" * 20)
    changes = sum(before is not now for before, now in pairwise(states))
    assert changes == 1, "Slow, once"


def test_offline_counts_from_the_first_request_that_was_lost() -> None:
    link = reduce(
        lambda before, s: rule.missed(before, NOON + timedelta(seconds=s)),
        (5, 9, 20),
        rule.answered(Link(LinkState.STARTING, NOON), 0.1, NOON),
    )
    assert (link.state, link.since) == (LinkState.OFFLINE, NOON + timedelta(seconds=5))


def test_a_last_request_that_contradicts_the_state_is_a_reason_to_ask_again() -> None:
    online = rule.answered(Link(LinkState.STARTING, NOON), 0.1, NOON)
    assert not online.in_doubt
    assert rule.missed(online, NOON).in_doubt
    offline = rule.missed(rule.missed(online, NOON), NOON)
    assert not offline.in_doubt
    assert rule.answered(offline, 0.1, NOON).in_doubt
