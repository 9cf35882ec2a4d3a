"""No turn of the GUI thread is long because of what somebody wrote, or is called."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from posapp.domain.cart import Cart, Line
from posapp.domain.visit import Visit
from posapp.ui.screens.serving import Serving
from posapp.ui.turns import Turns
from tests.services.shop import BELT, BOOTS_38, SOCKS
from tests.ui.conftest import Hands, least_ms
from tests.ui.loop_probe import LoopProbe
from tests.ui.served import ANA, message, visit
from tests.ui.test_customer import web_cart

pytestmark = pytest.mark.usefixtures("program_alone")
TIMES = 3  # as much as what people write takes: what a slow computer is allowed
LENGTH = 10_000
ORDINARY = "plain words "
WRITTEN = {  # each is too much without the length that ``formats.tamed`` allows
    "long": ORDINARY,
    "overlong word": "W",
    "lines": "a\n",
    "bidi": "\u202e\u05e9a\u2067\u202c",
    "html": "<table><tr><td>",
}
CROWDS = {  # and these without the number of emoji that it does: others each time, new to Qt
    "joined emoji": ("\u200d", range(0x1F300, 0x1F640)),
    "flags": ("", range(0x1F1E6, 0x1F200)),
}
chance = random.Random(1)


def shop_full_of(text: str, length: int = LENGTH) -> Serving:
    """Somebody whose every text is this one, and thirty lines of goods that are called so."""
    long = (text * length)[:length]
    goods = [
        replace(each, sku=f"{each.sku}-{n}", name=long)
        for n in range(10)
        for each in (SOCKS, BELT, BOOTS_38)
    ]
    lines = [Line(f"l-{n}", one, 1, one.price, note=long) for n, one in enumerate(goods)]
    customer = replace(ANA, id="k-written", name=long, tier=long, note=long)
    said = tuple(replace(message(n), text=long, sender=long) for n in range(50))
    carts = tuple(replace(web_cart(f"W-{n}"), label=long, note=long) for n in range(3))
    known: Visit = visit(said, customer=customer, carts=carts)
    return Serving(Cart(tuple(lines)), customer, known)


def crowd(between: str, of: range) -> str:
    return between.join(chr(chance.choice(of)) for _ in range(600))


def longest_turn_ms(hands: Hands, act: Callable[[], None]) -> float:
    """The most that this thread computed in one turn, until all is shown and painted."""
    probe = LoopProbe(hands.window)
    probe.start()
    act()
    turns = hands.sale.findChildren(Turns)
    hands.qtbot.waitUntil(lambda: not any(one.busy for one in turns))
    hands.window.repaint()
    probe.stop()
    return probe.worked_ms


def test_a1_what_somebody_wrote_or_is_called_never_holds_up_the_window(
    hands: Hands, longest_ms: float
) -> None:
    def shown_ms(text: str, length: int = LENGTH) -> float:
        return longest_turn_ms(
            hands, partial(hands.sale.show_serving, shop_full_of(text, length))
        )

    def crowded_ms(between: str, of: range) -> float:
        return shown_ms(crowd(between, of))

    shown_ms("warm up ")
    allowed = max(longest_ms, TIMES * shown_ms(ORDINARY, len(ORDINARY)))
    for name, text in WRITTEN.items():
        assert least_ms(partial(shown_ms, text), allowed) < allowed, name
    for name, of in CROWDS.items():
        assert least_ms(partial(crowded_ms, *of), allowed) < allowed, name
