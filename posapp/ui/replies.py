"""What becomes of work that another thread did for the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, NamedTuple

from PySide6.QtCore import QObject
from shiboken6 import isValid

from posapp.domain.errors import PosError


class Reply(NamedTuple):
    """Who hears of it, and how, unless ``owner`` is gone by then."""

    owner: QObject
    done: Callable[[Any], None]
    failed: Callable[[PosError], None]
    broke: Callable[[], None] | None


def answer(work: Callable[[], Any], future: Future[Any]) -> None:
    """Do the work, whatever comes of it. On any thread."""
    try:
        future.set_result(work())
    except Exception as error:  # noqa: BLE001  carried to the GUI thread, raised there
        future.set_exception(error)


def tell(reply: Reply, future: Future[Any]) -> None:
    """Call who waits for it. On the GUI thread.

    Raises:
        Exception: a bug; the owner has recovered, the excepthook tells and logs it.
    """
    heard = isValid(reply.owner)
    error = future.exception()
    if error is None:
        if heard:
            reply.done(future.result())
        return
    if isinstance(error, PosError):
        if heard:
            reply.failed(error)
        return
    if heard and reply.broke is not None:
        reply.broke()
    raise error
