"""The modules of GUARANTEES' mutation row, and the quick tests that have to notice a change."""

from __future__ import annotations

_VALUES = "tests/domain/test_values.py"
_ROWS = "tests/store/test_rows.py"

ROOMS: dict[str, tuple[str, ...]] = {
    "posapp/domain/money.py": ("tests/domain/test_money.py", _VALUES),
    "posapp/domain/tax.py": ("tests/domain/test_tax.py", _VALUES),
    "posapp/domain/cart.py": ("tests/domain/test_cart.py", _VALUES),
    "posapp/domain/pricing.py": ("tests/domain/test_pricing.py", _VALUES),
    "posapp/store/outbox.py": ("tests/store/test_outbox.py", _ROWS),
    "posapp/store/journal.py": (
        "tests/store/test_journal_rows.py",
        "tests/store/test_journal.py",
        _ROWS,
    ),
}
