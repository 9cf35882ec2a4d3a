"""P6: the centre believes what this register signs, however strange the question."""

from __future__ import annotations

import pytest

from posapp.central.client import Central
from posapp.central.identity import Identity, new_private_key
from posapp.domain.errors import NotEnrolled, Refused, UnknownCustomer
from posapp.services.register import Register
from tests.hub.shopping import Shopping

STRANGE = ["a b", "ä/ö", "..%2e", "x?y=1&z#w", "~._-", "%", "+ +", "'\"", "日本", "a%20b"]


@pytest.mark.parametrize("text", STRANGE)
def test_p6_a_strange_question_is_answered_not_mistaken_for_a_stranger(
    register: Register, text: str
) -> None:
    assert register.central.stock((text, "plain")) == ()
    with pytest.raises(Refused):
        register.central.cart(text)
    with pytest.raises(UnknownCustomer):
        register.central.older(text, text)


def test_p6_another_key_is_not_believed(shopping: Shopping) -> None:
    stranger = Central(shopping.centre.url, Identity(shopping.register.id, new_private_key()))
    with pytest.raises(NotEnrolled):
        stranger.shop()
    unsigned = Central(shopping.centre.url)
    with pytest.raises(NotEnrolled):
        unsigned.shop()
    stranger.close()
    unsigned.close()
