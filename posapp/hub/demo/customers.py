"""Customers of the demo chain: the cast first, then as many others as asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from posapp.domain.conversation import Channel
from posapp.domain.customer import Consent, Customer, Phone
from posapp.domain.fulfilment import Address
from posapp.domain.money import Money
from posapp.hub.demo.cast import CAST, Part
from posapp.hub.demo.text import ChainText

REACHED = (Channel.WHATSAPP, Channel.EMAIL, Channel.SMS)
# Country, how a mobile number begins, how many digits follow.
MOBILES = (
    ("IT", "+39347555", 4),
    ("IE", "+35387123", 4),
    ("DE", "+4915123", 6),
    ("FR", "+336123", 5),
    ("AT", "+43664123", 4),
    ("GB", "+447400", 6),
    ("US", "+12125550", 3),
)
TOPICS = ("size", "fit", "photo", "gift", "delivery", "call", "back")
CHANNELS = ("whatsapp", "messenger", "instagram", "webchat", "sms", "email")


@dataclass(frozen=True)
class Person:
    """A customer with what the centre keeps beside the customer's own data.

    Attributes:
        part: the role in the cast; for everybody else a part made up for them.
        card: number of the loyalty card, 10 digits.
    """

    customer: Customer
    part: Part
    card: str


def customer_id(number: int) -> str:
    """Customers are numbered from 1, the cast first and in its order."""
    return f"c{number:07}"


def people(text: ChainText, count: int, seed: int, now: datetime) -> Iterator[Person]:
    """The cast and then others, ``count`` in all but never fewer than the cast."""
    for number, part in enumerate(CAST, start=1):
        yield _person(text, part, number, Random(f"{seed}-cast-{number}"), now)
    for number in range(len(CAST) + 1, count + 1):
        luck = Random(f"{seed}-customer-{number}")
        yield _person(text, _made_up(text, number, luck), number, luck, now)


def _person(text: ChainText, part: Part, number: int, luck: Random, now: datetime) -> Person:
    tiers = ("", *text.tiers)
    tier = tiers[part.tier]
    since = now - timedelta(days=luck.randint(40, 1400))
    reached = REACHED if part.tier else REACHED[:1]
    customer = Customer(
        id=customer_id(number),
        name=part.name,
        phones=(Phone(part.phone, part.phone, ""),),
        email=part.email,
        language=part.language or text.language,
        tier=tier,
        points=part.points,
        groups=(tier,) if tier else (),
        consents=tuple(Consent(channel, granted=True, at=since) for channel in reached),
        addresses=(_address(text, part, luck),),
        store_credit=Money(part.credit) if part.credit else None,
    )
    return Person(customer, part, f"{number + 4_000_000_000:010}")


def _address(text: ChainText, part: Part, luck: Random) -> Address:
    city, postal_code = luck.choice(text.names.cities)
    regions = {store.city: store.region for store in text.stores}
    return Address(
        recipient=part.name,
        street=f"{luck.choice(text.names.streets)} {luck.randint(1, 120)}",
        city=city,
        postal_code=postal_code,
        country=text.country,
        region=regions.get(city, "VR" if text.country == "IT" else ""),
        phone=part.phone,
        id="home",
    )


def _made_up(text: ChainText, number: int, luck: Random) -> Part:
    first, last = luck.choice(text.names.first), luck.choice(text.names.last)
    at_home = luck.random() < 0.75
    _country, begins, digits = (
        next(m for m in MOBILES if m[0] == text.country) if at_home else luck.choice(MOBILES)
    )
    address = "".join(c for c in f"{first}.{last}".lower() if c.isascii() and c not in "' ")
    tier = luck.choices((0, 1, 2, 3), weights=(60, 25, 11, 4))[0]
    topics = luck.sample(TOPICS, k=luck.choices((0, 1, 2, 3), weights=(35, 35, 20, 10))[0])
    return Part(
        key="",
        name=f"{first} {last}",
        phone=begins + "".join(luck.choices("0123456789", k=digits)),
        email=f"{address}{number}@example.com",
        tier=tier,
        points=tier * luck.randint(50, 900),
        talk=tuple((about, _channel(about, luck)) for about in topics),
        orders=luck.choices((0, 1, 2, 4, 8), weights=(30, 30, 20, 15, 5))[0],
    )


def _channel(about: str, luck: Random) -> str:
    return "call" if about == "call" else luck.choice(CHANNELS)
