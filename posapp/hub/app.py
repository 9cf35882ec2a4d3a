"""Puts one process of the centre together."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import anyio.to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from uuid6 import uuid7

from posapp import __version__
from posapp.contract.problems import Problem, ProblemDocument
from posapp.database.engine import Database
from posapp.hub import openapi, routes
from posapp.hub.guarding import Guarded, guard
from posapp.hub.hub import Hub
from posapp.hub.problems import Refusal, as_response
from posapp.hub.settings import Settings
from posapp.hub.stopping import stop_waiting_on_signals
from posapp.hub.tidying import tidy_now_and_then

log = logging.getLogger("posapp.hub")
THREADS = 14  # requests at work at once; the pool of database connections is a little larger


def open_hub(settings: Settings) -> Hub:
    """A hub on its database, with the real clock."""
    return Hub(
        settings=settings,
        database=Database(settings.database),
        clock=lambda: datetime.now(UTC),
        new_id=lambda: str(uuid7()),
    )


def create_app(settings: Settings, hub: Hub | None = None) -> FastAPI:
    """The centre as an ASGI application; its hub is ``app.state.hub``."""
    app = FastAPI(
        title="posapp central API",
        version=__version__,
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
    )
    app.state.hub = hub or open_hub(settings)
    app.add_middleware(Guarded)
    for router in routes.every():
        app.include_router(router)
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _plain)
    app.add_exception_handler(Exception, _bug)
    app.openapi = lambda: openapi.document(app)  # type: ignore[method-assign]  # FastAPI's way
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    stop_waiting_on_signals(app.state.hub)
    tidying = asyncio.create_task(tidy_now_and_then(app.state.hub))
    yield
    tidying.cancel()
    app.state.hub.close()


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return error.response


async def _invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    places = (".".join(str(step) for step in found["loc"]) for found in error.errors())
    return Refusal(Problem.INVALID, ", ".join(places)[:300]).response


async def _plain(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    codes = {404: "not_found", 405: "method_not_allowed"}
    code = codes.get(error.status_code, "invalid")
    document = ProblemDocument(code.replace("_", " "), error.status_code, code)
    response = as_response(document)
    response.headers.update(error.headers or {})
    return response


async def _bug(request: Request, error: Exception) -> Response:
    """Log where it broke without a word of what was sent; tell the caller nothing of it."""
    route = getattr(request.scope.get("route"), "path", "?")
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s %s broke: %s\n%s", request.method, route, type(error).__name__, frames)
    response = as_response(ProblemDocument("internal error", 500, "internal"))
    guard(response.headers, request.scope["scheme"])  # sent past every middleware
    return response
