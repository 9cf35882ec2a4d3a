"""Whether a receipt is on paper is known, or known to be unknown."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from posapp.devices.drawer import PrinterDrawer
from posapp.devices.printer import (
    FilePrinter,
    NoPrinter,
    Printed,
    PrinterState,
    Sent,
    TcpPrinter,
    printer_at,
)
from posapp.domain.errors import BadDeviceAddress
from posapp.qa.printer import PrinterSimulator

JOB = b"\x1b@Boots 89.00\nTOTAL 89.00\n\x1dVB\x03"
DONE = Printed(PrinterState.READY, Sent.ALL)


@pytest.fixture
def paper_printer() -> Iterator[PrinterSimulator]:
    with PrinterSimulator() as simulator:
        yield simulator


@pytest.fixture
def printer(paper_printer: PrinterSimulator) -> TcpPrinter:
    return TcpPrinter("127.0.0.1", paper_printer.port, answer_s=1.0, print_s=1.0)


def test_a_job_counts_as_printed_when_it_is_on_paper(
    printer: TcpPrinter, paper_printer: PrinterSimulator
) -> None:
    assert printer.print(JOB) == DONE
    assert [slip.text for slip in paper_printer.slips] == ["Boots 89.00\nTOTAL 89.00\n"]


def test_jobs_come_out_in_their_order_and_once(
    printer: TcpPrinter, paper_printer: PrinterSimulator
) -> None:
    for number in range(5):
        assert printer.print(b"%d\n\x1dVB\x03" % number).done
    assert [slip.text for slip in paper_printer.slips] == [f"{n}\n" for n in range(5)]


@pytest.mark.parametrize(
    ("trouble", "state"),
    [
        (PrinterSimulator.runs_out_of_paper, PrinterState.PAPER_OUT),
        (PrinterSimulator.opens_cover, PrinterState.COVER_OPEN),
        (PrinterSimulator.switches_off, PrinterState.UNREACHABLE),
    ],
)
def test_a_printer_in_trouble_gets_nothing_of_a_job(
    printer: TcpPrinter, paper_printer: PrinterSimulator, trouble: object, state: PrinterState
) -> None:
    assert callable(trouble)
    trouble(paper_printer)
    assert printer.status() is state
    assert printer.print(JOB) == Printed(state, Sent.NOTHING)
    assert b"Boots" not in paper_printer.raw


def test_paper_that_runs_out_in_the_middle_is_noticed(
    printer: TcpPrinter, paper_printer: PrinterSimulator
) -> None:
    paper_printer.runs_out_of_paper(after_rows=1)
    assert printer.print(JOB) == Printed(PrinterState.PAPER_OUT, Sent.PERHAPS)
    assert paper_printer.slips[-1].text == "Boots 89.00\n"
    paper_printer.gets_paper()
    assert paper_printer.waits_until(lambda p: p.slips[-1].cut)
    assert printer.status() is PrinterState.READY


def test_a_line_cut_in_the_middle_of_a_job_leaves_it_perhaps_printed(
    printer: TcpPrinter, paper_printer: PrinterSimulator
) -> None:
    paper_printer.hangs_up(after_bytes=9 + 8)
    assert printer.print(JOB) == Printed(PrinterState.UNREACHABLE, Sent.PERHAPS)
    assert printer.print(JOB) == DONE


def test_a_printer_that_answers_no_question_is_not_trusted_with_a_job(
    paper_printer: PrinterSimulator,
) -> None:
    paper_printer.falls_silent()
    printer = TcpPrinter("127.0.0.1", paper_printer.port, answer_s=0.05, print_s=0.2)
    assert printer.print(JOB) == Printed(PrinterState.UNKNOWN, Sent.NOTHING)
    assert paper_printer.slips == ()


def test_a_printer_known_to_answer_nothing_is_printed_on_blindly(
    paper_printer: PrinterSimulator,
) -> None:
    paper_printer.falls_silent()
    printer = TcpPrinter("127.0.0.1", paper_printer.port, answers=False)
    assert printer.status() is PrinterState.READY
    assert printer.print(JOB) == DONE
    assert paper_printer.waits_until(lambda p: len(p.slips) == 1)


def test_a_printer_that_never_confirms_leaves_the_job_perhaps_printed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        printer = TcpPrinter("127.0.0.1", deaf.getsockname()[1], answer_s=0.05, print_s=0.1)
        assert printer.status() is PrinterState.UNKNOWN


def test_a_slow_printer_is_waited_for(
    printer: TcpPrinter, paper_printer: PrinterSimulator
) -> None:
    paper_printer.slows_down(0.05)
    assert printer.print(JOB) == DONE


def test_a_printer_switched_on_again_prints_again(
    printer: TcpPrinter, paper_printer: PrinterSimulator
) -> None:
    paper_printer.switches_off()
    assert printer.status() is PrinterState.UNREACHABLE
    paper_printer.switches_on()
    assert printer.print(JOB) == DONE


def test_the_drawer_opens_once_for_each_time_it_is_asked(
    printer: TcpPrinter, paper_printer: PrinterSimulator
) -> None:
    drawer = PrinterDrawer(printer)
    assert drawer.open() is PrinterState.READY
    assert paper_printer.waits_until(lambda p: p.kicks == 1)
    assert paper_printer.slips == ()


def test_the_drawer_opens_with_the_paper_out_and_not_again_when_paper_comes(
    printer: TcpPrinter, paper_printer: PrinterSimulator
) -> None:
    paper_printer.runs_out_of_paper()
    assert PrinterDrawer(printer).open() is PrinterState.PAPER_OUT
    assert paper_printer.waits_until(lambda p: p.kicks == 1)
    paper_printer.gets_paper()
    assert printer.print(JOB) == DONE
    assert paper_printer.kicks == 1


def test_a_drawer_at_a_printer_that_is_off_says_so(
    printer: TcpPrinter, paper_printer: PrinterSimulator
) -> None:
    paper_printer.switches_off()
    assert PrinterDrawer(printer).open() is PrinterState.UNREACHABLE


def test_without_a_printer_receipts_stay_on_the_screen() -> None:
    printer = printer_at("")
    assert isinstance(printer, NoPrinter)
    assert printer.print(JOB) == Printed(PrinterState.ABSENT, Sent.NOTHING)
    assert printer.status() is PrinterDrawer(printer).open()


def test_jobs_can_go_to_a_file(tmp_path: Path) -> None:
    printer = printer_at(f"file:{tmp_path / 'receipts.bin'}")
    assert printer.print(JOB) == printer.print(JOB) == DONE
    assert (tmp_path / "receipts.bin").read_bytes() == JOB * 2
    assert printer.pulse() is PrinterState.READY


def test_a_file_that_cannot_be_written_is_a_printer_out_of_reach(tmp_path: Path) -> None:
    nowhere = FilePrinter(tmp_path / "missing" / "receipts.bin")
    assert nowhere.print(JOB) == Printed(PrinterState.UNREACHABLE, Sent.NOTHING)


def test_a_network_printer_is_found_by_its_address(paper_printer: PrinterSimulator) -> None:
    assert printer_at(paper_printer.address).print(JOB) == DONE
    assert printer_at(f"127.0.0.1:{paper_printer.port}").print(JOB) == DONE


@pytest.mark.parametrize(
    "address",
    ["http://host", "tcp://", "tcp://host:x", "tcp://h:1/x", "file:", "tcp://["],
)
def test_a_wrong_address_is_refused(address: str) -> None:
    with pytest.raises(BadDeviceAddress):
        printer_at(address)
