"""``posapp hub phone``: make the address of a customer's own page."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from posapp.hub.app import open_hub
from posapp.hub.cli import FAILED, FINE, default_database
from posapp.hub.demo.cast import CAST
from posapp.hub.phone import addresses, cast
from posapp.hub.problems import Refusal
from posapp.hub.settings import Settings


def main(argv: Sequence[str]) -> int:
    """Run the command; one line of JSON with the address."""
    asked = _parser().parse_args(argv)
    customer = asked.customer or cast.member(asked.cast)
    hub = open_hub(Settings(asked.database))
    try:
        path = hub.write(lambda db: addresses.make(db, hub, customer))
    except Refusal:
        sys.stderr.write(f"There is no customer {customer}.\n")
        return FAILED
    finally:
        hub.close()
    address = asked.url.rstrip("/") + path
    sys.stdout.write(json.dumps({"customer": customer, "address": address}) + "\n")
    return FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp hub phone",
        description="Make the web address of a customer's own page: the code for the counter, "
        "the cart, the messages. Whoever has the address is that customer. An address that "
        "was made before is good no longer.",
        allow_abbrev=False,
    )
    parser.add_argument("--database", default=default_database(), metavar="URL")
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--customer", default="", metavar="ID", help="the customer's id")
    who.add_argument("--cast", choices=[part.key for part in CAST], help="of the demo chain")
    parser.add_argument(
        "--url", default="", help="where the centre answers; without it only the path is said"
    )
    return parser
