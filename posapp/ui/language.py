"""The language of the screen, switched while the program runs."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QCoreApplication, QTranslator

from posapp.assets import asset

LANGUAGES = ("en", "it")


class Language:
    """The translator in force. English is in the source; its file only carries plurals."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._translator: QTranslator | None = None
        self.code = ""

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
        read = words(code)
        if read and translator.load(read):
            self._app.installTranslator(translator)
        self._translator, self.code = translator, code
        return True

    def forget(self) -> None:
        """Speak the source's own English again."""
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator, self.code = None, ""


def read_all() -> None:
    """Read every language, on any thread: who switches to one later waits for no disk."""
    for code in LANGUAGES:
        words(code)


@cache
def words(code: str) -> bytes:
    """All of a language's file, kept for good: Qt reads it where it is. Left to itself Qt maps
    it into memory, and an update that writes it anew under the running program ends that with
    a bus error."""
    path = asset("translations", f"posapp_{code}.qm")
    return path.read_bytes() if path.is_file() else b""
