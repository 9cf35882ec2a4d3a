"""What the commands have in common that try much and take long: sweeps and mutants."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
HOLDS, BROKEN, WRONG_ARGUMENTS = 0, 1, 2


def parser(prog: str, what: str | None, holds: str, broken: str) -> argparse.ArgumentParser:
    """Of a command that ends with 0 when this ``holds``, and with 1 when it is ``broken``."""
    codes = f"Exit code 0: {holds}; 1: {broken}; 2: wrong arguments."
    return argparse.ArgumentParser(prog=prog, description=what, epilog=codes)


def chosen(kind: str, words: str, there: Iterable[T], name: Callable[[T], str]) -> list[T]:
    """Those with these words in their names, in any case; says what there is if none has."""
    every = list(there)
    found = [one for one in every if words.lower() in name(one).lower()]
    if not found:
        say(f"No {kind} is called {words!r}. There are:")
        say("\n".join(f"  {name(one)}" for one in every))
    return found


def say(text: str) -> None:
    """At once, wherever it goes: these commands are watched for hours."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
