"""Undo for the cart: every change keeps the cart from before."""

from __future__ import annotations

from posapp.domain.cart import Cart

_MOST = 50


class History:
    """The carts from before, newest last."""

    def __init__(self) -> None:
        self._carts: list[Cart] = []

    def keep(self, cart: Cart) -> None:
        """Remember how it was."""
        self._carts = [*self._carts[-_MOST + 1 :], cart]

    def take(self) -> Cart | None:
        """How it was before the last change, or None; it is remembered no longer."""
        return self._carts.pop() if self._carts else None

    def forget(self) -> None:
        """Another customer: nothing of this can be undone any more."""
        self._carts.clear()
