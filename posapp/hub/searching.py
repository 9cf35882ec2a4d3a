"""Finding a customer by what they can say: phone in any form, e-mail, card, name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy import ColumnElement, Connection, and_, bindparam, select

from posapp.contract.messages import How, Matches, Opening, Search
from posapp.contract.problems import Problem
from posapp.domain import phones
from posapp.domain.customer import CustomerMatch, Match, masked
from posapp.domain.errors import BadPhone
from posapp.hub import customers
from posapp.hub.problems import Refusal
from posapp.hub.tables import customers as tables

SHOWN = 10
READ = 200  # candidates that are ranked; more than that is not a search
FEWEST_DIGITS = 4
FEWEST_LETTERS = 2
LONGEST = 200
LAST = chr(0x10FFFF)
ORDER = {Match.EXACT: 0, Match.NORMALISED: 1, Match.PARTIAL: 2}
WHOLE = {How.PHONE, How.EMAIL, How.CARD}
Found = dict[str, Match]
_C, _P = tables.customers.c, tables.phones.c
_E164 = select(_P.customer, _P.raw).where(_P.e164 == bindparam("whole")).limit(READ)
_ENDS = (
    select(_P.customer)
    .where(_P.backwards >= bindparam("first"), _P.backwards < bindparam("last"))
    .limit(READ)
)
_SHOWN = select(_C.id, _C.name, _C.email, _C.tier).where(
    _C.id.in_(bindparam("best", expanding=True))
)


def search(db: Connection, asked: Search) -> Matches:
    """At most ``SHOWN`` customers, best first, phone and e-mail masked.

    Raises:
        Refusal: ``invalid``: nobody is searched for like that, or the text is too long.
    """
    how = WAYS.get(asked.how)
    if how is None or len(asked.text) > LONGEST:
        raise Refusal(Problem.INVALID, "how, text")
    found = how(db, asked.text.strip(), asked.region)
    ranked = sorted(_shown(db, found), key=lambda m: (ORDER[m.match], m.name, m.id))
    return Matches(tuple(ranked[:SHOWN]), more=len(ranked) > SHOWN)


def opening(asked: Search, found: Matches) -> Opening | None:
    """The visit to open in the same request: of the only one who answers to a whole phone
    number, e-mail address or card. Neither a name nor part of a number says who it is."""
    if not asked.visit or asked.how not in WHOLE or found.more or len(found.matches) != 1:
        return None
    (match,) = found.matches
    if match.match is Match.PARTIAL:
        return None
    return Opening(asked.visit, asked.how, asked.clerk, customer=match.id)


def _by_phone(db: Connection, text: str, region: str) -> Found:
    found: Found = {}
    for customer in _numbers_like(db, customers.digits(text)):
        found[customer] = Match.PARTIAL
    try:
        e164 = phones.read(text, region).e164
    except BadPhone:
        return found
    for customer, raw in db.execute(_E164, {"whole": e164}):
        better = text in (raw, e164)
        found[customer] = Match.EXACT if better else Match.NORMALISED
    return found


def _numbers_like(db: Connection, typed: str) -> Iterable[str]:
    """Phones that end in these digits, with or without the leading zeros of another form."""
    endings = {typed[::-1], typed.lstrip("0")[::-1]}
    for ending in endings:
        if len(ending) >= FEWEST_DIGITS:
            yield from db.scalars(_ENDS, {"first": ending, "last": ending + ":"})


def _by_email(db: Connection, text: str, _region: str) -> Found:
    c = tables.customers.c
    key = customers.email_key(text)
    if not key:
        return {}
    rows = db.execute(select(c.id, c.email).where(c.email_key == key).limit(READ))
    return {who: Match.EXACT if email == text else Match.NORMALISED for who, email in rows}


def _by_card(db: Connection, text: str, _region: str) -> Found:
    c = tables.customers.c
    key = customers.card_key(text)
    if not key:
        return {}
    cards = db.scalars(select(c.id).where(c.card == key).limit(READ))
    return dict.fromkeys(cards, Match.EXACT)


def _by_name(db: Connection, text: str, _region: str) -> Found:
    c = tables.customers.c
    asked = sorted(set(customers.folded_words(text)), key=len, reverse=True)
    if sum(map(len, asked)) < FEWEST_LETTERS:
        return {}
    has_all = and_(
        *(c.id.in_(select(tables.words.c.customer).where(_begins(w))) for w in asked)
    )
    rows = db.execute(select(c.id, c.name).where(has_all).limit(READ))
    return {who: _how_well(text, asked, name) for who, name in rows}


def _begins(word: str) -> ColumnElement[bool]:
    w = tables.words.c.word
    return (w >= word) & (w < word + LAST)


def _how_well(text: str, asked: list[str], name: str) -> Match:
    if text.casefold() == name.casefold():
        return Match.EXACT
    whole = set(customers.folded_words(name))
    return Match.NORMALISED if whole.issuperset(asked) else Match.PARTIAL


def _shown(db: Connection, found: Found) -> list[CustomerMatch]:
    best = sorted(found, key=lambda who: ORDER[found[who]])[:READ]
    rows = db.execute(_SHOWN, {"best": best}).all()
    numbers = customers.phones_of(db, best)
    return [
        CustomerMatch(
            id=row.id,
            name=row.name,
            masked_phone=masked(next((p.e164 or p.raw for p in numbers.get(row.id, ())), "")),
            masked_email=masked_email(row.email),
            tier=row.tier,
            match=found[row.id],
        )
        for row in rows
    ]


def masked_email(email: str) -> str:
    """``a•••@e•••.com``: enough for its owner to say yes to."""
    name, at, domain = email.partition("@")
    if not at:
        return ""
    host, _, country = domain.rpartition(".")
    return f"{name[:1]}•••@{host[:1]}•••.{country}"


WAYS: dict[How, Callable[[Connection, str, str], Found]] = {
    How.PHONE: _by_phone,
    How.EMAIL: _by_email,
    How.CARD: _by_card,
    How.NAME: _by_name,
}
