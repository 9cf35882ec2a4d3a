"""The bell that wakes long polls, on a loop whose clock only a test moves."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from posapp.hub.news import BREATH_S, Bell


class StillLoop(asyncio.SelectorEventLoop):
    """Its seconds pass when a test says so."""

    now_s = 1_000.0

    def time(self) -> float:
        return self.now_s

    def rings(self, bell: Bell) -> None:
        """Somebody on another thread has written."""
        bell.ring()
        self.turns()

    def turns(self) -> None:
        """Do all that is due now."""
        for _ in range(5):
            self.run_until_complete(asyncio.sleep(0))

    def passes(self, seconds: float) -> None:
        self.now_s += seconds
        self.turns()


@pytest.fixture
def loop() -> Iterator[StillLoop]:
    made = StillLoop()
    yield made
    made.close()


def poll(loop: StillLoop, bell: Bell) -> asyncio.Task[None]:
    """A register that waits for half a minute."""
    waiting = loop.create_task(bell.heard(30))
    loop.turns()
    return waiting


def test_who_wrote_gets_their_answer_before_the_others_are_woken(loop: StillLoop) -> None:
    bell = Bell()
    waiting = poll(loop, bell)
    loop.rings(bell)
    loop.passes(BREATH_S * 0.9)
    assert not waiting.done()
    loop.passes(BREATH_S * 0.2)
    assert waiting.done()


def test_what_is_noted_within_a_breath_puts_nobody_off(loop: StillLoop) -> None:
    bell = Bell()
    waiting = poll(loop, bell)
    for _ in range(3):
        loop.rings(bell)
        loop.passes(BREATH_S * 0.4)
    assert waiting.done()


def test_nobody_waits_longer_than_they_asked_and_a_late_ring_harms_nobody(
    loop: StillLoop,
) -> None:
    bell = Bell()
    waiting = poll(loop, bell)
    loop.passes(29)
    assert not waiting.done()
    loop.passes(1)
    assert waiting.done()
    loop.rings(bell)
    again = poll(loop, bell)
    loop.passes(BREATH_S * 1.1)
    assert not again.done()
    loop.rings(bell)
    loop.passes(BREATH_S * 1.1)
    assert again.done()


def test_a_process_that_is_about_to_end_lets_everybody_go(loop: StillLoop) -> None:
    bell = Bell()
    waiting = [poll(loop, bell) for _ in range(2)]
    bell.close()
    loop.turns()
    loop.passes(BREATH_S * 1.1)
    assert (bell.closed, [one.done() for one in waiting]) == (True, [True, True])
