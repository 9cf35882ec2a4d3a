"""An address is asked for and written as its own country does it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posapp.domain.addresses import checked, form, lines
from posapp.domain.errors import BadAddress
from posapp.domain.fulfilment import Address

TORINO = Address("Ana K.", "Via Po 1", "Torino", "10124", "IT", "TO", "+393471234567")


def wrong(address: Address) -> dict[str, str]:
    with pytest.raises(BadAddress) as refused:
        checked(address)
    return refused.value.fields


def test_each_country_asks_for_its_fields_in_its_order() -> None:
    assert form("IT").fields == ("recipient", "street", "postal_code", "city", "region")
    assert form("US").fields == ("recipient", "street", "city", "region", "postal_code")
    assert form("de").fields == ("recipient", "street", "postal_code", "city")
    assert form("HK").required == {"recipient", "street", "region"}
    assert "postal_code" in form("GB").required


def test_regions_are_offered_by_name_and_kept_by_code() -> None:
    assert ("TO", "Torino") in form("IT").regions
    assert ("CA", "California") in form("US").regions
    assert ("北海道", "Hokkaido") in form("JP").regions
    codes = [code for code, _ in form("JP").regions]
    assert len(codes) == len(set(codes))
    assert form("DE").regions == ()
    assert form("IT").postal_example == "00144"


def test_a_sound_address_is_tidied_and_kept() -> None:
    messy = replace(
        TORINO, recipient="  Ana   K. ", street=" Via Po 1 \n\n scala B ", country="it"
    )
    assert checked(messy) == replace(TORINO, street="Via Po 1\nscala B")
    assert checked(checked(messy)) == checked(messy)


def test_a_region_may_be_typed_as_its_name() -> None:
    assert checked(replace(TORINO, region="torino")).region == "TO"


def test_a_british_postal_code_is_put_in_capitals() -> None:
    london = Address("Al", "1 High St", "London", "sw1a 1aa", "GB")
    assert checked(london).postal_code == "SW1A 1AA"


def test_a_region_that_the_country_does_not_use_is_dropped() -> None:
    berlin = Address("Al", "Allee 1", "Berlin", "10115", "DE", region="BE")
    assert checked(berlin).region == ""


def test_all_that_is_missing_or_wrong_is_said_at_once() -> None:
    assert wrong(Address("", "", "", "", "IT")) == {
        "recipient": "required",
        "street": "required",
        "city": "required",
        "postal_code": "required",
        "region": "required",
    }
    assert wrong(replace(TORINO, postal_code="1012")) == {"postal_code": "invalid"}
    assert wrong(replace(TORINO, region="XX")) == {"region": "invalid"}


def test_a_country_nobody_knows_is_said_to_be_unknown() -> None:
    for country in ("XX", "ITALY", "ZZ", "../", "%s"):
        assert wrong(replace(TORINO, country=country)) == {"country": "unknown"}
    assert wrong(replace(TORINO, country="")) == {"country": "required"}


def test_overlong_and_reversing_text_never_gets_onto_a_parcel() -> None:
    assert wrong(replace(TORINO, street="x" * 301)) == {"street": "invalid"}
    assert wrong(replace(TORINO, recipient="Ana \u202egnp.exe")) == {"recipient": "invalid"}
    assert wrong(replace(TORINO, city="Tor\x1bino")) == {"city": "invalid"}


def test_a_parcel_is_addressed_the_way_the_country_writes_it() -> None:
    assert lines(TORINO) == ("Ana K.", "Via Po 1", "10124 TORINO TO", "ITALY")
    boston = Address("Al", "1 Main St", "Boston", "02101", "US", "MA")
    assert lines(boston) == ("Al", "1 Main St", "BOSTON, MA 02101", "UNITED STATES")


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=30),
    st.text(max_size=30),
    st.sampled_from(["IT", "US", "GB", "JP", "KR", "BR", "HK", "IE", "CN"]),
    st.text(max_size=20),
)
def test_no_text_does_anything_but_pass_or_be_refused(
    street: str, city: str, country: str, region: str
) -> None:
    address = Address("Ana", street, city, "10124", country, region)
    with suppress(BadAddress):
        once = checked(address)
        assert checked(once) == once
        assert lines(once)
