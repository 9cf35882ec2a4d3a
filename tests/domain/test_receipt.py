"""A receipt is readable on any paper, and no amount on it is ever cut."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posapp.domain.receipt import (
    LineKind,
    Receipt,
    ReceiptLine,
    RowKind,
    TextRow,
    columns,
    layout,
    tame,
    wrap,
)

RECEIPT = Receipt(
    number="12-3-1-000124",
    header=("Passo Lungo", "Via Roma 1, 20121 Milano", "P. IVA 01234567890"),
    facts=(ReceiptLine("Receipt", "12-3-1-000124"), ReceiptLine("Served by", "Mira")),
    lines=(
        ReceiptLine("Taken now", kind=LineKind.HEADING),
        ReceiptLine("Boots Livorno, brown leather with a red lining, size 38", "89,00 €"),
        ReceiptLine("was 99,00 €, promise -10 %", kind=LineKind.NOTE),
        ReceiptLine("2 x Socks", "12,00 €"),
    ),
    totals=(
        ReceiptLine("Items", "101,00 €"),
        ReceiptLine("TOTAL", "101,00 €", LineKind.TOTAL),
    ),
    taxes=(("VAT", "Net", "Tax"), ("22 %", "82,79", "18,21")),
    tenders=(ReceiptLine("Cash", "110,00 €"), ReceiptLine("Change", "9,00 €")),
    footer=("Thank you!",),
    qr="R:12-3-1-000124",
)


def texts(rows: tuple[TextRow, ...]) -> list[str]:
    return [row.text for row in rows]


def test_a_receipt_reads_like_a_receipt() -> None:
    assert "\n".join(texts(layout(RECEIPT, 32))) == (
        "Passo Lungo\n"
        "Via Roma 1, 20121 Milano\n"
        "P. IVA 01234567890\n"
        "--------------------------------\n"
        "Receipt            12-3-1-000124\n"
        "Served by                   Mira\n"
        "--------------------------------\n"
        "Taken now\n"
        "Boots Livorno, brown\n"
        "  leather with a red\n"
        "  lining, size 38        89,00 €\n"
        "  was 99,00 €, promise -10 %\n"
        "2 x Socks                12,00 €\n"
        "--------------------------------\n"
        "Items                   101,00 €\n"
        "TOTAL                   101,00 €\n"
        "--------------------------------\n"
        "Cash                    110,00 €\n"
        "Change                    9,00 €\n"
        "--------------------------------\n"
        "VAT                   Net    Tax\n"
        "22 %                82,79  18,21\n"
        "--------------------------------\n"
        "Thank you!\n"
        "R:12-3-1-000124\n"
        "12-3-1-000124"
    )


def test_the_total_stands_out_and_the_number_is_a_code() -> None:
    rows = layout(RECEIPT, 42)
    (total,) = [row for row in rows if row.text.startswith("TOTAL")]
    assert total.strong and total.tall
    (code,) = [row for row in rows if row.kind is RowKind.QR]
    assert code.text == "R:12-3-1-000124"


def test_a_repeat_says_copy_at_both_ends_and_the_original_never() -> None:
    copy = Receipt("1", ("Shop",), (), (), copy_mark="COPIA")
    rows = texts(layout(copy, 42))
    assert rows[0] == rows[-1] == "COPIA"
    assert "COPIA" not in texts(layout(RECEIPT, 42))


def test_an_amount_too_wide_for_its_row_stands_alone_below_its_text() -> None:
    wide = Receipt("1", (), (ReceiptLine("Crown jewels", "1.234.567.890.123,00 €"),), ())
    assert texts(layout(wide, 24)) == ["Crown jewels", "  1.234.567.890.123,00 €"]


def test_a_tax_table_too_wide_for_the_paper_loses_no_figure() -> None:
    row = ("Reduced rate", "1.000.000,00", "100.000,00", "1.100.000,00")
    shown = " ".join(texts(layout(Receipt("1", (), (), (), taxes=(row,)), 24)))
    assert all(cell in shown for cell in row)


def test_paper_too_narrow_for_any_receipt_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        layout(RECEIPT, 23)


def test_hostile_text_becomes_one_harmless_line() -> None:
    assert tame("a\x1bp\x00\r\nb\u202ec\u200bd\ud800\te") == "ap bcd e"
    assert tame("e" + "\u0301" * 50) == "é\u0301\u0301"
    assert tame("x" * 500) == "x" * 399 + "…"
    assert len(tame("\u202e" * 100_000)) == 0


def test_wide_and_combining_characters_keep_the_columns() -> None:
    assert columns("靴") == 2
    assert columns("e\u0308") == 1
    rows = layout(Receipt("1", (), (ReceiptLine("靴 Boots", "89,00 €"),), ()), 24)
    assert columns(rows[0].text) == 24


def test_a_word_longer_than_the_row_is_broken() -> None:
    assert wrap("abcdefghij kl", 4) == ["abcd", "efgh", "ij", "kl"]
    assert wrap("靴靴靴", 1) == ["靴", "靴", "靴"]
    assert wrap("ab c", -3) == ["a", "b", "c"]
    assert wrap("", 4) == []


TEXT = st.text(max_size=60)
AMOUNT = st.from_regex(r"\A-?[0-9]{1,3}(\.[0-9]{3}){0,3},[0-9]{2}\Z")
LINE = st.builds(ReceiptLine, TEXT, AMOUNT, st.sampled_from(LineKind))


@settings(max_examples=100, deadline=None)
@given(st.lists(LINE, max_size=6), TEXT, st.integers(24, 80))
def test_no_row_is_too_wide_and_every_amount_is_there_whole(
    lines: list[ReceiptLine], word: str, width: int
) -> None:
    receipt = Receipt("1", (word,), tuple(lines), tuple(lines), footer=(word,))
    rows = layout(receipt, width)
    assert all(columns(row.text) <= width for row in rows)
    assert all(not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]", row.text) for row in rows)
    shown = texts(rows)
    for line in lines:
        assert any(text.endswith(line.right) for text in shown)
