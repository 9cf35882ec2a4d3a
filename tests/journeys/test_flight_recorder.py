"""What a clerk did can be done again by QA, and the report does not say who it was for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from posapp.domain.money import Money
from posapp.hub.demo.cast import BELT, BOOTS_38, SOCKS
from posapp.qa import replay as replaying
from posapp.qa.centre_here import CentreHere
from posapp.qa.clerk import Clerk
from posapp.qa.counter import Counter, Ready, plug_in
from posapp.qa.phone import Phone
from posapp.qa.replay import Event, read, replay
from posapp.qa.scenarios import Chain, GiftCard
from posapp.qa.terminal import TerminalSimulator


@contextmanager
def another_register(ready: Ready) -> Iterator[tuple[Clerk, CentreHere]]:
    with CentreHere(ready.database) as centre, TerminalSimulator() as terminal:
        plug_in(ready.folder, centre.url, terminal=terminal.port)
        counter = Counter(ready.folder)
        try:
            yield Clerk(counter.opens()), centre
        finally:
            counter.closes()


def reported(clerk: Clerk, register: Counter) -> Path:
    """Press the key and wait until the report is there."""
    clerk.hands.presses_keys("Ctrl+Shift+R")
    clerk.waits_to_see("Report kept")
    (path,) = (register.folder / "reports").glob("*.jsonl")
    return path


def the_story(clerk: Clerk, phone: Callable[[str], Phone], chain: Chain) -> None:
    """A pulled cart, a parcel, a discount, a search, and a payment that is left open."""
    clerk.scans(phone("ana").qr)
    clerk.waits_for_customer(chain.person("ana").name)
    clerk.pulls_the_cart()
    clerk.decides("keep_seen_price", "leave_online")
    clerk.waits_for_line(BOOTS_38)
    clerk.scans(*[chain.goods[SOCKS]] * 3)
    clerk.waits_for_line(SOCKS, 3)
    clerk.takes_one_off(SOCKS)
    clerk.ships(BELT)
    clerk.ships_to_first_address()
    clerk.discounts_line(SOCKS, 10)
    clerk.finds(chain.goods[BOOTS_38].name)
    clerk.undoes()
    clerk.pays()
    clerk.pays_by_card(Money(50_00))
    clerk.waits_for_tender(Money(50_00))


def test_a_report_done_again_on_a_fresh_register_shows_the_same(
    clerk: Clerk,
    register: Counter,
    phone: Callable[[str], Phone],
    chain: Chain,
    ready_shops: Callable[[str], Ready],
    tmp_path: Path,
) -> None:
    the_story(clerk, phone, chain)
    events = read(reported(clerk, register))
    register.closes()
    with another_register(ready_shops("en").copied(tmp_path / "again")) as (qa, centre):
        again = replay(events, qa, centre, chain)
    assert again.told == ()
    assert again.same
    assert again.found["panel"] == "pay"
    assert again.found["cart"]


def test_a_report_that_does_not_fit_says_where_the_runs_part(
    clerk: Clerk,
    register: Counter,
    chain: Chain,
    ready_shops: Callable[[str], Ready],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(replaying, "PATIENCE_S", 0.5)  # for what never comes
    clerk.scans(chain.goods[SOCKS])
    clerk.waits_for_line(SOCKS)
    events = [*read(reported(clerk, register))]
    dearer = [dict(event) | {"total": 1} if "total" in event else event for event in events]
    with another_register(ready_shops("en").copied(tmp_path / "again")) as (qa, centre):
        qa.signs_in(chain.pins()[0])  # as ``clerk`` has: it is locked where a report begins
        again = replay(dearer, qa, centre, chain)
    assert not again.same
    assert again.told


def test_p3_a_report_holds_nothing_that_says_who_was_served(
    clerk: Clerk,
    register: Counter,
    phone: Callable[[str], Phone],
    chain: Chain,
    tmp_path: Path,
) -> None:
    ana, carla = chain.person("ana"), chain.person("carla")
    card = chain.gift_card(GiftCard.FULL)
    clerk.locks()
    clerk.signs_in(chain.pins()[0])
    clerk.scans(phone("ana").qr)
    clerk.waits_for_customer(ana.name)
    clerk.finishes()
    clerk.enters(carla.phone)
    clerk.waits_for_customer(carla.name)
    clerk.finishes()
    clerk.looks_up(ana.name)
    clerk.waits_for_customer(ana.name)
    clerk.scans(chain.goods[SOCKS])
    clerk.waits_for_line(SOCKS)
    clerk.notes(SOCKS, f"for {carla.name}")
    clerk.scans(f"G:{card}")
    clerk.waits_for_receipt()  # the sale takes every note off the bar
    text = reported(clerk, register).read_text("utf-8")
    private = [ana.name, carla.name, carla.phone, card, ana.customer, *chain.pins()]
    private += [*ana.name.split(), *carla.name.split(), carla.phone[-6:]]
    assert [each for each in private if each.casefold() in text.casefold()] == []
    assert chain.goods[SOCKS].gtin in text


def test_what_the_centre_answered_stands_in_the_report_without_ids(
    clerk: Clerk, register: Counter, phone: Callable[[str], Phone], chain: Chain
) -> None:
    clerk.scans(phone("ana").qr)
    clerk.waits_for_customer(chain.person("ana").name)
    clerk.pulls_the_cart()
    events: list[Event] = [*read(reported(clerk, register))]
    asked = [str(event["asked"]) for event in events if event["what"] == "centre"]
    assert "POST /v1/visits" in asked
    recorder = register.running.reports.recorder
    recorder.exchanged("GET", f"/v1/customers/{chain.person('ana').customer}?a=b", "200", 0.01)
    events = [*recorder.events()]
    assert events[-1]["asked"] == "GET /v1/customers/*"


@pytest.mark.usefixtures("clerk")
def test_a_mistake_of_the_program_leaves_a_report_with_the_place(register: Counter) -> None:
    register.hands.window.tell_bug("in the till, line 7")  # type: ignore[attr-defined]  # it is the real one
    reports = register.folder / "reports"
    register.hands.waits_until(lambda: list(reports.glob("*.jsonl")), "no report")
    (path,) = reports.glob("*.jsonl")
    assert [e["place"] for e in read(path) if e["what"] == "bug"] == ["in the till, line 7"]


def test_a_file_that_is_no_report_is_refused(tmp_path: Path) -> None:
    (tmp_path / "shopping.jsonl").write_text('{"what": "list"}\n')
    with pytest.raises(ValueError, match=r"shopping\.jsonl is no report"):
        read(tmp_path / "shopping.jsonl")
