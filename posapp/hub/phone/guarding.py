"""What a browser is told not to do with a page."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from posapp.hub.problems import Refusal

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
NO_STORE = "no-store"


class GuardedRoute(APIRoute):
    """Every answer, a refusal too, carries ``HEADERS``; none is kept unless it says so."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        inner = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            try:
                response = await inner(request)
            except Refusal as refusal:
                response = refusal.response
            response.headers.update(HEADERS)
            response.headers.setdefault("Cache-Control", NO_STORE)
            return response

        return guarded
