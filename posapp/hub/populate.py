"""``posapp hub populate``: fill a database with the demo chain, of any size."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from posapp.hub import migrating
from posapp.hub.app import open_hub
from posapp.hub.demo import filling
from posapp.hub.demo.cast import CAST
from posapp.hub.demo.text import LANGUAGES, chain_text
from posapp.hub.hub import Hub
from posapp.hub.settings import Settings
from posapp.hub.tables import chain
from posapp.hub.which_database import database_url

LEAST_SKUS = 600  # the cast's own products are among the first


@dataclass(frozen=True)
class Wanted:
    """How large a chain, and which. The same seed gives the same chain."""

    language: str = "en"
    skus: int = 4_000
    customers: int = 300
    seed: int = 7


def populated(hub: Hub) -> bool:
    """Is there a chain in this database already?"""
    return bool(hub.read(lambda db: db.scalar(select(func.count()).select_from(chain.stores))))


def populate(hub: Hub, wanted: Wanted, told: Callable[[str], None] = lambda _: None) -> bool:
    """Fill an empty database; False, and nothing done, when there is a chain in it.

    An interrupted run leaves a chain without all its products: delete the file and repeat.
    """
    if populated(hub):
        return False
    run = filling.Filling(hub, chain_text(wanted.language), wanted.seed, hub.clock(), told)
    filling.fill_terms(run)
    goods = filling.fill_products(run, max(wanted.skus, LEAST_SKUS))
    filling.fill_people(run, max(wanted.customers, len(CAST)), goods)
    return True


def main(argv: Sequence[str]) -> int:
    """Run the command; 0 also when the chain was there before."""
    asked = _parser().parse_args(argv)
    migrating.upgrade(asked.database)
    hub = open_hub(Settings(database=asked.database))
    wanted = Wanted(asked.language, asked.skus, asked.customers, asked.seed)
    try:
        done = populate(hub, wanted, told=_say)
    finally:
        hub.close()
    _say("The demo chain is in the database." if done else "There is a chain already.")
    return 0


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp hub populate",
        description="Fill an empty database with a demo chain of fashion and shoe shops: "
        "stores, clerks, products, customers, carts, conversations. Everybody in it is "
        "invented.",
    )
    parser.add_argument(
        "--database", type=database_url, required=True, help="the centre's database, as a URL"
    )
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--skus", type=int, default=4_000, help="4,000 if not said")
    parser.add_argument("--customers", type=int, default=300, help="300 if not said")
    parser.add_argument("--seed", type=int, default=7, help="another number, another chain")
    return parser
