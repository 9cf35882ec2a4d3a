"""What the centre finds odd about a store's sales is heard there, and settled once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posapp.domain.errors import Refused, Unreachable
from posapp.hub import oddities as hub_oddities
from posapp.services import health, oddities
from posapp.services.oddities import Outcome
from posapp.sync.exchange import exchange
from tests.services.centre import Counter, away
from tests.services.till import sell


def test_t1_what_the_centre_had_no_piece_of_is_heard_and_stays_known_without_it(
    here: Counter,
) -> None:
    sale = sell(here.register, clerk=here.clerk)
    assert exchange(here.register).sent == 1
    told = oddities.heard(here.register)
    assert told is not None
    (odd,) = told.waiting
    assert (odd.kind, odd.receipt, odd.of) == ("shortage", sale.receipt, sale.lines[0].sku)
    assert told.goods[odd.of].name == sale.lines[0].name
    assert health.of(here.register).needs_attention == 1
    alone = away(here.register)
    with pytest.raises(Unreachable):
        oddities.hear(alone)
    assert oddities.heard(alone) == told, "with the moment it was heard"


def test_t2_an_exception_is_settled_once_also_when_the_answer_is_lost(here: Counter) -> None:
    sell(here.register, clerk=here.clerk)
    exchange(here.register)
    (odd,) = oddities.hear(here.register).waiting
    with pytest.raises(Unreachable):
        oddities.settle(away(here.register), here.clerk, odd, Outcome.TOLD, "called")
    stands = oddities.settle(here.register, here.clerk, odd, Outcome.TOLD, "called")
    assert (stands.outcome, stands.by) == (Outcome.TOLD, "Mira")
    later = oddities.settle(here.register, here.clerk, odd, Outcome.REFUNDED, "")
    assert later == stands, "the first word stands"
    told = oddities.heard(here.register)
    assert told is not None
    assert (told.waiting, [each.id for each in told.settled]) == ((), [odd.id])
    assert health.of(here.register).needs_attention == 0
    history = here.centre.hub.read(lambda db: hub_oddities.for_store(db, odd.store))
    assert history.settled == told.settled


def test_what_a_settlement_lacks_is_said_and_nothing_is_settled(here: Counter) -> None:
    sell(here.register, clerk=here.clerk)
    exchange(here.register)
    (odd,) = oddities.hear(here.register).waiting
    with pytest.raises(Refused):
        oddities.settle(here.register, here.clerk, odd, Outcome.OTHER, "")
    stranger = replace(here.clerk, id="nobody")
    with pytest.raises(Refused):
        oddities.settle(here.register, stranger, odd, Outcome.FOUND, "")
    assert oddities.hear(here.register).waiting == (odd,)
