"""Whoever stands at the counter: hands, and what they do everywhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from shiboken6 import isValid

from posapp.domain.catalogue import Product
from posapp.domain.money import Money
from posapp.qa.hands import Hands, plain
from posapp.qa.scenarios import Character, Wished
from posapp.ui import formats
from posapp.ui.turns import Turns

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Article = str | Product | Wished


class Person:
    """The base of every page. ``hands``: at the window they work on."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands

    @property
    def there(self) -> bool:
        """Whether the window still is."""
        return isValid(self.hands.window)

    def sees(self, *words: str) -> None:
        """Wait until these words stand on the screen.

        Raises:
            NotSo: they do not appear.
        """
        self.hands.waits_to_read(*words)

    waits_to_see = sees

    def settles(self) -> None:
        """Wait until all that the program was told is on the screen: the columns are built in
        several turns of the event loop, and what is not there yet proves nothing."""
        turns = self.hands.window.findChildren(Turns)
        self.hands.waits_until(
            lambda: not any(isValid(one) and one.busy for one in turns),
            "the columns are not built",
        )

    def does_not_see(self, *words: str) -> None:
        """Make sure that none of these words is on the screen, once all is built."""
        self.settles()
        text = plain(self.hands.reads())
        found = [word for word in words if plain(word) in text]
        assert not found, f"{found} on the screen"

    def makes_a_picture(self, path: Path) -> None:
        """Save what the window looks like."""
        self.hands.picture(path)


def shown(amount: Money | str) -> str:
    """An amount as the program writes it."""
    return amount if isinstance(amount, str) else formats.money(amount)


def sku(article: Article) -> str:
    """Our own name for whatever a test speaks of."""
    return article if isinstance(article, str) else article.sku


def code(what: Article | Character) -> str:
    """What a scanner reads off it: the number on the pack, or a loyalty card."""
    if isinstance(what, Character):
        return f"L:{what.card}"
    return what if isinstance(what, str) else what.gtin
