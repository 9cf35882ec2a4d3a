"""The OpenAPI 3.1 document, generated from the routes and the contract's own types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from posapp.hub.answers import MESSAGES

CHECKED_IN = Path("docs/openapi.json")
SIGNED = {
    "type": "apiKey",
    "in": "header",
    "name": "Authorization",
    "description": 'Register id="…", nonce="…", signature="…": Ed25519 over the method, the '
    "target, the SHA-256 of the body and the nonce, with the register's own key.",
}


def document(app: FastAPI) -> dict[str, Any]:
    """The whole document as plain JSON values."""
    made = get_openapi(
        title=app.title,
        version=app.version,
        description="The contract that every backend of posapp is put behind. Errors are "
        "problem+json (RFC 9457). Writes carry an Idempotency-Key equal to the id in their "
        "body.",
        routes=app.routes,
    )
    adapters = [(name, "validation", TypeAdapter(kind)) for name, kind in MESSAGES.items()]
    _, schemas = TypeAdapter.json_schemas(
        adapters,  # type: ignore[arg-type]  # the mode is one of pydantic's literals
        ref_template="#/components/schemas/{model}",
    )
    components = made.setdefault("components", {})
    components["schemas"] = {**components.get("schemas", {}), **schemas["$defs"]}
    components["securitySchemes"] = {"register": SIGNED}
    return made


def text(app: FastAPI) -> str:
    """As checked in."""
    return json.dumps(document(app), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
