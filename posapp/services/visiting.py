"""One customer being served: who it is, and everything about them in one value."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from posapp.contract.messages import How, Matches, NewCustomer, Opening, Search
from posapp.contract.signing import PREFIX
from posapp.domain.conversation import Channel
from posapp.domain.customer import Customer, CustomerMatch, Phone
from posapp.domain.errors import BadEmail, BadName, BadPhone, UnknownCustomer, Unreachable
from posapp.domain.people import Clerk
from posapp.domain.visit import Visit
from posapp.services import pulling, remembering, tokens
from posapp.services.register import Register
from posapp.store import known as known_customers
from posapp.store import looks

__all__ = [
    "How",
    "Matches",
    "NewPerson",
    "add_customer",
    "ask_visit",
    "close",
    "how_typed",
    "known",
    "look_up",
    "noted",
    "older",
    "open_visit",
    "recognised",
    "remember",
]


LONGEST = 200  # characters of what was typed
CARD_PREFIX = "L:"
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,128}\.[^@\s.]{2,24}")


@dataclass(frozen=True)
class NewPerson:
    """A customer to be, as typed at the counter.

    Attributes:
        phone: in any human form, or empty. ``email``: or empty; one of both is needed.
        language: ISO 639-1. ``consents``: channels we may write on.
    """

    name: str
    phone: str = ""
    email: str = ""
    language: str = ""
    consents: tuple[Channel, ...] = ()


def known(register: Register, who: str) -> Visit | None:
    """What this register itself remembers of a customer: name and last-known carts, with
    their age in ``Visit.parts``. Local; ``Visit.local`` is True, and there are no messages.

    Args:
        who: a QR as scanned (``P1:…``), verified here and now, or a customer's id.

    Returns:
        None when the customer was never served here, or when only the centre can judge the
        QR (an unknown signing key, or a clock that is behind).

    Raises:
        TokenTooOld, TokenWrongStore, TokenDamaged: only for a QR.
    """
    scanned = who.startswith(PREFIX)
    token = tokens.verified(register, who) if scanned else None
    if scanned and token is None:
        return None
    with register.books.journal.reading() as db:
        if token is not None:
            found = known_customers.by_token(db, token.customer)
        else:
            found = known_customers.find(db, who)
    if found is None:
        return None
    seen = remembering.visit_of(register, found)
    if token is None and found.id in register.current.unconfirmed:
        return replace(seen, carts=(), products=(), confirmed=False, open_carts=len(seen.carts))
    return seen


def open_visit(
    register: Register,
    clerk: Clerk,
    how: How,
    token: str = "",
    customer: str = "",
    confirmed: bool = False,
) -> Visit:
    """The whole context of a customer, in one request, and ``noted``. Network and disk."""
    visit = ask_visit(register, clerk, how, token, customer, confirmed)
    noted(register, clerk, how, visit, token)
    return visit


def ask_visit(
    register: Register,
    clerk: Clerk,
    how: How,
    token: str = "",
    customer: str = "",
    confirmed: bool = False,
) -> Visit:
    """The whole context of a customer, in one request. Network, and no disk: whoever shows it
    calls ``noted`` next.

    Exactly one of ``token`` (a QR as scanned) and ``customer`` (an id) is given. The centre
    records the look under the clerk's name.

    Args:
        confirmed: the clerk asked who it is. A loyalty card (``How.CARD``) that was not
            confirmed opens name, tier and points alone: ``Visit.confirmed`` is False.

    Raises:
        TokenTooOld, TokenUsed, TokenWrongStore, TokenDamaged: only for a QR.
        UnknownCustomer: no such customer.
        TooManyLookups: too many customers were opened within a minute.
        Unreachable: the centre is away; ``known`` is what there is.
    """
    if not confirmed and customer in register.current.unconfirmed:
        how = How.CARD  # a parked cart that comes back confirms nobody
    who = (token or customer, clerk.id, how.value, str(confirmed))
    with register.current.asking("visit", *who, new_id=register.new_id) as an_id:
        opening = Opening(an_id, how, clerk.id, token, customer, confirmed)
        try:
            visit = register.central.open_visit(opening)
        except Unreachable:
            _looked_from_memory(register, an_id, clerk, how, token or customer)
            raise
    _remember_whether_confirmed(register, visit)
    return visit


def noted(register: Register, clerk: Clerk, how: How, visit: Visit, token: str = "") -> None:
    """Somebody's visit was opened here: that is a look, and what the next visit may show at
    once is remembered. Local write."""
    how = how if visit.confirmed else How.CARD
    seen = looks.Look(visit.id, register.clock(), clerk.id, visit.customer.id, how.value)
    remembering.keep(register, visit, token, seen)


def look_up(register: Register, clerk: Clerk, text: str) -> Matches:
    """Customers by phone in any human form, e-mail address, loyalty card (``L:…``) or name;
    best first. Network; when the centre is away, those who were served here before.

    Who alone answers to a whole phone number, e-mail address or card is opened in the same
    request, as by ``ask_visit``: ``Matches.visit``, to be ``noted`` next; else it is None.

    Raises:
        UnknownCustomer: nobody answers to this.
        TooManyLookups: ``wait_s`` until the next one is answered.
    """
    search = _search(register, clerk, text)
    who = (search.text, clerk.id, search.how.value)
    try:
        with register.current.asking("find", *who, new_id=register.new_id) as an_id:
            matches = register.central.search(replace(search, visit=an_id))
    except Unreachable:
        matches = _served_before(register, search)
    matches = _found(register, search, matches)
    visit = matches.visit
    if visit is None or [match.id for match in matches.matches] != [visit.customer.id]:
        return replace(matches, visit=None)
    _remember_whether_confirmed(register, visit)
    return matches


def recognised(match: CustomerMatch, how: How) -> Visit:
    """What a search has told of somebody, before their visit is here: name, tier and a
    masked phone."""
    phones = (Phone(match.masked_phone),) if match.masked_phone else ()
    customer = Customer(match.id, match.name, phones=phones, tier=match.tier)
    return Visit("", customer, local=True, confirmed=how is not How.CARD)


def _served_before(register: Register, search: Search) -> Matches:
    """With the centre away: those who were served here before."""
    register.current.count_look_up(register.clock())
    matches = remembering.matching(register, search)
    remembering.note_listed(register, search, matches)
    return matches


def _found(register: Register, search: Search, matches: Matches) -> Matches:
    if not matches.matches:
        raise UnknownCustomer(search.text)
    if search.how is not How.CARD:  # they said who they are
        register.current.unconfirmed.discard(*(match.id for match in matches.matches))
    return matches


def add_customer(register: Register, clerk: Clerk, person: NewPerson) -> Visit:
    """Make a customer at the centre and open the visit. Network.

    Raises:
        BadName, BadPhone, BadEmail: what was typed cannot be right.
        Unreachable: the centre is away; the sale can go on without a name.
    """
    name, phone, email = _checked(register, person)
    with register.current.asking("person", name, phone, email, new_id=register.new_id) as an_id:
        made = register.central.add_customer(
            NewCustomer(
                id=an_id,
                name=name,
                phone=phone,
                email=email,
                language=person.language,
                region=register.shop.country,
                consents=person.consents,
                clerk=clerk.id,
            )
        )
    try:
        return open_visit(register, clerk, How.NEW, customer=made.id)
    except Unreachable:
        return Visit(register.new_id(), made, local=True)


def older(register: Register, visit: Visit) -> Visit:
    """The visit with one more page of messages in front. Network.

    Raises:
        Unreachable: the centre is away.
    """
    if not visit.older:
        return visit
    page = register.central.older(visit.customer.id, visit.older)
    known_skus = {product.sku for product in visit.products}
    new = tuple(product for product in page.products if product.sku not in known_skus)
    return replace(
        visit,
        messages=(*page.messages, *visit.messages),
        older=page.older,
        products=(*visit.products, *new),
    )


def remember(register: Register, visit: Visit, token: str = "") -> None:
    """Keep name and carts for the next visit; never messages (P3). Local write.

    ``open_visit`` does it by itself; call it after carts were read afresh.

    Args:
        token: the QR the customer came by, so that the next one is recognised at once.
    """
    remembering.keep(register, visit, token, None)


def close(register: Register, visit: Visit) -> None:
    """The customer has been served: online carts still leased here are given back, best
    effort (a lease expires by itself). Network, never raises a ``PosError``."""
    for cart in visit.carts:
        if cart.id in register.current.leases:
            pulling.release(register, cart.id)


def _remember_whether_confirmed(register: Register, visit: Visit) -> None:
    if visit.confirmed:
        register.current.unconfirmed.discard(visit.customer.id)
    else:
        register.current.unconfirmed.add(visit.customer.id)


def _looked_from_memory(
    register: Register, visit_id: str, clerk: Clerk, how: How, who: str
) -> None:
    """With the centre away the clerk saw what is remembered here: that is a look, too."""
    seen = known(register, who)
    if seen is None:
        return
    look = looks.Look(visit_id, register.clock(), clerk.id, seen.customer.id, how.value)
    with register.books.journal.writing() as db:
        looks.add(db, look)


def _search(register: Register, clerk: Clerk, text: str) -> Search:
    how, text = _kind(" ".join(text.split())[:LONGEST])
    return Search(how, text, register.shop.country, clerk.id)


def how_typed(text: str) -> How:
    """Why a customer's data is opened, by what was typed."""
    return _kind(text)[0]


def _kind(text: str) -> tuple[How, str]:
    """How to look for it. A phone goes as it was typed: the centre finds it in the form of
    another country, too, by the digits it ends in."""
    if text[:2].upper() == CARD_PREFIX:
        return How.CARD, text[2:].strip()
    if "@" in text:
        return How.EMAIL, text.lower()
    from posapp.domain import phones

    return (How.PHONE if phones.plausible(text) else How.NAME), text


def _checked(register: Register, person: NewPerson) -> tuple[str, str, str]:
    """Name, phone in E.164 and e-mail of a new customer."""
    from posapp.domain import phones

    name, email = " ".join(person.name.split()), person.email.strip().lower()
    if not 0 < len(name) <= LONGEST:
        raise BadName
    if email and not EMAIL.fullmatch(email):
        raise BadEmail(email[:LONGEST])
    phone = phones.read(person.phone, register.shop.country) if person.phone.strip() else None
    if phone is None and not email:
        raise BadPhone("")
    return name, phone.e164 or "" if phone else "", email
