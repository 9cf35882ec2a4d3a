"""How the line to the centre is, judged by what was asked lately. Pure.

Neither nervous nor blind: one lost request is not Offline, two in a row are; one answer after
that is not Online, two in a row are; a line that loses one and answers one is Slow.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

SLOW_S = 2.0  # an answer that takes longer makes the badge say so
IN_A_ROW = 2  # misses until Offline, answers until Online
LATELY = 6  # outcomes that are remembered
LOSSY = 2  # misses among them that make it Slow


class LinkState(Enum):
    """How the centre answers. STARTING: nothing was asked yet."""

    STARTING = "starting"
    ONLINE = "online"
    SLOW = "slow"
    OFFLINE = "offline"


@dataclass(frozen=True)
class Link:
    """The line to the centre.

    Attributes:
        since: UTC moment it became as it is; for OFFLINE, of the first request that was lost.
        lately: what became of the last requests, the newest last: answered or not.
        missed_at: UTC moment of the first of those lost in a row, if the last one was.
    """

    state: LinkState
    since: datetime
    lately: tuple[bool, ...] = ()
    missed_at: datetime | None = None

    @property
    def in_doubt(self) -> bool:
        """The last request says otherwise than the state; better ask again soon."""
        return bool(self.lately) and self.lately[-1] is (self.state is LinkState.OFFLINE)


def answered(link: Link, took_s: float, at: datetime) -> Link:
    """The centre answered just now, in this time."""
    heard = replace(link, lately=(*link.lately, True)[-LATELY:], missed_at=None)
    if link.state is LinkState.OFFLINE and not all(heard.lately[-IN_A_ROW:]):
        return heard
    lossy = heard.lately.count(False) >= LOSSY and link.state is not LinkState.OFFLINE
    slow = took_s > SLOW_S or lossy
    return _becomes(heard, LinkState.SLOW if slow else LinkState.ONLINE, at)


def missed(link: Link, at: datetime) -> Link:
    """A request was not answered just now."""
    first = link.missed_at or at
    lost = replace(link, lately=(*link.lately, False)[-LATELY:], missed_at=first)
    in_a_row = len(lost.lately) >= IN_A_ROW and not any(lost.lately[-IN_A_ROW:])
    if in_a_row or link.state is LinkState.STARTING:
        return _becomes(lost, LinkState.OFFLINE, first)
    if link.state is LinkState.ONLINE and lost.lately.count(False) >= LOSSY:
        return _becomes(lost, LinkState.SLOW, at)
    return lost


def _becomes(link: Link, state: LinkState, at: datetime) -> Link:
    """The moment stays while the state does. What led back Online is forgotten."""
    if state is link.state:
        return link
    back = link.state is LinkState.OFFLINE
    return replace(link, state=state, since=at, lately=() if back else link.lately)
