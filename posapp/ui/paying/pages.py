"""The states of a payment in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from posapp.domain.cart import Cart
from posapp.domain.errors import CardDeclined, CheckoutChanged, PosError
from posapp.domain.money import Money
from posapp.ui import formats, words
from posapp.ui.paying import changed
from posapp.ui.paying.panel import PaymentPanel
from posapp.ui.paying.state_page import Act
from posapp.ui.tokens import Tone

translate = QCoreApplication.translate
Does = Callable[[], object]


class Pages:
    """Shows one state after the other in the payment panel."""

    def __init__(self, panel: PaymentPanel) -> None:
        self._panel = panel

    def checking(self, go_on: Does | None = None) -> None:
        """The centre is being asked."""
        acts = []
        if go_on is not None:
            text = translate("paying", "Go on without it")
            acts.append(Act(text, "pay.state.goon", go_on, icon="chevron-right"))
        self._panel.show_state(
            "clock",
            Tone.NEUTRAL,
            translate("paying", "Asking the centre"),
            translate("paying", "Whether the cart is still as you see it. Nothing is charged."),
            acts,
        )

    def away(self) -> None:
        """The centre could not be asked: said in the heading, beside whatever is shown."""
        self._panel.subtitle.show_tone(Tone.WARN)
        self._panel.subtitle.setToolTip(
            translate("paying", "It hears of this sale by itself, later.")
        )
        self._panel.show_subtitle(translate("paying", "The centre is away. Selling goes on."))

    def charging(self, amount: Money, cancel: Does) -> None:
        """The customer is at the terminal."""
        text = translate("paying", "Cancel at the terminal")
        self._panel.show_state(
            "card",
            Tone.ACCENT,
            translate("paying", "Waiting for the terminal: {amount}").format(
                amount=formats.money(amount)
            ),
            translate("paying", "The customer holds the card to the terminal."),
            (Act(text, "pay.state.cancel", cancel, icon="close", quiet=True),),
        )

    def cancelling(self) -> None:
        """The terminal has been told to stop."""
        self._panel.show_state(
            "card",
            Tone.NEUTRAL,
            translate("paying", "Cancelling at the terminal"),
            translate("paying", "If the customer was faster, the card counts as charged."),
        )

    def charging_first(self) -> None:
        """Esc while the terminal is at work."""
        self._panel.banner.show_message(
            translate("paying", "The terminal is still at it."),
            translate("paying", "Wait for it, or cancel at the terminal."),
            Tone.WARN,
        )

    def asking(self) -> None:
        """The terminal is asked what became of a charge."""
        self._panel.show_state(
            "refresh",
            Tone.NEUTRAL,
            translate("paying", "Asking the terminal what happened"),
            translate("paying", "Nothing is charged by asking."),
        )

    def holding(self, title: str) -> None:
        """The centre is asked to set money aside."""
        self._panel.show_state("gift", Tone.NEUTRAL, title)

    def writing(self) -> None:
        """The sale is being written."""
        self._panel.show_state(
            "receipt", Tone.NEUTRAL, translate("paying", "Writing the sale down")
        )

    def unknown(self, ask: Does, park: Does) -> None:
        """Nobody knows whether the card was charged."""
        self._panel.show_state(
            "warning",
            Tone.WARN,
            translate("paying", "Card payment not confirmed"),
            translate(
                "paying",
                "The terminal did not say whether the card was charged. Do not charge "
                "again. Ask the terminal; its own slip says the same. The sale stays open.",
            ),
            (
                Act(
                    translate("paying", "Ask the terminal"),
                    "pay.state.ask",
                    ask,
                    icon="refresh",
                ),
                Act(
                    translate("paying", "Park the cart, settle later"),
                    "pay.state.park",
                    park,
                    icon="pause",
                ),
            ),
        )

    def charged(self, back: Does, leave: Does) -> None:
        """Leaving although a card was charged."""
        self._panel.show_state(
            "warning",
            Tone.WARN,
            translate("paying", "A card has been charged"),
            translate(
                "paying",
                "Finish this payment, or leave and refund the card at the terminal. Until "
                "then the charge stays on the list of things to settle.",
            ),
            (
                Act(translate("paying", "Go on paying"), "pay.state.back", back, icon="card"),
                Act(
                    translate("paying", "Leave, refund the card"),
                    "pay.state.leave",
                    leave,
                    icon="undo",
                ),
            ),
        )

    def changed(
        self, error: CheckoutChanged, cart: Cart, does: Does, anyway: Does | None
    ) -> None:
        """The centre does not agree."""
        said = changed.told(error, cart)
        acts = [Act(said.act, "pay.state.change", does, icon="chevron-right")]
        if anyway is not None:
            text = translate("paying", "It is in hand: sell it")
            acts.append(Act(text, "pay.state.anyway", anyway, icon="bag"))
        text = f"{said.text} ({error.code})"
        self._panel.show_state("alert", Tone.WARN, said.title, text, acts)

    def refused(self, error: PosError) -> None:
        """A tender was refused; the amounts are there again."""
        told = words.explain(error)
        advice = told.advice_with_code
        if isinstance(error, CardDeclined) and error.reason:
            reason = formats.tamed(error.reason, 40)
            said = translate("paying", "The terminal says: {reason}.").format(reason=reason)
            advice = f"{said} {advice}"
        self._panel.banner.show_message(told.what, advice, Tone.BAD)
