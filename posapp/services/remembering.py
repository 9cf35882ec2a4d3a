"""What a register remembers of its customers, and how a visit is shown from it (P3, P4)."""

from __future__ import annotations

from collections.abc import Iterable

from posapp.contract.messages import How, Matches, Search
from posapp.contract.signing import read_token
from posapp.domain.catalogue import Product
from posapp.domain.customer import Customer, CustomerMatch, Match, Phone, masked
from posapp.domain.errors import BadPhone
from posapp.domain.visit import Part, Visit
from posapp.domain.webcart import CartState, WebCart
from posapp.services.register import Register
from posapp.store import known as known_customers
from posapp.store import looks, settings

SERVABLE = (CartState.OPEN, CartState.LEASED)


def visit_of(register: Register, found: known_customers.KnownCustomer) -> Visit:
    """A visit made of what is remembered: name, tier and carts, with their age."""
    phones = (Phone(found.masked_phone),) if found.masked_phone else ()
    return Visit(
        id=register.new_id(),
        customer=Customer(
            found.id,
            found.name,
            phones=phones,
            language=found.language,
            tier=found.tier,
            groups=found.groups,
        ),
        carts=found.carts,
        products=_products(found.carts),
        parts=(Part("customer", found.as_of), Part("carts", found.as_of)),
        local=True,
    )


def _products(carts: Iterable[WebCart]) -> tuple[Product, ...]:
    found = {line.sku: line.product for cart in carts for line in cart.lines if line.product}
    return tuple(found.values())


def note_listed(register: Register, search: Search, matches: Matches) -> None:
    """A masked list is a look at each who stands on it; the centre cannot write it down."""
    now, listed = register.clock(), register.new_id()
    with register.books.journal.writing() as db:
        for match in matches.matches:
            how = search.how.value
            looks.add(db, looks.Look(listed, now, search.clerk, match.id, how))


def keep(register: Register, visit: Visit, token: str, look: looks.Look | None) -> None:
    """Remember name and carts, and who looked; no message, number or address (P3, P4). What
    an unconfirmed card showed is less than what may be remembered, and replaces nothing."""
    if not visit.confirmed:
        if look is not None:
            with register.books.journal.writing() as db:
                looks.add(db, look)
        return
    person = visit.customer
    phone = next((p.e164 for p in person.phones if p.e164), "")
    remembered = known_customers.KnownCustomer(
        id=person.id,
        name=person.name,
        masked_phone=masked(phone),
        tier=person.tier,
        language=person.language,
        groups=person.groups,
        carts=tuple(cart for cart in visit.carts if cart.state in SERVABLE),
        as_of=register.clock(),
        token=read_token(token)[0].customer if token else "",
    )
    with register.books.journal.writing() as db:
        salt = settings.get(db, settings.SALT)
        known_customers.remember(
            db,
            remembered,
            phone_digest=known_customers.digest(salt, phone),
            email_digest=known_customers.digest(salt, person.email.lower()),
        )
        if look is not None:
            looks.add(db, look)


def _contact(search: Search) -> str:
    """What somebody was remembered by: a phone in E.164, anything else as it is."""
    from posapp.domain import phones

    if search.how is not How.PHONE:
        return search.text
    try:
        return phones.read(search.text, search.region).e164 or search.text
    except BadPhone:
        return search.text


def matching(register: Register, search: Search) -> Matches:
    """Those who were served here before, while the centre is away."""
    with register.books.journal.reading() as db:
        if search.how is How.NAME:
            found = known_customers.by_name(db, search.text)
        else:
            salt = settings.get(db, settings.SALT)
            digest = known_customers.digest(salt, _contact(search))
            found = known_customers.by_contact(db, digest)
    grade = Match.PARTIAL if search.how is How.NAME else Match.EXACT
    return Matches(
        tuple(CustomerMatch(c.id, c.name, c.masked_phone, "", c.tier, grade) for c in found)
    )
