"""Search as you type: every word a prefix, in any order, forgiving, and never an operator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from posapp.contract import wire
from posapp.domain.catalogue import Option, Product
from posapp.domain.money import Money
from posapp.store import catalogue, vocabulary
from posapp.store.books import open_books
from posapp.store.search import FIRST, search
from posapp.store.vocabulary import Vocabulary
from tests.store import shelf
from tests.store.made_up import products


def named(sku: str, name: str, brand: str = "", size: str = "38", gtin: str = "") -> Product:
    options = (Option("Size", size),)
    return Product(sku, name, Money(100), gtin, "st", options, "Shoes", brand)


SHOP = [
    named("BOOT-38", "Leather Ankle Boot", "Valdora", gtin="8000000000019"),
    named("BOOT-39", "Leather Ankle Boot", "Valdora", "39", gtin="96385074"),
    named("BOOT-40", "Café Crème Boot", "Valdora", "40"),
    named("SNK-38", "Canvas Sneaker", "Ähre"),
    named("AND-1", "Rock and Roll NOT OR NEAR shirt", "Crème"),
    named("8001", "Straßenschuh", "Örtlich"),
    *list(products(300)),
]


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    folder: Path = tmp_path_factory.mktemp("search")
    books = open_books(folder)
    with books.catalogue.writing() as db:
        catalogue.begin(db)
        documents = [wire.canonical(product) for product in SHOP]
        catalogue.load(db, catalogue.Arrived(SHOP, documents, "", "", len(SHOP), "c"))
        catalogue.finish(db)
    with books.catalogue.reading() as db:
        yield db
    books.close()


@pytest.fixture(scope="module")
def words(db: Connection) -> Vocabulary:
    return vocabulary.read(db)


def found(db: Connection, text: str, words: Vocabulary | None) -> list[str]:
    return [product.sku for product in search(db, text, words).products]


@pytest.mark.parametrize("with_words", [True, False])
@pytest.mark.parametrize(
    ("typed", "sku"),
    [
        ("boot leather", "BOOT-38"),
        ("LEATH ank 39", "BOOT-39"),
        ("cafe creme", "BOOT-40"),
        ("CAFÉ", "BOOT-40"),
        ("ahre", "SNK-38"),
        ("Ähre can", "SNK-38"),
        ("strassen", "8001"),
        ("straße", "8001"),
        ("ortlich", "8001"),
        ("boot-38", "BOOT-38"),
        ("BOOT-3", "BOOT-38"),
        ("8000000000019", "BOOT-38"),
        ("08000000000019", "BOOT-38"),
        ("80000000000", "BOOT-38"),
        ("96385074", "BOOT-39"),
        ("963850", "BOOT-39"),
        ("8001", "8001"),
    ],
)
def test_what_is_typed_finds_what_is_meant(
    db: Connection, words: Vocabulary, typed: str, sku: str, with_words: bool
) -> None:
    assert sku in found(db, typed, words if with_words else None)


def test_every_letter_on_the_way_finds_it_too(db: Connection, words: Vocabulary) -> None:
    text = "ankle valdora 39"
    for length in range(1, len(text) + 1):
        assert "BOOT-39" in found(db, text[:length], words), text[:length]


def test_an_exact_number_comes_first_and_popular_ones_next(
    db: Connection, words: Vocabulary
) -> None:
    assert found(db, "BOOT-39", words)[0] == "BOOT-39"
    assert found(db, "boot", words)[:3] == ["BOOT-38", "BOOT-39", "BOOT-40"]


def test_a_typing_error_still_finds_it_and_says_so(db: Connection, words: Vocabulary) -> None:
    for typed, meant in (
        ("lether", "leather"),
        ("snaeker", "sneaker"),
        ("valdroa boot", "valdora boot"),
        ("akle", "ankle"),
    ):
        hits = search(db, typed, words)
        assert hits.corrected == meant
        assert hits.products
    assert search(db, "leather", words).corrected == ""
    assert search(db, "lether", None).products == ()


def test_a_number_is_never_corrected(db: Connection, words: Vocabulary) -> None:
    assert search(db, "boot 99", words).products == ()
    assert words.nearest("399") == ""


def test_nothing_is_found_for_nothing(db: Connection, words: Vocabulary) -> None:
    for typed in ("", "   ", "%%%", '"', "qqqqqq", "-", "\0", "…", "boot qqqq"):
        assert search(db, typed, words).products == ()


@pytest.mark.parametrize(
    "typed",
    [
        "rock AND roll",
        "rock NOT roll",
        'rock"roll',
        "rock* roll^",
        "words:rock",
        "NEAR(rock roll)",
        "{rock} + roll",
        "rock'); DROP TABLE product_1; --",
    ],
)
def test_p1_operators_are_words(db: Connection, words: Vocabulary, typed: str) -> None:
    search(db, typed, words)
    search(db, typed, None)
    assert shelf.products(db) == len(SHOP)


def test_p1_rock_and_roll_is_found_by_its_and(db: Connection, words: Vocabulary) -> None:
    assert found(db, "roll and not near", words) == ["AND-1"]
    assert found(db, "boot AND leather", words) == []


@settings(max_examples=300, deadline=None, derandomize=True)
@given(text=st.text(max_size=60) | st.text('abc"*^():+-{} \u0301ßİ', max_size=30))
def test_p1_any_text_is_only_text(db: Connection, words: Vocabulary, text: str) -> None:
    for vocabulary_or_none in (words, None):
        assert len(search(db, text, vocabulary_or_none).products) <= FIRST


def test_both_ways_of_asking_find_the_same(db: Connection, words: Vocabulary) -> None:
    for typed in ("leath", "boot 3", "women snea", "wool", "valdora", "s c", "red 41"):
        assert found(db, typed, words) == found(db, typed, None)


STARTS = ("q", "qz", "zz top", "BOOT-3x", "SNKX", "boot qq", "-", "ÄX", "strassq", "8001a")
ENDS = ("", "q", "oot", " ", " boot", "k-38", "9", "ahre", "chsuh", " leathre")


def test_a_text_that_found_nothing_covers_only_longer_ones_that_find_nothing(
    db: Connection, words: Vocabulary
) -> None:
    covered = 0
    for start in STARTS:
        barren = search(db, start, words).barren
        for end in ENDS:
            if barren is not None and barren.covers(start + end):
                covered += 1
                assert search(db, start + end, words).products == (), start + end
    assert covered > len(STARTS)


@pytest.mark.parametrize(
    "typed", ["b", "B", "BO", "sn", "8", "80019", "boot", "", "leathre", "SNK", "snk-"]
)
def test_what_a_sku_a_number_or_a_product_begins_with_covers_nothing(
    db: Connection, words: Vocabulary, typed: str
) -> None:
    assert search(db, typed, words).barren is None


@settings(max_examples=300, deadline=None, derandomize=True)
@given(start=st.text("bot-38 qzä", max_size=8), end=st.text("bot-38 qzäleathr", max_size=8))
def test_no_product_is_ever_hidden_by_what_was_typed_before(
    db: Connection, words: Vocabulary, start: str, end: str
) -> None:
    barren = search(db, start, words).barren
    if barren is not None and barren.covers(start + end):
        assert search(db, start + end, words).products == ()


def test_without_all_the_words_nothing_is_known_of_longer_texts(
    db: Connection, words: Vocabulary
) -> None:
    assert search(db, "qqq", None).barren is None
    assert search(db, "qqq", replace(words, whole=False)).barren is None


def test_while_the_catalogue_comes_down_yesterdays_words_do(tmp_path: Path) -> None:
    books = open_books(tmp_path)
    boots, later = named("B", "Leather boot"), named("L", "Quixotic leatherette")
    with books.catalogue.writing() as db:
        catalogue.begin(db)
        for product in (boots, later):
            document = [wire.canonical(product)]
            catalogue.load(db, catalogue.Arrived([product], document, "", "", 3, "c"))
            if product is boots:
                words = vocabulary.read(db)
        assert found(db, "leather", words) == ["B"]
        assert found(db, "quixo leat", words) == []
        assert found(db, "quixo", words) == ["L"]
        assert not search(db, "leather", words).complete
    books.close()


def test_a_stale_vocabulary_hides_nothing(db: Connection, words: Vocabulary) -> None:
    old = Vocabulary((), (), catalogue.State(1, True, -1))
    assert "BOOT-38" in found(db, "leather", old)
