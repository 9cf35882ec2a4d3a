"""P6, S6: a signed request is believed now and once, whatever the register's clock says."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from requests import Response
from sqlalchemy import func, select

from posapp.central.identity import Identity
from posapp.central.transport import Transport
from posapp.contract import paths, wire
from posapp.contract.messages import How, Opening, Search
from posapp.contract.signing import WINDOW_S
from posapp.domain.customer import Customer
from posapp.hub import catalogue, nonces
from posapp.hub.settings import Settings
from posapp.hub.tables import chain
from posapp.hub.tables.customers import looks
from posapp.hub.tidying import tidy
from tests.hub.client import Client, problem
from tests.hub.conftest import Centre, running
from tests.hub.store import Store, new_id

YEARS_S = 10 * 365 * 86_400
Send = Callable[[Client], Response]


@pytest.fixture
def second(database_url: str) -> Iterator[Centre]:
    """Another process's worth of the same centre."""
    with running(Settings(database_url)) as centre:
        yield centre


def sent_at(register: Client, at: int) -> Response:
    signed = register.authorization("GET", paths.SHOP, b"", at)
    return register.http.get(register.url + paths.SHOP, headers=signed, timeout=10)


def captured(register: Client, method: str, target: str, body: bytes, key: str = "") -> Send:
    """One signed request, to be sent as it is, as often as somebody likes."""
    headers = register.authorization(method, target, body)
    headers |= {"Idempotency-Key": key} if key else {}
    return lambda to: to.http.request(
        method, to.url + target, data=body, headers=headers, timeout=10
    )


def test_p6_request_from_another_time_is_refused_and_told_the_centres(register: Client) -> None:
    now = int(time.time())
    for at in (0, now - WINDOW_S - 5, now + WINDOW_S + 60, now + YEARS_S):
        refused = problem(sent_at(register, at))
        assert (refused.status, refused.code) == (401, "clock")
        assert refused.now_s is not None
        assert abs(refused.now_s - time.time()) < 60
    for at in (now - WINDOW_S + 60, now, now + WINDOW_S - 60):
        assert sent_at(register, at).status_code == 200


def test_p6_who_cannot_sign_learns_no_time(centre: Centre, register: Client) -> None:
    signed = register.authorization("GET", paths.SHOP, b"", 5)
    signed = {"Authorization": signed["Authorization"].replace('at="5"', 'at="6"')}
    answer = register.http.get(register.url + paths.SHOP, headers=signed, timeout=10)
    assert problem(answer).code == "unauthorised"
    assert problem(answer).now_s is None


@pytest.mark.parametrize("off_s", [-2 * YEARS_S, -YEARS_S, -3_600, 3_600, YEARS_S])
def test_s6_register_whose_clock_is_years_off_works_all_the_same(
    centre: Centre, register: Client, off_s: int
) -> None:
    assert register.key is not None
    identity = Identity(register.id, register.key.private_bytes_raw())
    talk = Transport(centre.url, identity, wall=lambda: time.time() + off_s)
    statuses = {talk.ask("GET", paths.SHOP, largest=10**6).status for _ in range(3)}
    talk.close()
    assert statuses == {200}


def test_p6_captured_look_at_a_customer_tells_nothing_when_it_is_played_again(
    centre: Centre, second: Centre, store: Store, register: Client, ana: Customer
) -> None:
    """Neither at the process that answered it nor at another one."""
    elsewhere = replace(register, url=second.url)
    opening = Opening(new_id(), How.NAME, store.clerk, customer=ana.id)
    search = Search(How.NAME, ana.name, "IT", store.clerk)
    photo = f"{new_id()}.png"
    png = b"\x89PNG\r\n\x1a\n"
    centre.hub.write(lambda db: catalogue.put_images(db, [(photo, png)], ana.id))
    targets = [path.format(customer=ana.id) for path in (paths.CARTS, paths.ORDERS)]
    targets += [paths.IMAGE.format(name=photo)]
    looked = [
        captured(register, "POST", paths.VISITS, wire.encode(opening), opening.id),
        captured(register, "POST", paths.SEARCH, wire.encode(search)),
        *(captured(register, "GET", target, b"") for target in targets),
    ]
    for send in looked:
        assert send(register).status_code == 200
    before = centre.hub.read(lambda db: db.scalar(select(func.count()).select_from(looks)))
    for send in looked:
        for where in (register, elsewhere):
            assert problem(send(where)).code == "replayed"
    after = centre.hub.read(lambda db: db.scalar(select(func.count()).select_from(looks)))
    assert before == after


def test_p6_register_asks_anew_when_the_line_doubled_its_question(
    centre: Centre, register: Client, store: Store, ana: Customer
) -> None:
    """A proxy that sends a read twice may hand on the second answer."""
    assert register.key is not None
    opening = Opening(new_id(), How.NAME, store.clerk, customer=ana.id)
    assert register.post(paths.VISITS, opening).status_code == 200
    nonces_used = iter(["1" * 32, "1" * 32, "2" * 32])
    identity = Identity(register.id, register.key.private_bytes_raw())
    target = paths.CARTS.format(customer=ana.id)
    talk = Transport(centre.url, identity)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("secrets.token_hex", lambda _n: next(nonces_used))
        statuses = [talk.ask("GET", target, largest=10**6).status for _ in range(2)]
    talk.close()
    assert statuses == [200, 200]
    assert next(nonces_used, None) is None


def test_p6_nonces_are_forgotten_only_once_their_time_is_over(
    centre: Centre, register: Client
) -> None:
    hub = centre.hub
    mine = select(chain.nonces.c.nonce).where(chain.nonces.c.register == register.id)
    register.get(paths.ORDER.format(number="none"))
    hub.write(lambda db: tidy(db, hub))
    assert hub.read(lambda db: db.scalars(mine).all()) != []
    later = replace(hub, clock=lambda: hub.clock() + nonces.KEPT)
    hub.write(lambda db: tidy(db, later))
    assert hub.read(lambda db: db.scalars(mine).all()) == []
    assert nonces.KEPT.total_seconds() > 2 * WINDOW_S
