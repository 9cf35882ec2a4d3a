"""Online cart against today's shop: check, pull, and follow what the phone edits meanwhile.

Only lines that changed ask for one decision, with a safe default on Enter.
"""

from posapp.domain.comparing import check, today
from posapp.domain.decisions import (
    CHOICES,
    Choice,
    Decision,
    Difference,
    DifferenceKind,
    chosen,
)
from posapp.domain.phone_edits import accept, added, since
from posapp.domain.pulling import pull

__all__ = [
    "CHOICES",
    "Choice",
    "Decision",
    "Difference",
    "DifferenceKind",
    "accept",
    "added",
    "check",
    "chosen",
    "pull",
    "since",
    "today",
]
