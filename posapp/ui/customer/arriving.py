"""How a customer comes to be served: scanned, typed, chosen from a list, or added.

What this register remembers is shown at once; the centre's answer follows. An answer for
somebody who is no longer served is dropped.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from posapp.domain.customer import CustomerMatch
from posapp.domain.errors import PosError, Refused, TooManyLookups, UnknownCustomer, Unreachable
from posapp.domain.visit import Visit
from posapp.services import visiting
from posapp.services.visiting import How, Matches, NewPerson
from posapp.ui import words
from posapp.ui.customer.adding import NewCustomerPanel
from posapp.ui.customer.matches import MatchesPanel
from posapp.ui.customer.merging import merged
from posapp.ui.customer.switching import Switching
from posapp.ui.screens.serving import Serving

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen

HEARD_MS = 1500  # several things happen at once, and opening is rate-limited
NEWS = {"cart", "conversation", "order"}
RETRY_MS = (4_000, 10_000, 30_000, 60_000)


class Arrivals(QObject):
    """Looks people up for a sale screen and keeps their visit fresh.

    Attributes:
        waiting: somebody is being looked up and nobody is shown yet.
        link: why the visit could not be read, in words, or empty.

    Signals:
        changed: ``waiting`` or ``link`` did.
    """

    changed = Signal()

    def __init__(self, sale: SaleScreen) -> None:
        super().__init__(sale)
        self._sale = sale
        self._ticket = 0
        self._how = How.QR
        self._token = ""
        self._confirmed = False
        self._served = ""
        self._switching = Switching(sale, self._serve, self._replace, self._new_ticket)
        self._tries = 0
        self.waiting = False
        self.link = ""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.refresh)
        self._serving_changed(sale.serving)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(HEARD_MS)
        self._soon.timeout.connect(self.refresh)
        sale.workplace.sync.heard.connect(self._heard)
        sale.workplace.sync.came_back.connect(self._link_is_back)
        sale.box.confirmed.connect(self._entered)
        sale.customer_scanned.connect(self.scanned)
        sale.customer_asked.connect(self.typed)
        sale.serving_changed.connect(self._serving_changed)
        sale.finished.connect(self._finished)

    @Slot(str)
    def scanned(self, text: str) -> None:
        """A QR, or a loyalty card, which opens little before the customer is confirmed."""
        if text[:2].upper() == visiting.CARD_PREFIX:
            self.typed(text)
        else:
            self.open(How.QR, token=text)

    @Slot(str)
    def typed(self, text: str) -> None:
        """A phone number in any form, an e-mail address, a card or a name."""
        if self._sale.busy_paying():
            return
        place, ticket = self._sale.workplace, self._new_ticket()
        self._show(waiting=True)
        place.background.run(
            partial(visiting.look_up_and_open, place.register, place.clerk, text),
            self,
            done=partial(self._found, ticket, text),
            failed=partial(self._not_found, ticket, text),
            broke=self._free,
        )

    @Slot()
    def confirm(self) -> None:
        """The clerk asked: the owner of the loyalty card is this customer."""
        visit = self._sale.serving.visit
        if visit is not None and not visit.confirmed:
            self.open(How.CARD, customer=visit.customer.id, confirmed=True)

    @Slot(str)
    def _entered(self, text: str) -> None:
        """Enter in the empty box is the next thing to do."""
        if not text.strip():
            self.confirm()

    def open(
        self,
        how: How,
        token: str = "",
        customer: str = "",
        *,
        confirmed: bool = False,
        match: CustomerMatch | None = None,
    ) -> None:
        """Show what is remembered, or what a search has told, and ask the centre for the
        rest."""
        if self._sale.busy_paying():
            return
        ticket = self._new_ticket()
        try:
            known = visiting.known(self._sale.workplace.register, token or customer)
        except PosError as error:
            self._show()
            self._sale.tell_error(error)
            return
        if known is not None and how is How.CARD and not confirmed:
            known = replace(known, carts=(), confirmed=False, open_carts=len(known.carts))
        if known is None and match is not None:
            known = visiting.recognised(match, how)
        self._how, self._confirmed = how, confirmed
        self._ask(ticket, token, customer)  # the centre works while this is shown
        if known is None:
            self._show(waiting=True)
        else:
            self._arrived(known)
        self._token = token

    def _ask(self, ticket: int, token: str, customer: str) -> None:
        place = self._sale.workplace
        place.background.run(
            partial(
                visiting.ask_visit,
                place.register,
                place.clerk,
                self._how,
                token,
                customer,
                self._confirmed,
            ),
            self,
            done=partial(self._came, ticket, self._how, token),
            failed=partial(self._not_opened, ticket),
            broke=self._free,
        )

    @Slot()
    def refresh(self) -> None:
        """Read the visit of the customer who is served once more."""
        serving = self._sale.serving
        if serving.customer is None:
            return
        if self._sale.paying:
            self._retry_later()
            return
        self._again.stop()
        local = serving.visit is None or serving.visit.local
        if local and self._token:
            self._ask(self._ticket, self._token, "")  # the same question, not a second one
        else:
            self._ask(self._ticket, "", serving.customer.id)

    def _heard(self, events: object) -> None:
        """Something new of the customer who is served: a message, an order, a cart."""
        for event in getattr(events, "events", ()):
            if event.customer == self._served and event.kind.value in NEWS and self._served:
                self._soon.start()

    @Slot()
    def _link_is_back(self) -> None:
        """Nobody told what is new of the customer who is served."""
        if self._served:
            self._soon.start()

    def add_customer(self, typed: str = "") -> None:
        """Open the panel for a new customer, filled with what was typed."""
        place = self._sale.workplace
        shop = place.register.shop
        panel = NewCustomerPanel(typed, shop.country, shop.language)
        panel.add_asked.connect(partial(self._add, panel))
        self._sale.open_panel(panel)

    def _add(self, panel: NewCustomerPanel, person: NewPerson) -> None:
        place, ticket = self._sale.workplace, self._new_ticket()
        self._how, self._token = How.NEW, ""
        place.background.run(
            partial(visiting.add_customer, place.register, place.clerk, person),
            panel,
            done=partial(self._added, ticket),
            failed=panel.show_error,
            broke=panel.free,
        )

    def _added(self, ticket: int, visit: Visit) -> None:
        self._sale.close_panel()
        self._opened(ticket, visit)

    def _found(self, ticket: int, text: str, matches: Matches) -> None:
        how = visiting.how_typed(text)
        if ticket == self._ticket:
            self._show()
            self._how, self._token, self._confirmed = how, "", False
            self._take(ticket, text, matches)
        if matches.visit is not None:
            self._note(how, "", matches.visit)

    def _take(self, ticket: int, text: str, matches: Matches) -> None:
        """One is served at once, of several the clerk chooses."""
        if matches.visit is not None:
            self._opened(ticket, matches.visit)
        elif len(matches.matches) == 1 and not matches.more:
            (match,) = matches.matches
            self.open(self._how, customer=match.id, match=match)
        else:
            panel = MatchesPanel(matches)
            panel.picked.connect(partial(self._picked, self._how))
            panel.new_asked.connect(partial(self.add_customer, text))
            self._sale.open_panel(panel)

    def _picked(self, how: How, match: CustomerMatch) -> None:
        self._sale.close_panel()
        self.open(how, customer=match.id, match=match)

    def _not_found(self, ticket: int, text: str, error: PosError) -> None:
        if ticket != self._ticket:
            return
        self._show()
        if isinstance(error, UnknownCustomer) and visiting.how_typed(text) is not How.CARD:
            self.add_customer(text)
            panel = self._sale.panel
            if isinstance(panel, NewCustomerPanel):
                panel.show_subtitle(self.tr("Nobody answers to this yet."))
        else:
            self._sale.tell_error(error)

    def _came(self, ticket: int, how: How, token: str, visit: Visit) -> None:
        self._opened(ticket, visit)
        self._note(how, token, visit)

    def _note(self, how: How, token: str, visit: Visit) -> None:
        """After it is shown: a disk may take its time."""
        place = self._sale.workplace
        place.background.write(
            partial(visiting.noted, place.register, place.clerk, how, visit, token),
            self,
            done=_ignore,
            failed=self._sale.tell_error,
        )

    def _opened(self, ticket: int, visit: Visit) -> None:
        if ticket != self._ticket:
            return
        self._tries = 0 if not any(part.error for part in visit.parts) else self._tries
        self._show()
        self._arrived(visit)
        if any(part.error for part in visit.parts):
            self._retry_later()

    def _not_opened(self, ticket: int, error: PosError) -> None:
        if ticket != self._ticket:
            return
        shown = self._sale.serving.customer is not None
        if shown and isinstance(error, Refused) and self._how is How.QR:
            self._how = How.NAME  # served for long: the store no longer counts as serving
            self.refresh()
            return
        if shown and isinstance(error, TooManyLookups):
            self._retry_later()
            return
        if shown and isinstance(error, Unreachable):
            self._show(link=self.tr("The centre is silent: this is what is known here."))
            self._retry_later()
            return
        self._show(link=words.explain(error).what if shown else "")
        self._sale.tell_error(error)

    def _retry_later(self) -> None:
        self._again.start(RETRY_MS[min(self._tries, len(RETRY_MS) - 1)])
        self._tries += 1

    def _arrived(self, visit: Visit) -> None:
        """Serve this customer; ask first when somebody else's cart is on the counter."""
        serving = self._sale.serving
        served = serving.customer
        if self._sale.paying:
            self._retry_later()  # nothing changes a total that is being paid
            return
        if served is None or served.id == visit.customer.id:
            self._serve(visit)
        elif serving.cart:
            self._switching.ask(visit)
        else:
            self._replace(visit)

    def _serve(self, visit: Visit) -> None:
        serving = self._sale.serving
        self._served = visit.customer.id
        if serving.visit is not None:
            visit = merged(serving.visit, visit, [cart.id for cart in serving.cart.pulled])
        self._sale.show_visit(visit)

    def _replace(self, visit: Visit) -> None:
        """Serve this customer from an empty counter on; answers about them still count."""
        ticket = self._ticket
        self._sale.start_afresh()
        self._ticket = ticket
        self._serve(visit)

    def _serving_changed(self, serving: Serving) -> None:
        """A parked cart brings its customer along; another screen may bring a visit."""
        customer = serving.customer
        if customer is None or customer.id == self._served:
            return
        self._served = customer.id
        if serving.visit is None or serving.visit.local:
            QTimer.singleShot(0, self, partial(self.open, How.NAME, customer=customer.id))

    def _finished(self, before: Serving) -> None:
        """The next customer: whatever is still asked about this one is dropped."""
        self._new_ticket()
        self._served, self._token = "", ""
        self._switching.forget()
        self._again.stop()
        self._soon.stop()
        self._tries = 0
        self._show()
        if before.visit is not None:
            place = self._sale.workplace
            place.background.run(
                partial(visiting.close, place.register, before.visit),
                self,
                done=_ignore,
                failed=_ignore,
            )

    def _new_ticket(self) -> int:
        self._ticket += 1
        return self._ticket

    def _free(self) -> None:
        self._show()

    def _show(self, *, waiting: bool = False, link: str = "") -> None:
        self.waiting, self.link = waiting, link
        self.changed.emit()


def _ignore(_outcome: object) -> None:
    """Giving leases back is best effort: they expire by themselves. A note needs no word."""
