"""The window around the screens."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from posapp.app import opening
from posapp.services import signing_in
from posapp.services.health import Health, LinkState
from posapp.ui import bugs, formats, keys, lookups, steady, style
from posapp.ui.screens.sale import SaleScreen
from posapp.ui.screens.sign_in import SignInScreen
from posapp.ui.style import Theme
from posapp.ui.widgets.badge import Badge
from posapp.ui.widgets.labels import TwoLines
from tests.services.shop import BENE_PIN, SOCKS
from tests.ui.conftest import Hands, Opened

NOON = datetime(2026, 11, 21, 13, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("health", "said"),
    [
        (Health(LinkState.STARTING, NOON), "Connecting"),
        (Health(LinkState.ONLINE, NOON), "Online"),
        (Health(LinkState.SLOW, NOON), "Slow"),
        (Health(LinkState.OFFLINE, NOON, sales_waiting=3), "Offline since 14:02 (3 sale"),
        (Health(LinkState.ONLINE, NOON, parked=1), "Needs attention (1) Online"),
    ],
)
def test_the_badge_says_how_things_stand(hands: Hands, health: Health, said: str) -> None:
    badge = Badge()
    hands.qtbot.addWidget(badge)
    formats.use("en", "IT", "Europe/Rome")
    badge.show_health(health)
    assert badge.text.startswith(said)
    assert badge.accessibleName() == badge.text


def test_a_catalogue_on_its_way_shows_how_far_it_is(hands: Hands) -> None:
    coming = Health(LinkState.ONLINE, NOON, products=250, of=1000, complete=False)
    hands.window.show_health(coming)
    bar = hands.window.findChild(QWidget, "window.catalogue")
    assert bar is not None
    assert bar.isVisible()
    hands.scans(SOCKS.gtin)
    assert hands.lines == [(SOCKS.sku, 1)]


def test_a_note_is_read_whole_beside_all_that_can_stand_in_the_bar(hands: Hands) -> None:
    standing = Health(LinkState.ONLINE, NOON, parked=2, set_aside=1)
    hands.window.show_health(standing)
    toast = hands.window.toast
    toast.tell("The cart is parked. Bring it back with F8.", toast.forget)
    hands.qtbot.waitUntil(lambda: toast.width() > 0 and not toast.isHidden())
    label = toast.findChild(TwoLines)
    assert label is not None
    lines = label.lines()
    assert " ".join(lines) == toast.text
    assert all(label.fontMetrics().horizontalAdvance(line) <= label.width() for line in lines)
    assert (
        toast.geometry().right() < hands.window.bar.parked.mapTo(hands.window, QPoint(0, 0)).x()
    ), "it stands over nothing that can be pressed"


def test_the_sign_in_screen_is_there_before_anything_heavy_is_loaded() -> None:
    heavy = "sqlalchemy requests argon2 phonenumbers cryptography posapp.services.selling"
    idle = "asyncio importlib.metadata email.message ssl uuid6 argon2"
    later = "requests phonenumbers qrcode rapidfuzz asyncio"
    code = (
        f"import sys, posapp.app; print([m for m in {heavy.split()} if m in sys.modules])\n"
        "posapp.app.opening.load_books()  # somebody can sign in\n"
        f"print([m for m in {idle.split()} if m in sys.modules])\n"
        "posapp.app.opening.load_parts()  # the sale screen\n"
        f"print([m for m in {later.split()} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["[]", "[]", "[]"]


def test_the_sign_in_screen_is_seen_before_the_register_looks_at_anything_else(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What holds the window up for a while, or loads, comes after its first painting."""
    order: list[str] = []
    paint = SignInScreen.paintEvent

    def seen(screen: SignInScreen, event: QPaintEvent) -> None:
        paint(screen, event)
        order.append("painted")

    monkeypatch.setattr(SignInScreen, "paintEvent", seen)
    monkeypatch.setattr(steady, "meet_qt", lambda: order.append("Qt"))
    monkeypatch.setattr(opening, "load_books", lambda: order.append("books"))
    opened()
    assert list(dict.fromkeys(order)) == ["painted", "Qt", "books"]


def test_the_register_is_ready_when_it_takes_pins_however_late_its_disk_says_so(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Event()
    monkeypatch.setattr(lookups, "SOON_S", 0.0)
    monkeypatch.setattr(signing_in, "locked", lambda _register: not said.wait(10))
    hands = opened()
    ready = QSignalSpy(hands.app.ready)
    assert ready.count() == 0
    said.set()
    hands.qtbot.waitUntil(lambda: ready.count() == 1)
    hands.signs_in()


def test_the_first_sale_screen_is_built_before_anybody_comes_and_is_theirs_alone(
    opened: Opened,
) -> None:
    hands = opened()
    hands.qtbot.waitUntil(lambda: hands.window.findChild(SaleScreen) is not None)
    (built,) = hands.window.findChildren(SaleScreen)
    assert hands.window.sale is None, "nobody sees it, and no scan goes there"
    with pytest.raises(AssertionError, match="nobody works here yet"):
        assert built.workplace.clerk
    hands.signs_in()
    assert hands.window.sale is built
    first = built.workplace.clerk
    hands.window.lock()
    hands.signs_in(BENE_PIN)
    assert hands.sale is not built
    assert built.workplace.clerk is first is not hands.sale.workplace.clerk


def test_prices_that_change_before_anybody_comes_are_those_of_the_first_sale(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = opened()
    hands.qtbot.waitUntil(lambda: hands.window.findChild(SaleScreen) is not None)
    (built,) = hands.window.findChildren(SaleScreen)
    shown: list[object] = []
    monkeypatch.setattr(built.card, "show_cart", shown.append)
    hands.running.sync.shop_changed.emit()
    assert len(shown) == 1
    hands.signs_in()
    hands.running.sync.shop_changed.emit()
    assert len(shown) == 2


def test_f1_shows_every_key_and_escape_hides_them(hands: Hands) -> None:
    hands.presses(Qt.Key.Key_F1)
    overlay = hands.window.findChild(QWidget, "window.keys")
    assert overlay is not None
    for key in keys.table():
        assert overlay.findChild(QWidget, f"window.keys.{key.id}") is not None
    hands.presses(Qt.Key.Key_Escape)
    assert not overlay.isVisible()
    assert hands.sale.box.hasFocus()


def test_a_remapped_key_does_its_work_and_bare_characters_are_refused() -> None:
    assert keys.remap({"pay": "Ctrl+F9", "park": "p", "box": "F1", "nothing": "F4"}) == (
        "park",
        "box",
        "nothing",
    )
    assert keys.shown("pay") == "Ctrl+F9"
    keys.remap({})
    assert keys.shown("pay") == "F9"


def test_everything_a_person_can_act_on_has_a_name(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    hands.sale.lines.open_discount()
    actors = [
        *hands.window.findChildren(QAbstractButton),
        *hands.window.findChildren(QLineEdit),
    ]
    ours = [w for w in actors if w.isVisible()]
    assert len(ours) > 12
    for widget in ours:
        assert widget.accessibleName(), widget.objectName()
        assert "." in widget.objectName(), widget.accessibleName()
        seen = QAccessible.queryAccessibleInterface(widget)
        assert seen.isValid()
    names = [w.objectName() for w in ours]
    assert len(names) == len(set(names))


def test_touch_targets_are_large_enough(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    for button in hands.window.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.height() >= 48, button.objectName()
    assert hands.sale.card.pay.height() >= 56


def test_the_theme_changes_and_is_kept(hands: Hands) -> None:
    hands.app.looks.switch_theme()
    assert style.palette().dark
    hands.qtbot.waitUntil(lambda: not hands.app.background.busy)
    kept = hands.register.folder / "screen.toml"
    assert 'theme = "dark"' in kept.read_text(encoding="utf-8")
    hands.app.looks.switch_theme()
    assert not style.palette().dark


def test_the_language_changes_while_selling_and_the_cart_stays(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    with hands.qtbot.waitSignal(hands.app.signed_in):
        hands.app.switch_language()
    assert hands.lines == [(SOCKS.sku, 1)]
    assert hands.sale.card.totals.total.endswith("€")
    assert hands.window.bar.language.text() == "IT"


def test_a_clerk_sees_no_day_button(opened: Opened) -> None:
    hands = opened()
    hands.signs_in(BENE_PIN)
    assert not hands.window.bar.day.isVisible()


def test_an_idle_register_locks_itself_and_keeps_the_cart(hands: Hands) -> None:
    hands.scans(SOCKS.gtin)
    hands.app.presence.lock_behind()
    assert hands.window.stack.currentWidget() is hands.window.sign_in
    hands.signs_in()
    assert hands.lines == [(SOCKS.sku, 1)]


def test_the_log_of_a_bug_names_the_place_and_no_value(
    hands: Hands, caplog: pytest.LogCaptureFixture
) -> None:
    personal = "Ana Kovač +39 347 123 4567"
    try:
        raise ValueError(personal)
    except ValueError as error:
        bugs.report(hands.window, ValueError, error, error.__traceback__)
    assert "ValueError" in caplog.text
    assert "test_window.py" in caplog.text
    assert "Ana" not in caplog.text.replace('Ana Kovač +39 347 123 4567")', "")
    assert "P-99" in hands.sale.card.banner.text


def test_a_bug_is_told_in_words_without_a_trace(hands: Hands) -> None:
    hands.window.tell_bug("")
    assert "P-99" in hands.sale.card.banner.text
    assert "Traceback" not in hands.sale.card.banner.text
    assert style.resolved(Theme.DARK).dark
