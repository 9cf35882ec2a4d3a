"""How a customer comes to be served, and how what is shown of them stays fresh.

What this register remembers is shown at once; the centre's answer follows. An answer for
somebody who is no longer served is dropped.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from posapp.domain.customer import CustomerMatch
from posapp.domain.errors import PosError, Refused, TooManyLookups, Unreachable
from posapp.domain.visit import Visit
from posapp.services import visiting
from posapp.services.visiting import How
from posapp.ui import words
from posapp.ui.customer.looking_up import LookingUp
from posapp.ui.customer.merging import merged
from posapp.ui.customer.switching import Switching
from posapp.ui.screens.serving import Serving

if TYPE_CHECKING:
    from posapp.ui.screens.sale import SaleScreen

WAITING_MS = 40  # an answer sooner than that is not announced
HEARD_MS = 1500  # several things happen at once, and opening is rate-limited
NEWS = {"cart", "conversation", "order"}
RETRY_MS = (4_000, 10_000, 30_000, 60_000)


class _Wish(NamedTuple):
    """Who is to be served, see ``Arrivals.open``."""

    how: How
    token: str
    customer: str
    confirmed: bool
    match: CustomerMatch | None


class Arrivals(QObject):
    """Looks people up for a sale screen and keeps their visit fresh.

    Attributes:
        looking_up: finds out who is meant.
        waiting: somebody has been looked up for a while and nobody is shown yet.
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
        self._switching = Switching(sale, self._serve, self._replace, self.new_ticket)
        self.looking_up = LookingUp(sale, self)
        self._tries = 0
        self.waiting = False
        self.link = ""
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(WAITING_MS)
        self._late.timeout.connect(self._waits)
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
        sale.serving_changed.connect(self._serving_changed)
        sale.finished.connect(self._finished)

    @Slot(str)
    def scanned(self, text: str) -> None:
        """A QR, or a loyalty card, which opens little before the customer is confirmed."""
        if text[:2].upper() == visiting.CARD_PREFIX:
            self.looking_up.typed(text)
        else:
            self.open(How.QR, token=text)

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
        ticket = self.new_ticket()
        place = self._sale.workplace
        place.background.look(
            partial(visiting.known, place.register, token or customer),
            self,
            done=partial(self._looked, ticket, _Wish(how, token, customer, confirmed, match)),
            failed=partial(self._not_looked, ticket),
        )

    def _not_looked(self, ticket: int, error: PosError) -> None:
        if ticket == self._ticket:
            self.show()
            self._sale.tell_error(error)

    def _looked(self, ticket: int, wish: _Wish, known: Visit | None) -> None:
        how, token, customer, confirmed, match = wish
        if ticket != self._ticket:
            return  # somebody else is asked for by now
        if known is not None and how is How.CARD and not confirmed:
            known = replace(known, carts=(), confirmed=False, open_carts=len(known.carts))
        if known is None and match is not None:
            known = visiting.recognised(match, how)
        self._how, self._confirmed = how, confirmed
        self._ask(ticket, token, customer)  # the centre works while this is shown
        if known is None:
            self.show(waiting=True)
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
            broke=self.show,
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

    def _came(self, ticket: int, how: How, token: str, visit: Visit) -> None:
        self._opened(ticket, visit)
        self.note(how, token, visit)

    def answered(self, ticket: int, how: How, visit: Visit) -> None:
        """The whole visit came with the search for its customer."""
        if ticket == self._ticket:
            self._how, self._token, self._confirmed = how, "", False
            self._opened(ticket, visit)

    def note(self, how: How, token: str, visit: Visit) -> None:
        """Write down who was looked at; after it is shown, for a disk may take its time."""
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
        self.show()
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
            self.show(link=self.tr("The centre is silent: this is what is known here."))
            self._retry_later()
            return
        self.show(link=words.explain(error).what if shown else "")
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
        self.new_ticket()
        self._served, self._token = "", ""
        self._switching.forget()
        self._again.stop()
        self._soon.stop()
        self._tries = 0
        self.show()
        if before.visit is not None:
            place = self._sale.workplace
            place.background.run(
                partial(visiting.close, place.register, before.visit),
                self,
                done=_ignore,
                failed=_ignore,
            )

    def new_ticket(self) -> int:
        """For one question; answers to older ones count no more."""
        self._ticket += 1
        return self._ticket

    def waits_for(self, ticket: int) -> bool:
        """Whether the answer to this question is still wanted."""
        return ticket == self._ticket

    def show(self, *, waiting: bool = False, link: str = "") -> None:
        """Say how far the question is; that it waits, after a moment only: the window paints
        nothing while the question is being signed and sent."""
        if waiting:
            self._late.start()
        else:
            self._late.stop()
        self._say(waiting=False, link=link)

    @Slot()
    def _waits(self) -> None:
        self._say(waiting=True, link=self.link)

    def _say(self, *, waiting: bool, link: str) -> None:
        if (self.waiting, self.link) != (waiting, link):
            self.waiting, self.link = waiting, link
            self.changed.emit()


def _ignore(_outcome: object) -> None:
    """Giving leases back is best effort: they expire by themselves. A note needs no word."""
