"""What a register must know to sell alone."""

from __future__ import annotations

from base64 import b64decode

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from posapp.contract import paths
from posapp.contract.signing import read_token
from posapp.domain.customer import Customer
from posapp.domain.people import Clerk, Role
from posapp.domain.shop import Shop
from posapp.hub import tokens
from posapp.hub.shop import put_clerks
from tests.hub.client import Client, read
from tests.hub.conftest import Centre
from tests.hub.store import COURIER, ITALY, Store


def test_profile_holds_everything_for_selling_alone(register: Client) -> None:
    shop = read(register.get(paths.SHOP), Shop)
    assert shop.rules.tax == ITALY
    assert shop.rules.currency == shop.currency == "EUR"
    assert shop.shipping == (COURIER,)
    assert shop.location in shop.locations
    assert shop.timezone == "Europe/Rome"


def test_profile_that_is_known_is_not_sent_again(register: Client) -> None:
    first = register.get(paths.SHOP)
    again = register.get(paths.SHOP, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["ETag"] == f'"{read(first, Shop).version}"'


def test_version_changes_with_the_people(
    centre: Centre, store: Store, register: Client
) -> None:
    before = read(register.get(paths.SHOP), Shop)
    boss = Clerk("boss", "Olga", Role.MANAGER, "$argon2id$…", 1_000_000, "en")
    centre.hub.write(lambda db: put_clerks(db, store.id, [boss]))
    after = read(register.get(paths.SHOP), Shop)
    assert boss in after.people
    assert after.version != before.version


def test_customer_qr_can_be_verified_with_the_profile_alone(
    centre: Centre, ana: Customer, register: Client
) -> None:
    shop = read(register.get(paths.SHOP), Shop)
    text = centre.hub.read(lambda db: tokens.issue(db, centre.hub, ana.id))
    token, payload, signature = read_token(text)
    [key] = [key for key in shop.keys if key.id == str(token.key)]
    Ed25519PublicKey.from_public_bytes(b64decode(key.public)).verify(signature, payload)


def test_retired_key_is_no_longer_published(centre: Centre) -> None:
    hub = centre.hub
    with hub.database.writing() as db:
        number = tokens.make_key(db, hub)
        assert str(number) in {key.id for key in tokens.keys(db)}
        tokens.retire_key(db, hub, number)
        assert str(number) not in {key.id for key in tokens.keys(db)}
