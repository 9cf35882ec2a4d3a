"""The screen speaks one language at a time, everywhere, and all of it fits."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from posapp.assets import asset
from posapp.ui import formats
from posapp.ui.language import Language
from posapp.ui.plurals import plurals
from posapp.ui.reasons import reason
from tests.services.shop import SOCKS, START
from tests.ui.conftest import Hands, Opened
from tests.ui.visible import cut_off, texts
from tests.ui.walking import walk

PLACE = re.compile(r"\\\{\w*\\\}|%n")


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    formats.use("en", "IT", "Europe/Rome")


def sources() -> dict[str, str]:
    """Every English text that Italian says otherwise, as a pattern; and the text."""
    found: dict[str, str] = {}
    tree = ET.parse(asset("translations", "posapp_it.ts"))
    for entry in tree.getroot().iter("message"):
        text = entry.findtext("source", "")
        told = "".join(next(entry.iter("translation")).itertext()).strip()
        worded = re.sub(r"\{\w*\}|%n", "", text)
        if told != text and len(re.findall(r"[A-Za-z]{3,}", worded)) > 0:
            found[PLACE.sub(".{1,80}", re.escape(text))] = text
    return found


def english_in(window_texts: Iterator[tuple[str, str]], patterns: dict[str, str]) -> set[str]:
    whole = {re.compile(pattern, re.DOTALL): text for pattern, text in patterns.items()}
    return {
        f"{place}: {text!r} is {source!r}"
        for place, text in window_texts
        for pattern, source in whole.items()
        if pattern.fullmatch(text)
    }


def test_nothing_stays_english_on_any_screen_in_italian(opened: Opened) -> None:
    hands, patterns = opened(language="it"), sources()
    assert len(patterns) > 400
    seen = {}
    for screen in walk(hands):
        seen[screen] = english_in(texts(hands.window), patterns)
    assert len(seen) > 15
    assert not {screen: found for screen, found in seen.items() if found}


class Marked(QTranslator):
    """A language in which every translated text stands between brackets."""

    def translate(
        self, context: str, text: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return f"⟦{text}⟧"

    def isEmpty(self) -> bool:
        return False


# What is shown and is no text of the program: the shop's goods and people, keys, dates.
FOREIGN = re.compile(
    r"Wool Socks|Chelsea Boots|Old Hat|Pecorino|Belt|SOCK-M|BOOT-3[89]|BELT-1|Passo|"
    r"Milano Duomo|Milano|MILANO MI|SMS|"
    r"Luisa|Mira|Ana Kova\S|Ana|Via Roma|ITALY|Gold|Ctrl|Alt|Esc|posapp|"
    r"Message \d about the boots in the window|10 % off|Saturday|November|Courier|sock|"
    r"Cambio entro 30 giorni|Piazza|ana@example.org|Size|United Kingdom|Italy|WhatsApp|IVA"
)


def test_every_word_of_the_program_can_be_translated(
    opened: Opened, qapp: QApplication
) -> None:
    marked = Marked()
    hands = opened()
    qapp.installTranslator(marked)
    try:
        hands.window.rebuild()
        hands.window.sign_in.opened(locked=False)
        bare = {
            f"{screen}: {place}: {text}"
            for screen in walk(hands)
            for place, text in texts(hands.window)
            if "receipt.paper" not in place  # it speaks the shop's language
            and re.search(r"[A-Za-zÀ-ÿ]{3,}", FOREIGN.sub("", re.sub(r"⟦[^⟧]*⟧", "", text)))
        }
    finally:
        qapp.removeTranslator(marked)
    assert not bare


@pytest.mark.parametrize("language", ["en", "it"])
def test_no_text_is_cut_off_on_a_usual_screen(opened: Opened, language: str) -> None:
    hands = opened(language=language)
    for screen in walk(hands):

        def fits(screen: str = screen) -> None:
            assert not set(cut_off(hands.window)), screen

        hands.qtbot.waitUntil(fits)


def test_switching_shows_italian_at_once_with_its_dates_and_money(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    card = hands.sale.card
    assert (card.pay.text(), card.totals.total) == ("Pay", "€12.00")
    hands.app.switch_language()
    card = hands.sale.card
    assert (card.pay.text(), card.totals.total) == ("Incassa", "12,00\u00a0€")
    assert formats.long_day(START.date()) == "sabato 21 novembre"
    hands.app.switch_language()
    assert hands.sale.card.pay.text() == "Pay"


def test_one_and_many_are_said_as_people_say_them(qapp: QApplication) -> None:
    spoken = Language(qapp)
    told = {}
    for code in ("en", "it"):
        spoken.use(code)
        told[code] = [plurals.items(number) for number in (0, 1, 2)]
    spoken.forget()
    assert told == {
        "en": ["0 items", "1 item", "2 items"],
        "it": ["0 articoli", "1 articolo", "2 articoli"],
    }


def test_the_reason_of_a_pulled_line_is_said_in_the_clerks_language(qapp: QApplication) -> None:
    spoken = Language(qapp)
    spoken.use("it")
    formats.use("it", "IT", "Europe/Rome")
    assert reason("price kept: 42.00 online; only 2 here", "EUR") == (
        "prezzo online 42,00\u00a0€; solo 2 qui"
    )
    assert reason("regalo per la zia", "EUR") == "regalo per la zia"
    assert formats.country("IT") == "Italia"
    assert formats.country("DE") == "Deutschland"
    spoken.forget()
