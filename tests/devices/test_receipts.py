"""Receipts as bytes: what they say arrives, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posapp.devices.receipts import Paper, drawer_kick, encode, printable
from posapp.domain.receipt import LineKind, Receipt, ReceiptLine
from posapp.qa.escpos import PrintHead, Slip, commands

PAPER = Paper(width=32)
HOSTILE = "Boots\x1bp\x00\x19\xfa \x1dV\x00 \x10\x04\x01\x00\u202e evil\r\nrow\x9b"


def receipt(name: str = "Boots", qr: str = "R:12-3-1-000124", copy_mark: str = "") -> Receipt:
    return Receipt(
        number="12-3-1-000124",
        header=("Passo Lungo",),
        lines=(ReceiptLine(name, "89,00 €"),),
        totals=(ReceiptLine("TOTALE", "89,00 €", LineKind.TOTAL),),
        footer=("Grazie, a presto!",),
        qr=qr,
        copy_mark=copy_mark,
    )


def printed(job: bytes) -> tuple[PrintHead, tuple[Slip, ...]]:
    head, done = PrintHead(), 0
    for command in commands(job):
        head.obey(command)
        done += len(command)
    assert done == len(job)
    return head, tuple(head.slips)


def test_a_receipt_comes_out_as_it_reads_on_the_screen() -> None:
    head, (slip,) = printed(encode(receipt(), PAPER))
    assert slip.text == (
        "Passo Lungo\n"
        "--------------------------------\n"
        "Boots                    89,00 €\n"
        "--------------------------------\n"
        "TOTALE                   89,00 €\n"
        "--------------------------------\n"
        "Grazie, a presto!\n"
        "12-3-1-000124\n"
    )
    assert slip.qrs == ("R:12-3-1-000124",)
    assert slip.strong == ("Passo Lungo", "TOTALE                   89,00 €")
    assert slip.cut and head.strange == b""


def test_a_repeat_says_copy_on_paper() -> None:
    _, (slip,) = printed(encode(receipt(copy_mark="COPIA"), PAPER))
    assert slip.text.startswith("COPIA\n") and slip.text.endswith("COPIA\n")


def test_a_receipt_never_opens_the_drawer() -> None:
    head, _ = printed(encode(receipt(), PAPER))
    assert head.kicks == 0
    opened, _ = printed(drawer_kick(1))
    assert opened.kicks == 1


def test_no_byte_of_a_product_name_commands_the_printer_p1() -> None:
    head, slips = printed(encode(receipt(HOSTILE), PAPER))
    assert (head.kicks, head.strange, len(slips)) == (0, b"", 1)
    assert "Bootsp" in slips[0].text


def test_the_code_page_is_forced_and_the_euro_sign_is_in_it() -> None:
    job = encode(receipt(), PAPER)
    assert job.startswith(b"\x1b@\x1bt\x13")
    assert b"89,00 \xd5" in job


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Perché no? Größe 38 £5", "Perché no? Größe 38 £5"),
        ("Łódź \u2013 “Šárka\u2019s” … ½", 'Lódz - "Sárka\'s" ... ½'),
        ("1\u202f234,00\u00a0€", "1 234,00 €"),
        ("\u221212,00", "-12,00"),
        ("靴 Œuvre ﬁn", "? OEuvre fin"),
        ("😀", "?"),
        ("a\x1b@\x7f", "a?@?"),
        ("a\u0308\u0301", "a"),
    ],
)
def test_letters_the_printer_lacks_become_their_nearest_look_alike(
    text: str, shown: str
) -> None:
    assert printable(text, "cp858") == shown


def test_a_code_page_without_euro_says_eur() -> None:
    assert printable("89 €", "cp437") == "89 EUR"


def test_amounts_stay_aligned_when_a_letter_becomes_two() -> None:
    _, (slip,) = printed(encode(receipt("Œuvre"), PAPER))
    assert "OEuvre                   89,00 €\n" in slip.text


def test_printers_without_blade_or_codes_get_the_same_words() -> None:
    head, slips = printed(encode(receipt(), Paper(width=32, qr=False, cut=False)))
    assert slips == () and head.slip.qrs == ()
    assert "12-3-1-000124\n" in head.slip.text


@pytest.mark.parametrize("qr", ["", "x" * 201, "R:12\x1bp\x00", "R:ä"])
def test_a_code_that_is_no_plain_short_text_is_not_printed(qr: str) -> None:
    head, (slip,) = printed(encode(receipt(qr=qr), PAPER))
    assert (slip.qrs, head.kicks) == ((), 0)


def test_another_encoder_makes_the_same_codes_cuts_and_kicks() -> None:
    escpos = pytest.importorskip("escpos.printer")
    witness = escpos.Dummy()
    witness.qr("R:12-3-1-000124", native=True, size=6, ec=1)
    code = witness.output[witness.output.index(b"\x1d(k") :].rstrip(b"\n")
    assert code in encode(receipt(), PAPER)
    witness.clear()
    witness.cut(mode="PART", feed=False)
    assert witness.output[:2] == b"\x1dV"
    witness.clear()
    witness.cashdraw(2)
    assert witness.output[:3] == drawer_kick(0)[:3]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["cp858", "cp437", "cp1252", "ascii"]))
def test_no_text_whatever_commands_the_printer_p1(text: str, code_page: str) -> None:
    paper = Paper(width=32, code_page=code_page)
    head, slips = printed(encode(receipt(text, qr=text), paper))
    assert (head.kicks, head.strange, len(slips)) == (0, b"", 1)
    assert all(len(row) <= 32 for row in slips[0].text.splitlines())
