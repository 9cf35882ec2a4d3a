"""A small real centre, and a register of it with a catalogue of any size."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any
from urllib.request import urlopen

from posapp.bench import goods
from posapp.bench.goods import Built
from posapp.bench.plan import Person, Plan, Rounds
from posapp.contract import wire
from posapp.database.engine import sqlite_module
from posapp.domain.catalogue import Product
from posapp.domain.gtin import digits_only
from posapp.hub import changes
from posapp.hub.populate import LEAST_SKUS, Wanted
from posapp.qa import scenarios
from posapp.qa.centre import Centre, fill
from posapp.qa.printer import PrinterSimulator
from posapp.qa.scenarios import Awkward
from posapp.qa.terminal import TerminalSimulator
from posapp.services import enrolling
from posapp.store.words import words

SEED = 11
GTINS = 1_000
SOLD, MANY = 60, 5
NOTHING = ("qzxvkj", "wkzzq xqj", "jjqpw", "xkcdqq", "vzzwq qqk", "zqjxk")  # no word begins so


@contextmanager
def shop(folder: Path) -> Iterator[Shop]:
    """The centre as a process with the demo chain, a terminal and a printer; till the end."""
    database = folder / "hub.db"
    fill(database, Wanted(skus=LEAST_SKUS, customers=40))
    with ExitStack() as running:
        centre = running.enter_context(Centre(database, "--demo"))
        printer = running.enter_context(PrinterSimulator())
        terminal = running.enter_context(TerminalSimulator())
        yield Shop(folder, centre, printer.port, terminal.port)


class Shop:
    """Makes the registers of one centre."""

    def __init__(self, folder: Path, centre: Centre, printer: int, terminal: int) -> None:
        self._folder, self._centre = folder, centre
        self._printer, self._terminal = printer, terminal
        self._chain = scenarios.chain("en")

    def plan(self, made: Built, rounds: Rounds, only: tuple[str, ...] = ()) -> Plan:
        """A fresh register with this catalogue, and what is to be done at it."""
        folder = self._folder / f"register-{made.skus}"
        self._enrol(folder)
        latest = self._centre.hub.read(changes.latest)
        goods.put(made, folder, str(latest))
        clerks = [clerk for clerk in self._chain.clerks if clerk.role == "clerk"]
        return Plan(
            folder=str(folder),
            hub=self._centre.url,
            skus=made.skus,
            pin=clerks[0].pin,
            other_clerk=clerks[1].id,
            gtins=_gtins(made.path, made.skus),
            sold=tuple(_taken(made.path, list(self._chain.goods)))[:SOLD],
            texts=_texts(made, rounds.texts),
            people=tuple(self._people()),
            rounds=rounds,
            only=only,
        )

    def _enrol(self, folder: Path) -> None:
        code = self._centre.enrolment_code(self._chain.stores[0])
        kept = enrolling.enrol(folder, self._centre.url, code, "Bench")
        printer, terminal = f"127.0.0.1:{self._printer}", f"127.0.0.1:{self._terminal}"
        enrolling.save(folder, replace(kept, printer=printer, terminal=terminal))

    def _people(self) -> Iterator[Person]:
        """The cast, without those who share a telephone number."""
        for person in self._chain.people:
            if Awkward.SHARED_PHONE not in person.awkward:
                with urlopen(f"{self._centre.url}/demo/{person.key}", timeout=20) as page:
                    address = page.geturl()
                yield Person(person.name, person.customer, person.phone, f"{address}/code")


def without_keyring() -> Mapping[str, str]:
    """The environment in which a register keeps its key in its own folder, and leaves none
    behind in the keyring of whoever measures."""
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    return os.environ


def _rows(path: Path, query: str, *values: object) -> list[Any]:
    raw: Any = sqlite_module().connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        found: list[Any] = raw.execute(query, values).fetchall()
    finally:
        raw.close()
    return found


def _gtins(path: Path, skus: int) -> tuple[str, ...]:
    """Of products from everywhere in the catalogue, popular or not."""
    ranks = Random(SEED).sample(range(1, skus + 1), min(GTINS, skus))
    found = (_rows(path, "SELECT gtin FROM product_1 WHERE rank = ?", rank) for rank in ranks)
    return tuple(rows[0][0].lstrip("0") for rows in found if rows and digits_only(rows[0][0]))


def _taken(path: Path, skus: list[str]) -> Iterator[str]:
    """GTINs of those that lie in the store in numbers: a customer takes them away."""
    for sku in skus:
        for (document,) in _rows(path, "SELECT document FROM product_1 WHERE sku = ?", sku):
            product = wire.decode(document, Product)
            if product.on_hand >= MANY and product.gtin:
                yield product.gtin


def _texts(made: Built, count: int) -> dict[str, tuple[str, ...]]:
    """What is typed: words that many products have, all words of one product, and nothing's.

    Common ones come alone and in twos, as people type them.
    """
    terms = _rows(
        made.path,
        "SELECT term, doc FROM terms_1 WHERE length(term) > 3 ORDER BY doc DESC LIMIT ?",
        2 * count,
    )
    first = [term for term, _ in terms]
    alone, before, after = first[: count // 2], first[:count], first[count:]
    twos = [f"{one} {two}" for one, two in zip(before, after, strict=False)]
    common = (*alone, *twos)[:count]
    luck = Random(SEED)
    wholes = [_whole(made.path, luck.randint(1, made.skus)) for _ in range(count)]
    return {
        "common": tuple(common),
        "rare": tuple(wholes),
        "none": tuple(NOTHING[place % len(NOTHING)] for place in range(max(count // 2, 1))),
    }


def _whole(path: Path, rank: int) -> str:
    """Name, colour and size of a product."""
    found = _rows(path, "SELECT document FROM product_1 WHERE rank = ?", rank)
    product = wire.decode(found[0][0], Product)
    options = " ".join(option.value for option in product.options)
    return " ".join(words(f"{product.name} {options}"))
