"""``posapp customer``: what this register keeps about one customer, for them to have."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from posapp.domain.errors import NotEnrolled, PosError
from posapp.options import FAILED, FINE, default_folder


def main(argv: Sequence[str]) -> int:
    """Write it to standard output; the exit code."""
    asked = _parser().parse_args(argv)
    from posapp.services import forgetting

    try:
        told = forgetting.export(asked.folder or default_folder(), asked.customer)
    except NotEnrolled as error:
        return _failed(f"There is no register in {error}.")
    except PosError as error:
        return _failed(f"These books cannot be read ({error.code}): {error}")
    sys.stdout.write(told.decode() + "\n")
    return FINE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="posapp customer",
        description="Writes down as JSON all that this register keeps about one customer: what "
        "it remembers, their sales, carts set aside for them, and who opened their record. "
        "They are erased at the centre ('posapp hub customer erase'); each register forgets "
        "them as soon as it hears of it.",
        epilog="exit codes: 0 done, 1 there is nothing to read",
        allow_abbrev=False,
    )
    parser.add_argument("what", choices=("export",))
    parser.add_argument("customer", help="the customer's id, as the centre has it")
    parser.add_argument("--folder", type=Path, help="where the register keeps its sales")
    return parser


def _failed(text: str) -> int:
    sys.stderr.write(text + "\n")
    return FAILED
