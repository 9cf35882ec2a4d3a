"""The language of the screen, switched while the program runs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTranslator

from posapp.assets import asset

LANGUAGES = ("en", "it")


class Language:
    """The translator in force. English is in the source; its file only carries plurals."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._translator: QTranslator | None = None
        self.code = ""
        self._words = b""  # Qt reads them where they are: they live as long as the translator

    def use(self, code: str) -> bool:
        """Speak this language from now on.

        Returns:
            False when it is spoken already; else every text has to be made anew.
        """
        code = code if code in LANGUAGES else "en"
        if code == self.code:
            return False
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
        translator = QTranslator(self._app)
        self._words = _read(code)
        if self._words and translator.load(self._words):
            self._app.installTranslator(translator)
        self._translator, self.code = translator, code
        return True

    def forget(self) -> None:
        """Speak the source's own English again."""
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator, self.code = None, ""


def _read(code: str) -> bytes:
    """All of a language's file. Left to itself Qt maps it into memory, and an update that
    writes it anew under the running program ends that with a bus error."""
    path = asset("translations", f"posapp_{code}.qm")
    return path.read_bytes() if path.is_file() else b""
