"""``posapp hub import``: another shop's products, from the file its platform exports."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from posapp.domain.catalogue import Product
from posapp.hub import catalogue, stock
from posapp.hub.app import open_hub
from posapp.hub.hub import Hub
from posapp.hub.imports import pictures, shopify, woocommerce
from posapp.hub.imports.rows import MOST_BYTES, Bad, Item, NotAnExport
from posapp.hub.settings import Settings
from posapp.hub.which_database import database_url

READERS = {"shopify": shopify.read, "woocommerce": woocommerce.read}
BATCH = 500


@dataclass
class Report:
    """What became of a file: good rows went in, each bad one has its line and reason."""

    taken: int = 0
    changed: int = 0
    pictures: int = 0
    bad: list[Bad] = field(default_factory=list)


@dataclass(frozen=True)
class Wanted:
    """How to import. ``hosts``: where pictures may be fetched from."""

    platform: str
    store: str
    currency: str
    hosts: tuple[str, ...] = ()


def take_in(hub: Hub, content: bytes, wanted: Wanted) -> Report:
    """Import a file; what is there already is replaced, stock is set as counted.

    Raises:
        NotAnExport: the file as a whole is not what it should be; nothing went in.
    """
    report, seen = Report(), set[str]()
    delivery = f"import-{hub.new_id()}"
    found = READERS[wanted.platform](content, wanted.currency)
    for number, batch in enumerate(_batches(_good(found, report, seen))):
        cause = f"{delivery}-{number}"
        ready = [replace(i, product=_pictured(hub, i, wanted, report)) for i in batch]
        write = partial(_write, hub=hub, items=ready, wanted=wanted, cause=cause)
        report.changed += hub.write(write)
        report.taken += len(batch)
    return report


def _good(found: Iterable[Item | Bad], report: Report, seen: set[str]) -> Iterator[Item]:
    for each in found:
        if isinstance(each, Bad):
            report.bad.append(each)
        elif each.product.sku in seen:
            report.bad.append(Bad(each.line, f"the SKU stands above: {each.product.sku}"))
        else:
            seen.add(each.product.sku)
            yield each


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    while batch := list(islice(items, BATCH)):
        yield batch


def _pictured(hub: Hub, item: Item, wanted: Wanted, report: Report) -> Product:
    if not item.picture or not wanted.hosts:
        return item.product
    known = [pictures.name_of(item.picture, kind) for kind in pictures.TYPES]
    for name in known:
        if hub.read(partial(catalogue.image, name=name)) is not None:
            return replace(item.product, image=name)
    try:
        name, content = pictures.fetch(item.picture, wanted.hosts)
        hub.write(lambda db: catalogue.put_images(db, [(name, content)]))
    except (pictures.NotFetched, ValueError) as reason:
        report.bad.append(Bad(item.line, f"picture not fetched: {reason}"))
        return item.product
    report.pictures += 1
    return replace(item.product, image=name)


def _write(
    db: Connection, hub: Hub, items: Collection[Item], wanted: Wanted, cause: str
) -> int:
    changed = catalogue.put_products(db, [item.product for item in items])
    counted = [
        stock.Pieces(item.product.sku, wanted.store, item.stock)
        for item in items
        if item.stock is not None
    ]
    stock.count(db, counted, cause, hub.clock())
    return changed


def _content(file: Path) -> bytes:
    """All of the file.

    Raises:
        NotAnExport: it is larger than any that is taken.
    """
    if file.stat().st_size > MOST_BYTES:
        raise NotAnExport(f"larger than {MOST_BYTES} bytes")
    with file.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)  # one that grows is refused by its reader


def main(argv: Sequence[str]) -> int:
    """Run the command; 0 when every row went in, 1 when some did not or the file is wrong."""
    asked = _parser().parse_args(argv)
    hub = open_hub(Settings(database=asked.database))
    wanted = Wanted(asked.platform, asked.store, asked.currency, tuple(asked.pictures_from))
    try:
        report = take_in(hub, _content(asked.file), wanted)
    except (NotAnExport, OSError) as reason:
        _say(f"{asked.file}: {reason}. Nothing was imported.")
        return 1
    finally:
        hub.close()
    for bad in report.bad:
        _say(f"{asked.file}:{bad.line}: {bad.reason}")
    _say(
        f"{report.taken} products imported, {report.changed} of them new or different, "
        f"{report.pictures} pictures fetched, {len(report.bad)} rows not taken as they are"
    )
    return 1 if report.bad else 0


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp hub import",
        description="Take in another shop's products from the file that its platform exports. "
        "Bad rows are named with their line and reason; the others go in. Running it again "
        "changes only what is different.",
    )
    parser.add_argument("file", type=Path, help="the CSV file")
    parser.add_argument("--platform", choices=sorted(READERS), required=True)
    parser.add_argument(
        "--database", type=database_url, required=True, help="the centre's database, as a URL"
    )
    parser.add_argument("--store", required=True, help="the store that the counted stock is in")
    parser.add_argument("--currency", default="EUR", help="of the prices; EUR if not said")
    parser.add_argument(
        "--pictures-from",
        action="append",
        default=[],
        metavar="HOST",
        help="fetch pictures from this host, over https; may be said several times",
    )
    return parser
