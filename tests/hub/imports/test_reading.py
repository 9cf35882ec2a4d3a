"""Exports of other shops are read as those shops write them; bad rows are named, not lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posapp.domain.catalogue import Option
from posapp.domain.money import Money
from posapp.hub.imports import shopify, woocommerce
from posapp.hub.imports.rows import Bad, Item, NotAnExport, plain

HERE = Path(__file__).parent


def read(name: str) -> tuple[dict[str, Item], dict[int, str]]:
    reader = woocommerce.read if name.startswith("woo") else shopify.read
    found = list(reader((HERE / name).read_bytes(), "EUR"))
    items = {each.product.sku: each for each in found if isinstance(each, Item)}
    return items, {each.line: each.reason for each in found if isinstance(each, Bad)}


def test_shopify_variants_share_what_their_first_row_says() -> None:
    items, _ = read("shopify_2024.csv")
    white_m, white_l = items["LIN-W-M"].product, items["LIN-W-L"].product
    assert (white_m.name, white_m.brand, white_m.category) == (
        "Linen Shirt",
        "Bottega",
        "Shirts",
    )
    assert white_l.name == white_m.name
    assert white_l.style == white_m.style == "linen-shirt"
    assert white_l.options == (Option("Colour", "White"), Option("Size", "L"))
    assert white_m.price == Money(5990)


def test_shopify_descriptions_become_plain_text_without_scripts() -> None:
    items, _ = read("shopify_2024.csv")
    assert items["LIN-W-M"].product.description == (
        "Washed linen, cut wide.\nMother-of-pearl buttons\n30° wash"
    )


def test_shopify_barcodes_stock_and_pictures_come_along() -> None:
    items, _ = read("shopify_2024.csv")
    assert items["LIN-W-M"].product.gtin == "4006381333931"
    assert items["LIN-W-M"].stock == 7
    assert items["LIN-W-M"].picture == "https://cdn.example.com/linen-white-m.jpg"
    assert items["LIN-W-L"].picture == "https://cdn.example.com/linen-white.jpg"
    assert items["LIN-W-L"].stock == 0  # oversold there is none here
    assert items["BOX-1"].stock is None  # not counted there


def test_shopify_product_without_variants_has_no_options() -> None:
    items, _ = read("shopify_2024.csv")
    assert items["BOX-1"].product.options == ()
    assert items["BOX-1"].product.price == Money(450)
    assert items["BOX-1"].product.tax_class == "exempt"


def test_shopify_bad_rows_are_named_by_line_and_the_others_go_in() -> None:
    items, bad = read("shopify_2024.csv")
    assert set(items) == {"LIN-W-M", "LIN-W-L", "BOX-1"}
    assert bad == {
        5: "price is not a number: abc",
        8: "barcode is no valid GTIN: 4006381333932",
        9: "the first row of a handle has no title",
    }


def test_shopify_headings_of_2025_are_understood() -> None:
    items, bad = read("shopify_2025.csv")
    assert bad == {}
    navy, red = items["CAP-NAVY"], items["CAP-RED"]
    assert navy.product.description == "Warm & light"
    assert (navy.stock, red.stock) == (12, 0)
    assert red.product.options == (Option("Colour", "Red"),)
    assert red.picture == "https://cdn.example.com/cap-red.jpg"
    assert navy.product.active


def test_woocommerce_variations_inherit_from_their_parent() -> None:
    items, _ = read("woocommerce.csv")
    black = items["DERBY-BK-41"]
    assert black.product.name == "Derby Lambro"
    assert black.product.style == "DERBY"
    assert black.product.options == (Option("Colour", "Black"), Option("Size", "41"))
    assert black.product.category == "Derby"
    assert black.product.brand == "Corso"
    assert black.product.gtin == "4006381333931"
    assert black.picture == "https://shop.example.com/derby-black.jpg"
    assert items["DERBY-CO-42"].product.price == Money(14900)
    assert items["DERBY-CO-42"].stock == 0
    assert items["DERBY-CO-42"].picture == "https://shop.example.com/derby-1.jpg"


def test_woocommerce_simple_products_and_tax_classes() -> None:
    items, _ = read("woocommerce.csv")
    assert items["POLISH"].product.tax_class == "reduced-rate"
    assert items["POLISH"].product.name == "Polish, neutral"
    assert items["REPAIR"].product.tax_class == "exempt"
    assert items["REPAIR"].stock is None


def test_woocommerce_bad_rows_are_named_by_line() -> None:
    items, bad = read("woocommerce.csv")
    assert set(items) == {"DERBY-BK-41", "DERBY-CO-42", "POLISH", "REPAIR"}
    assert bad == {
        7: "external products are not sold at a counter",
        8: "its parent is not in the file above it: GONE",
        9: "no SKU",
        10: "regular price is not a number: 1,50",
    }


@pytest.mark.parametrize("reader", [shopify.read, woocommerce.read])
@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"a,b\n1,2\n", b"\n\n"])
def test_another_file_is_refused_as_a_whole(reader, content: bytes) -> None:  # type: ignore[no-untyped-def]  # two readers
    with pytest.raises(NotAnExport):
        list(reader(content, "EUR"))


HEADING = b"Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Barcode\n"


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=600))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    try:
        for found in shopify.read(HEADING + content, "EUR"):
            assert isinstance(found, Item | Bad)
    except NotAnExport:
        pass


def test_markup_never_survives() -> None:
    assert plain("<b>a</b> &lt;i&gt; <style>x{}</style><br>c") == "a <i>\nc"
