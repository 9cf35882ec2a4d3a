"""What must be true of a register and its centre: at every step, and once all is quiet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from posapp.domain.payment import TenderKind
from posapp.domain.sale import Sale
from posapp.domain.webcart import OperationKind
from posapp.hub import gift_cards
from posapp.hub.tables.carts import carts, lines, operations
from posapp.hub.tables.gift_cards import holds
from posapp.hub.tables.orders import orders
from posapp.hub.tables.sales import conflicts, sales
from posapp.hub.tables.stock import shortages
from posapp.hub.tables.stock import stock as shelves
from posapp.store import card_attempts
from posapp.store.books import JOURNAL
from posapp.store.card_attempts import AttemptState
from posapp.verify import verify
from tests.sweeps.chance.scene import GIFT, KINDS, RECEIVED
from tests.sweeps.chance.till import Till

VISIBLE = {"cart_closed", "prepaid_short"}  # a sale made while the centre was away may be so
# Of the journal, in one look at each step.
STEP = """
    SELECT count(*), coalesce(max(number), 0), count(DISTINCT number), coalesce(sum(
            NOT EXISTS (SELECT * FROM sale_line WHERE sale = s.id)
         OR NOT EXISTS (SELECT * FROM tender WHERE sale = s.id)
         OR (SELECT count(*) FROM journal_entry WHERE "of" = s.id) <> 1
         OR (SELECT count(*) FROM outbox WHERE kind = 'sale' AND "of" = s.id) <> 1), 0)
    FROM sale s"""
# Of the centre's shelves: where pieces moved are not on hand, or set aside and not reserved.
UNSOUND = f"""
    SELECT * FROM (
        SELECT s.sku, s.on_hand, s.reserved,
            (SELECT coalesce(sum(quantity), 0) FROM stock_movement
                WHERE sku = s.sku AND location = s.location) AS moved,
            (SELECT coalesce(sum(quantity), 0) FROM reservation
                WHERE sku = s.sku AND location = s.location AND state = 'open') AS held
        FROM stock s WHERE s.sku IN ({", ".join("?" * KINDS)}))
    WHERE on_hand <> moved OR reserved <> held OR reserved NOT BETWEEN 0 AND on_hand"""


def at_every_step(till: Till) -> Iterator[str]:
    """J3, J4, T1, T2 and whatever people saw."""
    yield from till.remembered.wrong
    ((count, last, different, half),) = till.reads(STEP)
    if half:
        yield f"J3: {half} sales are there in part"
    if not count == last == different:
        yield f"J4: {count} sales, {different} numbers, the last one is {last}"
    skus = tuple(product.sku for product in till.shop.goods)
    rows = till.hub.read(lambda db: db.exec_driver_sql(UNSOUND, skus).all())
    for sku, on_hand, reserved, moved, held in rows:
        yield f"T1: {on_hand} on hand, {moved} moved there: {sku}"
        yield f"T2: {reserved} reserved, {held} set aside: {sku}"


def when_quiet(till: Till) -> Iterator[str]:
    """J1 to J5 by the verifier; S1, S2, S4; C1 to C4; T1; money that was set aside."""
    yield from sound(till)
    here = [
        str(row[0]) for row in till.reads('SELECT "of" FROM journal_entry ORDER BY sequence')
    ]
    remembered = till.remembered
    yield from (f"J1: lost: {sale}" for sale in set(remembered.sold) - set(here))
    yield from (f"nobody made {sale}" for sale in set(here) - remembered.tried)
    told = till.hub.read(lambda db: list(_told(db, till)))
    yield from _same(till, here, [sale.id for sale in told])
    yield from till.hub.read(lambda db: list(_carts(db, till, told)))
    yield from till.hub.read(lambda db: list(_goods(db, till, told)))
    yield from till.hub.read(lambda db: list(_money(db, till, told)))
    yield from _cards(till, told)


def sound(till: Till) -> Iterator[str]:
    """What code that does not write the journal says about it."""
    report = verify(till.folder / JOURNAL)
    yield from (f"verifier: {fault.receipt}: {fault.says}" for fault in report.faults[:3])


def _told(db: Connection, till: Till) -> Iterator[Sale]:
    mine = sales.c.register == till.shop.register
    yield from db.scalars(select(sales.c.document).where(mine).order_by(sales.c.number))


def _same(till: Till, here: list[str], there: list[str]) -> Iterator[str]:
    if here != there:
        yield f"S1, S2: the journal has {here}, the centre {there}"
    sent = till.reads("SELECT \"of\" FROM outbox WHERE kind = 'sale' AND state = 'sent'")
    if {str(row[0]) for row in sent} != set(there):
        yield "S4: what is 'sent' here is not what the centre has"
    rows = till.reads("SELECT kind, reason FROM outbox WHERE state <> 'sent'")
    yield from (f"S4: not told: {row}" for row in rows)


def _carts(db: Connection, till: Till, told: list[Sale]) -> Iterator[str]:
    """Each online cart is the fold of its edits; what was not bought goes on in one other."""
    c = carts.c
    rows = db.execute(select(carts).where(c.customer == till.shop.customer).order_by(c.made_at))
    holds_now: dict[str, Counter[str]] = {}
    closed_by: dict[str, str] = {}
    bought_online = {row.id: None for row in db.execute(select(orders.c.id))}
    for row in rows.all():
        start = Counter(holds_now.get(row.continues or "", Counter()))
        if row.continues:
            start -= _bought(row.continues, closed_by[row.continues], told)
        holds_now[row.id] = _fold(db, till, row.id, start)
        closed_by[row.id] = row.closed_by
        found = Counter(dict(_held(db, row.id)))
        if found != holds_now[row.id]:
            yield f"C1, C2: {found} in a cart whose edits make {holds_now[row.id]}"
        yield from _ended(db, row.id, row.closed_by, told, bought_online)


def _ended(
    db: Connection, cart: str, closed_by: str, told: list[Sale], placed: dict[str, None]
) -> Iterator[str]:
    for sale in told:
        if cart not in {each.id for each in sale.carts} or sale.id == closed_by:
            continue
        about = (conflicts.c.sale == sale.id) & (conflicts.c.of == cart)
        if not db.scalar(select(func.count()).where(about)):
            yield "C4: a cart was sold that another order had ended, and nobody is told"
    if closed_by and closed_by not in placed:
        yield "C4: a cart is closed by an order that is not there"
    rest = db.scalar(select(func.count()).where(carts.c.continues == cart)) or 0
    left = Counter(dict(_held(db, cart))) - _bought(cart, closed_by, told)
    by_sale = closed_by in {sale.id for sale in told}
    if by_sale and rest != bool(left):
        yield f"C4: {left.total()} pieces were left over, and {rest} carts go on with them"


def _fold(db: Connection, till: Till, cart: str, start: Counter[str]) -> Counter[str]:
    """What the acknowledged edits make of it; one that is not applied is missed here."""
    o = operations.c
    told = db.execute(select(o.id, o.version).where(o.cart == cart))
    applied = {row.id: row.version for row in told}
    held = Counter(start)
    for at, edit in till.remembered.edits:
        if at != cart:
            continue
        if edit.id not in applied:
            held[f"an edit that is gone: {edit.id}"] += 1
        elif edit.kind is OperationKind.ADD:
            held[edit.sku] += edit.quantity
        else:
            held[edit.sku] = max(held[edit.sku] - edit.quantity, 0)
    return +held


def _bought(cart: str, closed_by: str, told: list[Sale]) -> Counter[str]:
    bought = Counter[str]()
    for sale in told:
        for line in sale.lines:
            if sale.id == closed_by and line.web is not None and line.web.cart == cart:
                bought[line.sku] += line.quantity
    return bought


def _held(db: Connection, cart: str) -> list[tuple[str, int]]:
    query = select(lines.c.sku, lines.c.quantity).where(lines.c.cart == cart)
    return [(sku, quantity) for sku, quantity in db.execute(query)]


def _goods(db: Connection, till: Till, told: list[Sale]) -> Iterator[str]:
    placed = select(orders.c.document).where(orders.c.customer == till.shop.customer)
    web = [order for order in db.scalars(placed) if order.channel == "web"]
    for product in till.shop.goods:
        sku = product.sku
        sold = sum(line.quantity for sale in told for line in sale.lines if line.sku == sku)
        sold += sum(line.quantity for order in web for line in order.lines if line.sku == sku)
        short = db.scalar(select(func.sum(shortages.c.quantity)).where(shortages.c.sku == sku))
        left = db.scalar(select(func.sum(shelves.c.on_hand)).where(shelves.c.sku == sku)) or 0
        if sold - int(short or 0) + left != RECEIVED:
            yield f"T1: {RECEIVED} received, {sold} sold, {short} of them short, {left} left"


def _money(db: Connection, till: Till, told: list[Sale]) -> Iterator[str]:
    """What was set aside is in a sale or given back, and every conflict is one that may be."""
    mine = [sale.id for sale in told]
    odd = set(db.scalars(select(conflicts.c.kind).where(conflicts.c.sale.in_(mine))))
    yield from (f"S1: {kind}" for kind in odd - VISIBLE)
    spent = sum(_tendered(sale, TenderKind.GIFT_CARD) for sale in told)
    left = gift_cards.balance(db, till.shop.gift).balance.minor
    if left + spent != GIFT.minor:
        yield f"J5: a gift card of {GIFT.minor} has {left} left, and {spent} of it was spent"
    held = (holds.c.register == till.shop.register) & (holds.c.state == "held")
    if number := db.scalar(select(func.count()).where(held)):
        yield f"{number} amounts are set aside for no sale"


def _tendered(sale: Sale, kind: TenderKind) -> int:
    return sum(tender.amount.minor for tender in sale.tenders if tender.kind is kind)


def _cards(till: Till, told: list[Sale]) -> Iterator[str]:
    """What the terminal took pays for one sale, or is a question that the register asks."""
    paid = Counter(tender.id for sale in told for tender in sale.tenders)
    for charge in till.scene.terminal.taken[till.charged_before :]:
        with till.register.books.journal.reading() as db:
            attempt = card_attempts.find(db, charge.ref)
        denied = (AttemptState.DECLINED, AttemptState.CANCELLED)
        if attempt is None or attempt.state in denied or paid[charge.ref] > 1:
            yield f"a card was charged, and pays for {paid[charge.ref]} sales"
