"""What goes back over the wire, and what the OpenAPI document says about it."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from posapp.contract import wire
from posapp.contract.problems import ProblemDocument

JSON = "application/json"


def answer(value: Any, *, etag: str = "", status: int = 200) -> Response:
    """A frozen value as JSON, encoded once and not validated again on its way out."""
    return answer_bytes(wire.encode(value), etag=etag, status=status)


def answer_bytes(body: bytes, *, etag: str = "", status: int = 200) -> Response:
    """The same for bytes that are JSON already."""
    headers = {"ETag": f'"{etag}"'} if etag else {}
    return Response(body, status, headers, JSON)


def unchanged(etag: str) -> Response:
    """What If-None-Match asked about is still what it was."""
    return Response(status_code=304, headers={"ETag": f'"{etag}"'})


MESSAGES: dict[str, Any] = {}  # name to type: the components of the OpenAPI document


def speaks(*, reads: Any = None, answers: Any = None, media_type: str = JSON) -> dict[str, Any]:
    """Arguments of a route: the messages it reads and answers, for the OpenAPI document.

    Bodies are decoded by ``Call.reads``, so that both ends share one strict codec; the
    framework only documents them.
    """
    extra: dict[str, Any] = {}
    if reads is not None:
        extra["requestBody"] = {"required": True, "content": {JSON: {"schema": _named(reads)}}}
    schema = {"type": "string", "format": "binary"} if answers is None else _named(answers)
    done = {"description": "Done", "content": {media_type: {"schema": schema}}}
    refused = {"schema": _named(ProblemDocument)}
    default = {"description": "Refused", "content": {"application/problem+json": refused}}
    return {
        "openapi_extra": extra,
        "response_model": None,
        "responses": {200: done, "default": default},
    }


def _named(kind: Any) -> dict[str, str]:
    MESSAGES[kind.__name__] = kind
    return {"$ref": f"#/components/schemas/{kind.__name__}"}
