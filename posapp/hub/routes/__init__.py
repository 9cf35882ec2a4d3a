"""What HTTP says, one module per noun; each has a ``router``."""

from __future__ import annotations

from fastapi import APIRouter


def every() -> tuple[APIRouter, ...]:
    """All routers of the centre, in the order of the contract's paths."""
    from posapp.hub.routes import (
        capabilities,
        conversations,
        customers,
        events,
        orders,
        registers,
        shop,
        visits,
    )

    return (
        capabilities.router,
        registers.router,
        shop.router,
        customers.router,
        visits.router,
        conversations.router,
        orders.router,
        events.router,
    )
