"""The kernel of the network namespace that this process is in, and what it does to packets."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass

CHAIN = "inet shop in"
MAKE = f"""
add table inet shop
add chain {CHAIN} {{ type filter hook input priority 0; }}
"""


@dataclass(frozen=True)
class Trouble:
    """One thing that happens to a network.

    Attributes:
        rules: for packets that arrive, with ``{port}`` for the centre's; ``down``: the link
            itself is down.
        cuts: nothing is answered while it lasts.
    """

    name: str
    rules: tuple[str, ...] = ()
    down: bool = False
    cuts: bool = True


_TO, _FROM, _LOST = "tcp dport {port}", "tcp sport {port}", "numgen random mod 100 < 30 drop"
NO_WAY_BACK = Trouble("silence on the way back", (f"{_FROM} drop",))
TROUBLES = (
    NO_WAY_BACK,
    Trouble("silence both ways", (f"{_TO} drop", f"{_FROM} drop")),
    Trouble("silence on the way there", (f"{_TO} drop",)),
    Trouble("three packets of ten lost", (f"{_TO} {_LOST}", f"{_FROM} {_LOST}"), cuts=False),
    Trouble("reset", (f"{_TO} reject with tcp reset",)),
    Trouble("no such host", (f"{_TO} reject with icmpx type host-unreachable",)),
    Trouble("the link is down", down=True),
)


def begins() -> None:
    """The namespace is new: it has no rules, and its loopback is down."""
    _nft(MAKE)
    _link("up")


def breaks(trouble: Trouble, port: int) -> None:
    """From now on, until it ``heals``."""
    if trouble.down:
        _link("down")
    rules = (f"add rule {CHAIN} {rule.format(port=port)}" for rule in trouble.rules)
    _nft("\n".join(rules))


def heals() -> None:
    _nft(f"flush chain {CHAIN}")
    _link("up")


def _nft(commands: str) -> None:
    """All of them at once, or none."""
    subprocess.run(["nft", "-f", "-"], input=commands.encode(), check=True)


def _link(how: str) -> None:
    subprocess.run(["ip", "link", "set", "lo", how], check=True)
