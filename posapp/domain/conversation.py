"""What was said, on every channel, in one order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from posapp.domain.money import Money


class Channel(Enum):
    WHATSAPP = "whatsapp"
    MESSENGER = "messenger"
    INSTAGRAM = "instagram"
    WEBCHAT = "webchat"
    SMS = "sms"
    EMAIL = "email"
    CALL = "call"


class Direction(Enum):
    IN = "in"
    OUT = "out"
    NOTE = "note"
    SYSTEM = "system"


class Delivery(Enum):
    """How far an outgoing message got."""

    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True)
class Attachment:
    """A picture or file, fetched from the centre's proxy by name and never from elsewhere."""

    name: str
    media_type: str
    label: str = ""


@dataclass(frozen=True)
class Reaction:
    emoji: str
    sender: str


@dataclass(frozen=True)
class Message:
    """One entry of a conversation.

    Attributes:
        sort_key: opaque; messages of all channels are shown in its order.
        skus: products the message speaks of, each one key away from the cart.
        reply_to: id of the message it answers, or empty.
        deleted: taken back by its sender; the text is empty then.
    """

    id: str
    conversation: str
    channel: Channel
    direction: Direction
    sender: str
    text: str
    at: datetime
    sort_key: str
    skus: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    reply_to: str = ""
    edited: bool = False
    deleted: bool = False
    delivery: Delivery | None = None


@dataclass(frozen=True)
class Conversation:
    """One thread on one channel.

    Attributes:
        label: the channel's own name for the other side, for example ``@ana.k``.
        reply_until: end of the channel's free reply window, if it has one.
        templates_only: the window is over; only approved templates may be sent.
    """

    id: str
    channel: Channel
    label: str
    can_reply: bool = True
    reply_until: datetime | None = None
    templates_only: bool = False
    unread: int = 0


class PromiseState(Enum):
    """open -> redeemed | declined | expired. The three ends never change again."""

    OPEN = "open"
    REDEEMED = "redeemed"
    DECLINED = "declined"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Promise:
    """Something staff offered in a conversation.

    Attributes:
        text: what was promised, in the words of the person who promised it.
        percent_ppm: the reduction in parts per million, 0 when it is not a reduction.
        amount: the reduction in money, if it is one.
        skus: what it is for; empty means the whole cart.
        message: id of the message it stands in.
    """

    id: str
    text: str
    by: str
    message: str
    made_at: datetime
    expires_at: datetime | None = None
    percent_ppm: int = 0
    amount: Money | None = None
    skus: tuple[str, ...] = ()
    state: PromiseState = PromiseState.OPEN
