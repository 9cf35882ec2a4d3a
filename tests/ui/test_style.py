"""Colours, icons, figures and words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication

from posapp.domain import errors
from posapp.domain.errors import BadAmount, PosError
from posapp.domain.money import Money
from posapp.ui import formats, icons, preferences, style, words
from posapp.ui.language import LANGUAGES
from posapp.ui.style import Theme
from posapp.ui.tokens import DARK, LIGHT, Palette, Tone
from posapp.ui.widgets.buttons import Button
from posapp.ui.widgets.labels import PlainLabel


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    dark, light = sorted((_light(one), _light(two)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_every_text_can_be_read(palette: Palette) -> None:
    bare = (palette.page, palette.card, palette.sunken, palette.hover, palette.bubble_in)
    for ground in (*bare, *map(palette.soft, Tone)):
        for ink in (palette.text, palette.muted, *map(palette.ink, Tone)):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    for ground in (palette.accent, palette.accent_hover, palette.accent_pressed):
        assert contrast(palette.on_accent, ground) >= 4.5, ground
    assert contrast(palette.accent_text, palette.accent_soft) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_a_field_and_what_has_the_focus_stand_out_from_their_ground(palette: Palette) -> None:
    for ground in (palette.card, palette.page, palette.sunken):
        assert contrast(palette.accent, ground) >= 3, ground
    assert contrast(palette.faint, palette.card) >= 3
    for ground in (palette.accent, palette.card):  # the frame of a focused primary button
        assert contrast(palette.text, ground) >= 2.5, ground


def test_the_shipped_font_is_used_with_figures_of_one_width(qapp: QApplication) -> None:
    font = style.font()
    assert QFontInfo(font).family() == "Inter"
    letters = QFontMetrics(font)
    assert letters.horizontalAdvance("111111") == letters.horizontalAdvance("888888")


def test_every_icon_can_be_drawn_in_every_colour(qapp: QApplication) -> None:
    assert len(icons.names()) > 50
    for name in icons.names():
        picture = icons.pixmap(name, LIGHT.accent, 24, 2.0).toImage()
        inked = {picture.pixelColor(x, y).alpha() for x in range(48) for y in range(48)}
        assert max(inked) > 200, name


def test_a_label_shows_text_and_never_html(qapp: QApplication) -> None:
    label = PlainLabel("<b>5 < 6</b>\u202eevil\x07" + "x" * 5000)
    assert label.text().startswith("<b>5 < 6</b>evil xxx")
    assert len(label.text()) <= 2000


@given(st.text(max_size=400))
def test_tamed_text_is_one_bounded_line_without_tricks(text: str) -> None:
    tame = formats.tamed(text, 100)
    assert len(tame) <= 100
    assert not set(tame) & set("\n\r\t\0\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("👨\u200d👩\u200d👧 thanks 🎉", "👨\u200d👩\u200d👧 thanks 🎉"),
        ("🎉" * 500 + " at five", "🎉" * 12 + "…"),
        ("🎉" * 90 + " at five " + "🎉" * 90, "🎉" * 12 + "… at five …"),
        ("👩🏽\u200d" * 40 + "!", "👩🏽\u200d" * 6 + "…!"),
        ("❤️" + "🎉" * 13 + "\ufe0f क्\u200dष", "❤️" + "🎉" * 12 + "… क्\u200dष"),
    ],
    ids=["few", "many", "crowds", "joined", "words that are joined, too"],
)
def test_p1_a_crowd_of_emoji_is_tamed_and_the_words_after_it_stay(
    text: str, shown: str
) -> None:
    """Each that is joined or new costs the window some milliseconds."""
    assert formats.tamed(text) == shown


@pytest.mark.parametrize(
    ("language", "country", "minor", "shown"),
    [
        ("en", "GB", 123450, "€1,234.50"),
        ("en", "IT", -5, "\u2212€0.05"),
        ("it", "IT", 123450, "1.234,50\u00a0€"),
        ("it", "IT", -1398, "\u221213,98\u00a0€"),
    ],
)
def test_money_is_written_as_the_locale_writes_it(
    language: str, country: str, minor: int, shown: str
) -> None:
    formats.use(language, country, "Europe/Rome")
    assert formats.money(Money(minor)) == shown


@pytest.mark.parametrize(
    ("language", "text", "minor"),
    [
        ("it", "12,50", 1250),
        ("it", "12.50", 1250),
        ("it", "1.5", 150),
        ("it", "1.500", 150_000),
        ("it", "1.234,5", 123_450),
        ("en", "12.5", 1250),
        ("en", "1,500", 150_000),
        ("en", "€20", 2000),
        ("en", "0", 0),
    ],
)
def test_an_amount_is_read_as_it_is_meant(language: str, text: str, minor: int) -> None:
    formats.use(language, "IT", "Europe/Rome")
    assert formats.parse_amount(text, "EUR") == Money(minor)


@pytest.mark.parametrize(
    "text", ["", "-5", "1,2,3", "12.345", "1e3", "²", "12..5", "abc", "1" * 13, "1.23,4", "+5"]
)
def test_what_could_be_misread_is_refused(text: str) -> None:
    formats.use("en", "GB", "UTC")
    with pytest.raises(BadAmount):
        formats.parse_amount(text, "EUR")


@given(st.integers(min_value=0, max_value=10**10), st.sampled_from(["en", "it"]))
def test_what_is_shown_can_be_typed_again(minor: int, language: str) -> None:
    formats.use(language, "IT", "Europe/Rome")
    assert formats.parse_amount(formats.number(Money(minor)), "EUR") == Money(minor)


@pytest.mark.parametrize(("currency", "shown"), [("UGX", "12"), ("OMR", "0.012")])
def test_amounts_have_the_decimals_of_their_currency(currency: str, shown: str) -> None:
    formats.use("en", "GB", "UTC")
    assert formats.number(Money(12, currency)) == shown
    assert formats.parse_amount(shown, currency) == Money(12, currency)


def test_times_are_the_shops_own() -> None:
    formats.use("it", "IT", "Europe/Rome")
    noon = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
    assert formats.clock(noon) == "12:00"
    assert formats.day(date(2026, 11, 21)) == "21/11/26"


def _every_error() -> list[PosError]:
    given_values = {
        "UnknownProduct": ("x",),
        "BadLabelPattern": ("x", "length"),
        "OverLimit": (100_000,),
        "CouponRefused": ("x", "over"),
        "WrongPin": (3.0,),
        "TooManyLookups": (3.0,),
        "BadAddress": ({"city": "required"},),
        "CheckoutChanged": ("cart_changed",),
        "GiftCardRefused": ("empty",),
        "RoomShort": (120,),
        "ClockWrong": (-90,),
    }
    made = []
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, PosError) and kind is not PosError:
            try:
                made.append(kind(*given_values.get(kind.__name__, ())))
            except TypeError:
                made.append(kind("x"))
    return made


@pytest.mark.parametrize("error", _every_error(), ids=lambda error: type(error).__name__)
def test_every_error_is_explained_with_its_code(error: PosError) -> None:
    told = words.explain(error)
    assert told.what != "That did not work."
    assert told.advice
    assert told.code in told.text


def test_preferences_survive_being_written_and_nonsense_is_ignored(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    wanted = preferences.Preferences(Theme.DARK, "it", 150, 60, {"pay": "F12"})
    preferences.save(folder, wanted)
    assert preferences.load(folder) == wanted
    (folder / "screen.toml").write_text('theme = 7\nscale = "big"\nlanguage = "xx"\n')
    assert preferences.load(folder) == preferences.Preferences()
    for odd in ("theme = []\n", "x = " + "[" * 20_000, "scale = 1" + "0" * 5_000):
        (folder / "screen.toml").write_text(odd)
        assert preferences.load(folder) == preferences.Preferences()
    assert LANGUAGES == ("en", "it")


def test_a_button_asks_for_the_room_of_what_it_says_now(qapp: QApplication) -> None:
    button = Button("Pay", "a.button")
    for say in (
        partial(button.show_text, "Pay with a card"),
        partial(button.show_key, "Shift+Enter"),
        partial(button.show_amount, "€1,000.00"),
    ):
        before = button.sizeHint().width()
        say()
        assert button.sizeHint().width() > before
