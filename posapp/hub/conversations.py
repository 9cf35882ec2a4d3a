"""Conversations over all channels, read newest first and a page at a time."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, insert, select

from posapp.contract.problems import Problem
from posapp.domain.conversation import Channel, Conversation, Delivery, Direction, Message
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal
from posapp.hub.tables import conversations as tables

PAGE = 50
_THREADS = (
    select(tables.conversations)
    .where(tables.conversations.c.customer == bindparam("customer"))
    .order_by(tables.conversations.c.id)
)
_SORT = tables.messages.c.sort_key
_NEWEST = (
    select(tables.messages)
    .where(tables.messages.c.customer == bindparam("customer"))
    .order_by(_SORT.desc())
    .limit(bindparam("most"))
)
_BEFORE = _NEWEST.where(tables.messages.c.sort_key < bindparam("before"))


class Page(NamedTuple):
    """Messages, oldest first, and the cursor of the page before them, or empty."""

    messages: tuple[Message, ...]
    older: str


def conversations_of(db: Connection, hub: Hub, customer: str) -> tuple[Conversation, ...]:
    """A customer's threads, one or more per channel."""
    rows = db.execute(_THREADS, {"customer": customer})
    now = hub.clock()
    return tuple(_conversation(row, now) for row in rows)


def page(db: Connection, customer: str, before: str = "", limit: int = PAGE) -> Page:
    """The newest messages of a customer over all channels, or those before a cursor.

    Raises:
        Refusal: ``invalid``: the cursor is none of ours.
    """
    asked: dict[str, Any] = {"customer": customer, "most": limit + 1}
    if before:
        asked["before"] = _read_cursor(before)
    rows = db.execute(_BEFORE if before else _NEWEST, asked).all()
    shown = [_message(row) for row in reversed(rows[:limit])]
    more = len(rows) > limit
    return Page(tuple(shown), _cursor(shown[0].sort_key) if more else "")


def sort_key(at: datetime, message: str) -> str:
    """One order for the messages of all channels."""
    return f"{int(at.timestamp() * 1000):015}-{message}"


def add_conversations(db: Connection, threads: Iterable[tuple[str, Conversation]]) -> None:
    """Bring in threads, each with its customer's id."""
    rows = [
        {
            "id": thread.id,
            "customer": customer,
            "channel": thread.channel.value,
            "label": thread.label,
            "can_reply": thread.can_reply,
            "reply_until": thread.reply_until,
            "unread": thread.unread,
        }
        for customer, thread in threads
    ]
    if rows:
        db.execute(insert(tables.conversations), rows)


def add_messages(db: Connection, said: Iterable[tuple[str, Message]]) -> None:
    """Bring in messages, each with its customer's id; an empty sort key is made here."""
    rows = [_row(customer, message) for customer, message in said]
    if rows:
        db.execute(insert(tables.messages), rows)


def thread_on(db: Connection, customer: str, channel: Channel) -> str | None:
    """The id of a customer's thread on this channel, the first if there are several."""
    c = tables.conversations.c
    mine = (c.customer == customer) & (c.channel == channel.value)
    return db.scalar(select(c.id).where(mine).order_by(c.id).limit(1))


def _row(customer: str, message: Message) -> dict[str, Any]:
    return {
        "id": message.id,
        "conversation": message.conversation,
        "customer": customer,
        "channel": message.channel.value,
        "direction": message.direction.value,
        "sender": message.sender,
        "text": message.text,
        "at": message.at,
        "sort_key": message.sort_key or sort_key(message.at, message.id),
        "skus": message.skus,
        "attachments": message.attachments,
        "reactions": message.reactions,
        "reply_to": message.reply_to,
        "edited": message.edited,
        "deleted": message.deleted,
        "delivery": None if message.delivery is None else message.delivery.value,
    }


def _message(row: Row[tuple[object, ...]]) -> Message:
    return Message(
        id=row.id,
        conversation=row.conversation,
        channel=Channel(row.channel),
        direction=Direction(row.direction),
        sender=row.sender,
        text="" if row.deleted else row.text,
        at=row.at,
        sort_key=row.sort_key,
        skus=row.skus,
        attachments=() if row.deleted else row.attachments,
        reactions=row.reactions,
        reply_to=row.reply_to,
        edited=row.edited,
        deleted=row.deleted,
        delivery=None if row.delivery is None else Delivery(row.delivery),
    )


def _conversation(row: Row[tuple[object, ...]], now: datetime) -> Conversation:
    over = row.reply_until is not None and row.reply_until <= now
    return Conversation(
        id=row.id,
        channel=Channel(row.channel),
        label=row.label,
        can_reply=row.can_reply,
        reply_until=row.reply_until,
        templates_only=over,
        unread=row.unread,
    )


def _cursor(key: str) -> str:
    return urlsafe_b64encode(key.encode()).decode().rstrip("=")


def _read_cursor(text: str) -> str:
    try:
        key = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except ValueError as error:
        raise Refusal(Problem.INVALID, "before") from error
    if "\0" in key:
        raise Refusal(Problem.INVALID, "before")
    return key
