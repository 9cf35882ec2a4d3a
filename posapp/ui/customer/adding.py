"""A new customer, added in place with what was typed already."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy

from posapp.domain import phones
from posapp.domain.conversation import Channel
from posapp.domain.errors import BadEmail, BadName, BadPhone, PosError
from posapp.services.visiting import NewPerson
from posapp.ui import icons, style, words
from posapp.ui.talk import channels
from posapp.ui.widgets.boxes import column
from posapp.ui.widgets.buttons import Button, Kind
from posapp.ui.widgets.fields import Field
from posapp.ui.widgets.labels import muted
from posapp.ui.widgets.panel import SidePanel

translate = QCoreApplication.translate
LANGUAGES = {
    "en": "English",
    "it": "Italiano",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "pt": "Português",
    "nl": "Nederlands",
    "pl": "Polski",
    "tr": "Türkçe",
    "uk": "Українська",
    "zh": "中文",
    "ar": "العربية",
}
_ASKED = (Channel.WHATSAPP, Channel.SMS, Channel.EMAIL, Channel.CALL)


class _Choice(QComboBox):
    """A drop-down list that shows that it is one."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        place = QRectF(self.width() - 32, self.height() / 2 - 9, 18, 18)
        icons.paint(QPainter(self), "chevron-down", style.palette().muted, place)


def _tick(button: Button, icon: str, agreed: bool) -> None:
    """What was agreed to has a tick, not only a colour."""
    button.show_icon("check" if agreed else icon)


class NewCustomerPanel(SidePanel):
    """Name, phone, e-mail, language and what they agree to.

    Signals:
        add_asked: the ``NewPerson``, its phone number already readable.
    """

    add_asked = Signal(object)

    def __init__(self, typed: str, country: str, language: str) -> None:
        super().__init__(translate("customer", "New customer"), "newcustomer")
        self._country = country
        self._busy = False
        self.name = Field(translate("customer", "Name"), "newcustomer.name")
        self.phone = Field(translate("customer", "Phone"), "newcustomer.phone", most=40)
        self.email = Field(translate("customer", "E-mail"), "newcustomer.email")
        self.phone.line.editingFinished.connect(self._tidy_phone)
        for field in (self.name, self.phone, self.email):
            field.entered.connect(self.add)
            self.body.addWidget(field)
        self._add_language(language)
        self._add_consents()
        self.apply = Button(
            translate("customer", "Add customer"),
            "newcustomer.add",
            icon="user-plus",
            key="Enter",
            kind=Kind.PRIMARY,
            height=56,
        )
        self.apply.clicked.connect(self.add)
        self.buttons.addWidget(self.apply)
        self._prefill(typed)

    def _prefill(self, typed: str) -> None:
        self.first = self.name.line
        if "@" in typed:
            self.email.show_text(typed)
        elif typed.upper().startswith("L:"):
            return
        elif phones.plausible(typed):
            self.phone.show_text(typed)
            self._tidy_phone()
        else:
            self.name.show_text(typed)
            self.first = self.phone.line if typed else self.name.line

    def _add_language(self, language: str) -> None:
        self.language = _Choice()
        self.language.setObjectName("newcustomer.language")
        label = muted(translate("customer", "Language"))
        label.setBuddy(self.language)
        self.language.setAccessibleName(translate("customer", "Language"))
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(max(self.language.findData(language), 0))
        rows = column(gap=4)
        rows.addWidget(label)
        rows.addWidget(self.language)
        self.body.addLayout(rows)

    def _add_consents(self) -> None:
        self.body.addWidget(muted(translate("customer", "We may write or call, if they agree")))
        grid = QGridLayout()
        grid.setSpacing(8)
        self.consents: dict[Channel, Button] = {}
        for place, channel in enumerate(_ASKED):
            name = f"newcustomer.consent.{channel.value}"
            made = Button(channels.name(channel), name, icon=channels.icon(channel))
            made.setCheckable(True)
            made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            made.toggled.connect(partial(_tick, made, channels.icon(channel)))
            self.consents[channel] = made
            grid.addWidget(made, place // 2, place % 2)
        self.body.addLayout(grid)

    @Slot()
    def _tidy_phone(self) -> None:
        """Show a readable number as people here write it; say so when it is none."""
        text = self.phone.text
        if not text:
            return
        try:
            read = phones.read(text, self._country)
        except BadPhone as error:
            self.phone.show_trouble(words.explain(error).what)
            return
        self.phone.show_text(phones.shown(read.e164 or text, self._country))

    @Slot()
    def add(self) -> None:
        """The primary action; it works once until there is an answer."""
        if self._busy or not self._sound():
            return
        self.banner.clear()
        self._set_busy(True)
        agreed = tuple(c for c, box in self.consents.items() if box.isChecked())
        language = str(self.language.currentData())
        self.add_asked.emit(
            NewPerson(self.name.text, self.phone.text, self.email.text, language, agreed)
        )

    def _sound(self) -> bool:
        """Whether it can be asked for; the first wrong field gets the focus."""
        if not self.name.text:
            return self._wrong(self.name, BadName())
        if not self.phone.text and not self.email.text:
            self.phone.show_trouble(translate("customer", "A phone or an e-mail is needed."))
            self.phone.line.setFocus()
            return False
        if self.phone.text:
            try:
                phones.read(self.phone.text, self._country)
            except BadPhone as error:
                return self._wrong(self.phone, error)
        return True

    @staticmethod
    def _wrong(field: Field, error: PosError) -> bool:
        field.show_trouble(words.explain(error).what)
        field.line.setFocus()
        return False

    def show_error(self, error: PosError) -> None:
        """Beside the field when it is about one, else above them all."""
        self._set_busy(False)
        match error:
            case BadName():
                self._wrong(self.name, error)
            case BadPhone():
                self._wrong(self.phone, error)
            case BadEmail():
                self._wrong(self.email, error)
            case _:
                self.banner.show_error(error)

    def free(self) -> None:
        """Nothing is asked for any more."""
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.apply.setEnabled(not busy)
        self.apply.show_text(
            translate("customer", "Adding…") if busy else translate("customer", "Add customer")
        )
