"""P1: whatever the OpenAPI document lets somebody ask, and what it does not, the centre answers
as the document says, and never breaks. Made by schemathesis, signed as a register signs.

Requests are made from the document with short lists and no names of nobody's below the body,
answers are judged by the whole one: making three sales with twenty lines of strangers' fields
took sixty times as long as asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
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

from posapp.database.engine import as_text
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
MOST_ITEMS = 2  # in a list of a request


@dataclass
class Asking:
    """A register that asks strange things.

    Attributes:
        known: ids of things that are there, by the name of the path's parameter.
        whole: the operations by the document that answers are judged by, by their labels.
    """

    register: Client
    known: dict[str, str]
    whole: dict[str, Any]
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
        case.operation = self.whole[name]
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
    url = as_text(plan.folder / "hub.db")
    migrating.upgrade(url)
    much = Settings(url, searches_per_minute=MANY, guesses_per_minute=MANY)
    with _planted(plan.planted), running(much) as centre:
        document = create_app(Settings(url)).openapi()
        operations = _operations(_short(document))
        asking = _asking(centre, {each.label: each for each in _operations(document)})
        each = -(-plan.points // len(operations))
        places = count(plan.seed * 1_000)
        while asking.asked < plan.points:  # some have not so many ways of being asked
            for operation in operations:
                _ask_all(asking, operation, each, next(places))
            each = max(1, (plan.points - asking.asked) // len(operations))
        faults = tuple(f"{fault} (seed {plan.seed})" for fault in asking.faults.values())
        return Outcome(asking.asked, faults=faults)


def _short(document: dict[str, Any]) -> dict[str, Any]:
    """The document with short lists, and with no names but its own within a body."""
    short = deepcopy(document)
    bodies = re.findall(r"'requestBody':.*?schemas/(\w+)'", str(short["paths"]))
    for name, schema in short["components"]["schemas"].items():
        if name not in bodies and "properties" in schema:
            schema["additionalProperties"] = False
        for field_schema in schema.get("properties", {}).values():
            if field_schema.get("type") == "array":
                field_schema["maxItems"] = MOST_ITEMS
    return short


def _operations(document: dict[str, Any]) -> list[Any]:
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


def _asking(centre: Centre, whole: dict[str, Any]) -> Asking:
    """A store where there is something to ask about."""
    store = make_store(centre.hub)
    register = store.register(centre.hub, centre.url)
    shop: Shopping = make_shopping(centre, store, register)
    boots = shop.product(here=5)
    ana = shop.customer(credit=1_000)
    web = shop.web_cart(ana, [(boots, 1)])
    known = {"customer": ana, "cart": web.id, "number": "1", "name": "a.png"}
    return Asking(register, known, whole)


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
    gate=3_500,
    soak=1_000_000,
    run=run,
    planted=(UNCAUGHT, OTHERWISE),
    red_within=100,
)
