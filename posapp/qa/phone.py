"""The customer's phone: shows a QR, and edits the same online cart as the counter."""

from __future__ import annotations

from posapp.domain.webcart import WebCart
from posapp.qa.centre import Centre
from posapp.qa.pages.person import Article, sku
from posapp.qa.scenarios import Character


class Phone:
    """In one customer's hand."""

    def __init__(self, centre: Centre, owner: Character) -> None:
        self._centre, self.owner = centre, owner

    @property
    def qr(self) -> str:
        """What it shows now: a token that is good for a minute, once per store."""
        return self._centre.qr(self.owner.customer)

    def qr_of(self, age_s: float) -> str:
        """A picture of what it showed so many seconds ago."""
        return self._centre.qr(self.owner.customer, age_s=age_s)

    def qr_for(self, store: str) -> str:
        """A token that only this store may read."""
        return self._centre.qr(self.owner.customer, store)

    @property
    def carts(self) -> tuple[WebCart, ...]:
        """The online carts that are open, as the centre has them."""
        return self._centre.open_carts(self.owner.customer)

    def adds(self, article: Article, pieces: int = 1) -> None:
        """Put something into the first open cart."""
        self._centre.edits_on_phone(self.carts[0].id, sku(article), pieces)

    def takes_out(self, article: Article, pieces: int = 1) -> None:
        """Take something out of the first open cart."""
        self._centre.edits_on_phone(self.carts[0].id, sku(article), -pieces)
