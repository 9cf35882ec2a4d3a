"""``posapp hub attention``: sales that did not fit what the centre knew, for people to settle.

Money was taken and the customer has left, so such a sale stands; what was odd about it waits
until a person says what became of it, and is kept for ever.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from posapp.contract import wire
from posapp.contract.messages import Outcome
from posapp.contract.problems import Problem
from posapp.hub import oddities
from posapp.hub.app import open_hub
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal
from posapp.hub.settings import Settings
from posapp.hub.which_database import database_url, default_database
from posapp.options import FAILED, FINE


def main(argv: Sequence[str]) -> int:
    """Run the command; 0 whether or not there is something to look into."""
    asked = _parser().parse_args(argv)
    hub = open_hub(Settings(asked.database))
    try:
        return _settle(hub, asked) if asked.settle else _list(hub, asked)
    finally:
        hub.close()


def _list(hub: Hub, asked: argparse.Namespace) -> int:
    done: bool = asked.settled
    for each in hub.read(lambda db: oddities.listed(db, asked.store, settled=done)):
        sys.stdout.write(wire.encode(each).decode() + "\n")
    return FINE


def _settle(hub: Hub, asked: argparse.Namespace) -> int:
    said = oddities.Decided(Outcome(asked.outcome), asked.note, asked.by)
    try:
        stands = hub.write(lambda db: oddities.settle(db, hub, asked.settle, said, asked.store))
    except Refusal as refusal:
        unknown = refusal.problem is Problem.NOT_FOUND
        sys.stderr.write("There is no such exception.\n" if unknown else "Say --note.\n")
        return FAILED
    told = {"id": asked.settle, **json.loads(wire.encode(stands))}
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    return FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp hub attention",
        description="List sales that did not fit what the centre knew: goods it had no piece "
        "of, carts that were closed before, promises and amounts that were spent. One line of "
        "JSON each, newest first. Or say what became of one; the first word stands, and is "
        "shown when it was said before.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--database", type=database_url, default=default_database(), metavar="URL"
    )
    parser.add_argument("--store", default="", help="of one store only")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--settled", action="store_true", help="list what was settled instead")
    what.add_argument("--settle", default="", metavar="ID", help="the exception's id")
    outcomes, add = [outcome.value for outcome in Outcome], parser.add_argument
    add("--outcome", choices=outcomes, default="other", help="what became of it")
    add("--note", type=_note, default="", help="in your words, 200 characters")
    add("--by", type=_note, default="the centre", help="who says so")
    return parser


def _note(text: str) -> str:
    if len(text) > oddities.NOTE or "\0" in text:
        raise argparse.ArgumentTypeError(f"at most {oddities.NOTE} characters")
    return text
