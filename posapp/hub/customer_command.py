"""``posapp hub customer`` and ``posapp hub looks``: what is known of one customer, who looked
at it, and how it is erased."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from posapp.contract import wire
from posapp.hub import erasing, exporting
from posapp.hub.app import open_hub
from posapp.hub.hub import Hub
from posapp.hub.settings import Settings
from posapp.hub.which_database import database_url, default_database
from posapp.options import FAILED, FINE


def main(argv: Sequence[str]) -> int:
    """Export or erase; the exit code."""
    asked = _parser().parse_args(argv)
    hub = open_hub(Settings(asked.database))
    try:
        return _export(hub, asked) if asked.what == "export" else _erase(hub, asked)
    except LookupError:
        return _failed(f"There is no customer {asked.customer}.")
    finally:
        hub.close()


def looks(argv: Sequence[str]) -> int:
    """Say who looked at a customer, a line of JSON for each look."""
    parser = argparse.ArgumentParser(
        prog="posapp hub looks",
        description="Who looked at a customer, when, where and why; oldest first.",
        allow_abbrev=False,
    )
    _add_database(parser)
    parser.add_argument("--customer", required=True, metavar="ID", help="the customer's id")
    asked = parser.parse_args(argv)
    hub = open_hub(Settings(asked.database))
    try:
        found = hub.read(lambda db: exporting.looks_at(db, asked.customer))
    except LookupError:
        return _failed(f"There is no customer {asked.customer}.")
    finally:
        hub.close()
    for look in found:
        _say(look)
    return FINE


def _export(hub: Hub, asked: argparse.Namespace) -> int:
    whole = hub.read(lambda db: exporting.export(db, hub, asked.customer))
    if asked.out is None:
        _say(whole)
        return FINE
    try:
        mine_alone = os.open(asked.out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        return _failed(f"{asked.out} cannot be written: {error.strerror}.")
    try:
        with os.fdopen(mine_alone, "wb") as file:
            file.write(wire.encode(whole) + b"\n")
    except OSError as error:
        asked.out.unlink()
        return _failed(f"{asked.out} cannot be written: {error.strerror}.")
    return FINE


def _erase(hub: Hub, asked: argparse.Namespace) -> int:
    customer: str = asked.customer
    open_business = hub.read(lambda db: erasing.owed(db, customer))
    if open_business and not asked.even_so:
        told = ", ".join(f"{owed.what} {owed.of}" for owed in open_business)
        return _failed(
            f"Not settled yet: {told}. Afterwards nobody can claim or be sent it. Settle it, "
            "or say --even-so."
        )

    def erase(db: Connection) -> dict[str, Any]:
        return {"customer": customer, "erased": erasing.erase(db, hub, customer)}

    _say(hub.write(erase))
    return FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp hub customer",
        description="Export everything that is known of one customer, or erase them: names, "
        "phones, addresses, messages and notes go, here and at every register; sales, orders, "
        "totals and stock stay what they were, of nobody.",
        allow_abbrev=False,
    )
    what = parser.add_subparsers(dest="what", required=True, metavar="export|erase")
    export = what.add_parser("export", help="as JSON, by table", allow_abbrev=False)
    erase = what.add_parser("erase", help="for ever", allow_abbrev=False)
    for each in (export, erase):
        _add_database(each)
        each.add_argument("customer", metavar="ID", help="the customer's id")
    export.add_argument(
        "--out", type=Path, metavar="FILE", help="a new file that only this user reads"
    )
    erase.add_argument(
        "--even-so", action="store_true", help="although something is owed or to be delivered"
    )
    return parser


def _add_database(parser: argparse.ArgumentParser) -> None:
    add: Callable[..., argparse.Action] = parser.add_argument
    add("--database", type=database_url, default=default_database(), metavar="URL")


def _say(value: object) -> None:
    sys.stdout.write(wire.encode(value).decode() + "\n")


def _failed(text: str) -> int:
    sys.stderr.write(text + "\n")
    return FAILED
