"""Text to words, the same way for what is stored and for what is typed."""

from __future__ import annotations

import unicodedata

from posapp.domain.catalogue import Product

LONGEST = 40  # characters of a word that count
MOST = 12  # words of a typed text that count; the rest is ignored
_OLD = unicodedata.ucd_3_2_0  # letters that SQLite's tokenizer is sure to know as letters


def words(text: str) -> list[str]:
    """The words of a text without case, accents and punctuation, in order."""
    if text.isascii():
        plain = text.lower()
        letters = [c if c.isalnum() else " " for c in plain]
    else:
        apart = unicodedata.normalize("NFKD", text).casefold()
        apart = unicodedata.normalize("NFKD", apart)
        letters = [c if _letter(c) else " " for c in apart if not unicodedata.combining(c)]
    return [word[:LONGEST] for word in "".join(letters).split()]


def words_of(product: Product) -> str:
    """What a product is found by, besides its numbers."""
    parts = (product.name, product.brand, product.category)
    options = (option.value for option in product.options)
    return " ".join(dict.fromkeys(words(" ".join((*parts, *options)))))


def _letter(character: str) -> bool:
    return _OLD.category(character)[0] in "LN"
