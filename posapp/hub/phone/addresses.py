"""The secret in the address of a customer's page: made, replaced, asked whose it is, ended.

An address that nobody opens ends after ``LIVES``. One that is used goes on, until ``LONGEST``
after it was made: then its customer needs a new one, which the shop sends.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, delete, select, update

from posapp.contract.problems import Problem
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal
from posapp.hub.tables.chain import token_keys
from posapp.hub.tables.customers import customers, pages
from posapp.hub.upserting import upsert

SECRET = 43  # characters of 32 bytes in base64
LIVES = timedelta(days=7)
LONGEST = timedelta(days=90)


def make(db: Connection, hub: Hub, customer: str) -> str:
    """The path of a new page of the customer's; one that they had before is gone.

    Raises:
        Refusal: ``not_found``.
    """
    return _kept(db, hub, customer, _text(hub.secret(32)))


def demo(db: Connection, hub: Hub, customer: str) -> str:
    """The path of a page that is the same whenever it is asked for, for the demo chain only.

    Raises:
        Refusal: ``not_found``: no such customer, or the chain has no key.
    """
    private = db.scalar(select(token_keys.c.private).order_by(token_keys.c.number).limit(1))
    if private is None:
        raise Refusal(Problem.NOT_FOUND, "key")
    secret = hmac.digest(bytes(private), f"page of {customer}".encode(), "sha256")
    return _kept(db, hub, customer, _text(secret))


def customer_of(db: Connection, hub: Hub, secret: str) -> str:
    """Whose page it is.

    Raises:
        Refusal: ``not_found``: nobody's, or no longer anybody's.
    """
    mine = (pages.c.digest == _digest(secret)) & (pages.c.expires_at > hub.clock())
    customer: str | None = db.scalar(select(pages.c.customer).where(mine))
    if customer is None:
        raise Refusal(Problem.NOT_FOUND, "page")
    return customer


def goes_on(hub: Hub, secret: str) -> None:
    """Renew an address that is being used, once half its time is over; not for ever."""
    c, now = pages.c, hub.clock()
    good = (c.digest == _digest(secret)) & (c.expires_at > now)
    row = hub.read(lambda db: db.execute(select(c.made_at, c.expires_at).where(good)).first())
    if row is None:
        return
    ends: datetime = min(now + LIVES, row.made_at + LONGEST)
    if ends - row.expires_at > LIVES / 2:
        hub.write(lambda db: db.execute(update(pages).where(good).values(expires_at=ends)))


def forget_old(db: Connection, hub: Hub) -> None:
    """Delete the addresses that are good no longer."""
    db.execute(delete(pages).where(pages.c.expires_at <= hub.clock()))


def _kept(db: Connection, hub: Hub, customer: str, secret: str) -> str:
    if db.scalar(select(customers.c.id).where(customers.c.id == customer)) is None:
        raise Refusal(Problem.NOT_FOUND, "customer")
    now = hub.clock()
    row = {"customer": customer, "digest": _digest(secret), "made_at": now}
    upsert(db, pages, [{**row, "expires_at": now + LIVES}])
    return f"/c/{secret}"


def _text(secret: bytes) -> str:
    return urlsafe_b64encode(secret).decode().rstrip("=")


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
