"""A customer who left traces everywhere at the centre."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, insert, update

from posapp.contract import paths
from posapp.contract.messages import (
    Accepted,
    ReceiptRequest,
    SaleRecorded,
)
from posapp.domain.catalogue import Product
from posapp.domain.conversation import (
    Attachment,
    Channel,
    Conversation,
    Direction,
    Message,
    Promise,
    Reaction,
)
from posapp.domain.fulfilment import Address, Fulfilment
from posapp.domain.sale import Sale
from posapp.domain.webcart import WebCart
from posapp.hub import catalogue, conversations, promises
from posapp.hub.tables import metadata
from tests.hub.client import read
from tests.hub.shopping import Shopping, bag, pull, shipped
from tests.hub.store import NOON, new_id

PNG = b"\x89PNG\r\n\x1a\n"


@dataclass
class Person:
    """A customer who left traces everywhere, each with ``mark`` or the number in it."""

    shop: Shopping
    mark: str = field(default_factory=lambda: f"zyx{new_id()[:12]}")
    number: str = field(default_factory=lambda: f"333 {uuid4().int % 10**7:07}")
    id: str = ""
    cart: str = ""
    page: str = ""
    sold: list[Sale] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"Ana {self.mark}"

    @property
    def email(self) -> str:
        return f"{self.mark}@quill.example"

    @property
    def photo(self) -> str:
        return f"{self.mark}.png"

    @property
    def home(self) -> Address:
        return Address(self.name, f"Viale {self.mark} 7", "Torino", "10121", "IT", "TO")

    @property
    def traces(self) -> tuple[str, ...]:
        digits = self.number.replace(" ", "")
        return (self.mark, digits, digits[::-1])


def buy(who: Person, boots: Product, web: WebCart) -> None:
    """One pair from the online cart and one shipped home, the receipt by e-mail."""
    bought = shipped(pull(web, (boots, 1), more=(bag(boots, 1, Fulfilment.SHIP),)))
    assert bought.shipment is not None
    bought = replace(bought, shipment=replace(bought.shipment, address=who.home))
    sale = replace(who.shop.sale(bought, who.id), note=who.mark)
    read(who.shop.register.post(paths.SALES, sale), SaleRecorded)
    who.sold.append(sale)
    receipt = ReceiptRequest(
        new_id(), sale.id, who.id, Channel.EMAIL, who.email, f"For {who.name}", "it"
    )
    read(who.shop.register.post(paths.RECEIPTS, receipt), Accepted)


def write_on_everything(db: Connection, who: Person, cart: str) -> None:
    """What no route of the contract writes: brought in from the chain's other systems."""
    thread = Conversation(f"t{new_id()}", Channel.INSTAGRAM, f"@{who.mark}")
    message = Message(
        id=f"m{new_id()}",
        conversation=thread.id,
        channel=Channel.INSTAGRAM,
        direction=Direction.IN,
        sender=who.name,
        text=f"I am {who.name}",
        at=NOON,
        sort_key=f"1-{thread.id}",
        attachments=(Attachment(who.photo, "image/png", who.name),),
        reactions=(Reaction("+", who.name),),
    )
    conversations.add_conversations(db, [(who.id, thread)])
    conversations.add_messages(db, [(who.id, message)])
    promise = Promise(f"p{new_id()}", f"For {who.name}: -10", "Mira", message.id, NOON)
    promises.add_promises(db, [(who.id, promise)])
    catalogue.put_images(db, [(who.photo, PNG)])
    t = metadata.tables
    rest = {"groups": (who.name,), "card": who.mark.upper(), "tier": who.name}
    mine = t["customer"].c.id == who.id
    db.execute(update(t["customer"]).where(mine).values(note=who.mark, **rest))
    mine = t["cart"].c.id == cart
    db.execute(update(t["cart"]).where(mine).values(note=who.mark, label=who.name))
    mine = t["cart_line"].c.cart == cart
    db.execute(update(t["cart_line"]).where(mine).values(note=who.mark))
    used = {"code": new_id()[:40], "sale": new_id(), "customer": who.id, "at": NOON}
    db.execute(insert(t["coupon_use"]).values(used))
    db.execute(insert(t["hold"]).values(a_hold(who)))
    db.execute(insert(t["settlement"]).values(a_settlement(who)))


def a_settlement(who: Person) -> dict[str, Any]:
    """A clerk settled an exception, and said with whom they spoke."""
    return {
        **{"subject": new_id(), "kind": "cart_closed", "of": new_id(), "place": ""},
        **{"store": who.shop.store.id, "customer": who.id, "outcome": "told", "at": NOON},
        **{"note": f"Spoke with {who.name}", "clerk": who.shop.store.clerk, "by": "Mira"},
    }


def a_hold(who: Person) -> dict[str, Any]:
    return {
        "id": new_id(),
        "register": who.shop.register.id,
        "gift_card": "",
        "customer": who.id,
        "amount_minor": 100,
        "currency": "EUR",
        "state": "captured",
        "at": NOON,
    }
