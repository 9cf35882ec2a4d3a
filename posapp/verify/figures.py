"""The figures of one sale, worked out anew in whole minor units from prices and tax rates.

The rules stand in docs/journal.md, "Figures"; nothing here is taken from the pricing engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MILLION = 1_000_000
Rates = tuple[tuple[str, int], ...]
Table = dict[tuple[str, int], tuple[int, int]]  # by name and rate: base and amount


@dataclass(frozen=True)
class Taxed:
    """An amount in the sale's own convention, with or without tax, and its rates."""

    price: int
    rates: Rates


def figures(fact: dict[str, Any]) -> Iterator[str]:
    """What does not add up, in words."""
    totals = {name: amount["minor"] for name, amount in fact["totals"].items()}
    yield from _paid(fact, totals["grand"])
    with_tax = [one for one in (True, False) if _grand(totals, one) == totals["grand"]]
    reasons = [list(_priced(fact, totals, included)) for included in with_tax]
    if not reasons:
        yield "items, discounts, shipping, tax and rounding are not the total"
    elif all(reasons):
        yield from min(reasons, key=len)


def _grand(totals: dict[str, int], included: bool) -> int:
    added = 0 if included else totals["tax"]
    kept = totals["items"] - totals["discounts"] + totals["shipping"]
    return kept + added + totals["rounding"]


def _paid(fact: dict[str, Any], grand: int) -> Iterator[str]:
    amounts = [(one["kind"], one["amount"]["minor"]) for one in fact["tenders"]]
    change = fact["change"]["minor"]
    cash = sum(amount for kind, amount in amounts if kind == "cash")
    online = sum(amount for kind, amount in amounts if kind == "prepaid")
    if sum(amount for _, amount in amounts) - change != grand:
        yield "what was tendered, less the change, is not the total"
    if not 0 <= change <= cash or any(amount <= 0 for _, amount in amounts):
        yield "its change or a tender is an amount that nobody can have paid"
    if sum(cart["paid"]["minor"] for cart in fact["carts"]) != online:
        yield "what was paid online is not what its carts had paid"


def _priced(fact: dict[str, Any], totals: dict[str, int], included: bool) -> Iterator[str]:
    """Lines, shipping and totals, with prices that include tax or do not."""
    parts = []
    for place, line in enumerate(fact["lines"], start=1):
        left = line["unit_price"]["minor"] * line["quantity"] - _sum(line["discounts"])
        part = Taxed(left, _rates(line["taxes"]))
        parts.append(part)
        if left < 0 or not _as_taxed(part, line["net"], line["taxes"], line["gross"], included):
            yield f"line {place} is not its price less its discounts with its tax"
    ship = fact["shipping_gross" if included else "shipping_net"]["minor"]
    shipping = Taxed(ship, _rates(fact["shipping_taxes"]))
    stored = (fact["shipping_net"], fact["shipping_taxes"], fact["shipping_gross"])
    if ship != totals["shipping"] or not _as_taxed(shipping, *stored, included):
        yield "shipping is not its price with its tax"
    yield from _totals(fact, totals, [*parts, shipping], included)


def _totals(
    fact: dict[str, Any], totals: dict[str, int], parts: list[Taxed], included: bool
) -> Iterator[str]:
    lines = fact["lines"]
    if sum(ln["unit_price"]["minor"] * ln["quantity"] for ln in lines) != totals["items"]:
        yield "its prices do not add up to its items"
    if sum(_sum(line["discounts"]) for line in lines) != totals["discounts"]:
        yield "its discounts do not add up"
    gross = sum(line["gross"]["minor"] for line in lines) + fact["shipping_gross"]["minor"]
    if gross + totals["rounding"] != totals["grand"]:
        yield "its lines, shipping and rounding are not the total"
    table = {_key(tax): (tax["base"]["minor"], tax["amount"]["minor"]) for tax in fact["taxes"]}
    by_line, by_total = _table(parts, included), _table(_together(parts, included), included)
    if table not in (by_line, by_total) or len(table) != len(fact["taxes"]):
        yield "its table of taxes is not its lines taxed"
    if sum(amount for _, amount in table.values()) != totals["tax"] + totals["rounding"]:
        yield "its taxes do not add up"
    if included and totals["rounding"]:
        yield "prices with tax leave nothing to round"


def _as_taxed(
    part: Taxed,
    net: dict[str, Any],
    taxes: list[dict[str, Any]],
    gross: dict[str, Any],
    included: bool,
) -> bool:
    base, amounts = _tax(part, included)
    written = [(tax["base"]["minor"], tax["amount"]["minor"]) for tax in taxes]
    return (
        net["minor"] == base
        and written == [(base, amount) for amount in amounts]
        and gross["minor"] == base + sum(amounts)
    )


def _tax(part: Taxed, included: bool) -> tuple[int, list[int]]:
    """Net and each tax. A price with tax keeps its gross: the net is rounded once, and the
    rest is shared by the rates, what cannot be shared going to the first of them."""
    rates = [rate for _, rate in part.rates]
    if not included:
        return part.price, [_divided(part.price * rate, MILLION) for rate in rates]
    whole = sum(rates)
    if not whole:
        return part.price, [0] * len(rates)
    net = _divided(part.price * MILLION, MILLION + whole)
    shares = [(part.price - net) * rate // whole for rate in rates]
    left = part.price - net - sum(shares)
    for place, rate in enumerate(rates):
        if left and rate:
            shares[place], left = shares[place] + 1, left - 1
    return net, shares


def _table(parts: list[Taxed], included: bool) -> Table:
    """Base and amount by tax, each part taxed by itself."""
    found: Table = {}
    for part in parts:
        net, amounts = _tax(part, included)
        for key, amount in zip(part.rates, amounts, strict=True):
            base, before = found.get(key, (0, 0))
            found[key] = (base + net, before + amount)
    return found


def _together(parts: list[Taxed], included: bool) -> list[Taxed]:
    """Parts that carry the same taxes as one; without tax in the price, one for each tax."""
    sums: dict[Rates, int] = {}
    for part in parts:
        for rates in [part.rates] if included else [(rate,) for rate in part.rates]:
            sums[rates] = sums.get(rates, 0) + part.price
    return [Taxed(price, rates) for rates, price in sums.items()]


def _divided(numerator: int, denominator: int) -> int:
    """Rounded half away from zero; nothing that is sold here is below it."""
    whole, rest = divmod(numerator, denominator)
    return whole + (2 * rest >= denominator)


def _rates(taxes: list[dict[str, Any]]) -> Rates:
    return tuple(_key(tax) for tax in taxes)


def _key(tax: dict[str, Any]) -> tuple[str, int]:
    return tax["name"], tax["rate_ppm"]


def _sum(parts: list[dict[str, Any]]) -> int:
    return sum(part["amount"]["minor"] for part in parts)
