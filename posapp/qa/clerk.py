"""A clerk or manager at the real window, in sentences.

clerk.signs_in(pin)
clerk.scans(phone.qr)
clerk.pulls_the_cart()
clerk.scans(BOOTS_38)
clerk.takes_exact_cash()
clerk.waits_to_see("Offline", "1 sale waiting")
"""

from __future__ import annotations

from posapp.qa.pages.customers import Customers
from posapp.qa.pages.days import Days
from posapp.qa.pages.paying import Paying
from posapp.qa.pages.receipts import Receipts
from posapp.qa.pages.selling import Selling
from posapp.qa.pages.shipping import Shipping
from posapp.qa.pages.signing_in import SigningIn


class Clerk(SigningIn, Selling, Customers, Shipping, Paying, Receipts, Days):
    """Everything a person does at this counter; each part stands in ``qa/pages``."""
