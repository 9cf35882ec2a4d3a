"""Each look at a customer leaves a record: who, whom, when, why. And not too many of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, insert, select, update

from posapp.contract.messages import How
from posapp.contract.problems import Problem
from posapp.hub.auth import Caller
from posapp.hub.hub import Hub
from posapp.hub.news import SERVED
from posapp.hub.once import insert_once
from posapp.hub.problems import Refusal
from posapp.hub.shop import works_here
from posapp.hub.tables.customers import look_rates, looks

SEARCH, VISIT, NEW = "search", "visit", "new"
GLANCE = "glance"  # a loyalty card nobody confirmed: recorded, and nobody is served by it
OPENINGS, GIFT_CARDS = "open:", "gift-cards"
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Looker:
    """Who looks, at which register, and why."""

    caller: Caller
    clerk: str
    how: How


def record(db: Connection, hub: Hub, who: Looker, what: str, whom: Iterable[str]) -> None:
    """Write down that these customers were looked at.

    Args:
        what: ``SEARCH`` for one of a masked list, ``VISIT`` when opened, ``NEW`` when made,
            ``GLANCE`` for a loyalty card that was not confirmed.

    Raises:
        Refusal: ``invalid``: no such clerk works in the register's store.
    """
    if not works_here(db, who.caller.store, who.clerk):
        raise Refusal(Problem.INVALID, "clerk")
    common = {
        "at": hub.clock(),
        "register": who.caller.id,
        "store": who.caller.store,
        "clerk": who.clerk,
        "how": who.how.value,
        "what": what,
    }
    rows = [{**common, "id": hub.new_id(), "customer": customer} for customer in whom]
    if rows:
        db.execute(insert(looks), rows)


def count(db: Connection, hub: Hub, caller: Caller, clerk: str) -> None:
    """Count one search of this clerk at this register.

    Raises:
        Refusal: ``too_many`` within a minute; says when the next one is answered.
    """
    _count(db, hub, caller, clerk)


def count_opening(db: Connection, hub: Hub, caller: Caller, clerk: str) -> None:
    """Count a customer opened without a QR, which nobody but a search limits else.

    Raises:
        Refusal: ``too_many`` within a minute.
    """
    _count(db, hub, caller, (OPENINGS + clerk)[:64])


def count_gift_card(db: Connection, hub: Hub, caller: Caller) -> None:
    """Count a gift card's number tried at this register: numbers can be guessed.

    Raises:
        Refusal: ``too_many`` within a minute.
    """
    _count(db, hub, caller, GIFT_CARDS)


def _count(db: Connection, hub: Hub, caller: Caller, what: str) -> None:
    now = hub.clock()
    c = look_rates.c
    mine = (c.register == caller.id) & (c.clerk == what)
    row = {"register": caller.id, "clerk": what, "since": now, "count": 1}
    if insert_once(db, look_rates, row):
        return
    in_time = mine & (c.since > now - MINUTE) & (c.count < hub.settings.searches_per_minute)
    if db.execute(update(look_rates).where(in_time).values(count=c.count + 1)).rowcount:
        return
    over = mine & (c.since <= now - MINUTE)
    if db.execute(update(look_rates).where(over).values(since=now, count=1)).rowcount:
        return
    since = db.scalar(select(c.since).where(mine))
    assert since is not None
    raise Refusal(Problem.TOO_MANY, retry_after_s=(since + MINUTE - now).total_seconds())


def must_serve(db: Connection, hub: Hub, caller: Caller, customer: str) -> None:
    """Let a store read on only about customers who are, or lately were, served there.

    Raises:
        Refusal: ``not_found``, as for a customer who does not exist.
    """
    if not serves(db, hub, caller.store, customer):
        raise Refusal(Problem.NOT_FOUND, "customer")


def serves(db: Connection, hub: Hub, store: str, customer: str) -> bool:
    """Whether this store opened or made this customer lately."""
    lately = (looks.c.customer == customer) & (looks.c.at > hub.clock() - SERVED)
    opened = lately & (looks.c.store == store) & looks.c.what.in_((VISIT, NEW))
    return db.scalar(select(looks.c.id).where(opened).limit(1)) is not None
