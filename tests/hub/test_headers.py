"""P1: every answer tells browsers what not to do with it, and no answer says what we run."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import requests
from starlette.datastructures import MutableHeaders

from posapp.contract import paths
from posapp.hub.app import create_app
from posapp.hub.guarding import guard
from posapp.hub.phone import addresses
from posapp.hub.settings import Settings
from tests.hub.client import Client
from tests.hub.conftest import Centre
from tests.hub.store import Store, make_customer
from tests.hub.test_phone import phone_of

ROOT = Path(__file__).parents[2]
WAIT_S = 30
UNSIGNED = {paths.CAPABILITIES, paths.ENROL}


def bare(centre: Centre, method: str, target: str) -> requests.Response:
    return requests.request(method, centre.url + target, timeout=WAIT_S)


def check(answer: requests.Response) -> None:
    headers = answer.headers
    content = headers["Content-Security-Policy"]
    assert "default-src 'none'" in content
    assert "frame-ancestors 'none'" in content
    assert "unsafe" not in content
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert "Server" not in headers
    assert "X-Powered-By" not in headers
    assert not re.search(r"uvicorn|fastapi|python|starlette", str(headers), re.IGNORECASE)


def test_p1_every_answer_is_guarded(centre: Centre, register: Client) -> None:
    phone = phone_of(centre, make_customer(centre.hub))
    for answer in (
        bare(centre, "GET", paths.CAPABILITIES),
        bare(centre, "GET", paths.SHOP),
        bare(centre, "GET", "/nothing"),
        bare(centre, "DELETE", paths.SHOP),
        bare(centre, "GET", "/page/page.js"),
        bare(centre, "GET", "/page/none"),
        bare(centre, "GET", "/c/nobody"),
        register.get(paths.SHOP),
        register.get(paths.EVENTS + "?wait=x"),
        *(phone.get(part) for part in ("", "/state", "/code", "/code.svg", "/images/none")),
    ):
        check(answer)


def test_p1_answer_to_a_bug_is_guarded_and_tells_nothing(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_arguments: object) -> str:
        raise ZeroDivisionError("what some-secret held")

    monkeypatch.setattr(addresses, "customer_of", breaks)
    answer = bare(centre, "GET", "/c/some-secret")
    assert answer.status_code == 500
    check(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "some-secret" not in answer.text
    assert "Zero" not in answer.text


def test_p1_what_is_about_a_person_is_kept_by_no_cache(
    centre: Centre, store: Store, register: Client
) -> None:
    """Pictures alone may be kept, by the browser itself."""
    phone = phone_of(centre, make_customer(centre.hub))
    answers = [phone.get(part) for part in ("", "/state", "/code", "/code.svg", "/products")]
    answers += [register.get(paths.SHOP), bare(centre, "GET", "/nothing")]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}


def test_p7_browsers_are_told_to_come_back_over_tls_only() -> None:
    over_tls, plain = MutableHeaders(), MutableHeaders()
    guard(over_tls, "https")
    guard(plain, "http")
    assert "max-age=31536000" in over_tls["Strict-Transport-Security"]
    assert "Strict-Transport-Security" not in plain


def test_p6_everything_but_capabilities_and_enrolment_asks_for_a_signature(
    centre: Centre,
) -> None:
    """A route that forgets to ask is found here, whoever adds it."""
    document = create_app(Settings("sqlite:///:memory:")).openapi()
    asked = 0
    for path, methods in document["paths"].items():
        for method in methods:
            target = re.sub(r"\{\w+\}", "x", path)
            status = bare(centre, method.upper(), target).status_code
            assert (status == 401) is (path not in UNSIGNED), (method, path, status)
            asked += 1
    assert asked > 25


@pytest.mark.parametrize("kind", ["PRIVATE KEY", "AKIA", "xox", "ghp_"])
def test_p6_no_secret_is_in_the_repository(kind: str) -> None:
    """Keys, codes and tokens are made by tests as they run; none is written down."""
    pattern = {
        "PRIVATE KEY": "-----BEGIN ([A-Z]+ )?PRIVATE KEY-----",
        "AKIA": "AKIA[0-9A-Z]{16}",
        "xox": "xox[bap]-[0-9A-Za-z-]{10,}",
        "ghp_": "gh[pousr]_[0-9A-Za-z]{30,}",
    }[kind]
    command = ["git", "grep", "-lIE", "-e", pattern, "--", ".", ":!tests/hub/test_headers.py"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 1, found.stdout + found.stderr


def test_p6_no_command_takes_a_secret_as_an_argument() -> None:
    """Every list of running programs shows arguments. A file's path is no secret."""
    asks = re.compile(
        r"add(?:_argument)?\(\s*\"((?:--)?[\w-]*(?:pin|password|secret|token|code|key)[\w-]*)\""
    )
    programs = [*(ROOT / "posapp").rglob("*.py"), *(ROOT / "packaging").rglob("*.py")]
    found = {name for file in programs for name in asks.findall(file.read_text("utf-8"))}
    assert found == {"--private-key"}
