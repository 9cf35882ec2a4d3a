"""S5: two copies of one register: the second refuses to start."""

from __future__ import annotations

import os
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


@pytest.mark.skipif(os.name != "posix", reason="Windows gives a folder's rights to its files")
def test_p6_nobody_else_may_hold_a_registers_lock(tmp_path: Path) -> None:
    """Whoever may read an SQLite file may lock it, and the register would not open."""
    lock = Lock(tmp_path / "register.lock")
    assert (tmp_path / "register.lock").stat().st_mode & 0o777 == 0o600
    lock.release()


def test_s5_a_second_try_lets_go_of_nothing(tmp_path: Path) -> None:
    """POSIX takes a file's locks from a process that closes the file anywhere."""
    path = tmp_path / "register.lock"
    lock = Lock(path)
    with pytest.raises(SecondCopy):
        Lock(path)
    other = [sys.executable, "-c", HOLDER, str(path)]
    done = subprocess.run(other, check=False, capture_output=True, input=b"")
    assert b"held" not in done.stdout
    lock.release()


def test_a_lock_that_cannot_be_made_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble):
        Lock(tmp_path / "nowhere" / "register.lock")
