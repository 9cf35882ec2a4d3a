"""The table: what was measured, its floor, their ratio, the limit, and the field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from posapp.bench.report import Measured, Report
from posapp.bench.samples import summary

MIB = 1024 * 1024
LONGEST_BLOCK_MS = 50
MOST_MEMORY_MIB = 250


@dataclass(frozen=True)
class Line:
    """What is measured, and beside what it is put.

    Attributes:
        floors: whose sum it is divided by. ``limit_ms``: at the 95th percentile; 0: none.
        of: whose samples, when another line shows them, too.
        field: what ChromisPOS 0.58.5.4 needs, by size of the catalogue; 0 for any size.
    """

    name: str
    title: str
    floors: tuple[str, ...]
    limit_ms: float = 0
    field: tuple[tuple[int, str], ...] = ()
    of: str = ""

    @property
    def samples(self) -> str:
        """Under which name they were taken."""
        return self.of or self.name


SEARCHED = ((10_000, "199"), (100_000, "1742"))
LINES = (
    Line("scan", "scan to painted line", ("lookup", "repaint_scan"), 100, ((0, "14-18"),)),
    Line("scan_long", "  with 200 lines", ("lookup", "repaint_scan_long"), 100),
    Line("key", "key to visible reaction", ("words_common", "repaint_search_common"), 50),
    Line(
        "search_common",
        "search, common words",
        ("words_common", "repaint_search_common"),
        50,
        SEARCHED,
    ),
    Line("search_rare", "search, rare words", ("words_rare", "repaint_search_rare"), 50),
    Line("search_none", "search, no hits", ("words_none", "repaint_search_none"), 50),
    Line("visit_local", "QR to what is known here", ("repaint_visit",), 150),
    Line("visit_whole", "QR to whole context", ("visit", "repaint_visit")),
    Line(
        "phone_name", "phone to customer's name", ("phone", "repaint_name"), 0, ((0, "30-45"),)
    ),
    Line("phone_ask", "  beside the request alone", ("phone",), of="phone_name"),
    Line("phone", "phone to whole context", ("phone", "repaint_visit"), 0, ((0, "30-45"),)),
    Line("reprice", "reprice of 200 lines", ("repaint_reprice",), 300),
    Line("commit", "Pay to safely on disk", ("fdatasync",), 100, ((0, "80-120"),)),
    Line("commit_rows", "  beside its rows, bare", ("bare_sale",), of="commit"),
    Line("sold", "Pay to painted receipt", ("bare_sale", "repaint_sold"), 0, ((0, "80-120"),)),
    Line("start_paint", "start to first paint", ("bare_paint",)),
    Line("start_ready", "start to sign-in", ("bare_paint",)),
    Line("fair_ready", "  same work alone", ("fair_ready",), of="start_ready"),
    Line("start_screen", "start to sale screen", ("bare_paint",), 0, ((0, "2100-2600"),)),
    Line("fair_screen", "  same work alone", ("fair_screen",), of="start_screen"),
    Line("start_scan", "start to first scan", ("bare_paint",), 3_000),
    Line("fair_scan", "  same work alone", ("fair_screen",), of="start_scan"),
    Line("start_sold", "start to first sale", ("bare_paint",)),
)


@dataclass(frozen=True)
class Row:
    """One line of the table at one size; milliseconds, and ratios to the floor.

    Attributes:
        cpu: what the GUI thread computed, at the 50th percentile; 0: not known.
        within: under the limit at the 95th percentile; None where there is none.
    """

    name: str
    title: str
    p50: float
    p95: float
    p99: float
    cpu: float
    floor: float
    ratio50: float
    ratio95: float
    ratio99: float
    limit: float
    within: bool | None
    field: str


def rows(size: Measured) -> list[Row]:
    """What could be measured at this size."""
    return [_row(line, size) for line in LINES if _there(line, size)]


def _there(line: Line, size: Measured) -> bool:
    return bool(size.measured.get(line.samples)) and all(
        size.floors.get(floor) for floor in line.floors
    )


def _row(line: Line, size: Measured) -> Row:
    taken = summary(size.measured[line.samples])
    floors = [summary(size.floors[name]) for name in line.floors]
    field = dict(line.field)
    return Row(
        name=line.name,
        title=line.title,
        p50=taken.p50,
        p95=taken.p95,
        p99=taken.p99,
        cpu=_computed(line, size),
        floor=round(sum(floor.p50 for floor in floors), 3),
        ratio50=_ratio(taken.p50, [floor.p50 for floor in floors]),
        ratio95=_ratio(taken.p95, [floor.p95 for floor in floors]),
        ratio99=_ratio(taken.p99, [floor.p99 for floor in floors]),
        limit=line.limit_ms,
        within=taken.p95 <= line.limit_ms if line.limit_ms else None,
        field=field.get(size.skus, field.get(0, "")),
    )


def _computed(line: Line, size: Measured) -> float:
    """Of the very act; one that has two ends (QR) is whole."""
    act = line.name
    for end in ("_local", "_whole", "_name"):
        act = act.removesuffix(end)
    taken = size.computed.get(act)
    return summary(taken).p50 if taken and line.name != "key" else 0.0


def _ratio(taken: float, floors: Sequence[float]) -> float:
    floor = sum(floors)
    return round(taken / floor, 2) if floor else 0.0


HEAD = (
    "",
    "p50",
    "p95",
    "p99",
    "cpu",
    "floor",
    "x p50",
    "x p95",
    "x p99",
    "limit",
    "",
    "field",
)
FORM = "{:<26}{:>8}{:>8}{:>8}{:>7}{:>8}{:>7}{:>7}{:>7}{:>7}  {:<7}{:>10}"


def text(report: Report) -> str:
    """The whole table, for a terminal. Milliseconds, unless a unit is said."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    facts = report.machine
    yield f"posapp {facts['posapp']}, {report.at:%Y-%m-%d %H:%M} UTC: {report.command}"
    yield f"{facts['cores']} x {facts['processor']}, {facts['system']}"
    yield (
        f"Python {facts['python']}, PySide6 {facts['pyside']}, SQLite {facts['sqlite']}. "
        "Milliseconds; x: times the floor; limit: at p95; field: ChromisPOS 0.58.5.4."
    )
    for size in report.sizes:
        yield ""
        yield f"{size.skus:,} products{_about(size)}"
        yield FORM.format(*HEAD)
        for row in rows(size):
            yield _shown(row)
        yield from _of_pin(size)
        yield from _of_memory(size)
        yield from _of_stalls(size)


def _about(size: Measured) -> str:
    before, after = size.load
    built = size.catalogue
    made = f", built at {built.rate:,.0f} a second" if built.seconds else ""
    return f" ({built.size / MIB:,.0f} MiB{made}; load {before} before, {after} after)"


def _shown(row: Row) -> str:
    verdict = {True: "within", False: "OVER", None: ""}[row.within]
    return FORM.format(
        row.title,
        _ms(row.p50),
        _ms(row.p95),
        _ms(row.p99),
        _ms(row.cpu) if row.cpu else "",
        _ms(row.floor),
        f"{row.ratio50:.1f}",
        f"{row.ratio95:.1f}",
        f"{row.ratio99:.1f}",
        f"{row.limit:.0f}" if row.limit else "",
        verdict,
        row.field,
    ).rstrip()


def _ms(value: float) -> str:
    return (
        f"{value:,.0f}" if value >= 1000 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
    )


def _of_pin(size: Measured) -> Iterator[str]:
    if size.floors.get("fair_pin"):
        pin = summary(size.floors["fair_pin"]).p50
        yield f"{'argon2id, one PIN, alone':<26}{_ms(pin):>8}  (slow on purpose)"


def _of_memory(size: Measured) -> Iterator[str]:
    for moment, title in (("start", "memory after start"), ("end", "memory after all of it")):
        if moment in size.memory:
            mib = size.memory[moment] / MIB
            verdict = "within" if mib <= MOST_MEMORY_MIB else "OVER"
            said = f"{MOST_MEMORY_MIB} MiB"
            own = size.memory.get(f"{moment} private", 0) / MIB
            said += f": {verdict}; {own:.0f} MiB private" if own else f": {verdict}"
            yield f"{title:<26}{mib:>9.0f} MiB  (limit {said}; field up to 1211 MiB)"


def _of_stalls(size: Measured) -> Iterator[str]:
    """Where the event loop was away for longest; what the measuring itself did apart."""
    shown = [stall for stall in size.stalls if stall.doing != "floors"]
    if not shown:
        return
    longest = shown[0]
    verdict = "within" if longest.wall_ms <= LONGEST_BLOCK_MS else "OVER"
    yield (
        f"{'longest block of the UI':<26}{longest.wall_ms:>9.1f} ms   "
        f"(limit {LONGEST_BLOCK_MS} ms: {verdict}; {longest.doing}; "
        f"{longest.cpu_ms:.1f} ms of it computing)"
    )
    for stall in shown[1:4]:
        yield f"{'':<26}{stall.wall_ms:>9.1f} ms   ({stall.doing}; {stall.cpu_ms:.1f})"
