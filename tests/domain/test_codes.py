"""What scanned and typed codes stand for."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posapp.domain import codes
from posapp.domain.codes import (
    CardScan,
    CouponScan,
    CustomerScan,
    EmailText,
    GiftCardScan,
    PhoneText,
    ProductScan,
    ReceiptScan,
    SkuScan,
    Words,
    classify,
    label_pattern,
    parse,
    parse_first,
)
from posapp.domain.errors import BadLabelPattern, UnreadableCode
from posapp.domain.gtin import check_digit, from_upc_e, valid_gtin
from posapp.domain.money import Money

EAN = "4006381333931"
GTIN = "04006381333931"
GS = "\x1d"
ITALIAN_PRICE = label_pattern("2IIIIIIPPPPPC")
WEIGHT = label_pattern("28IIIIIWWWWWC")


def with_check(payload: str) -> str:
    return payload + check_digit(payload)


@pytest.mark.parametrize(
    "code", [EAN, "]E0" + EAN, "0" + EAN, "]C0" + EAN, "]C101" + GTIN, "01" + GTIN, f" {EAN} "]
)
def test_a_pack_is_the_same_product_however_the_scanner_reports_it(code: str) -> None:
    assert parse(code) == ProductScan(GTIN)


@pytest.mark.parametrize(
    ("code", "gtin"),
    [
        ("96385074", "00000096385074"),
        ("]E496385074", "00000096385074"),
        ("614141123452", "00614141123452"),
        ("]I110614141000415", "10614141000415"),
        ("]E001234565", "00012345000065"),
        ("]E3" + EAN + "12", GTIN),
    ],
)
def test_every_length_of_gtin_is_read_with_its_check_digit(code: str, gtin: str) -> None:
    assert parse(code) == ProductScan(gtin)


@pytest.mark.parametrize(
    "code",
    [
        "4006381333932",
        "]E04006381333932",
        "]C14006381333932",
        "12345678",
        "",
        "ab",
        "\u0664\u0660\u0660\u0666\u0663\u0668\u0661\u0663\u0663\u0663\u0669\u0663\u0661",
        "400638133393\u00b9",
        "P1:",
        "R:",
        "R:a b",
        "https://shop.example/sale",
        "https://id.gs1.org/01/04006381333932",
        "https://[/01/04006381333931",
        "]C100106141412345678908",
        f"]C110LOT{GS}21SERIAL",
        "]C188123",
        "boots\x0038",
        "x" * 1025,
        "P1:" + "A" * 1025,
    ],
)
def test_a_wrong_code_is_an_error_and_never_a_product(code: str) -> None:
    with pytest.raises(UnreadableCode) as caught:
        parse(code)
    assert len(caught.value.text) <= 64


def test_a_gs1_code_gives_lot_serial_expiry_and_weight() -> None:
    code = f"]d201{GTIN}310300125017251231"
    scan = parse(f"{code}10ABC{GS}21XYZ")
    assert scan == ProductScan(
        GTIN, weight_g=1250, lot="ABC", serial="XYZ", expiry=date(2025, 12, 31)
    )


def test_a_gs1_code_without_symbology_is_known_by_its_separator_or_its_gtin() -> None:
    assert parse(f"{GS}10ABC{GS}01{GTIN}") == ProductScan(GTIN, lot="ABC")
    assert parse(f"01{GTIN}10ABC") == ProductScan(GTIN, lot="ABC")
    assert parse(f"]C1{EAN}") == ProductScan(GTIN)


def test_an_impossible_date_does_not_make_the_product_unsaleable() -> None:
    assert parse(f"]C101{GTIN}17250231") == ProductScan(GTIN)


def test_a_gs1_amount_is_in_the_shop_s_currency() -> None:
    assert parse(f"]C101{GTIN}3922499", currency="CHF") == ProductScan(
        GTIN, price=Money(499, "CHF")
    )


@pytest.mark.parametrize(
    "link",
    [
        f"https://id.gs1.org/01/{GTIN}/10/ABC?17=251231",
        f"HTTPS://shop.example/it/01/{GTIN}/10/ABC?17=251231",
    ],
)
def test_a_digital_link_is_taken_apart_and_not_visited(link: str) -> None:
    assert parse(link) == ProductScan(GTIN, lot="ABC", expiry=date(2025, 12, 31))


def test_an_italian_price_label_gives_item_and_price() -> None:
    label = with_check("212345601299")
    assert parse(label, [WEIGHT, ITALIAN_PRICE]) == ProductScan(
        gtin=with_check("212345600000").zfill(14), price=Money(1299), item="123456"
    )


def test_a_weight_label_gives_item_and_grams() -> None:
    label = with_check("281234500750")
    assert parse(label, [WEIGHT, ITALIAN_PRICE]) == ProductScan(
        gtin=with_check("281234500000").zfill(14), weight_g=750, item="12345"
    )


def test_a_label_with_price_zero_is_the_plain_product() -> None:
    label = with_check("212345600000")
    assert parse(label, [ITALIAN_PRICE]) == ProductScan(label.zfill(14))


def test_without_patterns_a_label_is_an_ordinary_number() -> None:
    label = with_check("212345601299")
    assert parse(label) == ProductScan(label.zfill(14))


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("2IIIIIPPPPC", "length"),
        ("2IIIIIIPPPPQC", "letter"),
        ("2IIIIII\u0662PPPPC", "letter"),
        ("IIIIIIIPPPPPC", "start"),
        ("2IIIIIIPPPPPP", "check"),
        ("2IIIIICPPPPPC", "check"),
        ("2IIIPPPPPIIIC", "item"),
        ("20000000PPPPC", "item"),
        ("2IIIIIIIIIIIC", "value"),
        ("2IIIIIPPPWWWC", "value"),
        ("", "length"),
    ],
)
def test_a_wrong_label_pattern_says_what_is_wrong(pattern: str, why: str) -> None:
    with pytest.raises(BadLabelPattern) as caught:
        label_pattern(pattern)
    assert caught.value.why == why


@pytest.mark.parametrize(
    ("code", "scan"),
    [
        ("P1:6BF+70790T9WJWG.FKY*4GO0", CustomerScan("P1:6BF+70790T9WJWG.FKY*4GO0")),
        ("P1:AB C ", CustomerScan("P1:AB C ")),
        ("]Q1P1:ABC", CustomerScan("P1:ABC")),
        ("p1:abc", CustomerScan("P1:ABC")),
        ("L:7001234", CardScan("7001234")),
        ("R:12-3-1-000124", ReceiptScan("12-3-1-000124")),
        ("]Q0R:12-3-1-000124", ReceiptScan("12-3-1-000124")),
        ("G:6001-22", GiftCardScan("6001-22")),
        ("K:welcome10", CouponScan("WELCOME10")),
        ("BOOT-38-BLK", SkuScan("BOOT-38-BLK")),
    ],
)
def test_our_own_codes_are_told_apart_by_their_prefix(code: str, scan: codes.Scan) -> None:
    assert parse(code) == scan


def test_of_two_readings_the_one_that_means_something_counts() -> None:
    assert parse_first(["P1\u00e7ABC", "P1:ABC"]) == ("P1:ABC", CustomerScan("P1:ABC"))
    assert parse_first(["a" + EAN, EAN]) == (EAN, ProductScan(GTIN))
    assert parse_first(["XZY-1", "XYZ-1"]) == ("XZY-1", SkuScan("XZY-1"))
    with pytest.raises(UnreadableCode):
        parse_first(["", "\u00e7"])


def test_a_typed_phone_number_is_first_of_all_a_phone_number() -> None:
    assert classify(" +39 347 555 0214 ").readings[0] == PhoneText("+39 347 555 0214")
    assert PhoneText("3475550214") in classify("3475550214").readings


def test_a_typed_gtin_is_a_product_first_even_with_spaces() -> None:
    assert classify("4 006381 333931").readings[0] == ProductScan(GTIN)
    assert classify(EAN).readings[:2] == (ProductScan(GTIN), SkuScan(EAN))


def test_a_typed_word_without_digits_is_a_search_unless_it_is_a_code() -> None:
    assert classify("boots brown").readings == (Words("boots brown"),)
    assert classify("boots").readings == (SkuScan("boots"), CouponScan("BOOTS"), Words("boots"))


def test_a_typed_number_without_prefix_may_be_any_number_of_ours() -> None:
    readings = classify("12-3-1-000124").readings
    assert ReceiptScan("12-3-1-000124") in readings
    assert GiftCardScan("12-3-1-000124") in readings
    assert readings[-1] == Words("12-3-1-000124")


def test_a_typed_code_with_prefix_means_only_that() -> None:
    assert classify("R:12-3-1-000124").readings == (ReceiptScan("12-3-1-000124"),)


def test_a_typed_e_mail_address_is_one() -> None:
    assert classify("Ana.K@Example.com").readings[0] == EmailText("ana.k@example.com")


def test_an_empty_box_means_nothing() -> None:
    assert classify("  ").readings == ()


def test_what_no_code_can_be_is_only_searched_for() -> None:
    assert classify("boots\x0038").readings == (Words("boots\x0038"),)


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=4096))
def test_no_text_does_anything_but_be_read_or_be_unreadable(text: str) -> None:
    with suppress(UnreadableCode):
        parse(text, [ITALIAN_PRICE, WEIGHT])
    query = classify(text, [ITALIAN_PRICE])
    assert len(query.text) <= 200
    assert not query.text or query.readings


CODE_LIKE = st.lists(
    st.sampled_from(
        ["]C1", "]d2", "]Q3", "]E0", "]e0", "01", "02", "10", "17", "21", "3103", "392", "8008",
         GTIN, EAN, GS, "251231", "000000", "99", "https://", "id.gs1.org/", "01/", "/", "?",
         "%", "&17=", "http://[", "P1:", "R:", "ABC", "4321", "9", "\u00b2", " ", "."]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@settings(max_examples=1500, deadline=None)
@given(CODE_LIKE)
def test_no_nearly_right_code_does_anything_but_be_read_or_be_unreadable(text: str) -> None:
    try:
        scan = parse(text, [ITALIAN_PRICE, WEIGHT])
    except UnreadableCode:
        return
    if isinstance(scan, ProductScan):
        assert len(scan.gtin) == 14
        assert valid_gtin(scan.gtin)


@given(st.integers(0, 10**13 - 1), st.integers(0, 12), st.integers(1, 9))
def test_one_misread_digit_is_always_noticed(number: int, place: int, by: int) -> None:
    good = with_check(f"{number:013}")
    place = place % 14
    wrong = good[:place] + str((int(good[place]) + by) % 10) + good[place + 1 :]
    assert valid_gtin(good)
    assert not valid_gtin(wrong)
    with pytest.raises(UnreadableCode):
        parse("]E0" + wrong)


@pytest.mark.parametrize(
    ("squeezed", "gtin"),
    [
        ("01234505", "012000003455"),
        ("01234531", "012300000451"),
        ("01234543", "012340000053"),
        ("01234565", "012345000065"),
        ("01234566", ""),
        ("91234565", ""),
    ],
)
def test_upc_e_is_expanded_to_the_number_it_stands_for(squeezed: str, gtin: str) -> None:
    assert from_upc_e(squeezed) == gtin
