"""What the customer sees on the page: their carts and what was said, nothing of the staff's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from posapp.domain.conversation import Direction, Message
from posapp.domain.webcart import WebCart
from posapp.hub import carts, conversations, customers
from posapp.hub.hub import Hub
from posapp.hub.tables.chain import stores

LANGUAGES = ("en", "it")
MESSAGES = 50
SAID = (Direction.IN, Direction.OUT)
NEW_CART = "new"


@dataclass(frozen=True)
class Said:
    """A message as its customer may see it.

    Attributes:
        mine: the customer said it. ``images``: names of pictures that came with it.
    """

    id: str
    mine: bool
    channel: str
    text: str
    at: datetime
    images: tuple[str, ...]
    deleted: bool


@dataclass(frozen=True)
class Seen:
    """Everything on the page but the QR.

    Attributes:
        language: one the page speaks: the customer's, else the chain's.
        carts: those that can still be bought, in the order they were made.
        adds_to: id of the cart that an added item goes to, the one edited last; ``new``
            when none is open, which makes one.
        messages: the newest, oldest first, of all channels.
    """

    chain: str
    name: str
    tier: str
    language: str
    carts: tuple[WebCart, ...]
    adds_to: str
    messages: tuple[Said, ...]


def seen(db: Connection, hub: Hub, customer: str) -> Seen:
    """The page of this customer now.

    Raises:
        Refusal: ``not_found``.
    """
    person = customers.read(db, customer)
    chain, spoken = chain_and_language(db)
    found = carts.open_of(db, hub, customer)
    return Seen(
        chain=chain,
        name=person.name,
        tier=person.tier,
        language=person.language if person.language in LANGUAGES else spoken,
        carts=tuple(sorted(found, key=lambda cart: cart.id)),
        adds_to=found[0].id if found else NEW_CART,
        messages=_said(db, customer),
    )


def chain_and_language(db: Connection) -> tuple[str, str]:
    """The chain's name and, of the languages of the page, its own."""
    wanted = select(stores.c.chain, stores.c.language).order_by(stores.c.id).limit(1)
    row = db.execute(wanted).one_or_none()
    if row is None:
        return "", LANGUAGES[0]
    return row.chain, row.language if row.language in LANGUAGES else LANGUAGES[0]


def _said(db: Connection, customer: str) -> tuple[Said, ...]:
    """Notes of the staff lie between what was said, so twice as many are read."""
    page = conversations.page(db, customer, limit=2 * MESSAGES)
    said = [message for message in page.messages if message.direction in SAID]
    return tuple(_shown(message) for message in said[-MESSAGES:])


def _shown(message: Message) -> Said:
    return Said(
        id=message.id,
        mine=message.direction is Direction.IN,
        channel=message.channel.value,
        text=message.text,
        at=message.at,
        images=tuple(file.name for file in message.attachments if _is_image(file.media_type)),
        deleted=message.deleted,
    )


def _is_image(media_type: str) -> bool:
    return media_type.startswith("image/")
