"""The discount panel: of a line or the whole cart, in per cent or money."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from posapp.domain.cart import Line
from posapp.domain.errors import OverLimit, PosError
from posapp.domain.money import Money
from posapp.domain.people import Clerk
from posapp.ui import formats
from posapp.ui.screens.sale_panels import FieldPanel, titled
from posapp.ui.tokens import Tone
from posapp.ui.widgets.boxes import row
from posapp.ui.widgets.buttons import Button
from posapp.ui.widgets.fields import Field
from posapp.ui.widgets.labels import muted

translate = QCoreApplication.translate
_QUICK = (50_000, 100_000, 150_000, 200_000)


class DiscountPanel(FieldPanel):
    """What to take off.

    Signals:
        discount_chosen: a line's id or "" for the whole cart; parts per million or Money;
            the reason.
        approval_wanted: the same three, and a manager's PIN: it is over the clerk's limit.
        removal_asked: a line's id or "": no discount any more.
    """

    discount_chosen = Signal(str, object, str)
    approval_wanted = Signal(str, object, str, str)
    removal_asked = Signal(str)

    def __init__(self, clerk: Clerk, line: Line | None, currency: str) -> None:
        super().__init__(
            translate("sale", "Discount"),
            "discount",
            translate("sale", "How much"),
            translate("sale", "Give discount"),
            most=12,
        )
        self._line, self._currency, self._limit = line, currency, clerk.discount_limit_ppm
        self._whole = line is None
        self._asked: tuple[str, object, str] | None = None
        self.show_subtitle(
            translate("sale", "You may give at most {limit}.").format(
                limit=formats.percent(clerk.discount_limit_ppm)
            )
        )
        self._add_targets()
        self._add_units()
        self.reason = Field(translate("sale", "Reason"), "discount.reason", most=80)
        self.reason.entered.connect(self.confirm)
        self._add_quick()
        self.body.addWidget(self.reason)
        remove = Button(
            translate("sale", "No discount"), "discount.remove", icon="close", height=48
        )
        remove.clicked.connect(self._remove)
        self.buttons.insertWidget(0, remove)
        self._remove_button = remove
        self._add_pin()

    def _add_targets(self) -> None:
        self._of_line = self._choice(translate("sale", "This line"), "discount.line")
        self._of_cart = self._choice(translate("sale", "Whole cart"), "discount.cart")
        self._of_line.setEnabled(self._line is not None)
        self._of_line.clicked.connect(partial(self._aim, False))
        self._of_cart.clicked.connect(partial(self._aim, True))
        targets = row(gap=8)
        targets.addWidget(self._of_line)
        targets.addWidget(self._of_cart)
        self.target = muted("", wrap=True)
        self.body.insertLayout(0, targets)
        self.body.insertWidget(1, self.target)
        self._aim(self._whole)

    def _add_units(self) -> None:
        self._percent = self._choice("%", "discount.percent", translate("sale", "Per cent"))
        symbol = formats.symbol(self._currency)
        self._money = self._choice(symbol, "discount.amount", translate("sale", "Amount"))
        self._percent.setChecked(True)
        self._percent.clicked.connect(partial(self._measure, True))
        self._money.clicked.connect(partial(self._measure, False))
        units = row(gap=8)
        units.addWidget(self._percent)
        units.addWidget(self._money)
        self.body.insertLayout(2, units)

    def _add_quick(self) -> None:
        quick = row(gap=8)
        self._quick: list[Button] = []
        for rate in _QUICK:
            if rate <= self._limit:
                text = formats.percent(rate)
                made = Button(text, f"discount.quick.{rate // 10_000}")
                made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
                made.clicked.connect(partial(self._fill, text))
                quick.addWidget(made)
                self._quick.append(made)
        self.body.addLayout(quick)

    def _add_pin(self) -> None:
        """Hidden until a discount is over the limit."""
        self.pin = Field(translate("sale", "Manager's PIN"), "discount.pin", most=12)
        self.pin.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.line.setValidator(QRegularExpressionValidator("[0-9]{0,12}", self.pin.line))
        self.pin.entered.connect(self.confirm)
        self.pin.hide()
        self.body.insertWidget(0, self.pin)

    def ask_manager(self, error: OverLimit, off: int | Money) -> None:
        """It is over the limit: a manager may approve just this, here and now. Nothing of it
        can be changed until it is approved or the panel is closed."""
        said = formats.money(off) if isinstance(off, Money) else formats.percent(off)
        self._asked = (self._target, off, self._why)
        self.banner.show_message(
            translate("sale", "{discount} is more than your {limit}.").format(
                discount=said, limit=formats.percent(error.limit_ppm)
            ),
            translate(
                "sale",
                "A manager can approve just this with their PIN. Nothing was changed. ({code})",
            ).format(code=error.code),
            Tone.WARN,
        )
        for part in self._choices:
            part.setEnabled(False)
        self.apply.show_text(translate("sale", "Approve {discount}").format(discount=said))
        self.pin.show()
        self.pin.line.setFocus()

    def refuse(self, error: PosError) -> None:
        """The approval was not given."""
        self.apply.setEnabled(True)
        self.pin.line.clear()
        self.banner.show_error(error)
        self.pin.line.setFocus()

    @property
    def _choices(self) -> tuple[QWidget, ...]:
        targets = (self._of_line, self._of_cart, self._percent, self._money)
        return (*targets, *self._quick, self.field, self.reason, self._remove_button)

    @property
    def _why(self) -> str:
        return self.reason.text or translate("sale", "Discount")

    @staticmethod
    def _choice(text: str, name: str, said: str = "") -> Button:
        made = Button(text, name, said=said)
        made.setCheckable(True)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return made

    def _aim(self, whole: bool, _checked: bool = False) -> None:
        self._whole = whole
        self._of_line.setChecked(not whole)
        self._of_cart.setChecked(whole)
        self.target.setText("" if whole or self._line is None else titled(self._line))
        self.target.setVisible(not whole)

    def _measure(self, percent: bool, _checked: bool = False) -> None:
        self._percent.setChecked(percent)
        self._money.setChecked(not percent)
        self.field.line.setFocus()

    def _fill(self, text: str, _checked: bool = False) -> None:
        self._measure(True)
        self.field.show_text(text.removesuffix("%"))

    @property
    def _target(self) -> str:
        return "" if self._whole or self._line is None else self._line.id

    @Slot()
    def confirm(self) -> None:
        if self._asked is not None:
            if self.pin.text and self.apply.isEnabled():
                self.apply.setEnabled(False)
                self.approval_wanted.emit(*self._asked, self.pin.text)
            return
        try:
            off: object = (
                formats.parse_percent(self.field.text)
                if self._percent.isChecked()
                else formats.parse_amount(self.field.text, self._currency)
            )
        except PosError as error:
            self.show_error(error)
            return
        self.discount_chosen.emit(self._target, off, self._why)

    @Slot()
    def _remove(self) -> None:
        self.removal_asked.emit(self._target)
