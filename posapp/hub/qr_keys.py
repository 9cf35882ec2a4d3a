"""``posapp hub qr-key``: the keys that customers' QRs are signed with: renewed, and retired."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from sqlalchemy import Connection

from posapp.contract.messages import EventKind
from posapp.hub import news, tokens
from posapp.hub.app import open_hub
from posapp.hub.settings import Settings
from posapp.hub.which_database import database_url
from posapp.options import FAILED, FINE


def main(argv: Sequence[str]) -> int:
    """Run the command; one line of JSON with the keys that are believed now, oldest first."""
    asked = _parser().parse_args(argv)
    hub = open_hub(Settings(asked.database))

    def work(db: Connection) -> list[int]:
        if asked.retire is None:
            tokens.make_key(db, hub)
        else:
            tokens.retire_key(db, hub, asked.retire)
        news.hint(db, EventKind.SHOP)
        return [int(key.id) for key in tokens.keys(db)]

    try:
        believed = hub.write(work)
    except tokens.NoNumber:
        sys.stderr.write(
            f"All {len(tokens.NUMBERS)} keys are believed: retire old ones first.\n"
        )
        return FAILED
    except tokens.OnlyKey:
        sys.stderr.write("QRs are signed with no other key: make a new one first.\n")
        return FAILED
    except LookupError:
        sys.stderr.write(f"There is no key {asked.retire} that is believed.\n")
        return FAILED
    finally:
        hub.close()
    sys.stdout.write(json.dumps({"keys": believed}) + "\n")
    return FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp hub qr-key",
        description="Make a new key for customers' QRs, which sign with it from now on, or "
        "retire an old one, whose QRs nobody believes any more. If a copy of the database was "
        "stolen: make a new key and retire the others at once. Otherwise give registers that "
        "are away some days to hear of the new key before the old one is retired.",
        allow_abbrev=False,
    )
    parser.add_argument("--database", required=True, type=database_url, metavar="URL")
    parser.add_argument("--retire", type=int, metavar="NUMBER", help="this one, for ever")
    return parser
