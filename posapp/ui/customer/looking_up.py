"""Finds out who is meant: by what a clerk typed, from a list of matches, or as somebody new."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from posapp.domain.customer import CustomerMatch
from posapp.domain.errors import PosError, UnknownCustomer
from posapp.domain.visit import Visit
from posapp.services import visiting
from posapp.services.visiting import How, Matches, NewPerson
from posapp.ui.customer.adding import NewCustomerPanel
from posapp.ui.customer.matches import MatchesPanel

if TYPE_CHECKING:
    from posapp.ui.customer.arriving import Arrivals
    from posapp.ui.screens.sale import SaleScreen


class LookingUp(QObject):
    """Turns words into one customer, and gives that one to ``Arrivals``."""

    def __init__(self, sale: SaleScreen, arrivals: Arrivals) -> None:
        super().__init__(arrivals)
        self._sale, self._arrivals = sale, arrivals
        sale.customer_asked.connect(self.typed)

    @Slot(str)
    def typed(self, text: str) -> None:
        """A phone number in any form, an e-mail address, a card or a name."""
        if self._sale.busy_paying():
            return
        place, ticket = self._sale.workplace, self._arrivals.new_ticket()
        self._arrivals.show(waiting=True)
        place.background.run(
            partial(visiting.look_up, place.register, place.clerk, text),
            self,
            done=partial(self._found, ticket, text),
            failed=partial(self._not_found, ticket, text),
            broke=self._arrivals.show,
        )

    def _found(self, ticket: int, text: str, matches: Matches) -> None:
        how = visiting.how_typed(text)
        if self._arrivals.waits_for(ticket):
            self._arrivals.show()
            self._take(ticket, how, text, matches)
        if matches.visit is not None:
            self._arrivals.note(how, "", matches.visit)

    def _take(self, ticket: int, how: How, text: str, matches: Matches) -> None:
        """One is served at once, of several the clerk chooses."""
        if matches.visit is not None:
            self._arrivals.answered(ticket, how, matches.visit)
        elif len(matches.matches) == 1 and not matches.more:
            (match,) = matches.matches
            self._arrivals.open(how, customer=match.id, match=match)
        else:
            panel = MatchesPanel(matches)
            panel.picked.connect(partial(self._picked, how))
            panel.new_asked.connect(partial(self.add_customer, text))
            self._sale.open_panel(panel)

    def _picked(self, how: How, match: CustomerMatch) -> None:
        self._sale.close_panel()
        self._arrivals.open(how, customer=match.id, match=match)

    def _not_found(self, ticket: int, text: str, error: PosError) -> None:
        if not self._arrivals.waits_for(ticket):
            return
        self._arrivals.show()
        if isinstance(error, UnknownCustomer) and visiting.how_typed(text) is not How.CARD:
            self.add_customer(text)
            panel = self._sale.panel
            if isinstance(panel, NewCustomerPanel):
                panel.show_subtitle(self.tr("Nobody answers to this yet."))
        else:
            self._sale.tell_error(error)

    def add_customer(self, typed: str = "") -> None:
        """Open the panel for a new customer, filled with what was typed."""
        shop = self._sale.workplace.register.shop
        panel = NewCustomerPanel(typed, shop.country, shop.language)
        panel.add_asked.connect(partial(self._add, panel))
        self._sale.open_panel(panel)

    def _add(self, panel: NewCustomerPanel, person: NewPerson) -> None:
        place, ticket = self._sale.workplace, self._arrivals.new_ticket()
        place.background.run(
            partial(visiting.add_customer, place.register, place.clerk, person),
            panel,
            done=partial(self._added, ticket),
            failed=panel.show_error,
            broke=panel.free,
        )

    def _added(self, ticket: int, visit: Visit) -> None:
        self._sale.close_panel()
        self._arrivals.answered(ticket, How.NEW, visit)
