"""A register as the centre sees it: signs what it asks, and nothing else."""

from __future__ import annotations

import time
import uuid
from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any, TypeVar

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from posapp.contract import wire
from posapp.contract.problems import ProblemDocument
from posapp.contract.signing import signed_text

T = TypeVar("T")
WAIT_S = 30.0


@dataclass
class Client:
    """Asks the hub at ``url`` as register ``id``; ``key`` None asks unsigned."""

    url: str
    id: str = ""
    key: Ed25519PrivateKey | None = None
    http: requests.Session = field(default_factory=requests.Session)

    def get(self, target: str, **headers: str) -> requests.Response:
        return self.send("GET", target, b"", headers)

    def post(self, target: str, message: Any, key: str | None = None) -> requests.Response:
        """Send a message; its idempotency key is its ``id`` unless told otherwise."""
        name = getattr(message, "id", "") if key is None else key
        headers = {"Content-Type": "application/json"}
        if name:
            headers["Idempotency-Key"] = name
        return self.send("POST", target, wire.encode(message), headers)

    def send(
        self, method: str, target: str, body: bytes, headers: dict[str, str]
    ) -> requests.Response:
        signed = {**headers, **self.authorization(method, target, body)}
        return self.http.request(
            method, self.url + target, data=body, headers=signed, timeout=WAIT_S
        )

    def authorization(
        self, method: str, target: str, body: bytes, at: int | None = None
    ) -> dict[str, str]:
        if self.key is None:
            return {}
        nonce = uuid.uuid4().hex
        at = int(time.time()) if at is None else at
        text = signed_text(method, target, body, at, nonce)
        signature = b64encode(self.key.sign(text)).decode()
        who = f'Register id="{self.id}", at="{at}", nonce="{nonce}"'
        return {"Authorization": f'{who}, signature="{signature}"'}


def read(response: requests.Response, kind: type[T], status: int = 200) -> T:
    """The message in an answer that must have this status."""
    assert response.status_code == status, response.text
    return wire.decode(response.content, kind)


def problem(response: requests.Response) -> ProblemDocument:
    """The problem document of a refusal."""
    assert response.headers["Content-Type"] == "application/problem+json"
    document = wire.decode(response.content, ProblemDocument)
    assert document.status == response.status_code
    return document
