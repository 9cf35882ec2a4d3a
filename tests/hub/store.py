"""Rows that a test needs before it can begin, each under an id of its own."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, delete, insert

from posapp.domain.conversation import Channel, Conversation, Direction, Message
from posapp.domain.customer import Customer, Phone
from posapp.domain.fulfilment import Address, ShippingMethod
from posapp.domain.money import Money
from posapp.domain.tax import Rounding, TaxClass, TaxRate, TaxRules
from posapp.hub import changes, conversations, customers, promotions, tokens
from posapp.hub.hub import Hub
from posapp.hub.tables import chain
from posapp.hub.tables.catalogue import products
from tests.hub.client import Client

VIA_ROMA = Address("Posapp", "Via Roma 1", "Milano", "20121", "IT", "MI")
COURIER = ShippingMethod("courier", "Courier", Money(490), countries=("IT",))
IVA = TaxRate("IVA 22%", 220_000)
ITALY = TaxRules("IT", True, Rounding.LINE, (TaxClass("standard", "IT", (IVA,)),))
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def new_id() -> str:
    return uuid.uuid4().hex


def delete_product(db: Connection, sku: str) -> None:
    """As somebody does at the database itself: the program only discontinues products."""
    changes.mark_at_once(db, [(sku, "")])
    db.execute(delete(products).where(products.c.sku == sku))


@dataclass(frozen=True)
class Store:
    """A store with one clerk."""

    id: str
    clerk: str

    def register(self, hub: Hub, url: str) -> Client:
        """One more register of this store, enrolled behind the hub's back."""
        key = Ed25519PrivateKey.generate()
        name = f"r{new_id()}"
        row = {
            "id": name,
            "store": self.id,
            "label": name,
            "name": "Test",
            "public_key": key.public_key().public_bytes_raw(),
            "epoch": 1,
            "enrolled_at": hub.clock(),
        }
        hub.write(lambda db: db.execute(insert(chain.registers), row))
        return Client(url, name, key)


def make_store(hub: Hub) -> Store:
    store = Store(f"s{new_id()}", f"c{new_id()}")
    row = {
        "id": store.id,
        "chain": "Test chain",
        "name": f"Store {store.id[:5]}",
        "address": VIA_ROMA,
        "phone": "",
        "country": "IT",
        "currency": "EUR",
        "language": "it",
        "timezone": "Europe/Rome",
        "labels": (),
        "shipping": (COURIER,),
        "receipt_header": "",
        "receipt_footer": "",
    }
    clerk = {
        "store": store.id,
        "id": store.clerk,
        "name": "Mira",
        "role": "clerk",
        "verifier": "$argon2id$…",
        "discount_limit_ppm": 100_000,
        "language": "it",
    }

    def add(db: Connection) -> None:
        db.execute(insert(chain.stores), row)
        db.execute(insert(chain.people), clerk)
        promotions.put_tax_rules(db, ITALY)
        if not tokens.keys(db):
            tokens.make_key(db, hub)

    hub.write(add)
    return store


def make_customer(
    hub: Hub, name: str = "Ana Kovač", phone: str = "", email: str = "", card: str = ""
) -> Customer:
    """A customer with the loyalty tier Gold. ``phone`` in E.164, or empty."""
    customer = Customer(
        id=f"k{new_id()}",
        name=name,
        phones=(Phone(phone, phone, "IT"),) if phone else (),
        email=email,
        language="it",
        tier="Gold",
        groups=("Gold",),
        store_credit=Money(1500),
    )
    hub.write(lambda db: customers.add(db, hub, customer, card=card))
    return customer


def say(
    hub: Hub, customer: Customer, texts: list[str], skus: tuple[str, ...] = ()
) -> Conversation:
    """A WhatsApp thread in which the customer says these texts, one after another."""
    thread = Conversation(f"t{new_id()}", Channel.WHATSAPP, "+39 347")
    said = [
        (
            customer.id,
            Message(
                id=f"m{new_id()}",
                conversation=thread.id,
                channel=Channel.WHATSAPP,
                direction=Direction.IN,
                sender=customer.name,
                text=text,
                at=NOON,
                sort_key=f"{place:015}-{thread.id}",
                skus=skus,
            ),
        )
        for place, text in enumerate(texts)
    ]

    def add(db: Connection) -> None:
        conversations.add_conversations(db, [(customer.id, thread)])
        conversations.add_messages(db, said)

    hub.write(add)
    return thread
