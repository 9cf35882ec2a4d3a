"""What HTTP says, one module per noun; each has a ``router``."""

from __future__ import annotations

from fastapi import APIRouter


def every() -> tuple[APIRouter, ...]:
    """All routers of the centre, in the order of the contract's paths."""
    from posapp.hub.routes import (
        attention,
        capabilities,
        carts,
        catalogue,
        checkouts,
        conversations,
        customers,
        erasures,
        events,
        gift_cards,
        orders,
        phone,
        registers,
        sales,
        shipping,
        shop,
        stock,
        visits,
    )

    return (
        capabilities.router,
        registers.router,
        shop.router,
        customers.router,
        visits.router,
        conversations.router,
        carts.router,
        shipping.router,
        checkouts.router,
        sales.router,
        orders.router,
        catalogue.router,
        stock.router,
        gift_cards.router,
        attention.router,
        events.router,
        erasures.router,
        phone.router,
    )
