"""What the customer's page may do in a browser: its own script, style and pictures."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.responses import Response

CONTENT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class GuardedRoute(APIRoute):
    """Answers of the page say so; refusals keep what every answer says."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        inner = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            response = await inner(request)
            response.headers["Content-Security-Policy"] = CONTENT
            return response

        return guarded
