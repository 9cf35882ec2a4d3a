"""What SQLAlchemy holds ready for others is loaded when somebody asks for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from posapp.database import slim


def test_a_register_loads_sqlalchemy_without_asyncio_and_it_works_when_asked_for() -> None:
    """In a process of its own: here it is loaded already."""
    code = (
        "import sys; from posapp.database import slim; slim.load(); slim.load()\n"
        "from sqlalchemy import create_engine, exc, util\n"
        "print([name for name in slim.UNUSED if name in sys.modules])\n"
        "with create_engine('sqlite://').connect() as db:\n"
        "    try:\n"
        "        db.exec_driver_sql('SELECT nothing')\n"
        "    except exc.OperationalError:\n"
        "        pass\n"
        "import asyncio, importlib.metadata\n"
        "print(util.concurrency.iscoroutine(asyncio.sleep), asyncio.run(asyncio.sleep(0)))\n"
        "print(util.compat.importlib_metadata is importlib.metadata)\n"
        "print(util.compat.importlib_metadata.entry_points is importlib.metadata.entry_points)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["[]", "False", "None", "False", "True"]


def test_whoever_asks_a_stand_in_for_something_gets_it_from_the_module_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(slim, "UNUSED", {"colorsys": ("rgb_to_hsv",)})
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    stand_in = slim.StandIn("colorsys")
    monkeypatch.setitem(sys.modules, "colorsys", stand_in)
    later = stand_in.rgb_to_hsv
    assert sys.modules["colorsys"] is stand_in, "a function is looked for when it is called"
    assert later(0.0, 0.0, 1.0)[2] == 1.0
    assert sys.modules["colorsys"] is not stand_in
    assert stand_in.ONE_THIRD == sys.modules["colorsys"].ONE_THIRD
