"""Column types as the steps of the schema's history name them."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.types import TypeEngine


def key(length: int) -> TypeEngine[str]:
    """Text that both databases compare byte by byte."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")
