"""A shop is brought into the centre by one file, and changed by the same."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from posapp.database.engine import as_text
from posapp.domain.money import Money
from posapp.domain.people import Role
from posapp.hub import chain_file, promotions, shop, tokens
from posapp.hub.problems import Refusal
from tests.hub.conftest import Centre

EXAMPLE = (Path(__file__).parents[2] / "packaging" / "chain.example.toml").read_text("utf-8")


@pytest.fixture
def store_id(request: pytest.FixtureRequest, centre: Centre) -> str:
    """A store of this test alone: the databases are shared."""
    return f"f{centre.hub.new_id()[-12:]}"


def example(store_id: str) -> str:
    return EXAMPLE.replace('"12"', f'"{store_id}"').replace(
        'id = "socks"', f'id = "p{store_id}"'
    )


def test_the_example_makes_a_shop_that_can_sell(centre: Centre, store_id: str) -> None:
    chain_file.write(centre.hub, chain_file.read(example(store_id)))
    (clerk,) = centre.hub.read(lambda db: shop.clerks(db, store_id))
    rules = centre.hub.read(lambda db: promotions.rules(db, store_id))
    (method,) = centre.hub.read(lambda db: promotions.shipping_methods(db, store_id))
    assert (clerk.role, clerk.discount_limit_ppm) == (Role.CLERK, 100_000)
    assert PasswordHasher().verify(clerk.verifier, "change-me-1234")
    assert rules.tax.rates("standard")[0].rate_ppm == 220_000
    assert rules.tax.rates("reduced-rate")[0].rate_ppm == 100_000
    assert f"p{store_id}" in [promotion.id for promotion in rules.promotions]
    assert method.free_from == Money(15_000)
    made = centre.hub.read(lambda db: shop.shop_of(db, store_id))
    assert (made.receipt_header, made.labels) == ("Thank you", ())
    assert made.location.address.city == "Milano"
    assert centre.hub.read(tokens.keys)


def test_a_pin_taken_out_of_the_file_stays_what_it_was(centre: Centre, store_id: str) -> None:
    chain_file.write(centre.hub, chain_file.read(example(store_id)))
    without = example(store_id).replace('pin = "change-me-1234"', "").replace("Conti", "Rossi")
    chain_file.write(centre.hub, chain_file.read(without))
    (clerk,) = centre.hub.read(lambda db: shop.clerks(db, store_id))
    assert clerk.name == "Mira Rossi"
    assert PasswordHasher().verify(clerk.verifier, "change-me-1234")


def test_a_second_run_keeps_the_key_that_customers_qrs_are_signed_with(
    centre: Centre, store_id: str
) -> None:
    chain_file.write(centre.hub, chain_file.read(example(store_id)))
    keys = centre.hub.read(tokens.keys)
    labels = example(store_id).replace("labels = []", 'labels = ["2IIIIIIPPPPPC"]')
    chain_file.write(centre.hub, chain_file.read(labels))
    assert centre.hub.read(tokens.keys) == keys
    assert centre.hub.read(lambda db: shop.shop_of(db, store_id)).labels == ("2IIIIIIPPPPPC",)


def test_people_work_where_the_file_says_and_everywhere_when_it_does_not(
    centre: Centre, store_id: str
) -> None:
    second = f"s{store_id[1:]}"
    store = EXAMPLE[EXAMPLE.index("[[stores]]") : EXAMPLE.index("# A PIN")]
    boss = '[[clerks]]\nid = "nora"\nname = "Nora"\nrole = "manager"\npin = "9999-boss"\n'
    text = example(store_id) + store.replace('"12"', f'"{second}"') + boss
    chain_file.write(centre.hub, chain_file.read(text))
    at = [
        sorted(clerk.id for clerk in centre.hub.read(partial(shop.clerks, store=s)))
        for s in (store_id, second)
    ]
    assert at == [["mira", "nora"], ["nora"]]


def test_p6_whoever_is_taken_out_of_the_file_no_longer_works_in_its_stores(
    centre: Centre, store_id: str
) -> None:
    chain_file.write(centre.hub, chain_file.read(example(store_id)))
    text = example(store_id)
    boss = '[[clerks]]\nid = "nora"\nname = "Nora"\nrole = "manager"\npin = "9999-boss"\n'
    mira = text[text.index("[[clerks]]") : text.index("[[tax]]")]
    for people, staying in ((boss, ["nora"]), ("", ["nora"])):
        chain_file.write(centre.hub, chain_file.read(text.replace(mira, people)))
        found = centre.hub.read(lambda db: shop.clerks(db, store_id))
        assert [clerk.id for clerk in found] == staying


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('discount_percent = "10"', 'discount_percent = "ten"'),
        ('discount_percent = "10"', 'discount_percent = "101"'),
        ('discount_percent = "10"', 'discount_percent = "0.00001"'),
        ('discount_percent = "10"', 'discount_percent = "NaN"'),
        ('discount_percent = "10"', 'discount_percent = "1e9999999"'),
        ('chain = "My shop"', "chain = " + "[" * 3_000),
        ('standard = "22"', 'standard = "-1"'),
        ('name = "IVA"\ncountry = "IT"', 'name = "IVA"\ncountry = "FR"'),
        ('timezone = "Europe/Rome"', 'timezone = "Europe/Nowhere"'),
        ('postal_code = "20121"', 'postal_code = "1"'),
        ('role = "clerk"', 'role = "king"'),
        ('pin = "change-me-1234"', 'pin = "1"'),
        ('pin = "change-me-1234"', ""),
        ('stores = ["12"]', 'stores = ["99"]'),
        ("[[stores]]", "[[shops]]"),
        ('chain = "My shop"', 'chain = "My shop'),
    ],
)
def test_a_wrong_field_is_named_and_changes_nothing(
    centre: Centre, store_id: str, right: str, wrong: str
) -> None:
    assert right in EXAMPLE
    text = EXAMPLE.replace(right, wrong).replace('"12"', f'"{store_id}"')
    with pytest.raises(chain_file.BadChain):
        chain_file.write(centre.hub, chain_file.read(text))
    assert centre.hub.read(lambda db: shop.clerks(db, store_id)) == ()
    with pytest.raises(Refusal):
        centre.hub.read(lambda db: shop.shop_of(db, store_id))


def test_the_command_says_what_it_did(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "chain.toml"
    file.write_text(EXAMPLE, "utf-8")
    url = as_text(tmp_path / "hub.db")
    assert chain_file.main([str(file), "--database", url]) == 0
    assert "My shop: stores 1, people 1" in capsys.readouterr().err
    for wrong in ("chain = 3", EXAMPLE + "#" * chain_file.LARGEST):
        file.write_text(wrong, "utf-8")
        assert chain_file.main([str(file), "--database", url]) == 1
        assert "Nothing was changed" in capsys.readouterr().err
