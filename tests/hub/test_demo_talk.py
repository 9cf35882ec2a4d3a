"""What customers of the demo chain say, however chance places it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import cycle
from random import Random

from posapp.domain.customer import Customer
from posapp.hub.demo import talk
from posapp.hub.demo.products import products
from posapp.hub.demo.text import chain_text

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


class SameMinute(Random):
    """Two topics begin four days ago, in the same minute."""

    days: Iterator[int] = cycle((2, 4))

    def randint(self, a: int, b: int) -> int:
        return next(self.days) if (a, b) == (2, 9) else a


def test_two_topics_of_one_minute_are_two_conversations_in_one_order() -> None:
    text = chain_text("en")
    goods = [made.product for made in products(text, 60, 7)][:3]
    speaker = talk.Speaker(text, Customer("c1", "Ana Kovač"), goods, NOON)
    about = text.talk[0].about
    topics = [(about, channel) for channel in ("messenger", "email", "whatsapp")]
    said = talk.said(speaker, topics, SameMinute())
    assert len({m.at for m in said.messages}) < len(said.messages)
    for names in ([m.id for m in said.messages], [m.sort_key for m in said.messages]):
        assert len(set(names)) == len(names)
    in_order = sorted(said.messages, key=lambda message: message.sort_key)
    assert [m.at for m in in_order] == sorted(m.at for m in said.messages)
