"""A phone number is found however a person writes it."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posapp.domain.errors import BadPhone
from posapp.domain.phones import plausible, read, shown

ANA = "+393471234567"
FULL_WIDTH = {ord("0") + digit: 0xFF10 + digit for digit in range(10)}


@pytest.mark.parametrize(
    "text",
    [
        "+39 347 123 4567",
        "0039 347 123 4567",
        "347 1234567",
        "347-123-4567",
        "347.123.4567",
        "347/1234567",
        "(347) 123 45 67",
        "+39 (347) 1234567",
        "\uff10\uff10\uff13\uff19 347 1234567",
        "\uff0b39 347 1234567",
        "3471234567".translate(FULL_WIDTH),
        "\u202a+39\u00a0347\u00a0123\u00a04567\u202c",
        "٣٤٧١٢٣٤٥٦٧",
        "  3471234567  ",
    ],
)
def test_every_human_form_is_the_same_number(text: str) -> None:
    assert plausible(text)
    assert read(text, "IT").e164 == ANA
    assert read(text, "it").region == "IT"


def test_what_the_person_wrote_is_kept_beside_the_number() -> None:
    phone = read(" (347) 123 45 67 ", "IT")
    assert (phone.raw, phone.e164, phone.region) == ("(347) 123 45 67", ANA, "IT")


@pytest.mark.parametrize(
    ("text", "region", "e164"),
    [
        ("06 698 12345", "IT", "+390669812345"),
        ("+44 (0)20 7946 0000", "IT", "+442079460000"),
        ("020 7946 0000", "GB", "+442079460000"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("0039 347 1234567", "US", ANA),
    ],
)
def test_the_region_decides_only_without_an_international_prefix(
    text: str, region: str, e164: str
) -> None:
    assert read(text, region).e164 == e164


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "347 CALL ME",
        "347123456x5",
        "+39 347 12345678901234",
        "12",
        "+",
        "++39 347 1234567",
        "347 1234567 +39",
        "²³⁴⁷¹²³⁴⁵⁶",
        "3471234567;ext=1",
        "347\n1234567\x00",
        "1" * 4000,
        "+999 1234567",
    ],
)
def test_what_cannot_be_a_number_is_refused(text: str) -> None:
    with pytest.raises(BadPhone):
        read(text, "IT")


def test_a_number_that_only_works_within_a_town_is_refused() -> None:
    with pytest.raises(BadPhone):
        read("555-0123", "US")


def test_a_number_without_prefix_or_region_is_refused() -> None:
    with pytest.raises(BadPhone):
        read("347 1234567", "")


def test_numbers_are_shown_as_at_home_or_with_their_prefix() -> None:
    assert shown(ANA, "IT") == "347 123 4567"
    assert shown(ANA, "US") == "+39 347 123 4567"
    assert shown("unknown", "IT") == "unknown"


def test_a_product_number_or_a_name_is_no_phone() -> None:
    assert not plausible("Ana Kovac")
    assert not plausible("BOOTS-38")
    assert not plausible("123")
    assert not plausible("ana@example.org")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=50), st.sampled_from(["IT", "US", "GB", "JP", "", "XX"]))
def test_no_text_does_anything_but_read_or_be_refused(text: str, region: str) -> None:
    with suppress(BadPhone):
        phone = read(text, region)
        assert phone.e164 is not None
        assert phone.e164[1:].isascii() and phone.e164[1:].isdigit()
        assert read(phone.e164, "").e164 == phone.e164
    plausible(text)
