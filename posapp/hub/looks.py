"""Each look at a customer leaves a record: who, whom, when, why. And not too many of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, bindparam, insert, select, update

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
_L, _R = looks.c, look_rates.c
_NEW_LOOK = insert(looks)
_SERVES = (
    select(_L.id)
    .where(
        _L.customer == bindparam("customer"),
        _L.at > bindparam("since"),
        _L.store == bindparam("store"),
        _L.what.in_((VISIT, NEW)),
    )
    .limit(1)
)
_MINE = (_R.register == bindparam("by")) & (_R.clerk == bindparam("of"))
_ONE_MORE = (
    update(look_rates)
    .where(_MINE, _R.since > bindparam("start"), _R.count < bindparam("most"))
    .values(count=_R.count + 1)
)
_ANEW = update(look_rates).where(_MINE, _R.since <= bindparam("start"))
_ANEW = _ANEW.values(since=bindparam("now"), count=1)
_SINCE = select(_R.since).where(_MINE)


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
        db.execute(_NEW_LOOK, rows)


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
    row = {"register": caller.id, "clerk": what, "since": now, "count": 1}
    if insert_once(db, look_rates, row):
        return
    mine = {"by": caller.id, "of": what}
    start, most = now - MINUTE, hub.settings.searches_per_minute
    if db.execute(_ONE_MORE, {**mine, "start": start, "most": most}).rowcount:
        return
    if db.execute(_ANEW, {**mine, "start": start, "now": now}).rowcount:
        return
    since = db.scalar(_SINCE, mine)
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
    asked = {"customer": customer, "store": store, "since": hub.clock() - SERVED}
    return db.scalar(_SERVES, asked) is not None
