"""How a journey ends: what must be true of both databases, whatever happened before."""

from __future__ import annotations

from posapp.domain.sale import Sale
from posapp.qa.centre import Centre
from posapp.qa.counter import Counter


def sold_once(register: Counter, centre: Centre, sales: int = 1) -> tuple[Sale, ...]:
    """Everything that was sold here is at the centre exactly once, and nothing is left over.

    Returns:
        The sales, in the journal's order.
    """
    register.hands.waits_until(
        lambda: register.waiting() == 0, "the centre was not told", within_s=30
    )
    made = register.sales()
    assert len(made) == sales == register.audited()
    assert centre.sales() == made
    assert (register.refused(), register.unsettled(), centre.conflicts()) == (0, 0, 0)
    assert [centre.order(sale.receipt).total for sale in made] == [
        sale.totals.grand for sale in made
    ]
    return made


def nothing_sold(register: Counter, centre: Centre) -> None:
    """Neither here nor at the centre."""
    assert register.sales() == centre.sales() == ()
    assert (register.refused(), register.unsettled()) == (0, 0)
