"""What to say to the clerk: the one place that turns errors into sentences."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from posapp.domain import errors as e
from posapp.ui import device_words, formats
from posapp.ui.plurals import plurals

translate = QCoreApplication.translate


@dataclass(frozen=True)
class Explanation:
    """What happened, what is safe and to be done, and the code to read out on the phone."""

    what: str
    advice: str
    code: str

    @property
    def advice_with_code(self) -> str:
        """The second line as it is shown."""
        return f"{self.advice} ({self.code})" if self.advice else f"({self.code})"

    @property
    def text(self) -> str:
        """All of it in one line."""
        return f"{self.what} {self.advice_with_code}"


def explain(error: e.PosError) -> Explanation:
    """The sentences for any expected error, in the clerk's language."""
    for told in (
        _goods,
        _prices,
        _typed,
        _people,
        _sign_in,
        _tokens,
        _centre,
        _checkout,
        _changes,
        device_words.devices,
    ):
        found = told(error)
        if found is not None:
            return Explanation(*found, code=error.code)
    return Explanation(
        translate("words", "That did not work."),
        translate("words", "Nothing was changed. Try again."),
        code=error.code,
    )


def bug() -> Explanation:
    """What to say when the program itself made a mistake."""
    return Explanation(
        translate("words", "Something went wrong in the program."),
        translate(
            "words",
            "Completed sales are safe. The cart is still here: go on, or park it. "
            "The details are in the log.",
        ),
        code="P-99",
    )


Said = tuple[str, str] | None


def _goods(error: e.PosError) -> Said:
    match error:
        case e.UnknownProduct():
            return (
                translate("words", "No product has the code {code}.").format(
                    code=formats.tamed(error.text, 40)
                ),
                translate("words", "The cart is unchanged. Search by name, or type the code."),
            )
        case e.UnreadableCode():
            return (
                translate("words", "This code cannot be read: {code}").format(
                    code=formats.tamed(error.text, 40)
                ),
                translate("words", "The cart is unchanged. Scan again, or search by name."),
            )
        case e.BadLabelPattern():
            return (
                translate("words", "The label pattern {pattern} cannot work.").format(
                    pattern=formats.tamed(error.pattern, 40)
                ),
                translate("words", "Ask the person who looks after the shop's settings."),
            )
    return None


def _prices(error: e.PosError) -> Said:
    match error:
        case e.OverLimit():
            return (
                translate("words", "You may give at most {limit}.").format(
                    limit=formats.percent(error.limit_ppm)
                ),
                translate("words", "Nothing was changed. Give less, or ask a manager."),
            )
        case e.CouponRefused():
            return (_coupon(error), translate("words", "The total is unchanged."))
        case e.BadAmount():
            return (
                translate("words", "“{text}” cannot be read as an amount here.").format(
                    text=formats.tamed(error.text, 20)
                ),
                translate(
                    "words", "Nothing was changed. Type it again, for example {sample}."
                ).format(sample=_sample()),
            )
    return None


def _sample() -> str:
    return f"12{formats.locale().decimalPoint()}50"


def _coupon(error: e.CouponRefused) -> str:
    name = formats.tamed(error.coupon, 40)
    match error.why:
        case "not_yet":
            text = translate("words", "The coupon {coupon} is not valid yet.")
        case "over":
            text = translate("words", "The coupon {coupon} is over.")
        case "nothing_qualifies":
            text = translate("words", "Nothing in the cart qualifies for the coupon {coupon}.")
        case _:
            text = translate("words", "There is no coupon {coupon}.")
    return text.format(coupon=name)


def _typed(error: e.PosError) -> Said:
    match error:
        case e.BadPhone():
            return (
                translate("words", "“{text}” is not a phone number.").format(
                    text=formats.tamed(error.text, 30)
                ),
                translate(
                    "words", "Check the number; abroad it starts with + and the country."
                ),
            )
        case e.BadAddress():
            return (
                translate("words", "The address is not complete."),
                translate("words", "See the marked fields."),
            )
        case e.BadName():
            return (
                translate("words", "A name is needed."),
                translate("words", "Type at least one letter, at most 200."),
            )
        case e.BadEmail():
            return (
                translate("words", "“{text}” is not an e-mail address.").format(
                    text=formats.tamed(error.text, 60)
                ),
                translate("words", "Check it, or leave it empty."),
            )
    return None


def _people(error: e.PosError) -> Said:
    match error:
        case e.UnknownCustomer():
            return (
                translate("words", "No customer answers to this."),
                translate("words", "Sell without a name, or add the customer."),
            )
        case e.TooManyLookups():
            return (
                translate("words", "Too many look-ups in a short time."),
                translate("words", "Try again in {time}. Selling goes on.").format(
                    time=plurals.seconds(math.ceil(error.wait_s))
                ),
            )
    return None


def _sign_in(error: e.PosError) -> Said:
    match error:
        case e.WrongPin():
            return (
                translate("words", "This PIN is not known here."),
                translate("words", "Try again in {time}.").format(
                    time=plurals.seconds(math.ceil(error.wait_s))
                )
                if error.wait_s > 0
                else translate("words", "Try again."),
            )
        case e.LockedOut():
            return (
                translate("words", "Too many wrong PINs: the register is locked."),
                translate("words", "A manager's PIN unlocks it. Sales are safe."),
            )
        case e.NotAllowed():
            return (
                translate("words", "You are not allowed to do this."),
                translate("words", "Nothing was changed. Ask a manager."),
            )
        case e.PinsSealed():
            return (
                translate("words", "The PINs kept here cannot be opened on this computer."),
                translate(
                    "words",
                    "The central service sends them anew: connect, then press Enter. "
                    "Sales are safe.",
                ),
            )
    return None


def _tokens(error: e.PosError) -> Said:
    match error:
        case e.TokenTooOld():
            return (
                translate("words", "This QR is too old."),
                translate("words", "The phone shows a fresh one every minute: scan that one."),
            )
        case e.TokenUsed():
            return (
                translate("words", "This QR was already used in this store."),
                translate("words", "Wait for the next one on the phone, and scan it."),
            )
        case e.TokenWrongStore():
            return (
                translate("words", "This QR was made for another store."),
                translate("words", "The customer chooses this store on the phone; scan again."),
            )
        case e.TokenDamaged():
            return (
                translate("words", "This QR is damaged and cannot be trusted."),
                translate("words", "Scan again, or ask for the phone number."),
            )
    return None


def _centre(error: e.PosError) -> Said:
    match error:
        case e.BadReply():
            return (
                translate("words", "The central service answered nonsense."),
                translate("words", "You can keep selling; it is tried again by itself."),
            )
        case e.Unreachable():
            return (
                translate("words", "No answer from the other side."),
                translate("words", "You can keep selling; try this again later."),
            )
        case e.NotEnrolled():
            return (
                translate("words", "The central service does not know this register."),
                translate("words", "You can keep selling; sales wait here. Call for help."),
            )
        case e.Refused():
            return (
                translate("words", "The central service refused this."),
                translate("words", "Nothing was changed. Trying again will not help."),
            )
    return None


def _checkout(error: e.PosError) -> Said:
    match error:
        case e.NotSettled():
            return (
                translate("words", "There is still money to pay."),
                translate("words", "Take another payment first."),
            )
        case e.Overtendered():
            return (
                translate("words", "Only cash can be more than the amount due."),
                translate("words", "Nothing was charged. Enter at most what is due."),
            )
        case e.EmptyCart():
            return (
                translate("words", "There is nothing in the cart."),
                translate("words", "Scan an item first."),
            )
        case e.DeliveryMissing():
            return (
                translate("words", "Something is to be shipped, and nobody knows where to."),
                translate("words", "Choose an address and a method, or take it now."),
            )
    return None


def _changes(error: e.PosError) -> Said:
    match error:
        case e.UnknownReceipt():
            return (
                translate("words", "This register has no receipt {number}.").format(
                    number=formats.tamed(error.number, 40)
                ),
                translate("words", "It may have been sold at another register."),
            )
        case e.CheckoutChanged():
            return (_changed(error), translate("words", "Nothing was charged. Look again."))
    return None


def _changed(error: e.CheckoutChanged) -> str:
    match error.problem:
        case "cart_changed":
            return translate("words", "The customer changed the online cart meanwhile.")
        case "total_changed":
            return translate("words", "The total is different at the central service.")
        case "stock_changed":
            return translate("words", "Something in the cart has just been sold elsewhere.")
        case "already_paid":
            return translate("words", "This online cart has already been paid.")
        case "cart_leased":
            return translate("words", "Another register is taking payment for this cart.")
    return translate("words", "The central service does not agree with this sale.")
