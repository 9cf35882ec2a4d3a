"""``posapp hub phone``: make the address of a customer's own page."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from sqlalchemy import Connection

from posapp.hub.app import open_hub
from posapp.hub.demo.cast import CAST
from posapp.hub.phone import addresses, cast
from posapp.hub.problems import Refusal
from posapp.hub.settings import Settings
from posapp.hub.which_database import database_url, default_database
from posapp.options import FAILED, FINE


def main(argv: Sequence[str]) -> int:
    """Run the command; one line of JSON with the address."""
    asked = _parser().parse_args(argv)
    hub = open_hub(Settings(asked.database))

    def make(db: Connection) -> dict[str, str]:
        customer = asked.customer or cast.member(db, asked.cast)
        path = addresses.make(db, hub, customer)
        return {"customer": customer, "address": asked.url.rstrip("/") + path}

    try:
        told = hub.write(make)
    except Refusal:
        sys.stderr.write(f"There is no customer {asked.customer or asked.cast}.\n")
        return FAILED
    finally:
        hub.close()
    sys.stdout.write(json.dumps(told) + "\n")
    return FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp hub phone",
        description="Make the web address of a customer's own page: the code for the counter, "
        "the cart, the messages. Whoever has the address is that customer. An address that "
        "was made before is good no longer.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--database", type=database_url, default=default_database(), metavar="URL"
    )
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--customer", default="", metavar="ID", help="the customer's id")
    who.add_argument("--cast", choices=[part.key for part in CAST], help="of the demo chain")
    parser.add_argument(
        "--url", default="", help="where the centre answers; without it only the path is said"
    )
    return parser
