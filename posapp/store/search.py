"""Search as you type over the whole catalogue, in milliseconds whatever its size."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from posapp.domain.catalogue import Product
from posapp.store.vocabulary import Vocabulary

FIRST = 30


@dataclass(frozen=True)
class Hits:
    """What was found, exact matches first, then by popularity.

    Attributes:
        corrected: the words it was found by instead, when nothing has the words as typed.
        complete: false while the catalogue is still coming down.
    """

    products: tuple[Product, ...]
    corrected: str
    complete: bool


def search(
    db: Connection, text: str, vocabulary: Vocabulary | None = None, limit: int = FIRST
) -> Hits:
    """Products whose words begin with the words typed, in any order; or whose SKU or GTIN
    does. ``vocabulary``: None while it is being read; nothing is corrected then."""
    raise NotImplementedError
