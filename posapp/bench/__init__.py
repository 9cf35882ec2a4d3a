"""``posapp bench``: how fast the register is on this computer, beside what would be possible.

Everything is measured through the real window and divided by a floor measured in the same
run, because machines differ and are busy. ``docs/speed.md`` says what each figure means.
"""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str]) -> int:
    """Run the command; 0, or 1 when something could not be measured."""
    from posapp.bench import command

    return command.main(argv)
