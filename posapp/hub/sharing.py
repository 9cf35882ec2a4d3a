"""``posapp hub share``: how many pieces of everything a store keeps to itself."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from sqlalchemy import Connection, select

from posapp.hub import dividing
from posapp.hub.app import open_hub
from posapp.hub.settings import Settings
from posapp.hub.tables.chain import stores
from posapp.hub.which_database import database_url
from posapp.options import FAILED, FINE

MOST = 1_000_000


def main(argv: Sequence[str]) -> int:
    """Run the command; one line of JSON with what holds now."""
    asked = _parser().parse_args(argv)
    hub = open_hub(Settings(asked.database))

    def keep(db: Connection) -> bool:
        known = db.scalar(select(stores.c.id).where(stores.c.id == asked.store)) is not None
        if known:
            divided.update(dividing.divide(db, asked.store, asked.pieces))
        return known

    divided: dict[str, int] = {}
    try:
        known = hub.write(keep)
    finally:
        hub.close()
    if not known:
        sys.stderr.write(f"There is no store {asked.store}.\n")
        return FAILED
    told = {"store": asked.store, "pieces": asked.pieces, "registers": divided}
    sys.stdout.write(json.dumps(told) + "\n")
    return FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp hub share",
        description="Let a store keep the last pieces of every product on its shelf to its own "
        "counters: neither the web shop nor another store sells them, so it can sell them "
        "while the centre is away. Divided among its registers, it is also what they may "
        "promise to send then: say it again when registers have come or gone. What one was "
        "told before is held for it until it has heard; the others get theirs then.",
        allow_abbrev=False,
    )
    parser.add_argument("--database", required=True, type=database_url, metavar="URL")
    parser.add_argument("--store", required=True, metavar="ID")
    parser.add_argument("--pieces", required=True, type=_pieces, help="of each product")
    return parser


def _pieces(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:9]) <= MOST):
        raise argparse.ArgumentTypeError(f"a number up to {MOST:,}")
    return int(text)
