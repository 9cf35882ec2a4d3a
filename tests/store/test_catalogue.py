"""The catalogue comes by the page, can be sold all the while, and is replaced in one go."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection

from posapp.contract import wire
from posapp.contract.messages import CatalogueChange, ChangeKind
from posapp.domain.catalogue import Product
from posapp.store import catalogue
from posapp.store.books import Books
from posapp.store.catalogue import Arrived, Progress
from posapp.store.search import search
from tests.store import shelf
from tests.store.made_up import products

MADE = list(products(60))


def page(of: list[Product], cursor: str = "next") -> Arrived:
    documents = [wire.canonical(product) for product in of]
    return Arrived(of, documents, cursor, "aa", len(MADE), "changes-1")


def load(db: Connection, of: list[Product]) -> None:
    catalogue.begin(db)
    catalogue.load(db, page(of))
    catalogue.finish(db)


def put(product: Product) -> CatalogueChange:
    return CatalogueChange(ChangeKind.PUT, product.sku, product)


def test_a_product_is_found_by_sku_gtin_and_style(books: Books) -> None:
    with books.catalogue.writing() as db:
        load(db, MADE)
    with books.catalogue.reading() as db:
        boots = MADE[17]
        assert catalogue.by_sku(db, boots.sku) == boots
        assert catalogue.by_sku(db, boots.sku.lower()) == boots
        assert catalogue.by_gtin(db, boots.gtin) == boots
        assert catalogue.by_gtin(db, "0" + boots.gtin) == boots
        assert catalogue.variants(db, boots.style) == tuple(MADE[10:20])
        assert catalogue.among(db, [boots.sku, "no such"]) == {boots.sku: boots}
        assert catalogue.by_sku(db, "no such") is None
        assert catalogue.by_gtin(db, "") is None
        assert catalogue.variants(db, "") == ()


def test_of_two_skus_that_differ_in_case_the_typed_one_wins(books: Books) -> None:
    upper, lower = replace(MADE[0], sku="AB-1"), replace(MADE[1], sku="ab-1")
    with books.catalogue.writing() as db:
        load(db, [upper, lower])
        assert catalogue.by_sku(db, "ab-1") == lower
        assert catalogue.by_sku(db, "AB-1") == upper
        catalogue.apply(db, [CatalogueChange(ChangeKind.REMOVED, "AB-1")], "c")
        assert catalogue.by_sku(db, "AB-1") == lower


def test_of_two_products_with_one_gtin_the_one_on_sale_is_scanned(books: Books) -> None:
    over = replace(MADE[0], active=False)
    sold = replace(MADE[1], gtin=over.gtin)
    with books.catalogue.writing() as db:
        load(db, [over, sold])
        assert catalogue.by_gtin(db, over.gtin) == sold


def test_what_has_arrived_can_be_sold_while_the_rest_comes(books: Books) -> None:
    with books.catalogue.writing() as db:
        catalogue.begin(db)
        catalogue.load(db, page(MADE[:20]))
    with books.catalogue.reading() as db:
        assert catalogue.by_sku(db, MADE[5].sku) == MADE[5]
        now = catalogue.progress(db)
        assert (now.complete, now.loading, now.loaded, now.of) == (False, True, 20, 60)
        assert (now.cursor, now.checksum, now.changes_cursor) == ("next", "aa", "")
        assert not search(db, MADE[5].name).complete


def test_a_new_snapshot_takes_the_old_ones_place_in_one_go(books: Books) -> None:
    renamed = [replace(product, name="Renamed thing") for product in MADE]
    with books.catalogue.writing() as db:
        load(db, MADE)
        before = catalogue.state(db)
    with books.catalogue.writing() as db:
        catalogue.begin(db)
        catalogue.load(db, page(renamed[:30]))
    with books.catalogue.reading() as db:
        assert catalogue.state(db) == before
        assert catalogue.progress(db).complete
        assert catalogue.by_sku(db, MADE[5].sku) == MADE[5]
        assert search(db, "renamed").products == ()
    with books.catalogue.writing() as db:
        catalogue.load(db, page(renamed[30:]))
        catalogue.finish(db)
    with books.catalogue.reading() as db:
        assert catalogue.by_sku(db, MADE[5].sku) == renamed[5]
        assert shelf.products(db) == 60
        assert len(search(db, "renamed", limit=100).products) == 60
        assert catalogue.progress(db).changes_cursor == "changes-1"


def test_an_interrupted_snapshot_can_begin_anew(books: Books) -> None:
    with books.catalogue.writing() as db:
        catalogue.begin(db)
        catalogue.load(db, page(MADE[:20]))
        load(db, MADE[20:])
    with books.catalogue.reading() as db:
        assert shelf.products(db) == 40
        assert search(db, MADE[0].sku).products == ()


def test_a_page_without_a_snapshot_is_a_bug(books: Books) -> None:
    with pytest.raises(ValueError, match="begun"), books.catalogue.writing() as db:
        catalogue.load(db, page(MADE))
    with pytest.raises(ValueError, match="begun"), books.catalogue.writing() as db:
        catalogue.finish(db)


def test_changes_move_words_with_their_products(books: Books) -> None:
    old, gone, kept = MADE[0], MADE[10], MADE[20]
    dearer = replace(old, price=replace(old.price, minor=1), name="Zygote slipper", gtin="")
    brand_new = replace(kept, sku="NEW-1", name="Quixotic mitten")
    with books.catalogue.writing() as db:
        load(db, MADE)
        removed = CatalogueChange(ChangeKind.REMOVED, gone.sku)
        unknown = CatalogueChange(ChangeKind.REMOVED, "never was")
        catalogue.apply(db, [put(dearer), put(brand_new), removed, unknown], "c2")
    with books.catalogue.reading() as db:
        assert catalogue.by_sku(db, old.sku) == dearer
        assert catalogue.by_gtin(db, old.gtin) is None
        assert [hit.sku for hit in search(db, "zygote").products] == [old.sku]
        assert [hit.sku for hit in search(db, "quixotic").products] == ["NEW-1"]
        assert old.sku not in [p.sku for p in search(db, old.name, limit=99).products]
        assert gone.sku not in [p.sku for p in search(db, gone.name, limit=99).products]
        assert catalogue.progress(db).changes_cursor == "c2"
        assert shelf.products(db) == 60


def test_a_change_of_price_keeps_the_vocabulary_fresh(books: Books) -> None:
    with books.catalogue.writing() as db:
        load(db, MADE)
        before = catalogue.state(db)
        catalogue.apply(db, [put(replace(MADE[0], on_hand=9))], "c2")
        assert catalogue.state(db) == before
        catalogue.apply(db, [put(replace(MADE[0], name="Other"))], "c3")
        assert catalogue.state(db) != before


def test_a_fresh_catalogue_is_empty_and_says_so(books: Books) -> None:
    with books.catalogue.reading() as db:
        assert catalogue.progress(db) == Progress(False, 0, 0, False, "", "", "", "")
        assert search(db, "boots").products == ()


def test_memory_for_reading_is_the_same_before_and_after_a_snapshot(books: Books) -> None:
    def cache(db: Connection) -> int:
        kib: int = db.exec_driver_sql("PRAGMA cache_size").scalar_one()
        return -kib

    with books.catalogue.writing() as db:
        before = cache(db)
        load(db, MADE)
        assert cache(db) == before
    assert before <= 2048  # each thread that reads has as much
