"""S5: two copies of one register: the second refuses to start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from posapp.database.lock import Lock
from posapp.domain.errors import SecondCopy, StoreTrouble

HOLDER = """
import sys, pathlib
from posapp.database.lock import Lock
lock = Lock(pathlib.Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_s5_the_second_program_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    path = tmp_path / "register.lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        with pytest.raises(SecondCopy):
            Lock(path)
        first.kill()
        first.wait()
    Lock(path).release()


def test_s5_nor_twice_within_one_program(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "register.lock")
    with pytest.raises(SecondCopy):
        Lock(tmp_path / "register.lock")
    lock.release()
    lock.release()
    Lock(tmp_path / "register.lock").release()


def test_a_lock_that_cannot_be_made_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble):
        Lock(tmp_path / "nowhere" / "register.lock")
