"""Texts that somebody could send, name a product, or be called, to harm a register.

``TEXTS`` by what each is meant to do; no layout, printer, spreadsheet or database may do it.
"""

from __future__ import annotations

import unicodedata

MARK = "Zxqv"  # stands in every text of a hostile shop, so that a walk can tell it was shown
_PLAGUE = "".join(chr(0x300 + at) for at in range(60))

TEXTS = {
    "bold": "<b>Sale</b> <h1>now</h1>",
    "picture": '<img src="file:///etc/passwd" width="9000" height="9000">',
    "remote picture": '<img src="http://127.0.0.1:9/seen.png">',
    "link": '<a href="javascript:alert(1)">here</a>',
    "script": "<script>alert(1)</script><!-- <style>*{color:red}</style>",
    "table": "<table>" + "<tr><td>" * 60 + "x",
    "markdown": "# Head\n![x](file:///etc/passwd) **bold** [a](http://127.0.0.1:9)",
    "entity": "&lt;b&gt; &amp;copy; &#0; &nbsp;",
    "overlong word": "W" * 5_000,
    "overlong text": "very long " * 1_000,
    "many lines": "line\n" * 500,
    "line breaks": "a\r\nb\u2028c\u2029d\x0be\x0cf\x85g",
    "bidi": "\u202eelas\u202c \u2066\u2067\u2069 \u200f\u200e\u061c 10.00",
    "right to left": "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 12.50 \u05d0",
    "zalgo": "Z" + _PLAGUE + "a" + _PLAGUE,
    "invisible": "a\u200bb\u200cc\u200dd\u2060e\ufefff\u00adg",
    "controls": "".join(map(chr, [*range(1, 32), *range(127, 160)])),
    "nul": "before\x00after",
    "drawer": "\x1bp\x00\x19\xfa\x10\x14\x01\x00\x05",
    "cut": "\x1dV\x00\x1b@\x1d(k\x04\x00\x31\x41\x32\x00\x1c.\x1bt\x13",
    "terminal": "\x1b]0;title\x07\x1b[2J\x1b[31mred\x9b0m",
    "formula": "=cmd|' /C calc'!A0",
    "formula at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula plus": "+1+cmd|' /C calc'!A0",
    "formula minus": "-1+cmd|' /C calc'!A0",
    "formula behind": '\t \ufeff=HYPERLINK("http://127.0.0.1:9")',
    "formula wide": "\uff1d1+1",
    "cells": '","=1+1","\r\n=1+1;=1+1\t=1+1',
    "sql": "'; DROP TABLE sale; -- \" OR 1=1 /*",
    "search": 'NEAR(a b) AND name:* OR "*" NOT ^a -b {x y}:z',
    "format": "{0.__class__} %s %n %(x)s $HOME `id` $(id)",
    "path": "../../../../etc/passwd",
    "url": "file:///etc/passwd http://127.0.0.1:9/x javascript:alert(1)",
    "mnemonic": "&File && &Pay &",
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467\U0001f3fd\u20e3" * 20,
    "unassigned": "\U000e0041\ue000\uffff\U0010ffff\U000e007f",
    "lone surrogate": "a\ud800b\udfffc",
    "wide": "\ufdfd\u2e3b\U0001242b" * 30,
}

NAMES = tuple(TEXTS)


def jsonable(text: str) -> str:
    """As the centre can send it: a lone surrogate cannot be encoded, so it never comes whole
    through JSON; it arrives as the replacement character or not at all."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def untamed(text: str) -> list[str]:
    """The characters that no sink may be handed: controls (line breaks apart), direction
    overrides, and halves of characters."""
    bad = []
    for character in text:
        kind = unicodedata.category(character)
        turns = unicodedata.bidirectional(character) in _TURNS
        if (kind in ("Cc", "Cs") and character != "\n") or turns:
            bad.append(f"U+{ord(character):04X}")
    return bad


_TURNS = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
