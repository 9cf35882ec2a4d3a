"""P1: whatever the OpenAPI document lets somebody ask, and what it does not, the centre answers
as the document says, and never breaks. Made by schemathesis, signed as a register signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from posapp.hub import auth, migrating
from posapp.hub.answers import answer
from posapp.hub.app import create_app
from posapp.hub.routes import capabilities
from posapp.hub.settings import Settings
from tests.hub.client import Client
from tests.hub.conftest import Centre, running
from tests.hub.shopping import Shopping, make_shopping
from tests.hub.store import make_store
from tests.sweeps.sweep import Outcome, Plan, Sweep

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
WAIT_S = 30
UNCAUGHT = "a body that is no message breaks the operation"
OTHERWISE = "an answer that is not the document's"
MANY = 1_000_000


@dataclass
class Asking:
    """A register that asks strange things.

    Attributes:
        known: ids of things that are there, by the name of the path's parameter.
    """

    register: Client
    known: dict[str, str]
    asked: int = 0
    faults: dict[str, str] = field(default_factory=dict)

    def ask(self, case: Any) -> None:
        """Send one, and judge the answer."""
        self.asked += 1
        if "wait" in case.query:
            case.query["wait"] = 0
        sent = self._signed(case)
        if sent is None:
            return
        name = case.operation.label
        got = self._answer(sent)
        if got is None:
            self.faults.setdefault(name, f"{name}: hung up twice")
            return
        if got.status_code >= 500:
            self.faults.setdefault(name, f"{name}: {got.status_code} {got.text[:100]}")
            return
        try:
            case.validate_response(got, checks=CHECKS)
        except FailureGroup as group:
            told = str(group.exceptions[0]).splitlines()[0]
            self.faults.setdefault(name, f"{name}: {got.status_code} {told[:200]}")

    def _answer(self, sent: requests.PreparedRequest) -> requests.Response | None:
        """On a kept connection, which the centre may just have closed; else on a new one."""
        for _ in range(2):
            try:
                return self.register.http.send(sent, timeout=WAIT_S, allow_redirects=False)
            except requests.ConnectionError:
                self.register.http.close()
        return None

    def _signed(self, case: Any) -> requests.PreparedRequest | None:
        """The request as it goes over the line; None for one that no client can send."""
        words = case.as_transport_kwargs(base_url=self.register.url)
        words.pop("cookies", None)
        try:
            sent = self.register.http.prepare_request(requests.Request(**words))
        except (requests.RequestException, UnicodeError, ValueError):
            return None
        body = sent.body.encode() if isinstance(sent.body, str) else sent.body or b""
        assert isinstance(body, bytes)
        target = sent.path_url
        assert sent.method is not None
        sent.headers.update(self.register.authorization(sent.method, target, body))
        if key := re.match(rb'\{"id": ?"([\w.-]{1,64})"', body):
            sent.headers["Idempotency-Key"] = key[1].decode()
        return sent


def run(plan: Plan) -> Outcome:
    """As many examples of each operation as the points allow."""
    url = f"sqlite:///{plan.folder}/hub.db"
    migrating.upgrade(url)
    much = Settings(url, searches_per_minute=MANY, guesses_per_minute=MANY)
    with _planted(plan.planted), running(much) as centre:
        asking = _asking(centre)
        operations = _operations(url)
        each = -(-plan.points // len(operations))
        places = count(plan.seed * 1_000)
        while asking.asked < plan.points:  # some have not so many ways of being asked
            for operation in operations:
                _ask_all(asking, operation, each, next(places))
            each = max(1, each // 4)
        faults = tuple(f"{fault} (seed {plan.seed})" for fault in asking.faults.values())
        return Outcome(asking.asked, faults=faults)


def _operations(url: str) -> list[Any]:
    document = create_app(Settings(url)).openapi()
    schema = schemathesis.openapi.from_dict(document)
    operations = [found for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) == sum(len(methods) for methods in document["paths"].values())
    return [found.ok() for found in operations]


def _ask_all(asking: Asking, operation: Any, times: int, seeded: int) -> None:
    """Fitting and unfitting requests, a third of them about things that are there."""
    here = {
        name: asking.known.get(name, "x") for name in re.findall(r"\{(\w+)\}", operation.path)
    }
    cases = st.one_of(
        operation.as_strategy(GenerationMode.POSITIVE, path_parameters=here or None),
        operation.as_strategy(GenerationMode.POSITIVE),
        operation.as_strategy(GenerationMode.NEGATIVE),
    )

    @seed(seeded)
    @settings(
        max_examples=times,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def ask(case: Case) -> None:  # type: ignore[type-arg]  # of whatever operation it is
        asking.ask(case)

    ask()


def _asking(centre: Centre) -> Asking:
    """A store where there is something to ask about."""
    store = make_store(centre.hub)
    register = store.register(centre.hub, centre.url)
    shop: Shopping = make_shopping(centre, store, register)
    boots = shop.product(here=5)
    ana = shop.customer(credit=1_000)
    web = shop.web_cart(ana, [(boots, 1)])
    return Asking(register, {"customer": ana, "cart": web.id, "number": "1", "name": "a.png"})


@contextmanager
def _planted(fault: str) -> Iterator[None]:
    place: tuple[Any, str, Any] | None = {
        UNCAUGHT: (auth, "_where", lambda text: text.splitlines()[99]),
        OTHERWISE: (capabilities, "answer", lambda _value: answer({"system": 1})),
    }.get(fault)
    if place is None:
        yield
        return
    where, name, planted = place
    right = getattr(where, name)
    setattr(where, name, planted)
    try:
        yield
    finally:
        setattr(where, name, right)


SWEEP = Sweep(
    name="schemathesis on the centre's OpenAPI",
    holds=("P1",),
    gate=300,
    soak=1_000_000,
    run=run,
    planted=(UNCAUGHT, OTHERWISE),
    red_within=100,
)
