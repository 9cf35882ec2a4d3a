"""Conversations of the demo chain: on every channel, about real products of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from posapp.domain.catalogue import Product
from posapp.domain.conversation import (
    Attachment,
    Channel,
    Conversation,
    Delivery,
    Direction,
    Message,
    Promise,
)
from posapp.domain.customer import Customer
from posapp.hub.demo.text import ChainText, TalkText

PROMISED_PPM = 100_000
WINDOW = timedelta(hours=24)  # the free reply window of the Meta channels
WITH_WINDOW = {Channel.WHATSAPP, Channel.MESSENGER, Channel.INSTAGRAM}


@dataclass(frozen=True)
class Said:
    """Everything one customer's conversations consist of."""

    conversations: tuple[Conversation, ...]
    messages: tuple[Message, ...]
    promises: tuple[Promise, ...]


@dataclass(frozen=True)
class Speaker:
    """Who talks with whom about what."""

    text: ChainText
    customer: Customer
    products: Sequence[Product]
    now: datetime


def said(speaker: Speaker, topics: Sequence[tuple[str, str]], luck: Random) -> Said:
    """Make conversations on ``(about, channel)`` topics, oldest topic first, the last one
    within the last hours so that it can still be answered."""
    conversations: dict[Channel, Conversation] = {}
    messages: list[Message] = []
    promises: list[Promise] = []
    for place, (about, channel_name) in enumerate(topics):
        channel = Channel(channel_name)
        days_ago = (len(topics) - 1 - place) * luck.randint(2, 9)
        starts = speaker.now - timedelta(days=days_ago, minutes=luck.randint(60, 300))
        talk = next(talk for talk in speaker.text.talk if talk.about == about)
        product = speaker.products[place % len(speaker.products)]
        page, offered = _spoken(speaker, talk, channel, product, starts, place)
        messages += page
        promises += offered
        conversations[channel] = _conversation(speaker, channel, page[-1].at)
    return Said(tuple(conversations.values()), tuple(messages), tuple(promises))


def _spoken(
    speaker: Speaker,
    talk: TalkText,
    channel: Channel,
    product: Product,
    starts: datetime,
    place: int,
) -> tuple[list[Message], list[Promise]]:
    """``place`` of the topic: two may be spoken of in the same minute."""
    messages: list[Message] = []
    promises: list[Promise] = []
    at = starts
    for who, line in talk.lines:
        at += timedelta(minutes=3 + len(line) // 12)
        if who == "promise":
            promises.append(_promise(speaker, line, messages[-1]))
            continue
        key = f"{int(at.timestamp() * 1000):015}-{place:02}-{len(messages):02}"
        messages.append(_message(speaker, _Turn(who, line, at, key), channel, product))
    return messages, promises


@dataclass(frozen=True)
class _Turn:
    """One line of a talk, placed in time."""

    who: str
    line: str
    at: datetime
    key: str


def _message(speaker: Speaker, turn: _Turn, channel: Channel, product: Product) -> Message:
    who, line = turn.who, turn.line
    direction = {"out": Direction.OUT, "note": Direction.NOTE}.get(who, Direction.IN)
    staff = speaker.text.clerks[0].name
    photo = Attachment(product.image, "image/png") if who == "photo" else None
    speaks_of_it = "{product}" in line or photo is not None
    return Message(
        id=f"m-{speaker.customer.id}-{turn.key}",
        conversation=f"k-{speaker.customer.id}-{channel.value}",
        channel=channel,
        direction=direction,
        sender=speaker.customer.name if direction is Direction.IN else staff,
        text=_filled(speaker, line, product),
        at=turn.at,
        sort_key=turn.key,
        skus=(product.sku,) if speaks_of_it else (),
        attachments=(photo,) if photo else (),
        delivery=Delivery.READ if direction is Direction.OUT else None,
    )


def _filled(speaker: Speaker, line: str, product: Product) -> str:
    colour, size = (option.value for option in product.options)
    return line.format(
        product=product.name,
        colour=colour.lower(),
        size=size,
        name=speaker.customer.name.split()[0],
        store=speaker.text.stores[0].name,
        clerk=speaker.text.clerks[0].name,
    )


def _promise(speaker: Speaker, line: str, message: Message) -> Promise:
    days_to_friday = (4 - speaker.now.weekday()) % 7 or 7
    friday = speaker.now.replace(hour=21, minute=0, second=0, microsecond=0)
    return Promise(
        id=f"p-{message.id}",
        text=line,
        by=speaker.text.clerks[0].name,
        message=message.id,
        made_at=message.at,
        expires_at=friday + timedelta(days=days_to_friday),
        percent_ppm=PROMISED_PPM,
    )


def _conversation(speaker: Speaker, channel: Channel, last: datetime) -> Conversation:
    handle = "@" + speaker.customer.name.lower().replace(" ", ".")
    by_channel = {
        Channel.INSTAGRAM: handle,
        Channel.EMAIL: speaker.customer.email,
        Channel.MESSENGER: speaker.customer.name,
    }
    phone = speaker.customer.phones[0].e164 if speaker.customer.phones else ""
    window = last + WINDOW if channel in WITH_WINDOW else None
    return Conversation(
        id=f"k-{speaker.customer.id}-{channel.value}",
        channel=channel,
        label=by_channel.get(channel) or phone or speaker.customer.name,
        can_reply=channel is not Channel.CALL,
        reply_until=window,
        templates_only=window is not None and window < speaker.now,
    )
