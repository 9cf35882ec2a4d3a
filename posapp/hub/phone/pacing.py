"""How much one page may cost the centre within a minute: whoever has its link could ask without
end, and registers share the processors with pages.

A page that is looked at asks forty times a minute. Counted before any work is done; links that
open nothing are counted like the others, and are answered after one look into an index.
"""

from __future__ import annotations

from posapp.hub.auth import Sent

LOOK = 1  # the page, its state, a picture
CODE = 5  # drawn anew each time
EDIT = 5  # for each operation,
MOST_EDITS = 20  # but what comes together is done together
SEARCH = 20  # reads the whole catalogue when little is found


def spend(sent: Sent, secret: str, cost: int = LOOK) -> None:
    """Count this request of a page.

    Raises:
        Refusal: ``too_many``: it has had its share; says when it has the next.
    """
    hub = sent.hub
    now = hub.clock()
    hub.pages.must_be_few(secret, now, hub.settings.page_per_minute)
    hub.pages.add(secret, now, cost)
