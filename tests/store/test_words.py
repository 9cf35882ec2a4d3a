"""Words are cut alike when stored and when typed."""

from __future__ import annotations

import sqlite3
import sys
import unicodedata

from posapp.database.engine import sqlite_module
from posapp.store.words import LONGEST, words


def test_case_accents_and_punctuation_do_not_matter() -> None:
    assert words("Crème-brûlée, 50% OFF!") == ["creme", "brulee", "50", "off"]
    assert words("STRASSE straße") == ["strasse", "strasse"]
    assert words("½ ﬁne") == ["1", "2", "fine"]
    assert words("") == words("—…'\"") == []


def test_a_word_is_cut_where_it_is_too_long() -> None:
    assert words("x" * 100) == ["x" * LONGEST]


def test_every_letter_we_keep_is_one_word_for_the_index_too() -> None:
    """Else a typed letter could become a phrase, which the index has no positions for."""
    kept = sorted(
        {
            word
            for code in range(sys.maxunicode + 1)
            if unicodedata.category(chr(code))[0] in "LN"
            for word in words(chr(code))
        }
    )
    module = sqlite_module()
    for sqlite in {module, sqlite3}:
        db = sqlite.connect(":memory:")
        db.execute(
            "CREATE VIRTUAL TABLE w USING fts5(t, content='', detail='none', columnsize=0, "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        rows = [(place, f"x{word}x") for place, word in enumerate(kept)]
        db.executemany("INSERT INTO w(rowid, t) VALUES (?, ?)", rows)
        db.execute("CREATE VIRTUAL TABLE v USING fts5vocab(w, 'row')")
        (terms,) = db.execute("SELECT sum(doc) FROM v").fetchone()
        db.close()
        assert terms == len(kept), sqlite.__name__
