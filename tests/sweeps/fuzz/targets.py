"""What is fuzzed: each takes bytes from outside, and may only fail as it says it does."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import SimpleNamespace
from typing import cast

from posapp.contract import signing, wire
from posapp.domain import codes
from posapp.domain.conversation import Message
from posapp.domain.customer import Customer
from posapp.domain.errors import (
    BadLabelPattern,
    TokenDamaged,
    TokenTooOld,
    TokenWrongStore,
    UnreadableCode,
)
from posapp.domain.gtin import digits_only
from posapp.domain.labels import label_pattern, read_label
from posapp.domain.receipt import MAX_TEXT, tame
from posapp.domain.visit import Visit
from posapp.hub.imports import shopify, woocommerce
from posapp.hub.imports.rows import NotAnExport
from posapp.services import tokens
from posapp.services.register import Register
from posapp.ui import formats
from posapp.ui.talk.timeline import Timeline
from tests.services.shop import SHOP, START, STORE

LABELS = tuple(label_pattern(text) for text in SHOP.labels)
MOST = 300
HIDDEN = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
AT_REGISTER = cast(Register, SimpleNamespace(shop=SHOP, store_id=STORE, now=lambda: START))


@dataclass(frozen=True)
class Target:
    """Something that reads bytes from outside.

    Attributes:
        declared: what it may raise. ``longest``: bytes that it is given at the most.
    """

    reads: Callable[[bytes], object]
    declared: tuple[type[Exception], ...]
    longest: int


def _text(given: bytes) -> str:
    return given.decode("utf-8", "surrogateescape")


def _qr(given: bytes) -> None:
    text = given.decode("utf-8", "replace")
    with suppress(ValueError):  # as it says
        signing.read_token(text)
    tokens.verified(AT_REGISTER, signing.PREFIX + text.removeprefix(signing.PREFIX))


def _barcode(given: bytes) -> None:
    text = _text(given)
    codes.classify(text, LABELS)
    codes.parse_first(text.split("\n"), LABELS)


def _label(given: bytes) -> None:
    digits, _, pattern = given.decode("utf-8", "replace").partition("\n")
    made = label_pattern(pattern)
    if digits_only(digits):  # as its caller has seen to
        read_label(digits, made)


def _chat(given: bytes) -> None:
    """A message as the centre sends it, and its text as it is laid out and printed."""
    text = _text(given)
    shown = formats.tamed(text, MOST, lines=True)
    assert len(shown) <= MOST and not set(HIDDEN) & set(shown), "not tame"
    assert len(tame(text)) <= MAX_TEXT, "not tame on paper"
    message = wire.decode(given, Message)
    visit = Visit("v", Customer("k", "Ana"), messages=(message,))
    Timeline(visit, None, START).entries(visit.messages)


TARGETS = {
    "qr": Target(_qr, (TokenDamaged, TokenTooOld, TokenWrongStore), 4_096),
    "barcode": Target(_barcode, (UnreadableCode,), 4_096),
    "label": Target(_label, (BadLabelPattern,), 4_096),
    "chat": Target(_chat, (wire.BadMessage,), 65_536),
    "shopify": Target(lambda b: list(shopify.read(b, "EUR")), (NotAnExport,), 65_536),
    "woocommerce": Target(lambda b: list(woocommerce.read(b, "EUR")), (NotAnExport,), 65_536),
}
