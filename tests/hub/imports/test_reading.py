"""Exports of other shops are read as those shops write them; bad rows are named, not lost."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posapp.domain.catalogue import Option
from posapp.domain.money import Money
from posapp.hub.imports import rows as reading
from posapp.hub.imports import shopify, woocommerce
from posapp.hub.imports.markup import plain
from posapp.hub.imports.rows import Bad, Item, NotAnExport

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


def shopify_row(**cells: str) -> Item | Bad:
    """What becomes of one row; the cells by heading, ``_`` for a space."""
    usual = {"Handle": "cap", "Title": "Cap", "Variant SKU": "CAP", "Variant Price": "9.90"}
    row = usual | {name.replace("_", " "): text for name, text in cells.items()}
    (found,) = shopify.read(csv_of(row), "EUR")
    return found


def woocommerce_row(**cells: str) -> Item | Bad:
    usual = {"Type": "simple", "Name": "Cap", "SKU": "CAP", "Regular price": "9.90"}
    row = usual | {name.replace("_", " "): text for name, text in cells.items()}
    (found,) = woocommerce.read(csv_of(row), "EUR")
    return found


def csv_of(row: Mapping[str, str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([row.keys(), row.values()])
    return text.getvalue().encode()


@pytest.mark.parametrize(
    ("price", "reason"),
    [
        ("-1", "price is out of range: -1"),
        ("1000000000.01", "price is out of range: 1000000000.01"),
        ("NaN", "price is not a number: NaN"),
        ("sNaN", "price is not a number: sNaN"),
        ("1e9999999", "price is not a number: 1e9999999"),
        ("1_000", "price is not a number: 1_000"),
        ("9.999", "price is finer than a cent: 9.999"),
        ("", "no price"),
    ],
)
def test_a_price_that_is_none_is_named(price: str, reason: str) -> None:
    assert shopify_row(Variant_Price=price) == Bad(2, reason)


@pytest.mark.parametrize("count", ["1.5", "NaN", "10000001", "-1e99999", "many", "\u0661"])
def test_a_stock_that_is_no_count_is_named(count: str) -> None:
    found = shopify_row(Variant_Inventory_Qty=count, Variant_Inventory_Tracker="shopify")
    assert isinstance(found, Bad) and found.reason.startswith("stock is not a")


@pytest.mark.parametrize(
    ("cell", "longest"), [("Title", 300), ("Variant SKU", 64), ("Vendor", 100)]
)
def test_a_cell_is_as_long_as_it_may_be_and_no_longer(cell: str, longest: int) -> None:
    name = cell.replace(" ", "_")
    assert isinstance(shopify_row(**{name: "x" * longest}), Item)
    assert isinstance(shopify_row(**{name: "x" * (longest + 1)}), Bad)


def test_p1_no_control_character_comes_in_by_a_name() -> None:
    found = shopify_row(Title="Cap\x1b@\x07 blue\x7f")
    assert isinstance(found, Item) and found.product.name == "Cap@ blue"


def test_a_long_description_is_cut_and_refuses_nothing() -> None:
    found = shopify_row(**{"Body (HTML)": "<b>w</b>" * 20_000})
    assert isinstance(found, Item) and found.product.description == "w" * 2_000


def test_more_cells_than_headings_are_named_and_empty_ones_are_not() -> None:
    start = b"Handle,Title,Variant SKU,Variant Price\ncap,Cap,CAP,9.90"
    assert list(shopify.read(start + b",12\n", "EUR")) == [Bad(2, "5 cells under 4 headings")]
    (found,) = shopify.read(start + b",,\n", "EUR")
    assert isinstance(found, Item)


def test_a_file_that_is_too_large_is_refused_as_a_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = (HERE / "woocommerce.csv").read_bytes()
    monkeypatch.setattr(reading, "MOST_BYTES", len(content))
    assert list(woocommerce.read(content, "EUR"))
    monkeypatch.setattr(reading, "MOST_BYTES", len(content) - 1)
    with pytest.raises(NotAnExport, match="larger"):
        list(woocommerce.read(content, "EUR"))


@pytest.mark.parametrize(
    ("cells", "sold"),
    [
        ({"Status": "active", "Published": "true"}, True),
        ({"Status": "draft"}, False),
        ({"Status": "archived", "Published": "true"}, False),
        ({"Published": "FALSE"}, False),
        ({}, True),
    ],
)
def test_only_what_is_for_sale_there_is_for_sale_here(
    cells: dict[str, str], sold: bool
) -> None:
    found = shopify_row(**cells)
    assert isinstance(found, Item) and found.product.active is sold


@pytest.mark.parametrize(("tracker", "stock"), [("shopify", 5), ("", None)])
def test_pieces_count_only_where_the_old_shop_counted_them(
    tracker: str, stock: int | None
) -> None:
    found = shopify_row(Variant_Inventory_Qty="5", Variant_Inventory_Tracker=tracker)
    assert isinstance(found, Item) and found.stock == stock


def test_apostrophes_that_spreadsheets_need_are_no_part_of_a_sku_or_barcode() -> None:
    found = shopify_row(Variant_SKU="'0012", Variant_Barcode="'4006381333931")
    assert isinstance(found, Item)
    assert (found.product.sku, found.product.gtin) == ("0012", "4006381333931")


@pytest.mark.parametrize(
    ("cells", "sold"), [({}, True), ({"Published": "1"}, True), ({"Published": "0"}, False)]
)
def test_woocommerce_sells_what_is_published(cells: dict[str, str], sold: bool) -> None:
    found = woocommerce_row(**cells)
    assert isinstance(found, Item) and found.product.active is sold


def test_woocommerce_takes_a_whole_family_off_with_its_parent() -> None:
    heading = b"ID,Type,SKU,Name,Published,Parent,Regular price,Tax class\n"
    family = (
        heading + b"7,variable,,Cap,0,,,reduced-rate\n8,variation,CAP-1,,1,id:7,9.90,parent\n"
    )
    (found,) = woocommerce.read(family, "EUR")
    assert isinstance(found, Item)
    product = found.product
    assert (product.active, product.style, product.tax_class) == (False, "id:7", "reduced-rate")


def test_woocommerce_a_comma_within_a_value_is_no_border() -> None:
    found = woocommerce_row(Categories="Care\\, shoes > Wax\\, neutral, Sale")
    assert isinstance(found, Item) and found.product.category == "Wax, neutral"


def test_woocommerce_what_is_out_of_stock_without_a_count_is_none() -> None:
    gone, uncounted = woocommerce_row(**{"In_stock?": "0"}), woocommerce_row()
    assert isinstance(gone, Item) and isinstance(uncounted, Item)
    assert (gone.stock, uncounted.stock) == (0, None)


@pytest.mark.parametrize("reader", [shopify.read, woocommerce.read])
@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"a,b\n1,2\n", b"\n\n", b"Handle,Type,Name\n"]
)
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


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("<![x]><b>a</b>", "a"),
        ("a<!-- <b> > --><!-- b", "a"),
        ("a<script>'<title>' < 1</script>b", "ab"),
        ("<title>a<p>b", ""),
        ("1 < 2 &amp; <3", "1 < 2 & <3"),
        (f"a&#{'9' * 5_000};b", "a\ufffdb"),
    ],
)
def test_p1_broken_markup_is_read_and_breaks_nothing(html: str, says: str) -> None:
    assert plain(html) == says


@pytest.mark.parametrize("mark", ["<a ", "<a/", '<a b="', "<!--", "<?", "<!", "a", "&#"])
def test_p1_a_bomb_of_markup_costs_no_more_than_its_length(mark: str) -> None:
    """A megabyte of marks without an end held an import up for days."""
    bomb, before = "<" + mark * (50_000 // len(mark)), time.thread_time()
    plain(bomb)
    assert time.thread_time() - before < 1


def test_a_tax_class_is_bounded_like_other_cells() -> None:
    found = woocommerce_row(Tax_class="x" * 101)
    assert isinstance(found, Bad) and "option is longer" in found.reason


@pytest.mark.parametrize("reader", [shopify, woocommerce])
def test_p1_headings_that_are_no_csv_are_said_to_be_none(reader: ModuleType) -> None:
    with pytest.raises(NotAnExport, match="headings"):
        list(reader.read(b'Handle,"Title"x,Type\n', "EUR"))
