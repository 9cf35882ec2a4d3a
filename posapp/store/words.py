"""Text to words, the same way for what is stored and for what is typed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from posapp.domain.catalogue import Product

LONGEST = 40  # characters of a word that count
MOST = 12  # words of a typed text that count; the rest is ignored
REPEATED = 4_096  # names, brands and colours whose words are kept: they come again and again
_ASCII = re.compile("[a-z0-9]+")
_OLD = unicodedata.ucd_3_2_0  # letters that SQLite's tokenizer is sure to know as letters


def words(text: str) -> list[str]:
    """The words of a text without case, accents and punctuation, in order."""
    if text.isascii():
        return [word[:LONGEST] for word in _ASCII.findall(text.lower())]
    apart = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", apart)
    letters = [c if _letter(c) else " " for c in apart if not unicodedata.combining(c)]
    return [word[:LONGEST] for word in "".join(letters).split()]


def words_of(product: Product) -> str:
    """What a product is found by, besides its numbers."""
    parts = [product.name, product.brand, product.category]
    parts += [option.value for option in product.options]
    return " ".join(dict.fromkeys(word for part in parts for word in _kept(part)))


@lru_cache(REPEATED)
def _kept(part: str) -> tuple[str, ...]:
    return tuple(words(part))


def _letter(character: str) -> bool:
    return _OLD.category(character)[0] in "LN"
