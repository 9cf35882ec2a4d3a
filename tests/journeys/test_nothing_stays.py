"""P3: after the visit no word of a conversation is on the disk or in the memory."""

from __future__ import annotations

import gc
import logging
import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from posapp.domain.conversation import Message
from posapp.qa.centre_here import CentreHere
from posapp.qa.clerk import Clerk
from posapp.qa.counter import Counter, Ready
from posapp.qa.phone import Phone
from posapp.qa.scenarios import Chain

SAID = "xyzzyplugh"


def spoken(ready: Ready) -> None:
    """Everybody's messages say the word."""
    with closing(sqlite3.connect(ready.database)) as db, db:
        db.execute("UPDATE message SET text = ? || ' ' || id", (SAID,))


def in_memory() -> list[str]:
    """Messages and texts with the word that something in this process still holds."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    found = []
    for each in gc.get_objects():
        if isinstance(each, Message) and SAID in each.text:
            holders = [type(by).__name__ for by in gc.get_referrers(each)]
            found.append(f"a message, held by {holders}")
        elif type(each) in (dict, list, tuple):
            texts = each.values() if isinstance(each, dict) else each
            if any(type(text) is str and text.startswith(SAID + " ") for text in texts):
                found.append(f"a text in a {type(each).__name__}")
    return found


def on_disk(register: Counter) -> list[str]:
    files = [path for path in register.folder.rglob("*") if path.is_file()]
    assert files
    return [path.name for path in files if SAID.encode() in path.read_bytes()]


def test_p3_no_word_of_a_conversation_stays_when_the_visit_is_over(
    ready: Ready,
    centre: CentreHere,
    register: Counter,
    clerk: Clerk,
    chain: Chain,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    spoken(ready)
    ana = chain.person("ana")
    clerk.scans(Phone(centre, ana).qr)
    clerk.waits_for_customer(ana.name)
    assert in_memory(), "the search finds what is there"
    assert on_disk(register) == [], "while it is shown"
    clerk.hands.presses_keys("Ctrl+Shift+R")
    clerk.finishes()
    clerk.hands.waits_until(lambda: clerk.nobody_served, "somebody is still served")
    assert in_memory() == []
    register.closes()
    assert on_disk(register) == []
    assert SAID not in caplog.text
