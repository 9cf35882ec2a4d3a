"""A report is a file that somebody sends."""

from __future__ import annotations

from pathlib import Path

import pytest

from posapp.qa import replay

HEAD = '{"what": "report"}\n'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]\n",
        '"report"\n',
        f"{HEAD}7\n",
        f"{HEAD}null\n",
        f"{HEAD}{{",
        f"{HEAD}{{}}\n",
        f"{HEAD}{'[' * 200_000}\n",
        '{"what": "cart"}\n',
    ],
)
def test_p1_what_is_no_report_is_refused_before_anything_is_done(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "sent.jsonl"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"."):
        replay.read(path)


def test_p1_an_endless_report_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sent.jsonl"
    path.write_text(HEAD * 10, "utf-8")
    assert len(replay.read(path)) == 10
    monkeypatch.setattr(replay, "LONGEST", len(HEAD) * 10 - 1)
    with pytest.raises(ValueError, match=r"sent\.jsonl is too long for a report"):
        replay.read(path)
