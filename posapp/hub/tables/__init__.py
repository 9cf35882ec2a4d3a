"""Every table of the centre, by noun, on one MetaData."""

from posapp.hub.tables import (
    carts,
    catalogue,
    chain,
    conversations,
    customers,
    gift_cards,
    orders,
    sales,
    stock,
    writes,
)
from posapp.hub.tables.base import metadata

__all__ = [
    "carts",
    "catalogue",
    "chain",
    "conversations",
    "customers",
    "gift_cards",
    "metadata",
    "orders",
    "sales",
    "stock",
    "writes",
]
