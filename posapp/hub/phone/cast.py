"""The index of the demo chain's phones: one link per person of the cast."""

from __future__ import annotations

from html import escape

from sqlalchemy import Connection, select

from posapp.contract.problems import Problem
from posapp.domain import phones
from posapp.hub.demo.cast import CAST, Part
from posapp.hub.demo.customers import customer_id
from posapp.hub.phone.seen import chain_and_language
from posapp.hub.problems import Refusal
from posapp.hub.tables.customers import customers

WORDS = {
    "en": ("Customers' phones", "Open a phone and show its code to the register."),
    "it": ("I telefoni dei clienti", "Apri un telefono e mostra il codice alla cassa."),
}
PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{chain}</title>
<link rel="stylesheet" href="/page/page.css">
</head>
<body>
<header>
  <div class="logo" aria-hidden="true">{initial}</div>
  <div><strong>{chain}</strong><span>{title}</span></div>
</header>
<main>
<p class="hint">{hint}</p>
<ul class="people">
{people}
</ul>
</main>
</body>
</html>
"""
PERSON = (
    '<li><a href="/demo/{key}"><b>{name}</b><small>{phone}</small>'
    '<span class="tier {tierless}">{tier}</span></a></li>'
)


def index(db: Connection) -> str:
    """The page, as HTML.

    Raises:
        Refusal: ``not_found``: the demo chain is not in this database.
    """
    tiers = _tiers(db)
    if not tiers:
        raise Refusal(Problem.NOT_FOUND, "demo chain")
    chain, language = chain_and_language(db)
    title, hint = WORDS[language]
    return PAGE.format(
        language=language,
        chain=escape(chain),
        initial=escape(chain[:1]),
        title=escape(title),
        hint=escape(hint),
        people="\n".join(_person(part, tiers) for part in CAST if _id(part) in tiers),
    )


def member(db: Connection, key: str) -> str:
    """The customer id of somebody of the cast.

    Raises:
        Refusal: ``not_found``; also where somebody else has the id, in a chain of real people.
    """
    there = _tiers(db)
    for part in CAST:
        if part.key == key and _id(part) in there:
            return _id(part)
    raise Refusal(Problem.NOT_FOUND, "cast")


def _id(part: Part) -> str:
    return customer_id(CAST.index(part) + 1)


def _tiers(db: Connection) -> dict[str, str]:
    """Tier by customer, of the cast that is there under its own name."""
    c = customers.c
    rows = db.execute(select(c.id, c.name, c.tier).where(c.id.in_([_id(p) for p in CAST])))
    names = {_id(part): part.name for part in CAST}
    return {row.id: row.tier for row in rows if names[row.id] == row.name}


def _person(part: Part, tiers: dict[str, str]) -> str:
    tier = tiers[_id(part)]
    return PERSON.format(
        key=escape(part.key),
        name=escape(part.name),
        phone=escape(phones.shown(part.phone, "")),
        tier=escape(tier),
        tierless="" if tier else "none",
    )
