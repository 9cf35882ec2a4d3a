"""Another customer comes while somebody's cart is on the counter: whose is it?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from posapp.domain.visit import Visit
from posapp.services import parking
from posapp.ui.customer.panels import SwitchPanel

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen


class Switching(QObject):
    """Asks, and does what the clerk says.

    Args:
        serve: the cart stays and is theirs. replace: they come with an empty counter.
        stay: nobody is served but the one before.
    """

    def __init__(
        self,
        sale: SaleScreen,
        serve: Callable[[Visit], None],
        replace: Callable[[Visit], None],
        stay: Callable[[], object],
    ) -> None:
        super().__init__(sale)
        self._sale = sale
        self._serve, self._replace, self._dropped = serve, replace, stay
        self._coming: Visit | None = None

    def ask(self, visit: Visit) -> None:
        """Park, take over or stay? A later answer about the same person is kept for then."""
        asked = isinstance(self._sale.panel, SwitchPanel) and self._coming is not None
        self._coming = visit
        if asked:
            return
        serving = self._sale.serving
        panel = SwitchPanel(
            serving.customer.name if serving.customer else "",
            visit.customer.name,
            can_take=not serving.cart.pulled,
        )
        panel.park_chosen.connect(self._park)
        panel.take_chosen.connect(self._take)
        panel.closed.connect(self._stay)
        self._sale.open_panel(panel)

    def forget(self) -> None:
        """Nobody is coming."""
        self._coming = None

    def _stay(self) -> None:
        self._coming = None
        self._dropped()

    def _take(self) -> None:
        coming, self._coming = self._coming, None
        self._sale.close_panel()
        if coming is not None:
            self._serve(coming)

    def _park(self) -> None:
        place, serving = self._sale.workplace, self._sale.serving
        self._sale.close_panel()
        if self._coming is None:
            return
        place.background.write(
            partial(parking.park, place.register, place.clerk, serving.cart, serving.customer),
            self,
            done=self._parked,
            failed=self._sale.tell_error,
        )

    def _parked(self, _parked: object) -> None:
        coming, self._coming = self._coming, None
        if coming is None:
            self._sale.start_afresh()
            return
        self._replace(coming)
        told = self.tr("Cart parked. Its key brings it back.")
        self._sale.workplace.toast.tell(told)
