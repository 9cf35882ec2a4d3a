"""A new address, with the fields that its country asks for, in its order."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QRectF, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from posapp.domain import addresses, phones
from posapp.domain.errors import BadAddress, BadPhone
from posapp.domain.fulfilment import Address
from posapp.ui import formats, icons, style
from posapp.ui.tokens import TOUCH
from posapp.ui.widgets.boxes import column
from posapp.ui.widgets.fields import Field
from posapp.ui.widgets.labels import muted
from posapp.ui.widgets.tick import Tick

translate = QCoreApplication.translate
_MOST = {"recipient": 200, "street": 300, "city": 100, "postal_code": 20, "region": 80}


class AddressForm(QWidget):
    """Fields by country; what is wrong stands beside the field.

    Signals:
        entered: an ``Address`` that is right, tidied, and whether to keep it in the book.
    """

    entered = Signal(object, bool)

    def __init__(self, start: Address, countries: tuple[str, ...], *, book: bool) -> None:
        super().__init__()
        self.setObjectName("ship.form")
        self._start = start
        self._fields: dict[str, Field] = {}
        self._regions: QComboBox | None = None
        rows = column(self, gap=8)
        self.country = _combo(self.tr("Country"), "ship.form.country")
        for code in sorted(countries, key=formats.country):
            self.country.addItem(formats.country(code), code)
        self.country.setCurrentIndex(max(self.country.findData(start.country), 0))
        rows.addLayout(_labelled(self.tr("Country"), self.country))
        self._home = column(gap=8)
        rows.addLayout(self._home)
        self.keep = Tick(self.tr("Keep in the customer's address book"), "ship.form.keep")
        self.keep.setChecked(book)
        rows.addWidget(self.keep)
        self.keep.setVisible(book)
        self._inside: QWidget | None = None
        self._rebuild()
        self.country.currentIndexChanged.connect(self._rebuild)

    @property
    def first(self) -> QWidget:
        """Where typing begins: the first empty field."""
        lines = [field.line for field in self._fields.values()]
        return next((line for line in lines if not line.text()), lines[0])

    @Slot()
    def submit(self) -> None:
        """Check what was typed; say what is wrong, or hand it over."""
        for field in self._fields.values():
            field.clear_trouble()
        try:
            found = addresses.checked(self._written())
        except BadAddress as error:
            self.show_trouble(error)
            return
        self.entered.emit(found, self.keep.isChecked() and not self.keep.isHidden())

    def _typed(self) -> Address:
        texts = {name: field.text for name, field in self._fields.items()}
        if self._regions is not None:
            texts["region"] = str(self._regions.currentData() or "")
        values = {name: texts.get(name, "") for name in _MOST}
        return Address(
            **values, country=str(self.country.currentData()), phone=texts.get("phone", "")
        )

    def _written(self) -> Address:
        """As typed, with the courier's number as the whole world dials it, if it is one."""
        typed = self._typed()
        try:
            number = phones.read(typed.phone, typed.country).e164
        except BadPhone:
            return typed
        return replace(typed, phone=number or typed.phone)

    def show_trouble(self, error: BadAddress) -> bool:
        """Say what is wrong beside the fields; whether one of them was meant."""
        first = None
        for name, field in self._fields.items():
            why = error.fields.get(name)
            if why:
                field.show_trouble(_trouble(why))
                first = first or field
        if first is not None:
            first.line.setFocus()
        elif self._regions is not None and "region" in error.fields:
            self._regions.setFocus()
        return first is not None

    @Slot()
    def _rebuild(self) -> None:
        """The fields of another country; what was typed stays where it fits."""
        old = self._typed() if self._fields else self._start
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        rows = column(self._inside, gap=8)
        self._fields, self._regions = {}, None
        form = addresses.form(str(self.country.currentData()))
        for name in form.fields:
            if name == "region" and form.regions:
                self._add_regions(rows, form, old.region)
            else:
                self._add_field(rows, name, form, getattr(old, name))
        abroad = phones.shown(old.phone, "")  # for whatever country is chosen next
        self._add_field(rows, "phone", form, abroad)
        self._home.addWidget(self._inside)

    def _add_field(
        self, rows: QVBoxLayout, name: str, form: addresses.AddressForm, text: str
    ) -> None:
        label = _label(name, form.country)
        if name not in form.required:
            label = self.tr("{field} (if any)").format(field=label)
        made = Field(label, f"ship.form.{name}", most=_MOST.get(name, 40))
        made.show_text(" ".join(text.split()))
        made.line.setCursorPosition(0)
        if name == "postal_code" and form.postal_example:
            made.line.setPlaceholderText(form.postal_example)
        rows.addWidget(made)
        self._fields[name] = made

    def _add_regions(self, rows: QVBoxLayout, form: addresses.AddressForm, chosen: str) -> None:
        label = _label("region", form.country)
        combo = _combo(label, "ship.form.region")
        if "region" not in form.required or not chosen:
            combo.addItem("", "")
        for code, text in form.regions:
            combo.addItem(text, code)
        combo.setCurrentIndex(max(combo.findData(chosen), 0))
        rows.addLayout(_labelled(label, combo))
        self._regions = combo


class Combo(QComboBox):
    """A combo box that shows that it opens."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        place = QRectF(self.width() - 32, (self.height() - 18) / 2, 18, 18)
        icons.paint(painter, "chevron-down", style.palette().muted, place)


def _combo(said: str, name: str) -> QComboBox:
    made = Combo()
    made.setObjectName(name)
    made.setAccessibleName(said)
    made.setFont(style.font())
    made.setMinimumHeight(TOUCH)
    made.setMaxVisibleItems(12)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(10)
    return made


def _labelled(label: str, combo: QComboBox) -> QVBoxLayout:
    """Above it as above a ``Field``."""
    rows = column(gap=4)
    rows.addWidget(muted(label))
    rows.addWidget(combo)
    return rows


def _label(name: str, country: str) -> str:
    if name == "region":
        return {
            "IT": translate("shipping", "Province"),
            "ES": translate("shipping", "Province"),
            "US": translate("shipping", "State"),
        }.get(country, translate("shipping", "Region"))
    return {
        "recipient": translate("shipping", "Recipient"),
        "street": translate("shipping", "Street and number"),
        "city": translate("shipping", "Town"),
        "postal_code": translate("shipping", "Postal code"),
        "phone": translate("shipping", "Phone for the courier"),
    }[name]


def _trouble(why: str) -> str:
    return {
        "required": translate("shipping", "This is needed."),
        "unknown": translate("shipping", "Nobody knows this."),
    }.get(why, translate("shipping", "This does not fit the country or the town."))
