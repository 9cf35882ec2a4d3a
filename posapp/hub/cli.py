"""``posapp hub``: run and look after the central service of the chain."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from posapp.hub.which_database import database_url, default_database
from posapp.options import FAILED, FINE

DESCRIPTION = """The central service keeps the chain's customers, carts, conversations, stock
and orders, and every register of every store talks to it."""
ELSEWHERE = """commands with a --help of their own:
  posapp hub populate   fill a database with a demo chain
  posapp hub chain      stores, people, tax, shipping and promotions, from a file
  posapp hub attention  sales that did not fit what the centre knew: list, settle
  posapp hub share      how many pieces of everything a store keeps to itself
  posapp hub import     bring in another shop's products from a CSV export
  posapp hub phone      make the web address of a customer's own page
  posapp hub qr-key     renew the key of customers' QRs, or retire an old one
  posapp hub customer   export or erase everything known of one customer
  posapp hub looks      who looked at a customer, when and why"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words and words[0] in ELSEWHERE_RUNS:
        return ELSEWHERE_RUNS[words[0]](words[1:])
    asked = _parser().parse_args(words)
    return _run(asked)


def _run(asked: argparse.Namespace) -> int:
    from sqlalchemy.exc import ArgumentError, OperationalError, ProgrammingError

    run: Callable[[argparse.Namespace], int] = asked.run
    try:
        return run(asked)
    except (ArgumentError, OperationalError, ProgrammingError) as error:
        why = str(getattr(error, "orig", error)).strip().splitlines()[0]
        return _failed(f"The database does not answer: {why}\nCheck --database.")


def _populate(words: list[str]) -> int:
    from posapp.hub import populate

    return populate.main(words)


def _chain(words: list[str]) -> int:
    from posapp.hub import chain_file

    return chain_file.main(words)


def _share(words: list[str]) -> int:
    from posapp.hub import sharing

    return sharing.main(words)


def _attention(words: list[str]) -> int:
    from posapp.hub import attention

    return attention.main(words)


def _import(words: list[str]) -> int:
    from posapp.hub import importing

    return importing.main(words)


def _phone(words: list[str]) -> int:
    from posapp.hub.phone import command

    return command.main(words)


def _qr_key(words: list[str]) -> int:
    from posapp.hub import qr_keys

    return qr_keys.main(words)


def _customer(words: list[str]) -> int:
    from posapp.hub import customer_command

    return customer_command.main(words)


def _looks(words: list[str]) -> int:
    from posapp.hub import customer_command

    return customer_command.looks(words)


ELSEWHERE_RUNS = {
    "customer": _customer,
    "looks": _looks,
    "attention": _attention,
    "share": _share,
    "populate": _populate,
    "chain": _chain,
    "import": _import,
    "phone": _phone,
    "qr-key": _qr_key,
}


def _serve(asked: argparse.Namespace) -> int:
    from posapp.hub import migrating, serving
    from posapp.hub.settings import Settings

    if (asked.certificate is None) != (asked.private_key is None):
        return _failed("--certificate and --private-key belong together.")
    settings = Settings(_made(asked.database), demo=asked.demo)
    place = serving.Place(asked.host, asked.port, asked.certificate, asked.private_key)
    try:
        migrating.prepare(settings.database)
        return serving.serve(settings, place, asked.workers)
    except migrating.WrongSchema as error:
        return _failed(str(error))
    except serving.Unsafe:
        return _failed(
            f"Others can reach {asked.host}, and without a certificate everybody on the way\n"
            "could read what registers say. Give --certificate and --private-key, or use\n"
            "--host 127.0.0.1."
        )
    except OSError as error:
        return _failed(f"Cannot listen on {asked.host} port {asked.port}: {error.strerror}")


def _migrate(asked: argparse.Namespace) -> int:
    from posapp.hub import migrating

    try:
        migrating.upgrade(_made(asked.database))
    except migrating.WrongSchema as error:
        return _failed(str(error))
    return FINE


def _openapi(asked: argparse.Namespace) -> int:
    from posapp.hub import openapi
    from posapp.hub.app import create_app
    from posapp.hub.settings import Settings

    text = openapi.text(create_app(Settings("sqlite:///:memory:")))
    if asked.write:
        openapi.CHECKED_IN.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return FINE


def _enrol_code(asked: argparse.Namespace) -> int:
    from posapp.hub import registers
    from posapp.hub.app import open_hub
    from posapp.hub.settings import Settings

    hub = open_hub(Settings(asked.database))
    lives = timedelta(hours=asked.hours)
    try:
        code = hub.write(lambda db: registers.make_code(db, hub, asked.store, lives=lives))
    except LookupError:
        return _failed(f"There is no store {asked.store}.")
    finally:
        hub.close()
    sys.stdout.write(json.dumps({"code": code, "store": asked.store}) + "\n")
    return FINE


def _revoke(asked: argparse.Namespace) -> int:
    from posapp.hub import registers
    from posapp.hub.app import open_hub
    from posapp.hub.settings import Settings

    hub = open_hub(Settings(asked.database))
    try:
        known = hub.write(lambda db: registers.revoke(db, hub, asked.register))
    finally:
        hub.close()
    return FINE if known else _failed("There is no such register.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp hub",
        description=DESCRIPTION,
        epilog=ELSEWHERE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], what: str) -> Add:
        made = commands.add_parser(name, help=what, description=what, allow_abbrev=False)
        made.set_defaults(run=run)
        return made.add_argument

    _add_serve(command("serve", _serve, "answer the registers until stopped"))
    _add_database(command("migrate", _migrate, "bring a database up to this version"))
    add = command("openapi", _openapi, "show the contract as an OpenAPI document")
    add("--write", action="store_true", help="write it to docs/openapi.json instead")
    add = command("enrol-code", _enrol_code, "make a one-time code that lets a register in")
    _add_database(add)
    add("--store", required=True, help="the store that the register belongs to")
    add("--hours", type=_hours, default=24, help="how long the code is good for, 24 by default")
    add = command("revoke", _revoke, "shut a lost or stolen register out for ever")
    _add_database(add)
    add("register", help="the register's id")
    return parser


Add = Callable[..., argparse.Action]


def _add_serve(add: Add) -> None:
    _add_database(add)
    add("--host", default="127.0.0.1", help="address to listen on; 127.0.0.1 by default")
    add("--port", type=_port, default=0, help="port to listen on; any free one by default")
    add("--workers", type=_workers, default=1, help="processes that share the work")
    add("--demo", action="store_true", help="show the demo customers' phones at /demo")
    add("--certificate", type=Path, help="TLS certificate chain, a PEM file")
    add("--private-key", type=Path, help="the certificate's private key, a PEM file")


def _add_database(add: Add) -> None:
    add(
        "--database",
        type=database_url,
        default=default_database(),
        metavar="URL",
        help="sqlite:///FILE, or postgresql+psycopg://USER@HOST/NAME; else what the "
        "environment says as POSAPP_HUB_DATABASE, else a file of this user's own",
    )


def _made(url: str) -> str:
    """The URL, with the folder of a SQLite file made."""
    from sqlalchemy.engine import make_url

    path = make_url(url).database
    if url.startswith("sqlite") and path and path != ":memory:":
        Path(path).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return url


def _port(text: str) -> int:
    return _number(text, 0, 65_535)


def _workers(text: str) -> int:
    return _number(text, 1, 64)


def _hours(text: str) -> int:
    return _number(text, 1, 720)


def _number(text: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and least <= int(text[:9]) <= most):
        raise argparse.ArgumentTypeError(f"a number from {least} to {most}")
    return int(text)


def _failed(text: str) -> int:
    sys.stderr.write(text + "\n")
    return FAILED
