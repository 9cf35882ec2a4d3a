"""Whoever edits an online cart: a counter or the phone, with answers that get lost."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import requests

from posapp.contract import wire
from posapp.contract.messages import Operations
from posapp.contract.problems import ProblemDocument
from posapp.domain.errors import Refused, Unreachable
from posapp.domain.webcart import Operation, OperationKind, WebCart
from tests.hub.store import new_id
from tests.sweeps.duel.arena import Counter, persistently

Send = Callable[[tuple[Operation, ...]], int]
PATIENCE_S = 10


@dataclass(frozen=True)
class Acknowledged:
    """An edit that the centre said it has, and when it said so (monotonic)."""

    edit: Operation
    at: float


@dataclass
class Editor:
    """Edits one cart. Every edit ends as acknowledged, refused or, when an earlier try may
    have been taken, as neither.

    Attributes:
        send: tells the centre; gives the version then, 0 when it is not told.
        version: last seen. ``known``: every edit that was ever sent, by id.
    """

    send: Send
    skus: tuple[str, ...]
    luck: random.Random
    version: int = 0
    known: dict[str, Operation] = field(default_factory=dict)
    acknowledged: list[Acknowledged] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)

    def edits(self, number: int) -> None:
        """Make at least so many edits, some alone and some together."""
        done = 0
        while done < number:
            batch = self._batch(number - done)
            done += len(batch)
            self._tell(batch)

    def _batch(self, most: int) -> tuple[Operation, ...]:
        if self.version and self.luck.random() < 0.12:
            note = f"note {new_id()}"
            return (Operation(new_id(), OperationKind.SET, "", 0, "note", note, self.version),)
        size = min(self.luck.choice((1, 2, 4, 6, 6)), most, len(self.skus))
        return tuple(self._delta(sku) for sku in self.luck.sample(self.skus, size))

    def _delta(self, sku: str) -> Operation:
        kind = self.luck.choice((OperationKind.ADD, OperationKind.ADD, OperationKind.SUB))
        return Operation(new_id(), kind, sku, self.luck.randint(1, 3))

    def _tell(self, batch: tuple[Operation, ...]) -> None:
        """Until it is answered. What was lost may come again in another batch, with more."""
        self.known |= {edit.id: edit for edit in batch}
        fresh = {edit.id for edit in batch}
        try:
            try:
                version = self.send(batch)
            except Unreachable:
                old = batch
                batch = self._regrouped(batch)
                fresh = {edit.id for edit in batch} - {edit.id for edit in old}
                version = persistently(lambda: self.send(batch))
        except Refused:
            self.refused |= fresh
            self.version = 0
            return
        self.version = version
        now = time.monotonic()
        self.acknowledged += [Acknowledged(edit, now) for edit in batch]

    def _regrouped(self, batch: tuple[Operation, ...]) -> tuple[Operation, ...]:
        """The same edits under another first one; a single one stays as it was."""
        rest = set(self.skus) - {edit.sku for edit in batch}
        if len(batch) < 2 or not rest or self.luck.random() < 0.5:
            return batch
        more = self._delta(self.luck.choice(sorted(rest)))
        self.known[more.id] = more
        return (*batch[1:], batch[0], more)


def at_the_counter(counter: Counter, cart: str) -> Send:
    """As a register edits it."""
    target = f"/v1/carts/{cart}/operations"

    def send(batch: tuple[Operation, ...]) -> int:
        ask = partial(counter.signing.post, target, Operations(batch), batch[0].id)
        return wire.decode(_answer(ask), WebCart).version

    return send


def on_the_phone(http: requests.Session, page: str, cart: str) -> Send:
    """As the customer's page does."""
    target = f"{page}/carts/{cart}/operations"

    def send(batch: tuple[Operation, ...]) -> int:
        _answer(partial(http.post, target, wire.encode(Operations(batch)), timeout=PATIENCE_S))
        return 0

    return send


def _answer(ask: Callable[[], requests.Response]) -> bytes:
    """What a good answer says.

    Raises:
        Refused: it was judged. Unreachable: it was not.
    """
    try:
        answer = ask()
    except requests.RequestException as error:
        raise Unreachable(type(error).__name__) from error
    if answer.status_code in (200, 204):
        return answer.content
    code = wire.decode(answer.content, ProblemDocument).code
    if code in ("cart_closed", "version_changed"):
        raise Refused(code)
    raise Unreachable(code)
