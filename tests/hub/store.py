"""Rows that a test needs before it can begin, each under an id of its own."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import insert

from posapp.domain.fulfilment import Address, ShippingMethod
from posapp.domain.money import Money
from posapp.hub.hub import Hub
from posapp.hub.tables import chain
from tests.hub.client import Client

VIA_ROMA = Address("Posapp", "Via Roma 1", "Milano", "20121", "IT", "MI")
COURIER = ShippingMethod("courier", "Courier", Money(490), countries=("IT",))


def new_id() -> str:
    return uuid.uuid4().hex


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
            "label": "3",
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

    def add(db):  # type: ignore[no-untyped-def]
        db.execute(insert(chain.stores), row)
        db.execute(insert(chain.people), clerk)

    hub.write(add)
    return store
