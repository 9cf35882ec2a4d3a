"""Named people of the demo chain, one for each awkward case. QA and the tour ask for them.

The SKUs are those of the first styles, which are the same in every chain of any size.
"""

from __future__ import annotations

from dataclasses import dataclass

BOOTS_38 = "BOT-00001-BK-38"
BOOTS_39 = "BOT-00001-BK-39"
BELT = "BEL-00021-BR-95"
SCARF = "SCA-00022-BL"
SOCKS = "SOC-00026-GY-39-42"
BAG = "BAG-00023-NV"
DRESS = "DRE-00017-BL-M"
SWEATER = "SWE-00010-BL-L"
OLD_SANDAL = "SAN-00008-BD-40"


@dataclass(frozen=True)
class Wish:
    """A line of an online cart as it should look to the clerk.

    Attributes:
        seen_off: cents the price was lower when the customer put it in.
        gone: the variant was discontinued since.
        here: pieces that the first store has; -1 leaves the chain's own luck.
        elsewhere: pieces that the second store has.
    """

    sku: str
    quantity: int = 1
    seen_off: int = 0
    gone: bool = False
    here: int = -1
    elsewhere: int = -1


@dataclass(frozen=True)
class Part:
    """One person's part.

    Attributes:
        tier: 0 none, 1 to 3 the chain's tiers.
        carts: the open online carts, each a list of wishes.
        labelled: the carts have names that their owner gave them.
        talk: what their conversations are about, each with its channel.
        paid: cents already paid online towards the first cart.
    """

    key: str
    name: str
    phone: str
    email: str
    tier: int = 0
    points: int = 0
    carts: tuple[tuple[Wish, ...], ...] = ()
    labelled: bool = False
    talk: tuple[tuple[str, str], ...] = ()
    coupon: str = ""
    paid: int = 0
    credit: int = 0
    orders: int = 0
    language: str = ""


CAST = (
    Part(
        "ana",
        "Ana Kovač",
        "+393475550214",
        "ana.kovac@example.com",
        tier=2,
        points=1240,
        carts=(
            (
                Wish(BOOTS_38, here=2, elsewhere=1),
                Wish(BELT, seen_off=300, here=3, elsewhere=2),
                Wish(SCARF, here=0, elsewhere=4),
            ),
        ),
        talk=(
            ("photo", "instagram"),
            ("promise", "messenger"),
            ("gift", "email"),
            ("size", "whatsapp"),
        ),
        orders=4,
    ),
    Part("ben", "Ben Okafor", "+353871234514", "ben@example.com", carts=((),), orders=1),
    Part(
        "carla",
        "Carla Santi",
        "+393475550302",
        "carla.santi@example.com",
        tier=1,
        points=310,
        carts=((Wish(BAG, here=2), Wish(SOCKS, 2, here=9)),),
        talk=(("delivery", "whatsapp"),),
        paid=2000,
        orders=2,
    ),
    Part(
        "dario",
        "Dario Weiss",
        "+393475550418",
        "dario.weiss@example.com",
        tier=1,
        points=95,
        carts=((Wish(SWEATER, here=4),), (Wish(SOCKS, 3, here=9), Wish(BELT, here=3))),
        labelled=True,
        talk=(("delivery", "sms"),),
        orders=3,
    ),
    Part(
        "elif",
        "Elif Demir",
        "+4915123456707",
        "elif.demir@example.com",
        carts=((Wish(OLD_SANDAL, gone=True), Wish(SOCKS, here=9)),),
        talk=(("back", "webchat"),),
    ),
    Part(
        "fritz",
        "Fritz Gruber",
        "+436641234508",
        "fritz.gruber@example.com",
        carts=((Wish(DRESS, here=3),),),
        talk=(("call", "call"),),
        coupon="WELCOME10",
        language="de",
    ),
    Part(
        "hugo",
        "Hugo Laurent",
        "+33612345678",
        "hugo.laurent@example.com",
        tier=3,
        points=5120,
        carts=((Wish(BOOTS_39, here=2), Wish(SOCKS, here=9)),),
        talk=(("fit", "whatsapp"), ("call", "call")),
        credit=3500,
        orders=6,
    ),
    Part("ines", "Ines Marchetti", "+393475550777", "ines@example.com", orders=1),
    Part("ivan", "Ivan Marchetti", "+393475550777", "ivan@example.com", tier=1, orders=2),
)
NOBODY_PHONE = "+393475550999"
