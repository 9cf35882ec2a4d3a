"""Why a line is as it is, in the clerk's language; nothing foreign is taken for ours."""

from __future__ import annotations

import pytest

from posapp.ui import formats
from posapp.ui.reasons import note, reason


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("price kept: 22.00 online", "online price kept: €22.00"),
        ("price on the label", "price on the label"),
        ("instead of BOOT-38", "instead of BOOT-38"),
        ("only 2 here; price today: was 9 online", "only 2 here; today's price; online €9.00"),
        ("price kept: 22,00 online", "price kept: 22,00 online"),
        ("price kept: ٢٢ online", "price kept: ٢٢ online"),
        ("gift for her aunt", "gift for her aunt"),
        ("", ""),
    ],
)
def test_a_reason_is_said_in_words_and_foreign_ones_as_they_are(phrase: str, said: str) -> None:
    formats.use("en", "IE", "Europe/Dublin")
    assert reason(phrase, "EUR") == said


def test_a_labels_weight_is_written_as_numbers_are_here() -> None:
    formats.use("it", "IT", "Europe/Rome")
    assert note("12500 g") == "12.500 g"
    assert note("500 g of love") == "500 g of love"
    formats.use("en", "IE", "Europe/Dublin")
