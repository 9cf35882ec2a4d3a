"""What this backend can do."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from posapp import __version__
from posapp.contract import paths
from posapp.contract.messages import Capabilities
from posapp.hub.answers import answer, speaks

router = APIRouter()


@router.get(paths.CAPABILITIES, **speaks(answers=Capabilities))
def capabilities() -> Response:
    """Ask before anything else; needs no authorization."""
    return answer(Capabilities(name="posapp hub", version=__version__))
