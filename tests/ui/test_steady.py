"""What keeps turns of the GUI thread short; how short they are, ``posapp bench`` measures."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from posapp.assets import asset


def test_a1_what_loading_made_is_not_walked_again_by_a_collection() -> None:
    code = (
        "import gc, sys; from posapp.ui import steady; steady.loaded(); "
        "assert gc.get_freeze_count() == 0; steady.starting(); assert not gc.isenabled(); "
        "steady.loaded(); assert gc.isenabled(); assert gc.get_freeze_count() > 1000; "
        "assert sys.getswitchinterval() < 0.001"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_an_update_that_rewrites_the_translations_does_not_end_the_program(
    tmp_path: Path,
) -> None:
    """In a process of its own: it would take this one with it."""
    shutil.copy(asset("translations", "posapp_it.qm"), tmp_path / "posapp_it.qm")
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication\n"
        "from posapp.ui import language\n"
        "folder = Path(sys.argv[1]); language.asset = lambda *parts: folder / parts[-1]\n"
        "app = QCoreApplication([]); spoken = language.Language(app); spoken.use('it')\n"
        "(folder / 'posapp_it.qm').write_bytes(b'')\n"
        "for context, text in (('badge', 'Connecting'), ('keys', 'Pay'), ('keys', 'Undo')):\n"
        "    assert app.translate(context, text) != text, text\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    subprocess.run(command, check=True, timeout=60)
