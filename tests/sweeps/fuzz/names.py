"""What is fuzzed and what is planted, for whoever does not want to load it."""

from __future__ import annotations

NAMES = ("qr", "barcode", "label", "chat", "shopify", "woocommerce")
INDEX_ERROR = "a code that is too short is read past its end"
QUADRATIC = "a pattern that takes more than its text's length"
