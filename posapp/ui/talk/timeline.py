"""One timeline out of all channels: what stands in each row of the conversation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from posapp.domain.catalogue import Product
from posapp.domain.conversation import Channel, Message, Promise
from posapp.domain.visit import Visit
from posapp.ui import formats

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Entry:
    """One message and what hangs on it.

    Attributes:
        day: the heading above it when a day begins, or empty.
        opens: somebody else or another channel speaks from here on.
        products: what the message speaks of and this shop knows.
        promise: what was promised in it.
        quoted: the message it answers, or empty.
    """

    message: Message
    day: str = ""
    opens: bool = True
    products: tuple[Product, ...] = ()
    promise: Promise | None = None
    quoted: str = ""


class Timeline:
    """Makes entries out of a visit, for one channel or all of them.

    Attributes:
        today: the shop's day that "Today" means.
    """

    def __init__(self, visit: Visit, channel: Channel | None, now: datetime) -> None:
        self._channel = channel
        self.today = formats.local(now).date()
        self._products = {product.sku: product for product in visit.products}
        self._promises = {promise.message: promise for promise in visit.promises}
        self._texts = {message.id: message.text for message in visit.messages}

    def entries(
        self, messages: Iterable[Message], before: Message | None = None
    ) -> list[Entry]:
        """An entry for each message, in the centre's order; ``before`` stands above them."""
        return list(self._made(self.shown(messages), before))

    def shown(self, messages: Iterable[Message]) -> list[Message]:
        """Those that stand in this timeline, in the centre's order."""
        return sorted((m for m in messages if self._channel in (None, m.channel)), key=_order)

    def again(self, entry: Entry) -> Entry:
        """The entry with what hangs on it and its day is called today; the same one when
        that is the same."""
        message = entry.message
        products = tuple(self._products[s] for s in message.skus if s in self._products)
        promise = self._promises.get(message.id)
        day = self._heading(formats.local(message.at).date()) if entry.day else ""
        if (products, promise, day) == (entry.products, entry.promise, entry.day):
            return entry
        return replace(entry, products=products, promise=promise, day=day)

    def _made(self, messages: Iterable[Message], before: Message | None) -> Iterator[Entry]:
        last_day = formats.local(before.at).date() if before else None
        for message in messages:
            day = formats.local(message.at).date()
            heading = self._heading(day) if day != last_day else ""
            yield Entry(
                message,
                heading,
                bool(heading) or before is None or _speaker(before) != _speaker(message),
                tuple(self._products[s] for s in message.skus if s in self._products),
                self._promises.get(message.id),
                self._texts.get(message.reply_to, "")[:200] if message.reply_to else "",
            )
            before, last_day = message, day

    def _heading(self, day: date) -> str:
        if day == self.today:
            return translate("talk", "Today")
        if day == self.today - timedelta(days=1):
            return translate("talk", "Yesterday")
        if day.year == self.today.year:
            return formats.long_day(day)
        return formats.day(day)


def _order(message: Message) -> str:
    return message.sort_key


def _speaker(message: Message) -> tuple[object, ...]:
    return message.channel, message.direction, message.sender
