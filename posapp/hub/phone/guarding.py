"""What the customer's page may do in a browser, and how much of the centre it may take."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import nullcontext
from functools import wraps
from typing import Any

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from posapp.hub.auth import Sent

CONTENT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class GuardedRoute(APIRoute):
    """Answers of the page say so; refusals keep what every answer says.

    Whoever has one link could keep every thread busy with searches and codes, and the registers
    waiting: pages wait for each other, not for what is slow to be sent.
    """

    def __init__(self, path: str, endpoint: Callable[..., Response], **more: Any) -> None:
        @wraps(endpoint)
        async def in_turn(**asked: Any) -> Response:
            sent: Sent | None = asked.get("sent")
            async with sent.hub.phones if sent else nullcontext():
                return await run_in_threadpool(endpoint, **asked)

        super().__init__(path, in_turn, **more)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        inner = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            response = await inner(request)
            response.headers["Content-Security-Policy"] = CONTENT
            return response

        return guarded
