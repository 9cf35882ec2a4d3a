"""Numbers on packs: check digits, and one form for the four lengths of a GTIN."""

from __future__ import annotations

LENGTHS = (8, 12, 13, 14)


def digits_only(text: str) -> bool:
    """Is this one or more of 0 to 9; ``str.isdigit`` would also take "²" and Arabic digits."""
    return text.isascii() and text.isdigit()


def check_digit(payload: str) -> str:
    """The digit that follows: weights 3 and 1 from the right, the total a multiple of ten."""
    weighted = (int(d) * (1 if n % 2 else 3) for n, d in enumerate(reversed(payload)))
    return str(-sum(weighted) % 10)


def valid_gtin(text: str) -> bool:
    """Is this a GTIN-8, 12, 13 or 14 with the right check digit."""
    return len(text) in LENGTHS and digits_only(text) and check_digit(text[:-1]) == text[-1]


def from_upc_e(text: str) -> str:
    """The GTIN-12 that eight digits of UPC-E stand for, or nothing if they are none.

    The number of zeros that were squeezed out stands in the last digit before the check
    digit (GS1 General Specifications, 7.10).
    """
    if len(text) != 8 or not digits_only(text) or text[0] not in "01":
        return ""
    system, body, squeezed, check = text[0], text[1:6], text[6], text[7]
    if squeezed in "012":
        payload = body[:2] + squeezed + "0000" + body[2:]
    elif squeezed == "3":
        payload = body[:3] + "00000" + body[3:]
    elif squeezed == "4":
        payload = body[:4] + "00000" + body[4:]
    else:
        payload = body + "0000" + squeezed
    gtin = system + payload + check
    return gtin if valid_gtin(gtin) else ""
