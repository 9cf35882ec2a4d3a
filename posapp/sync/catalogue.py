"""Brings the catalogue down: a snapshot that goes on where it stopped, then changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Event

from posapp.contract import wire
from posapp.contract.messages import CatalogueChange, CataloguePage
from posapp.domain.catalogue import Product
from posapp.domain.errors import BadReply, Refused
from posapp.services.register import Register
from posapp.store import catalogue, journal, outbox, settings
from posapp.store.catalogue import Arrived, Progress

PAGE = 5_000
A_WHILE = timedelta(minutes=1)
WORDS_EVERY = 20  # pages after which the words for typing errors are read again


def fetch(register: Register, on_progress: Callable[[Progress], None], stop: Event) -> Progress:
    """Make the local catalogue what the centre's is; blocks, so call it in the background.

    Each page is checked and stored before the next is asked for. What is here can be sold
    all the while. One thread at a time fetches; a second one waits, then asks for changes.

    Args:
        on_progress: told after each page, on this thread.
        stop: set it, and the fetch ends after the page at hand and goes on there next time.

    Raises:
        Unreachable: it stops where it is. BadReply: what came was not the catalogue.
        StoreTrouble: it could not be stored.
    """
    with register.books.fetching:
        _refresh_words(register)
        began, counted = register.now(), _counted(register)
        for fresh_start in (False, True):
            try:
                done = _fetch(register, on_progress, stop, fresh_start)
                if done.complete and not (done.loading or stop.is_set()):
                    _as_of(register, counted, began)
                return done
            except (Refused, _Torn) as error:
                if fresh_start:
                    raise BadReply("catalogue") from error
        raise AssertionError("the second try returns or raises")


def _counted(register: Register) -> int | None:
    """The journal's last entry, if the centre has every sale of ours, so that its pieces are
    without them; else None."""
    with register.books.journal.reading() as db:
        return None if outbox.count(db, "waiting") else journal.head(db).sequence


def _as_of(register: Register, counted: int | None, at: datetime) -> None:
    """Remember of when the pieces here are, to the minute: not every hint is worth a sync of
    the disk, and to think them older than they are is the safe side."""
    if counted is None:
        return
    with register.books.journal.reading() as db:
        before = settings.get(db, settings.STOCK_AS_OF).split()
    same = before[:1] == [str(counted)]
    if not (same and abs(at - datetime.fromisoformat(before[1])) < A_WHILE):
        with register.books.journal.writing() as db:
            settings.put(db, settings.STOCK_AS_OF, f"{counted} {at.isoformat()}")


class _Torn(Exception):
    """The page does not follow what is here."""


def _fetch(
    register: Register,
    on_progress: Callable[[Progress], None],
    stop: Event,
    fresh_start: bool,
) -> Progress:
    now = _progress(register)
    if fresh_start or not (now.loading or now.changes_cursor):
        with register.books.catalogue.writing() as db:
            catalogue.begin(db)
    for step in (_load_next, _apply_next):
        pages = 0
        while not stop.is_set() and step(register):
            pages += 1
            on_progress(_progress(register))
            if pages % WORDS_EVERY == 0:
                _refresh_words(register)
        _refresh_words(register)
    return _progress(register)


def _load_next(register: Register) -> bool:
    """Load one page of the snapshot, if one is coming down; the last one makes it whole."""
    now = _progress(register)
    if not now.loading:
        return False
    page = register.central.snapshot(now.cursor, PAGE)
    arrived = checked(page, now)
    with register.books.catalogue.writing() as db:
        catalogue.load(db, arrived)
        if page.done:
            catalogue.finish(db)
    return True


def _apply_next(register: Register) -> bool:
    """Apply one page of changes; says whether it held any."""
    now = _progress(register)
    if now.loading:
        return False
    page = register.central.changes(now.changes_cursor, PAGE)
    if not page.changes:
        return False
    if page.cursor == now.changes_cursor:
        raise BadReply("changes that lead nowhere")
    with register.books.catalogue.writing() as db:
        catalogue.apply(db, page.changes, page.cursor)
    return True


def checked(page: CataloguePage, before: Progress) -> Arrived:
    """A page of the snapshot whose checksum continues what is here.

    Raises:
        _Torn: it does not, or it leads nowhere.
    """
    products = [_product(change) for change in page.changes]
    documents = [wire.canonical(product) for product in products]
    link = bytes.fromhex(before.checksum)
    for document in documents:
        link = sha256(link + document).digest()
    stuck = not page.done and page.cursor == before.cursor
    if link.hex() != page.checksum or stuck:
        raise _Torn
    return Arrived(products, documents, page.cursor, page.checksum, page.of, page.changes_from)


def _product(change: CatalogueChange) -> Product:
    if change.product is None or change.product.sku != change.sku:
        raise _Torn
    return change.product


def _progress(register: Register) -> Progress:
    with register.books.catalogue.reading() as db:
        return catalogue.progress(db)


def _refresh_words(register: Register) -> None:
    with register.books.catalogue.reading() as db:
        register.books.words.refresh(db)
