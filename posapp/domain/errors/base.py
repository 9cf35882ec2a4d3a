"""What every expected error is."""

from __future__ import annotations


class PosError(Exception):
    """Base of every expected error.

    Attributes:
        code: short, stable and printable, for example ``P-10``.
    """

    code = "P-00"
