"""A scanner is told from a person, and nothing of a scan is lost or left behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posapp.devices.wedge import (
    ENTER,
    PASS,
    Gathering,
    KeyStroke,
    Layout,
    Outcome,
    Pass,
    Scanned,
    Wedge,
    WedgeSettings,
)
from posapp.domain.codes import CustomerScan, ProductScan, ReceiptScan, parse_first
from posapp.qa.scanner import RawKey, scan, typing

EAN = "4006381333931"
TOKEN = "P1:6BF+70790T9WJWG.FKY*4GO0.O1CV2 ETQ$/-%:A9"
GS = "\x1d"


def strokes(keys: Iterable[RawKey], start_ms: int = 1_000_000) -> list[KeyStroke]:
    found, now = [], start_ms
    for k in keys:
        now += k.gap_ms
        found.append(KeyStroke(k.text, k.key, k.scan_code, now, k.auto_repeat, k.shift, k.ctrl))
    return found


def feed(wedge: Wedge, keys: Iterable[RawKey]) -> list[Outcome]:
    return [wedge.feed(stroke) for stroke in strokes(keys)]


def scans(outcomes: Sequence[Outcome]) -> list[Scanned]:
    return [outcome for outcome in outcomes if isinstance(outcome, Scanned)]


def only(outcomes: Sequence[Outcome]) -> Scanned:
    (found,) = scans(outcomes)
    return found


def test_a_scan_is_known_at_its_end_key_and_takes_its_characters_back() -> None:
    outcomes = feed(Wedge(), scan(EAN))
    assert outcomes[:3] == [Gathering(1), Gathering(2), Gathering(3)]
    assert outcomes[-1] == only(outcomes)
    assert (only(outcomes).text, only(outcomes).take_back) == (EAN, 13)


@pytest.mark.parametrize("end", ["\r", "\t", "\n"])
def test_enter_tab_and_linefeed_end_a_scan(end: str) -> None:
    assert only(feed(Wedge(), scan(EAN, end=end))).text == EAN


def test_enter_of_the_number_pad_ends_a_scan() -> None:
    wedge = Wedge()
    feed(wedge, scan(EAN)[:-1])
    last = strokes(scan(EAN)[:-1])[-1].at_ms
    assert isinstance(wedge.feed(KeyStroke("\r", ENTER, 0, last + 2)), Scanned)


def test_fifty_scans_at_twenty_per_second_are_fifty_identical_ones_included() -> None:
    keys = [
        key if n else RawKey(key.text, key.key, key.scan_code, 11, key.shift, key.ctrl)
        for _ in range(50)
        for n, key in enumerate(scan(EAN, gap_ms=3))
    ]
    assert sum(key.gap_ms for key in keys) == 50 * 50
    assert [s.text for s in scans(feed(Wedge(), keys))] == [EAN] * 50


def test_doubled_digits_that_look_like_auto_repeat_are_kept() -> None:
    keys = scan("1110000111", gap_ms=1)
    assert any(key.auto_repeat for key in keys)
    assert only(feed(Wedge(), keys)).text == "1110000111"


def test_a_key_held_down_is_no_scan() -> None:
    first = RawKey("0", 48, 0, 1000)
    held = [RawKey("0", 48, 0, 500, auto_repeat=True)]
    held += [RawKey("0", 48, 0, 30, auto_repeat=True)] * 20
    end = RawKey("\r", 0x01000004, 0, 40)
    assert scans(feed(Wedge(), [first, *held, end])) == []


def test_a_person_who_types_fast_is_no_scanner() -> None:
    assert scans(feed(Wedge(), typing("4006381333931\r", gap_ms=80))) == []


def test_a_short_burst_is_no_scan_without_a_prefix() -> None:
    assert scans(feed(Wedge(), scan("123"))) == []


def test_a_group_separator_is_kept() -> None:
    code = f"]C10104006381333931{GS}10ABC{GS}21X"
    scanned = only(feed(Wedge(), scan(code)))
    assert scanned.text == code
    assert scanned.take_back == len(code) - 2


def test_a_code_that_begins_with_a_group_separator_is_kept_whole() -> None:
    assert only(feed(Wedge(), scan(f"{GS}0104006381333931"))).text == f"{GS}0104006381333931"


@pytest.mark.parametrize("host", ["it", "de", "fr"])
@pytest.mark.parametrize(
    "code",
    [EAN, TOKEN, "R:12-3-1-000124", f"]C10104006381333931{GS}10AZ{GS}21YQ"],
)
def test_a_scanner_set_up_for_another_layout_is_understood(host: str, code: str) -> None:
    scanned = only(feed(Wedge(), scan(code, layout=host)))
    assert code in [reading.text for reading in scanned.readings]
    text, _ = parse_first(reading.text for reading in scanned.readings)
    assert text == code


def test_a_scanner_set_up_for_the_computer_s_layout_is_not_second_guessed() -> None:
    scanned = only(feed(Wedge(), scan(TOKEN, layout="it", scanner_layout="it")))
    assert scanned.text == TOKEN
    assert parse_first(r.text for r in scanned.readings)[1] == CustomerScan(TOKEN)


def test_the_layout_can_be_fixed_for_codes_that_mean_something_in_both() -> None:
    keys = scan("XYZ-1", layout="de")
    assert only(feed(Wedge(), keys)).text == "XZYß1"
    assert only(feed(Wedge(WedgeSettings(layout=Layout.US)), keys)).text == "XYZ-1"
    (only_host,) = only(feed(Wedge(WedgeSettings(layout=Layout.HOST)), keys)).readings
    assert only_host.text == "XZYß1"


def test_a_dead_key_types_nothing_and_still_counts_for_the_rescue() -> None:
    scanned = only(feed(Wedge(), scan("https://a/01/1?17=3", layout="de")))
    assert scanned.text == "https://a/01/1?17=3"
    assert scanned.take_back == len("https://a/01/1?17=3") - 1


def test_a_key_without_a_known_scan_code_leaves_the_text_as_it_is() -> None:
    keys = [RawKey(c, ord(c), 0, 2) for c in EAN] + [RawKey("\r", 0x01000004, 0, 2)]
    assert [r.text for r in only(feed(Wedge(), keys)).readings] == [EAN]


def test_a_prefix_makes_a_slow_and_short_scan_certain() -> None:
    wedge = Wedge(WedgeSettings(prefix="~"))
    keys = scan("~12", gap_ms=200)
    scanned = only(feed(wedge, keys))
    assert (scanned.text, scanned.take_back) == ("12", 3)


def test_what_a_person_typed_right_before_the_prefix_stays_theirs() -> None:
    wedge = Wedge(WedgeSettings(prefix="~"))
    keys = [*typing("so"), *[RawKey(k.text, k.key, k.scan_code, 5) for k in scan("~777")]]
    scanned = only(feed(wedge, keys))
    assert (scanned.text, scanned.take_back) == ("777", 4)


def test_with_a_prefix_configured_a_scan_without_it_is_still_known_by_its_speed() -> None:
    assert only(feed(Wedge(WedgeSettings(prefix="~")), scan(EAN))).text == EAN


def test_a_suffix_ends_a_scan_at_its_last_character() -> None:
    wedge = Wedge(WedgeSettings(prefix="~", suffix="#"))
    scanned = only(feed(wedge, scan("~" + EAN, end="#")))
    assert (scanned.text, scanned.take_back) == (EAN, 14)


def test_a_key_just_before_a_scan_does_not_spoil_it_and_stays_in_the_field() -> None:
    keys = list(scan(EAN))
    keys[0] = RawKey(keys[0].text, keys[0].key, keys[0].scan_code, 30)
    scanned = only(feed(Wedge(), [*typing("a"), *keys]))
    text, found = parse_first(reading.text for reading in scanned.readings)
    assert found == ProductScan("0" + EAN)
    assert next(r.take_back for r in scanned.readings if r.text == text) == 13


@pytest.mark.parametrize(
    "chord",
    [
        KeyStroke("\x01", 65, 38, 0, ctrl=True),
        KeyStroke("a", 65, 38, 0, alt=True),
        KeyStroke("", 0x01000030, 67, 0),
        KeyStroke("ab", 0, 0, 0),
        KeyStroke("\x04", 68, 40, 0, ctrl=True),
    ],
)
def test_shortcuts_and_function_keys_belong_to_the_person(chord: KeyStroke) -> None:
    assert Wedge().feed(chord) == PASS


def test_a_shortcut_in_the_middle_breaks_a_burst() -> None:
    wedge = Wedge()
    first = strokes(scan(EAN)[:3])
    for stroke in first:
        wedge.feed(stroke)
    assert wedge.feed(KeyStroke("\x01", 65, 38, first[-1].at_ms + 1, ctrl=True)) == PASS
    assert wedge.feed(KeyStroke("4", 52, 13, first[-1].at_ms + 2)) == Gathering(1)


def test_alt_gr_types_characters_like_any_other() -> None:
    keys = [KeyStroke("@", 64, 0, 5 * n, ctrl=True, alt=True) for n in range(4)]
    wedge = Wedge()
    assert [wedge.feed(key) for key in keys][-1] == Gathering(4)


def test_a_clock_that_jumps_back_breaks_a_burst_and_nothing_else() -> None:
    wedge = Wedge()
    assert wedge.feed(KeyStroke("4", 52, 13, 4_294_967_290)) == Gathering(1)
    assert wedge.feed(KeyStroke("0", 48, 19, 3)) == Gathering(1)


def test_an_endless_burst_is_bounded_and_unreadable_but_taken_back_whole() -> None:
    scanned = only(feed(Wedge(), scan("7" + "12" * 2000)))
    assert len(scanned.text) == 1100
    assert scanned.take_back == 4001


PRINTABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=4, max_size=40)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(PRINTABLE, min_size=1, max_size=8),
    st.integers(1, 8),
    st.sampled_from(["us", "it", "de", "fr"]),
    st.sampled_from(["\r", "\t", "\n"]),
)
def test_any_scans_one_after_another_are_exactly_that_many(
    codes: list[str], gap_ms: int, layout: str, end: str
) -> None:
    keys: list[RawKey] = []
    for code in codes:
        first, *rest = scan(code, layout=layout, gap_ms=gap_ms, end=end)
        keys += [RawKey(first.text, first.key, first.scan_code, 20, first.shift), *rest]
    outcomes = feed(Wedge(), keys)
    found = scans(outcomes)
    assert len(found) == len(codes)
    for scanned, code in zip(found, codes, strict=True):
        assert code in [reading.text for reading in scanned.readings]


@settings(max_examples=100, deadline=None)
@given(PRINTABLE, st.integers(80, 400))
def test_no_person_is_ever_taken_for_a_scanner(text: str, gap_ms: int) -> None:
    assert scans(feed(Wedge(), typing(text + "\r", gap_ms=gap_ms))) == []


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.booleans(), PRINTABLE), min_size=1, max_size=8), st.integers(1, 12)
)
def test_the_field_holds_what_the_person_typed_and_nothing_of_the_scans(
    turns: list[tuple[bool, str]], gap_ms: int
) -> None:
    field, typed, found = "", "", []
    wedge, now = Wedge(), 0
    for is_scan, text in turns:
        keys = scan(text, gap_ms=gap_ms) if is_scan else typing(text, gap_ms=90)
        typed += "" if is_scan else text
        for stroke in strokes(keys, now + 100):
            now = stroke.at_ms
            outcome = wedge.feed(stroke)
            if isinstance(outcome, Scanned):
                field = field[: len(field) - outcome.take_back]
                found.append(outcome.text)
            elif isinstance(outcome, Pass | Gathering) and stroke.text.isprintable():
                field += stroke.text
    assert field == typed
    assert found == [text for is_scan, text in turns if is_scan]


def test_a_receipt_scanned_while_a_french_keyboard_is_set_is_that_receipt() -> None:
    scanned = only(feed(Wedge(), scan("R:12-3-1-000124", layout="fr")))
    _, meaning = parse_first(reading.text for reading in scanned.readings)
    assert meaning == ReceiptScan("12-3-1-000124")
