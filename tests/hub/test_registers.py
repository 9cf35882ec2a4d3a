"""How registers come into the chain, and how they are shut out."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from posapp.contract import paths
from posapp.contract.messages import Enrolled, Enrolment
from posapp.contract.signing import signed_text
from posapp.domain.shop import Shop
from posapp.hub import registers
from posapp.hub.tables.chain import enrolment_codes
from tests.hub.client import Client, problem, read
from tests.hub.conftest import Centre
from tests.hub.store import Store, new_id


def code_for(centre: Centre, store: Store, hours: int = 24) -> str:
    lives = timedelta(hours=hours)
    return centre.hub.write(
        lambda db: registers.make_code(db, centre.hub, store.id, lives=lives)
    )


def enrolment(code: str, key: Ed25519PrivateKey | None = None, name: str = "") -> Enrolment:
    public = (key or Ed25519PrivateKey.generate()).public_key().public_bytes_raw()
    return Enrolment(name or f"r{new_id()}", code, b64encode(public).decode(), "Counter 1")


def test_enrolled_register_is_believed(centre: Centre, store: Store) -> None:
    key = Ed25519PrivateKey.generate()
    asked = enrolment(code_for(centre, store), key)
    enrolled = read(Client(centre.url).post(paths.ENROL, asked), Enrolled)
    assert enrolled == Enrolled(asked.id, store.id, "1", 1)
    assert Client(centre.url, asked.id, key).get(paths.SHOP).status_code == 200


def test_code_is_typed_in_small_letters_and_without_hyphens(
    centre: Centre, store: Store
) -> None:
    code = code_for(centre, store).lower().replace("-", " ")
    read(Client(centre.url).post(paths.ENROL, enrolment(code)), Enrolled)


def test_code_lets_in_one_register_only(centre: Centre, store: Store) -> None:
    code = code_for(centre, store)
    read(Client(centre.url).post(paths.ENROL, enrolment(code)), Enrolled)
    again = Client(centre.url).post(paths.ENROL, enrolment(code))
    assert problem(again).code == "code_spent"


def test_lost_answer_to_an_enrolment_costs_no_code(centre: Centre, store: Store) -> None:
    asked = enrolment(code_for(centre, store))
    client = Client(centre.url)
    first = read(client.post(paths.ENROL, asked), Enrolled)
    assert read(client.post(paths.ENROL, asked), Enrolled) == first


def test_wrong_and_expired_codes_are_refused_alike(centre: Centre, store: Store) -> None:
    for code in ("", "AAAA-BBBB-CCCC-DDDD", code_for(centre, store, hours=-1)):
        answer = Client(centre.url).post(paths.ENROL, enrolment(code))
        assert problem(answer).code == "code_spent"


def test_code_cannot_be_read_out_of_the_database(centre: Centre, store: Store) -> None:
    code = code_for(centre, store)
    with centre.hub.database.reading() as db:
        rows = db.execute(select(enrolment_codes)).all()
    assert code not in str(rows)
    assert code.replace("-", "") not in str(rows)


def test_registers_of_a_store_are_numbered(centre: Centre, store: Store) -> None:
    client = Client(centre.url)
    codes = [code_for(centre, store) for _ in range(3)]
    labels = [read(client.post(paths.ENROL, enrolment(code)), Enrolled).label for code in codes]
    assert labels == ["1", "2", "3"]


def test_restored_register_gets_a_new_epoch(centre: Centre, store: Store) -> None:
    key, name, client = Ed25519PrivateKey.generate(), f"r{new_id()}", Client(centre.url)
    first = enrolment(code_for(centre, store), key, name)
    assert read(client.post(paths.ENROL, first), Enrolled).epoch == 1
    again = enrolment(code_for(centre, store), key, name)
    assert read(client.post(paths.ENROL, again), Enrolled).epoch == 2
    stranger = enrolment(code_for(centre, store), None, name)
    assert problem(client.post(paths.ENROL, stranger)).code == "invalid"


def test_key_that_is_no_key_is_refused_and_the_code_stays_good(
    centre: Centre, store: Store
) -> None:
    code, client = code_for(centre, store), Client(centre.url)
    for key in ("", "AAAA", "not base64 at all", "A" * 5_000):
        answer = client.post(paths.ENROL, Enrolment(f"r{new_id()}", code, key, ""))
        assert problem(answer).code == "invalid"
    read(client.post(paths.ENROL, enrolment(code)), Enrolled)


def test_p6_unsigned_request_is_refused(centre: Centre) -> None:
    answer = Client(centre.url).get(paths.SHOP)
    assert (answer.status_code, problem(answer).code) == (401, "unauthorised")


def test_p6_request_signed_with_another_key_is_refused(
    centre: Centre, register: Client
) -> None:
    stranger = Client(centre.url, register.id, Ed25519PrivateKey.generate())
    assert problem(stranger.get(paths.SHOP)).code == "unauthorised"


def test_p6_signature_is_good_for_its_own_request_only(register: Client) -> None:
    stolen = register.authorization("GET", paths.SHOP, b"")
    for method, target, body in (
        ("GET", paths.STOCK, b""),
        ("GET", paths.SHOP + "?x=1", b""),
        ("POST", paths.SEARCH, b""),
        ("GET", paths.SHOP, b"{}"),
    ):
        answer = register.http.request(
            method, register.url + target, data=body, headers=stolen, timeout=10
        )
        assert answer.status_code == 401, target


def test_p6_broken_authorization_headers_are_refused(register: Client) -> None:
    good = register.authorization("GET", paths.SHOP, b"")["Authorization"]
    for header in ("", "Register", good[:-10], good.replace("id=", "ID="), good + "x" * 9_000):
        answer = register.http.get(
            register.url + paths.SHOP, headers={"Authorization": header}, timeout=10
        )
        assert answer.status_code in {401, 431, 400}, header


def test_p6_revoked_register_is_told_so(centre: Centre, register: Client) -> None:
    assert centre.hub.write(lambda db: registers.revoke(db, centre.hub, register.id))
    assert problem(register.get(paths.SHOP)).code == "revoked"


def test_p6_who_cannot_sign_does_not_learn_that_a_register_is_revoked(
    centre: Centre, register: Client
) -> None:
    centre.hub.write(lambda db: registers.revoke(db, centre.hub, register.id))
    stranger = Client(centre.url, register.id, Ed25519PrivateKey.generate())
    assert problem(stranger.get(paths.SHOP)).code == "unauthorised"


def test_p6_signed_text_covers_method_target_body_time_and_nonce() -> None:
    texts = {
        signed_text("GET", "/a", b"", 1, "n"),
        signed_text("PUT", "/a", b"", 1, "n"),
        signed_text("GET", "/b", b"", 1, "n"),
        signed_text("GET", "/a", b"x", 1, "n"),
        signed_text("GET", "/a", b"", 2, "n"),
        signed_text("GET", "/a", b"", 1, "m"),
    }
    assert len(texts) == 6


def test_register_gets_the_profile_of_its_own_store(
    centre: Centre, store: Store, register: Client
) -> None:
    shop = read(register.get(paths.SHOP), Shop)
    assert shop.location.id == store.id
    assert [clerk.id for clerk in shop.people] == [store.clerk]
