"""What ``posapp demo --fresh`` forgets."""

from __future__ import annotations

from pathlib import Path

from posapp import demo


def test_a_fresh_demo_forgets_the_earlier_one_and_nothing_of_anybody_else(
    tmp_path: Path,
) -> None:
    (tmp_path / "register").mkdir()
    for name in ("hub.db", "hub.db-wal", "register/register.db", "holiday.png"):
        (tmp_path / name).write_bytes(b"x")
    demo.forget(tmp_path)
    assert [place.name for place in tmp_path.iterdir()] == ["holiday.png"]


def test_a_folder_that_no_demo_has_used_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    demo.forget(tmp_path)
    assert (tmp_path / "register").exists()
