"""The theme and the language of the screen: what was chosen, for how long, and by whom."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from posapp.domain.errors import PosError, StoreTrouble
from posapp.options import RegisterOptions
from posapp.ui import formats, keys, preferences, style
from posapp.ui.background import Background
from posapp.ui.language import Language
from posapp.ui.preferences import Preferences
from posapp.ui.style import Theme

if TYPE_CHECKING:
    from posapp.domain.people import Clerk
    from posapp.domain.shop import Shop


class Looks(QObject):
    """How the screen looks and speaks now.

    The language is the one that was switched to until the clerk leaves, else the register's,
    else the clerk's, else the shop's, else the system's.

    Attributes:
        kept: what was chosen for this register.

    Signals:
        not_kept: the theme holds, but the file that remembers it cannot be written.
    """

    not_kept = Signal()

    def __init__(
        self,
        qt: QApplication,
        options: RegisterOptions,
        background: Background,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._qt, self._folder, self._background = qt, options.folder, background
        self.kept = preferences.with_options(
            preferences.load(options.folder), options.theme, options.language
        )
        self._language = Language(qt)
        self._switched_to = ""
        style.load_fonts()
        keys.remap(self.kept.keys)
        style.apply(qt, self.kept.theme)
        qt.styleHints().colorSchemeChanged.connect(self._system_theme_changed)

    def end(self) -> None:
        """Let go of the application."""
        self._qt.styleHints().colorSchemeChanged.disconnect(self._system_theme_changed)
        self._language.forget()

    @property
    def language(self) -> str:
        """The one that is spoken, ISO 639-1."""
        return self._language.code

    def speak(self, shop: Shop | None, clerk: Clerk | None) -> bool:
        """Use the language that holds now, and the forms of the shop's country.

        Returns:
            Whether it is another one: every text has to be made anew.
        """
        code = self._switched_to or self.kept.language or (clerk.language if clerk else "")
        code = code or (shop.language if shop else QLocale.system().name()[:2])
        changed = self._language.use(code)
        country, zone = (shop.country, shop.timezone) if shop else ("", "UTC")
        formats.use(self.language, country, zone)
        return changed

    def switch_language(self) -> None:
        """The other language, for ``speak``."""
        self._switched_to = "it" if self.language == "en" else "en"

    def forget_switch(self) -> None:
        """Somebody else comes, with a language of their own."""
        self._switched_to = ""

    def switch_theme(self) -> None:
        """Light or dark, and keep it."""
        wanted = Theme.LIGHT if style.palette().dark else Theme.DARK
        self.kept = replace(self.kept, theme=wanted)
        style.apply(self._qt, wanted)
        keep = partial(_keep, self._folder, self.kept)
        self._background.write(keep, self, done=_kept, failed=self._not_kept)

    def _not_kept(self, _error: PosError) -> None:
        self.not_kept.emit()

    @Slot()
    def _system_theme_changed(self) -> None:
        if self.kept.theme is Theme.SYSTEM:
            style.apply(self._qt, Theme.SYSTEM)


def _keep(folder: Path, wanted: Preferences) -> None:
    """Runs in the background.

    Raises:
        StoreTrouble: the file cannot be written.
    """
    try:
        preferences.save(folder, wanted)
    except OSError as error:
        raise StoreTrouble(str(error)) from error


def _kept(_outcome: None) -> None:
    """The screen shows it already."""
