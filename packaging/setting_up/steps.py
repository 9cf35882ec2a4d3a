"""Steps that a person can follow, and the one error that says what is missing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

TAIL_LINES = 15


class Missing(Exception):
    """Something that this computer lacks; the text is a whole sentence for a person."""


@dataclass(frozen=True)
class Step:
    """One thing to do, and how a person is told about it."""

    says: str
    do: Callable[[], None]


def follow(steps: Sequence[Step]) -> None:
    """Do each step in order, numbered as it begins: `[2/4] Installing the libraries`.

    Raises:
        Missing: from the step that could not be done.
    """
    for number, step in enumerate(steps, start=1):
        print(f"[{number}/{len(steps)}] {step.says}", flush=True)
        step.do()


def run(command: Sequence[str], failure: str, env: Mapping[str, str] | None = None) -> str:
    """Run a command without showing it; what it said.

    Raises:
        Missing: it failed; the text is `failure` and the end of what the command said.
    """
    done = subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=env,
    )
    if done.returncode:
        tail = "\n".join("    " + line for line in done.stdout.splitlines()[-TAIL_LINES:])
        raise Missing(f"{failure}\n{tail}")
    return done.stdout


def note(text: str) -> None:
    """Say something that a person should know but that stops nothing."""
    print(f"      Note: {text}", file=sys.stderr, flush=True)
