"""One thing that the doctor looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Finding:
    """What was found about one thing.

    Attributes:
        state: `ok`; `note`: the register works, something is less good than it could be;
            `wrong`: the register cannot be used.
        about: the thing, in a word or two.
        says: what was found.
        advice: what a person does about it; empty where there is nothing to do.
    """

    state: Literal["ok", "note", "wrong"]
    about: str
    says: str
    advice: str = ""


def ok(about: str, says: str) -> Finding:
    return Finding("ok", about, says)


def note(about: str, says: str, advice: str) -> Finding:
    return Finding("note", about, says, advice)


def wrong(about: str, says: str, advice: str) -> Finding:
    return Finding("wrong", about, says, advice)
