"""Refusals of the centre, each an RFC 9457 problem document."""

from __future__ import annotations

import math

from starlette.responses import Response

from posapp.contract import wire
from posapp.contract.problems import STATUS, Problem, ProblemDocument
from posapp.domain.webcart import WebCart

MEDIA_TYPE = "application/problem+json"


class Refusal(Exception):
    """The request is not granted; whatever its transaction did is undone.

    Attributes:
        problem: the contract's code. ``detail``: for the log and the developer, never a
            value that somebody sent.
    """

    def __init__(
        self,
        problem: Problem,
        detail: str = "",
        *,
        carts: tuple[WebCart, ...] = (),
        skus: tuple[str, ...] = (),
        retry_after_s: float | None = None,
        now_s: int | None = None,
    ) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.document = ProblemDocument(
            title=problem.value.replace("_", " "),
            status=STATUS[problem],
            code=problem.value,
            detail=detail,
            carts=carts,
            skus=skus,
            retry_after_s=retry_after_s,
            now_s=now_s,
        )

    @property
    def response(self) -> Response:
        return as_response(self.document)


def as_response(document: ProblemDocument) -> Response:
    """The document as sent, with Retry-After where it carries one."""
    headers = {}
    if document.retry_after_s is not None:
        headers["Retry-After"] = str(max(1, math.ceil(document.retry_after_s)))
    return Response(wire.encode(document), document.status, headers, MEDIA_TYPE)
