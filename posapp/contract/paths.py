"""Where each message goes. Both ends take their paths from here.

Every write carries ``Idempotency-Key`` equal to the ``id`` in its body (an operation batch:
the first operation's id). Every request of a register carries
``Authorization: Register id="…", at="…", nonce="…", signature="…"``, see
``posapp.contract.signing``.
"""

from __future__ import annotations

CAPABILITIES = "/v1/capabilities"  # GET -> Capabilities; no authorization
ENROL = "/v1/registers/enrol"  # POST Enrolment -> Enrolled; no authorization
HEADS = "/v1/registers/heads"  # POST HeadReport -> JournalHead; compares and swaps, no key
EPOCHS = "/v1/registers/epochs"  # POST EpochRequest -> Enrolled
SHOP = "/v1/shop"  # GET -> Shop; ETag is Shop.version, If-None-Match gives 304
SEARCH = "/v1/customers/search"  # POST Search -> Matches; key only with Search.visit
CUSTOMERS = "/v1/customers"  # POST NewCustomer -> CustomerReply
ADDRESSES = "/v1/customers/{customer}/addresses"  # POST NewAddress -> CustomerReply
VISITS = "/v1/visits"  # POST Opening -> domain.visit.Visit
MESSAGES = "/v1/customers/{customer}/messages"  # GET ?before= -> Older
CARTS = "/v1/customers/{customer}/carts"  # GET -> CartList
CART = "/v1/carts/{cart}"  # GET -> WebCart; ETag is its version
OPERATIONS = "/v1/carts/{cart}/operations"  # POST Operations -> WebCart
LEASE = "/v1/carts/{cart}/lease"  # POST Lease -> WebCart
RELEASE = "/v1/carts/{cart}/release"  # POST Lease -> WebCart
QUOTES = "/v1/shipping/quotes"  # POST QuoteRequest -> Quotes; a read, no key
CHECKOUTS = "/v1/checkouts"  # POST Checkout -> CheckoutReady | 409
CHECKOUT_RELEASE = "/v1/checkouts/{checkout}/release"  # POST Release -> Accepted
SALES = "/v1/sales"  # POST domain.sale.Sale -> SaleRecorded; GET ?cursor= -> SalePage
SALE_BATCHES = "/v1/sales/batches"  # POST SaleBatch -> SaleVerdicts; each sale's id is its key
RECEIPTS = "/v1/receipts"  # POST ReceiptRequest -> Accepted
ORDERS = "/v1/customers/{customer}/orders"  # GET ?cursor= -> OrderPage
ORDER = "/v1/orders/{number}"  # GET by order or receipt number -> Order
SNAPSHOT = "/v1/catalogue/snapshot"  # GET ?cursor=&limit= -> CataloguePage
CHANGES = "/v1/catalogue/changes"  # GET ?cursor=&limit= -> CataloguePage
IMAGE = "/v1/images/{name}"  # GET -> PNG or JPEG
STOCK = "/v1/stock"  # GET ?sku=&sku= (up to 200) -> Stock
BALANCE = "/v1/gift-cards/{number}"  # GET -> Balance
HOLDS = "/v1/holds"  # POST Hold -> Held
HOLD_RELEASE = "/v1/holds/{hold}/release"  # POST Release -> Accepted
ERASURES = "/v1/erasures"  # GET ?cursor= -> Erasures; told by the event customer_erased, too
ATTENTION = "/v1/attention"  # GET -> Oddities: of the register's own store
SETTLEMENTS = "/v1/attention/settlements"  # POST Settling -> Settlement: who settled it first
EVENTS = "/v1/events"  # GET ?cursor=&wait= (seconds, at most 25) -> Events
